"""Paths and suppression: what is shown of small groups, and what could be found by subtraction."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from socialgoods.plan.rules import measured
from socialgoods.plan.rules.path import path
from socialgoods.plan.rules.spread import spread_table
from socialgoods.plan.rules.suppression import hidden
from socialgoods.registry.queries.participation import Counted, Participation, Spread

SMALLEST = 5
COUNTS = some.lists(some.integers(0, 30), min_size=1, max_size=12)


def test_a_path_is_straight_between_what_was_set_and_stays_level_after():
    assert path({2020: 40.0, 2022: 60.0}, base_year=2018, base=20.0, until=2023) == {
        2018: 20.0, 2019: 30.0, 2020: 40.0, 2021: 50.0, 2022: 60.0, 2023: 60.0,
    }  # fmt: skip


def test_a_path_without_a_known_beginning_begins_with_its_first_target():
    assert path({2020: 40.0}, base_year=2018, base=None, until=2021) == {2020: 40.0, 2021: 40.0}


@given(COUNTS)
def test_no_small_count_is_shown_nor_follows_from_the_total(counts):
    out = hidden([[count] for count in counts], SMALLEST)
    rest = sum(counts[number] for number in out)

    assert not any(0 < counts[number] < SMALLEST for number in set(range(len(counts))) - out)
    left = [count for number, count in enumerate(counts) if number not in out and count]
    if out and left:
        assert rest >= SMALLEST
        assert sum(1 for number in out if counts[number]) >= 2


@given(some.lists(some.tuples(some.integers(0, 30), some.integers(0, 30)), min_size=1, max_size=12))
def test_every_column_of_counts_is_guarded(rows):
    out = hidden(rows, SMALLEST)
    left = [row for number, row in enumerate(rows) if number not in out and any(row)]

    for column in range(2):
        rest = [rows[number][column] for number in out]
        assert not any(0 < rows[number][column] < SMALLEST for number in set(range(len(rows))) - out)
        if out and left:
            assert sum(rest) == 0 or sum(rest) >= SMALLEST
            assert sum(1 for count in rest if count) != 1


def test_nothing_is_hidden_where_every_group_is_large_or_empty():
    assert hidden([[9], [0], [20]], SMALLEST) == set()


@given(
    some.dictionaries(some.sampled_from([1, 2, 3, 4, None]), some.tuples(some.integers(0, 40), some.integers(0, 20)), min_size=1),
    some.integers(0, 5),
)  # fmt: skip
def test_no_district_of_fewer_than_five_persons_can_be_read_off_or_worked_out(living, twice):
    spread = Spread(
        county=Participation(
            linked=max(sum(linked for linked, _ in living.values()) - twice, 0), unlinked=sum(n for _, n in living.values()),
            buyers=0, organizations=30, reporting=20,
        ),
        parts={}, living={key: Counted(linked, unlinked) for key, (linked, unlinked) in living.items()}, organized={},
        in_two=twice,
    )  # fmt: skip
    names = {1: "가면", 2: "나면", 3: "다면", 4: "라면"}

    table = spread_table(spread, dict.fromkeys(names, 1_000), names, SMALLEST)

    for row in table.groups:
        for column in ("people", "unlinked", "here", "buyers"):
            assert row[column] is None or row[column] == 0 or row[column] >= SMALLEST
        assert (row["people"] is None) == (row["share"] is None) or not row["residents"]
    shown = [row["people"] for row in table.groups]
    if None in shown and any(shown) and table.groups:
        rest = sum(linked for linked, _ in living.values()) - sum(count or 0 for count in shown)
        assert rest >= SMALLEST


def test_coverage_of_a_district_is_left_out_where_it_shows_a_small_group():
    county = Participation(linked=100, unlinked=0, buyers=0, organizations=44, reporting=30)
    coverage = {1: (20, 30), 2: (8, 10), 3: (2, 4)}
    spread = Spread(county, {}, {key: Counted(40) for key in coverage}, {}, coverage=coverage)

    rows = spread_table(spread, {}, {1: "가면", 2: "나면", 3: "다면"}, SMALLEST).groups

    assert [(row["listed"], row["of"]) for row in rows] == [(20, 30), (None, None), (None, None)]


@pytest.mark.parametrize(("reporting", "why"), [(0, "no_lists"), (4, "too_few")])
def test_of_fewer_than_five_lists_nothing_is_said(reporting, why):
    county = Participation(linked=100, unlinked=0, buyers=7, organizations=30, reporting=reporting)

    table = spread_table(Spread(county, {}, {1: Counted(100)}, {}), {1: 1_000}, {1: "가면"}, SMALLEST)

    assert (table.least, table.most, table.buyers, table.groups, table.detail, table.why) == (
        None,
        None,
        None,
        [],
        {},
        why,
    )


def test_without_a_single_buyer_on_any_list_buyers_are_not_known():
    county = Participation(linked=100, unlinked=0, buyers=0, organizations=30, reporting=20)

    assert spread_table(Spread(county, {}, {}, {}), {}, {}, SMALLEST).buyers is None


def rows(*jobs, area="가면"):
    return [
        SimpleNamespace(
            area=area, sector="food", kind="cooperative", has_report=n is not None, jobs=n, self_reliant=None
        )
        for n in jobs
    ]


def test_a_county_of_four_reports_is_not_shown():
    found = measured.figure(rows(1, 2, 3, 4, None), measured.summed("jobs"), SMALLEST)

    assert (found.value, found.organizations, found.of, found.why, found.groups) == (None, 4, 5, "too_few", {})


def test_not_known_is_not_nothing():
    found = measured.figure(rows(None, None), measured.summed("jobs"), SMALLEST)

    assert (found.value, found.why) == (None, "no_reports")


def test_a_group_hidden_in_the_base_year_is_hidden_in_the_increase():
    now = measured.figure(rows(*[2] * 9) + rows(*[3] * 9, area="나면"), measured.summed("jobs"), SMALLEST)
    base = measured.figure(rows(*[1] * 9) + rows(1, 1, area="나면"), measured.summed("jobs"), SMALLEST)

    found = measured.increase(now, base)

    assert found.value == 45 - 11
    assert found.groups["area"] == [{"value": "가면", "hidden": True}, {"value": "나면", "hidden": True}]
