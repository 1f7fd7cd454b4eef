"""What other rooms and pages read of the indicators."""

import pytest

from plan import small
from socialgoods.plan.actions.setup import write_plan
from socialgoods.plan.models import Measurement
from socialgoods.plan.queries import forecast, indicators, levers, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return write_plan(at=small.AT)


def test_without_a_plan_there_is_nothing_to_say():
    assert (indicators.all_of(), forecast.latest()) == ([], None)


def test_the_rows_say_value_target_base_probability_and_coverage(plan):
    small.stored(plan)

    row = indicators.all_of()[0]

    assert (row.key, row.name, row.unit, row.year, row.value, row.target, row.baseline, row.probability, row.coverage, row.url) == (
        "self_reliant", "자립한 조직", "count", 2017, 64, 300, 64, 0.25, (280, 310), "/plan/indicators/self_reliant/",
    )  # fmt: skip


def test_what_has_no_data_is_not_known_rather_than_nothing(plan):
    small.stored(plan)

    row = next(row for row in indicators.all_of() if row.key == "social_finance")

    assert (row.value, row.year, row.baseline, row.probability, row.coverage, row.last) == (None,) * 6
    assert row.target == 10_000_000_000


def test_a_year_that_was_not_measured_is_not_known(plan):
    small.stored(plan)

    assert [row.value for row in indicators.all_of(2016)] == [None] * 7


def test_the_path_leads_from_the_base_year_to_the_target(plan):
    small.stored(plan)
    row = indicators.all_of()[0]

    assert (row.path[2017], row.path[2021], row.path[2025]) == (64, 182, 300)
    assert (row.on_the_way, row.is_on_the_way) == (64, True)


@pytest.mark.parametrize(("value", "reached"), [(300.0, True), (299.0, False)])
def test_once_the_last_year_is_measured_the_target_is_reached_or_not(plan, value, reached):
    Measurement.objects.create(series="self_reliant", year=2025, value=value, definitions="test", computed_at=small.AT)
    rows = indicators.all_of()

    assert rows[0].reached is reached
    standing = page.standing(rows)
    assert (standing.reached, standing.unlikely, standing.unknown) == ((1, 0, 4) if reached else (0, 1, 4))


def test_the_standing_counts_targets_by_how_likely_they_are(plan):
    run = small.stored(plan)
    run.chances["jobs"]["planned"]["2025"] = 0.5
    run.save()

    found = page.standing(indicators.all_of())

    assert (found.likely, found.unlikely, found.unknown, found.reached, found.all) == (1, 3, 1, 0, 5)


def test_all_indicators_take_a_constant_number_of_queries(plan, django_assert_num_queries):
    with django_assert_num_queries(7):
        indicators.all_of()
    small.stored(plan)
    small.stored(plan, year=2018, run=False)
    with django_assert_num_queries(7):
        assert len(indicators.all_of()) == 7


def test_the_least_budget_is_said_once_where_not_even_half_a_chance_is_reached(plan):
    run = small.stored(plan)
    run.levers = small.levers()

    found = levers.least(run, "self_reliance_rate")

    assert [(row["of"], row["wanted"], row["factor"], row["won"]) for row in found] == [
        ("money", 0.5, None, None), ("money_and_places", 0.5, 6.125, 9_800_000_000),
    ]  # fmt: skip


def test_the_forecast_narrows_as_later_years_are_reported(plan):
    small.forecast(plan)
    run = small.forecast(plan, start=2019, key="b" * 64)

    found = levers.narrowing(run, indicators.all_of())

    assert [row["start"] for row in found[0]["runs"]] == [2018, 2019]
    assert levers.narrowing(None, []) == []
