from collections import Counter

import pytest

from socialgoods.example.accounts import report
from socialgoods.example.profile import KINDS
from socialgoods.example.world import Place, build

PLACES = [
    Place(1, "가읍", 127.1, 35.9, 40.0, 20_000),
    Place(2, "나면", 127.2, 35.8, 80.0, 5_000),
    Place(3, "다면", 127.3, 36.0, 90.0, 1_500),
]


@pytest.fixture(scope="module")
def world():
    return build(PLACES, seed=2017)


def earned(row):
    return row["sales_private"] + row["sales_public"] + row["sales_social_economy"] + row["other_income"]


def cost(row):
    return row["cost_of_goods"] + row["labour_cost"] + row["other_cost"]


def test_active_organisations_are_counted_by_kind_as_the_county_counted_them(world):
    counted = Counter(body.kind for body in world.bodies if not body.closed_on)

    assert counted == {kind: profile.count for kind, profile in KINDS.items()}
    assert counted.total() == 310


def test_the_same_seed_makes_the_same_county_and_another_seed_another(world):
    assert build(PLACES, seed=2017) == world
    assert build(PLACES, seed=2018) != world


@pytest.mark.parametrize("seed", [1, 2017, 99])
def test_between_a_fifth_and_a_quarter_are_self_reliant_in_2017(seed):
    world = build(PLACES, seed=seed)
    reporting = [body for body in world.bodies if 2017 in body.reported]

    self_reliant = 0
    for body in reporting:
        rows = [report(world, body, year) for year in (2016, 2017) if year in body.reported]
        if len(rows) == 2 and all(earned(row) >= cost(row) for row in rows) and rows[1]["workers_paid"]:
            self_reliant += 1

    assert 0.20 <= self_reliant / len(reporting) <= 0.25


def test_every_report_is_whole_and_its_parts_fit(world):
    for body in world.bodies:
        for year in body.reported:
            row = report(world, body, year)

            assert min(value for value in row.values() if isinstance(value, int)) >= 0
            assert row["sales_commissioned"] <= row["sales_public"]
            assert row["dues"] <= row["other_income"]
            assert row["depreciation"] + row["interest"] <= row["other_cost"]
            assert row["workers_vulnerable"] <= row["workers_paid"]
            assert bool(row["labour_cost"]) == bool(row["workers_paid"])


def test_names_are_unique_also_at_ten_times_the_size():
    world = build(PLACES, seed=3, factor=10)

    assert len({body.name for body in world.bodies}) == len(world.bodies) == 3240


def test_nobody_reports_before_founding_or_after_closing(world):
    for body in world.bodies:
        for year in body.reported:
            assert body.founded_on.year <= year
            assert not body.closed_on or year < body.closed_on.year
