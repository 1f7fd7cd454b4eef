"""What closes the gap: every lever is the forecast made again, and moves what it should in the direction it should."""

import pytest

from analysis import small_county
from plan import small
from socialgoods.analysis import forecast
from socialgoods.analysis.forecasting.levers import MONEY, MONEY_AND_PLACES, Levers, least, pulled
from socialgoods.plan.actions import levers as actions
from socialgoods.plan.actions.setup import write_plan
from socialgoods.plan.models import ForecastRun

pytestmark = pytest.mark.slow
RATE = "self_reliance_rate"


@pytest.fixture(scope="module")
def done():
    return forecast(small_county.tables(), 2018, 2020, beyond=True)


@pytest.fixture(scope="module")
def levers(done):
    return Levers(
        done, floors=small_county.tables({"floors": [{"field": "area", "value": "삼례읍", "count": 3}]})["floors"]
    )


def test_once_the_money_is_the_forecast_itself(done, levers):
    for of in (MONEY, MONEY_AND_PLACES):
        assert levers.more(of, 1.0)[RATE].mean == done.laws["planned"][RATE][-1].mean


def test_twice_the_money_is_the_forecast_of_twice_the_budgets(levers):
    given = small_county.rows()
    given["budgets"] = [row | {"amount": 2 * row["amount"]} for row in given["budgets"]]

    doubled = forecast(small_county.tables(given), 2018, 2020)

    assert levers.more(MONEY, 2.0)[RATE].mean == doubled.laws["planned"][RATE][-1].mean


def test_twice_the_places_is_the_forecast_of_twice_the_capacities(levers):
    given = small_county.rows()
    given["budgets"] = [row | {"amount": 2 * row["amount"]} for row in given["budgets"]]
    given["measures"] = [row | {"capacity": row["capacity"] and 2 * row["capacity"]} for row in given["measures"]]

    doubled = forecast(small_county.tables(given), 2018, 2020)

    assert levers.more(MONEY_AND_PLACES, 2.0)[RATE].mean == doubled.laws["planned"][RATE][-1].mean


def test_choosing_by_habit_does_no_better_than_choosing_by_gain(done, levers):
    planned, none = (done.laws[name][RATE][-1].mean for name in ("planned", "none"))

    assert none <= levers.practice()[RATE].mean <= planned


def test_floors_cost_and_reports_that_all_send_raise_the_count(done, levers):
    planned = {name: laws[-1] for name, laws in done.laws["planned"].items()}

    assert levers.with_floors()[RATE].mean <= planned[RATE].mean + 1e-9
    assert levers.reporting()["self_reliant"].mean >= planned["self_reliant"].mean
    assert Levers(done).with_floors() is None


def test_levers_are_the_same_each_time_and_say_least_budgets(done, levers):
    how = {"factors": (1.5,), "chances": (0.5,), "at_most": 4.0, "halvings": 3}
    targets = {RATE: 0.2, "self_reliant": 24.0, "jobs": 60.0}

    first, second = (pulled(Levers(done), targets, **how) for _ in range(2))

    assert first == second
    assert [row["lever"] for row in first["rows"]] == [
        "as_planned",
        "money",
        "money_and_places",
        "practice",
        "reporting",
    ]
    by_series = {(row["indicator"], row["of"]): row for row in first["least"]}
    assert {series for series, _ in by_series} == {RATE, "self_reliant"}
    assert by_series["self_reliant", MONEY]["factor"] is None
    found = by_series[RATE, MONEY]
    assert found["factor"] is not None
    assert found["chance"] >= 0.5


@pytest.mark.parametrize(
    ("wanted", "factor"), [(0.1, 0.8), (0.25, 2.0), (0.5, 4.0), (0.51, 4.08), (1.0, 8.0)],
)  # fmt: skip
def test_the_least_factor_is_found_by_halving(wanted, factor):
    asked = []

    def chance(each):
        asked.append(each)
        return each / 8

    found = least(chance, wanted, at_most=8.0, grid=(1.0, 2.0), halvings=10)

    assert factor <= found.factor <= factor * 1.01
    assert len(asked) <= 3 + 10 + 1


@pytest.mark.django_db
def test_levers_of_a_run_that_was_replaced_meanwhile_are_not_kept(done):
    gone = ForecastRun(pk=10**9, until=2020, organizations=24)

    assert actions.run(plan=write_plan(at=small.AT), row=gone, done=done, at=small.AT) is False
    assert not ForecastRun.objects.exists()
