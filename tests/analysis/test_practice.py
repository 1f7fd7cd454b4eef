"""Today's practice: within the same limits as the recommendation, by the habits of the past, the same for the same seed."""

import numpy as np
import pytest

from analysis.small_county import rows, support, tables
from analysis.world.checker import obeys
from socialgoods.analysis import prescribe
from socialgoods.analysis.practice import habit, practise
from socialgoods.analysis.sentences import REASON, UNSERVED

pytestmark = pytest.mark.slow
YEAR, UNTIL = 2018, 2020


@pytest.fixture(scope="module")
def usual():
    return practise(tables(rows()), YEAR, UNTIL)


def test_it_keeps_budgets_places_and_whom_a_measure_is_for(usual):
    assert obeys(tables(rows()), usual.prescriptions, YEAR) == []
    assert len(usual.prescriptions) > 0


def test_it_gains_no_more_than_the_best(usual):
    best = prescribe(tables(rows()), YEAR, UNTIL)

    assert usual.allocation.objective <= best.allocation.objective + 1e-9
    assert usual.allocation.objective == pytest.approx(sum(usual.prescriptions["expected_gain"].to_pylist()))


def test_the_same_seed_gives_the_same_queue_and_another_one_another(usual):
    again, other = practise(tables(rows()), YEAR, UNTIL), practise(tables(rows()), YEAR, UNTIL, seed=3)

    assert again.prescriptions.equals(usual.prescriptions)
    assert not other.prescriptions.equals(usual.prescriptions)


def test_who_always_got_something_comes_sooner(usual):
    often = habit(usual.learned, YEAR)
    panel = usual.learned.panel
    had = np.bincount(panel.given[panel.given[:, 1] < panel.year_index(YEAR), 0], minlength=panel.n)

    assert often[had == had.max()].mean() > often[had == had.min()].mean()


def test_it_says_that_it_follows_the_practice(usual):
    assert all(REASON["ko"]["by_habit"] in reason for reason in usual.prescriptions["reason"].to_pylist())
    said = dict(zip(usual.unserved["why"].to_pylist(), usual.unserved["reason"].to_pylist(), strict=True))
    assert "others_first" not in said
    assert said.get("not_in_turn") in {None, UNSERVED["ko"]["not_in_turn"]}


def test_floors_and_pins_are_not_its_way(usual):
    given = rows() | {"floors": [{"field": "area", "value": "고산면", "count": 3}]}

    assert practise(tables(given), YEAR, UNTIL).prescriptions.equals(usual.prescriptions)


def test_without_a_past_everything_eligible_is_equally_usual():
    given = rows() | {"supports": []}
    done = practise(tables(given), YEAR, UNTIL)

    assert obeys(tables(given), done.prescriptions, YEAR) == []
    assert support
