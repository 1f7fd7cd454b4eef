from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.kernel.dated import Dated, NotInForce, Since
from socialgoods.kernel.periods import FiscalYear, add_months, seoul_day

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(days, st.integers(1, 12))
def test_every_day_lies_in_exactly_its_fiscal_year(day, end_month):
    year = FiscalYear.of(day, end_month)

    assert year.starts_on <= day < year.ends_on
    assert FiscalYear.of(year.ends_on, end_month).year == year.year + 1
    assert (year.ends_on - timedelta(days=1)).year == year.year


@given(days, st.integers(-240, 240))
def test_adding_months_moves_the_month_and_never_passes_its_end(day, months):
    moved = add_months(day, months)

    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


def test_a_moment_late_in_utc_is_already_tomorrow_in_seoul():
    assert seoul_day(datetime(2017, 12, 31, 15, 0, tzinfo=UTC)) == date(2018, 1, 1)


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        seoul_day(datetime(2018, 1, 1))  # noqa: DTZ001


def test_a_dated_figure_holds_from_its_day_and_names_its_source():
    rate = Dated(Since(date(2018, 2, 8), 24, "old decree"), Since(date(2021, 7, 7), 20, "decree"))

    assert [rate.on(date(2018, 2, 8)), rate.on(date(2021, 7, 6)), rate.on(date(2021, 7, 7))] == [24, 24, 20]
    assert rate.since(date(2022, 1, 1)).source == "decree"
    with pytest.raises(NotInForce):
        rate.on(date(2018, 2, 7))


def test_dated_figures_out_of_order_are_refused():
    with pytest.raises(ValueError, match="oldest first"):
        Dated(Since(date(2021, 1, 1), 1, ""), Since(date(2020, 1, 1), 2, ""))
