"""The year's choice against every other choice of tiny problems, and against its own limits in large ones."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analysis.allocations import best_of_all, broken, gain_of, problem_of, random_problem, short
from socialgoods.analysis.allocation import allocate, relaxed_bound, relaxed_choice, worth

MILLION = 1_000_000
CLOSE = 2e-5
"""The search ends at 1e-5 of the bound."""


@some.composite
def tiny_problems(draw, *, floors=True, pins=True):
    n, measures, sources = draw(some.integers(0, 6)), draw(some.integers(1, 4)), draw(some.integers(1, 3))
    unit = draw(some.sampled_from([1, 1_000, 333_333, MILLION]))
    measure = [*range(measures), *draw(some.lists(some.integers(0, measures - 1), max_size=2))]
    won = some.integers(0, 9).map(lambda times: times * unit)
    odd = some.sampled_from([0, 0, 1])
    gain = some.integers(-20, 60).map(lambda points: points / 100)
    capacity = some.sampled_from([0, 1, 2, 3, np.inf])
    flag = some.sampled_from([True, True, True, False])

    def grid(of, rows, columns):
        return [[draw(of) for _ in range(columns)] for _ in range(rows)]

    members = some.lists(some.integers(0, max(n - 1, 0)), unique=True)
    return problem_of(
        np.array(grid(gain, n, measures)).reshape(n, measures),
        [[amount + draw(odd) for amount in row] for row in grid(won, len(measure), sources)],
        [draw(some.integers(0, 25)) * unit + draw(odd) for _ in range(sources)],
        measure=measure,
        capacity=[draw(capacity) for _ in range(measures)],
        allowed=np.array(grid(flag, n, measures)).reshape(n, measures),
        pinned=[
            draw(some.integers(0, measures - 1)) if pins and draw(some.integers(0, 4)) == 0 else -1 for _ in range(n)
        ],
        floors=draw(some.lists(some.tuples(members, some.integers(0, 4)), max_size=2)) if floors else [],
    )


@pytest.mark.slow
@settings(max_examples=150)
@given(tiny_problems(floors=False, pins=False))
def test_choice_brings_as_much_as_the_best_of_all_choices(problem):
    done = allocate(problem)

    assert broken(problem, done.choice) == []
    _, best = best_of_all(problem)
    assert done.objective == pytest.approx(best, abs=CLOSE * max(1, best))
    assert done.objective == pytest.approx(gain_of(problem, done.choice))
    assert done.bound >= best - 1e-6


@pytest.mark.slow
@settings(max_examples=200)
@given(tiny_problems())
def test_floors_and_pins_are_kept_where_they_can_be_and_named_where_not(problem):
    done = allocate(problem)

    assert broken(problem, done.choice) == []
    least, best = best_of_all(problem)
    missing, pins = short(problem, done.choice)
    assert sum(missing) + len(pins) == least
    assert done.objective == pytest.approx(best, abs=CLOSE * max(1, best))
    assert done.bound >= best - 1e-6
    assert done.unmet_pins.tolist() == pins
    named = [(floor.value, count) for floor, count in done.unmet_floors]
    assert named == [(floor.value, count) for floor, count in zip(problem.floors, missing, strict=True) if count]


@pytest.mark.slow
@settings(max_examples=60)
@given(tiny_problems())
def test_relaxation_bounds_every_choice_that_keeps_the_floors(problem):
    least, best = best_of_all(problem)

    if not least:
        assert relaxed_bound(problem) >= best - 1e-6
    assert relaxed_choice(problem).shape == (problem.n,)


@pytest.mark.slow
@settings(max_examples=60)
@given(tiny_problems())
def test_same_problem_gets_the_same_choice_to_the_byte(problem):
    first, second = allocate(problem), allocate(problem)

    assert first.choice.tobytes() == second.choice.tobytes()
    assert (first.objective, first.bound) == (second.objective, second.bound)
    assert first.prices.source.tobytes() == second.prices.source.tobytes()


@pytest.mark.slow
@settings(max_examples=60)
@given(tiny_problems())
def test_price_of_a_floor_is_what_the_bound_loses_by_it_and_never_negative(problem):
    done = allocate(problem)
    prices = worth.floors(problem, done)

    assert all(price >= 0 for price in prices)
    assert sum(prices) < 100
    if done.unmet_floors or len(done.unmet_pins):
        return
    for index, price in enumerate(prices):
        without = replace(problem, floors=problem.floors[:index] + problem.floors[index + 1 :])
        assert price == pytest.approx(relaxed_bound(without) - relaxed_bound(problem), abs=1e-6)


def test_money_goes_to_the_two_who_gain_most():
    done = allocate(problem_of([[0.1], [0.3], [0.2]], [[5 * MILLION]], [10 * MILLION]))

    assert done.choice.tolist() == [-1, 0, 0]
    assert done.objective == pytest.approx(0.5)
    assert done.spent.tolist() == [10 * MILLION]


def test_not_a_single_won_too_much_is_spent():
    done = allocate(problem_of([[0.2], [0.3]], [[500_001]], [1_000_001]))

    assert done.choice.tolist() == [-1, 0]


def test_hundred_million_are_not_overdrawn_by_one_won():
    done = allocate(problem_of([[0.2], [0.3], [0.4]], [[333_333_334]], [1_000_000_000]))

    assert done.choice.tolist() == [-1, 0, 0]


def test_mixed_sources_are_both_charged():
    problem = problem_of([[0.3], [0.3]], [[2 * MILLION, 1 * MILLION]], [9 * MILLION, 1 * MILLION])

    done = allocate(problem)

    assert done.spent.tolist() == [2 * MILLION, 1 * MILLION]


def test_second_source_pays_when_the_first_is_spent():
    problem = problem_of(
        [[0.3], [0.3]], [[2 * MILLION, 0], [0, 2 * MILLION]], [2 * MILLION, 2 * MILLION], measure=[0, 0]
    )

    done = allocate(problem)

    assert sorted(done.choice.tolist()) == [0, 1]


@pytest.mark.parametrize(
    "problem",
    [
        problem_of(np.zeros((0, 2)), [[1], [1]], [5]),
        problem_of(np.zeros((3, 0)), np.zeros((0, 1)), [5]),
        problem_of(np.zeros((3, 0)), np.zeros((0, 0)), []),
        problem_of([[0.4], [0.2]], [[1]], [0]),
        problem_of([[0.4], [0.2]], [[1]], [5], capacity=[0]),
        problem_of([[0.4], [0.2]], [[1]], [5], allowed=[[False], [False]]),
        problem_of([[-0.4], [0.0]], [[1]], [5]),
    ],
    ids=["nobody", "no measure", "no measure and no source", "no money", "no place", "nobody eligible", "no gain"],
)
def test_nothing_to_choose_is_an_empty_choice(problem):
    done = allocate(problem)

    assert done.choice.tolist() == [-1] * problem.n
    assert (done.objective, done.bound, done.gap) == (0, 0, 0)
    assert done.spent.sum() == 0


def test_floor_where_nothing_can_be_chosen_is_named():
    done = allocate(problem_of([[0.4], [0.2]], [[1]], [0], floors=[([0, 1], 2)], pinned=[0, -1]))

    assert [(floor.count, missing) for floor, missing in done.unmet_floors] == [(2, 2)]
    assert done.unmet_pins.tolist() == [0]


def test_measure_that_costs_nothing_is_given_to_all_whom_it_helps():
    done = allocate(problem_of([[0.4], [-0.2], [0.1]], [[0]], [0]))

    assert done.choice.tolist() == [0, -1, 0]


def test_floor_makes_even_a_loss_worth_it():
    done = allocate(problem_of([[0.4], [-0.2]], [[1]], [1], floors=[([1], 1)]))

    assert done.choice.tolist() == [-1, 0]
    assert done.objective == pytest.approx(-0.2)


def test_pin_is_kept_though_its_money_would_help_a_hundred_others():
    gain = [[0.1, 0.1], *[[0.5, 0.5]] * 100]
    problem = problem_of(gain, [[100 * MILLION], [MILLION]], [100 * MILLION], pinned=[0, *[-1] * 100])

    done = allocate(problem)

    assert done.unmet_pins.tolist() == []
    assert done.choice.tolist() == [0, *[-1] * 100]


def test_floor_is_kept_though_its_money_would_help_a_hundred_others():
    allowed = [[True, False], *[[False, True]] * 100]
    problem = problem_of([[0.1, 0], *[[0, 0.5]] * 100], [[100 * MILLION], [MILLION]], [100 * MILLION],
                         allowed=allowed, floors=[([0], 1)])  # fmt: skip

    done = allocate(problem)

    assert done.unmet_floors == ()
    assert done.choice.tolist() == [0, *[-1] * 100]


def test_floor_counts_the_same_organisations_in_two_fields():
    done = allocate(problem_of([[0.4], [0.3], [0.1]], [[1]], [1], floors=[([1, 2], 1), ([2], 1)]))

    assert done.choice.tolist() == [-1, -1, 0]
    assert done.unmet_floors == ()


def test_equal_organisations_are_told_apart_by_their_order():
    done = allocate(problem_of([[0.2]] * 5, [[1]], [2]))

    assert sum(done.choice >= 0) == 2
    assert done.choice.tolist() == allocate(problem_of([[0.2]] * 5, [[1]], [2])).choice.tolist()


@pytest.mark.slow
@pytest.mark.parametrize(("n", "measures", "gap"), [(2_000, 12, 2e-3), (8_000, 15, 5e-4)])
def test_large_register_is_settled_close_to_the_bound_and_within_every_limit(n, measures, gap):
    problem = random_problem(n, measures, seed=n)

    done = allocate(problem)

    assert broken(problem, done.choice) == []
    assert done.gap < gap
    assert done.objective == pytest.approx(gain_of(problem, done.choice))
    assert done.bound >= done.objective
    assert done.spent.tolist() == problem.cost[done.choice[done.choice >= 0]].sum(axis=0).tolist()


@pytest.mark.slow
def test_large_register_keeps_floors_and_pins():
    problem = random_problem(2_000, 12, seed=7, floors=(60, 70, 0, 50), pins=40)

    done = allocate(problem)

    assert broken(problem, done.choice) == []
    assert short(problem, done.choice) == ([0, 0, 0, 0], [])
    assert done.gap < 2e-3
    assert (done.unmet_floors, done.unmet_pins.tolist()) == ((), [])


@pytest.mark.slow
def test_large_register_of_equals_is_settled_within_every_limit():
    problem = problem_of([[0.4, 0.1]] * 2_000, [[3 * MILLION], [MILLION]], [1_000 * MILLION], capacity=[200, np.inf])

    done = allocate(problem)

    assert broken(problem, done.choice) == []
    assert done.objective == pytest.approx(200 * 0.4 + 400 * 0.1)
    assert done.gap < 1e-9


@pytest.mark.slow
def test_large_register_gives_the_same_choice_twice():
    problem = random_problem(1_000, 8, seed=3)

    assert allocate(problem).choice.tobytes() == allocate(problem).choice.tobytes()


@pytest.mark.slow
@pytest.mark.parametrize("n", [200, 1_500])
def test_price_lies_between_what_a_little_more_brings_and_a_little_less_costs(n):
    problem = random_problem(n, 8, seed=11)
    prices, bound = allocate(problem).prices, relaxed_bound(problem)

    for name, price, step in (("budget", prices.source, 100_000), ("capacity", prices.place, 0.01)):
        for index, value in enumerate(price * step):
            change = step * (np.arange(len(price)) == index)
            more, less = (replace(problem, **{name: getattr(problem, name) + sign * change}) for sign in (1, -1))
            assert relaxed_bound(more) - bound <= value + 1e-7
            assert value <= bound - relaxed_bound(less) + 1e-7
            if name == "budget":
                assert relaxed_bound(more) - bound == pytest.approx(value, rel=0.1, abs=1e-6)


def test_worth_of_money_is_told_by_ten_million_won():
    done = allocate(problem_of([[0.4], [0.2]], [[20 * MILLION]], [20 * MILLION]))

    assert worth.money(done).tolist() == pytest.approx([0.1])
    assert worth.places(done).tolist() == [0]
