from collections import Counter
from dataclasses import replace
from statistics import correlation, mean

import pytest

from example.test_world import PLACES
from socialgoods.example.accounts import report
from socialgoods.example.measures import MEASURES, amounts, budgets
from socialgoods.example.needs import answers, effect
from socialgoods.example.world import Support, build, stream
from socialgoods.example.world.life import KAPPA, PHI
from socialgoods.example.world.participation import members
from socialgoods.example.world.practice import first_come

HALF = dict.fromkeys(("finance", "market", "product", "people", "governance", "collaboration", "social"), 50.0)
POOR = dict.fromkeys(HALF, 10.0)


def test_what_measures_do_is_unlike_what_experts_expect_and_need_matters():
    by_experts = sorted(MEASURES, key=lambda code: MEASURES[code].expected)
    in_truth = sorted(MEASURES, key=lambda code: effect(code, HALF))

    assert by_experts[-3:] != in_truth[-3:]
    assert MEASURES["equipment"].expected > 4 * effect("equipment", HALF)
    assert all(effect(code, POOR) > effect(code, HALF) for code in MEASURES)


def test_every_way_of_paying_adds_up_to_the_public_part():
    for code, measure in MEASURES.items():
        for way in measure.sources.split(";"):
            assert sum(amounts(code, way).values()) == round(measure.unit_cost * (1 - (measure.own_share or 0)))


def test_budgets_are_there_for_every_year_of_the_plan_and_grow_with_the_county():
    rows = budgets(1)

    assert {year for year, _, _ in rows} == set(range(2014, 2026))
    assert [won for _, _, won in budgets(10)] == pytest.approx([won * 10 for _, _, won in rows], rel=0.01)


def test_a_support_lifts_the_year_in_which_it_is_given_and_part_of_it_stays():
    without = build(PLACES, seed=5, last_year=2020)
    body = next(body for body in without.bodies if {2017, 2018, 2019, 2020} <= body.reported)
    given = [Support(body.code, 2018, "sales_channel", "province", 8_000_000)]

    helped = next(
        other for other in build(PLACES, seed=5, last_year=2020, given=given).bodies if other.number == body.number
    )
    rises = [helped.path[year] - body.path[year] for year in (2017, 2018, 2019, 2020)]

    assert rises[0] == 0
    assert rises[1] > rises[2] > rises[3] > 0.02


def test_a_support_shows_by_the_state_equation_and_changes_nobody_else():
    without = build(PLACES, seed=5, last_year=2019)
    body = next(body for body in without.bodies if {2017, 2018, 2019} <= body.reported)
    effect_of_2018 = effect("mentor", body.scores[2017])

    given = build(PLACES, seed=5, last_year=2019, given=[Support(body.code, 2018, "mentor", "county", 5_000_000)])

    for before, after in zip(without.bodies, given.bodies, strict=True):
        rise = {year: after.path[year] - before.path[year] for year in before.path}
        first = effect_of_2018 * (1 + KAPPA * PHI)
        second = (1 - KAPPA) * first + KAPPA * PHI * effect_of_2018
        expected = {2018: first, 2019: second} if before is body else {}
        assert rise == pytest.approx({year: expected.get(year, 0.0) for year in rise})
    assert without.shift == given.shift


def test_a_measure_paid_by_two_sources_helps_once_and_an_unknown_one_not_at_all():
    body = next(body for body in build(PLACES, seed=5).bodies if 2017 in body.reported and not body.closed_on)
    county = Support(body.code, 2018, "joint_project", "county", 12_000_000)
    both = [county, Support(body.code, 2018, "joint_project", "fund", 8_000_000)]
    foreign = Support(body.code, 2018, "our_own_idea", "county", 1_000_000)

    def ratio_with(given):
        world = build(PLACES, seed=5, last_year=2018, given=given)
        return world.ratio(next(other for other in world.bodies if other.code == body.code), 2018)

    assert ratio_with([county]) == ratio_with(both) == ratio_with([*both, foreign]) != ratio_with([foreign])
    assert ratio_with([foreign]) == ratio_with([])


def test_what_was_given_by_call_stands_in_the_books():
    world = build(PLACES, seed=5)

    for body in world.bodies:
        for year in body.reported:
            for support in world.received.get((body.code, year), []):
                if MEASURES[support.measure].mode == "call" and support.source != "fund":
                    row = report(world, body, year)
                    line = "capital_grant" if support.measure == "equipment" else f"subsidy_{support.source}"
                    assert row[line] >= support.amount


def test_practice_gives_no_more_than_there_is_of_money_and_places():
    world = build(PLACES, seed=5)

    for year in (2014, 2015, 2016, 2017):
        given = [support for support in world.supports if support.year == year]
        money, cases = Counter(), {(support.body, support.measure) for support in given}
        for support in given:
            money[support.source] += support.amount
        places = Counter(measure for _, measure in cases)
        assert len(cases) > 80
        assert all(money[source] <= won for when, source, won in budgets(1) if when == year)
        assert all(count <= MEASURES[measure].capacity for measure, count in places.items())


def test_practice_helps_less_than_choosing_by_what_truly_works():
    bodies = build(PLACES, seed=5, last_year=2025).bodies
    custom = [support for year in range(2018, 2026) for support in first_come(bodies, year, seed=5, factor=1)]

    def mean_in_2025(given):
        world = build(PLACES, seed=5, last_year=2025, given=given)
        return mean(world.ratio(body, 2025) for body in world.bodies if 2025 in body.reported)

    best = [replace(support, measure="sales_channel") for support in custom]
    assert mean_in_2025([]) + 0.04 < mean_in_2025(custom) < mean_in_2025(best)


def test_members_and_lists_grow_year_by_year_without_changing_what_was():
    early, late = (build(PLACES, seed=7, last_year=year) for year in (2018, 2021))

    assert set(early.participations) < set(late.participations)
    assert {part for part in late.participations if part.since.year <= 2018} == set(early.participations)
    body = next(body for body in late.bodies if body.is_active_in(2021) and body.members > 50)
    assert members(body, seed=7, year=2017) == body.members < members(body, seed=7, year=2021)


def test_later_years_leave_the_first_ones_as_they_were():
    early, late = build(PLACES, seed=7), build(PLACES, seed=7, last_year=2019)

    assert early.shift == late.shift
    for body, same in zip(early.bodies, late.bodies, strict=False):
        assert body.name == same.name
        assert {year: same.path.get(year) for year in body.path} == body.path


def test_assessments_see_the_true_scores_dimly_and_not_of_everyone():
    world = build(PLACES, seed=5)
    active = [body for body in world.bodies if 2017 in body.path]

    seen = {body.code: list(answers(body.scores[2017], stream(5, f"any/{body.code}"))) for body in active}

    visited = [body for body in active if seen[body.code]]
    assert 0.78 < len(visited) / len(active) < 0.92
    assert {len(seen[body.code]) for body in visited} == {45}
    assert any(score is None for _, _, score in seen[visited[0].code] + seen[visited[1].code] + seen[visited[2].code])
    for dimension in HALF:
        truth = [body.scores[2017][dimension] for body in visited]
        read = [mean(25 * (s - 1) for d, _, s in seen[body.code] if d == dimension and s) for body in visited]
        assert mean(read) == pytest.approx(mean(truth), abs=3)
        assert 0.75 < correlation(truth, read) < 0.98
