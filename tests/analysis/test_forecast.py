"""Where a county written by hand will stand: the table, its laws, and exact moments against plain simulation."""

import json
from datetime import date
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analysis.small_county import COUNT, IDS, report, rows, support, tables, without
from socialgoods.analysis import forecast
from socialgoods.analysis.forecasting import moments, moments_in_blocks
from socialgoods.analysis.forecasting.mixture import Mixture
from socialgoods.analysis.forecasting.trends import trend
from socialgoods.analysis.learning.hyper import Dynamics
from socialgoods.analysis.state import Dose, State

COLUMNS = {
    "scenario": pa.string(), "indicator": pa.string(), "year": pa.int64(), "mean": pa.float64(), "sd": pa.float64(),
    "p05": pa.float64(), "p50": pa.float64(), "p95": pa.float64(), "target": pa.float64(), "probability": pa.float64(),
}  # fmt: skip
COMPUTED = {"self_reliance_rate", "self_reliant", "jobs", "jobs_increase", "new_income", "new_income_sum"}


def changed(**more):
    return rows() | more


def foreseen(given_=None, start=2018, until=2020, **how):
    return forecast(tables(given_ or rows()), start, until, **how)


def cell(done, scenario, indicator, year=2020):
    return next(
        row for row in done.table.to_pylist()
        if (row["scenario"], row["indicator"], row["year"]) == (scenario, indicator, year)
    )  # fmt: skip


@pytest.fixture(scope="module")
def usual():
    return foreseen()


@pytest.mark.slow
def test_columns_are_those_of_the_plan_sorted_by_scenario_indicator_and_year(usual):
    table = usual.table
    keys = [(row["scenario"], row["indicator"], row["year"]) for row in table.to_pylist()]

    assert dict(zip(table.column_names, table.schema.types, strict=True)) == COLUMNS
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys) == 2 * len(COMPUTED) * 3
    assert {indicator for _, indicator, _ in keys} == COMPUTED


@pytest.mark.slow
def test_quantiles_stand_in_order_and_shares_between_nothing_and_all(usual):
    for row in usual.table.to_pylist():
        assert row["p05"] <= row["p50"] <= row["p95"]
        assert row["sd"] >= 0
        if row["indicator"] == "self_reliance_rate":
            assert 0 <= row["mean"] <= 1


@pytest.mark.slow
def test_same_seed_gives_the_same_figures_and_another_seed_nearly_the_same(usual):
    again, other = foreseen(), foreseen(seed=7)

    assert again.table.equals(usual.table)
    assert not other.table.equals(usual.table)
    for year in (2018, 2020):
        here, there = (cell(done, "planned", "self_reliance_rate", year) for done in (usual, other))
        assert here["mean"] == pytest.approx(there["mean"], abs=0.02)


@pytest.mark.slow
def test_planned_support_helps_where_the_past_shows_that_it_does(usual):
    none, planned = (cell(usual, scenario, "self_reliant") for scenario in ("none", "planned"))

    assert planned["mean"] > none["mean"]
    assert cell(usual, "none", "jobs") | {"scenario": ""} == cell(usual, "planned", "jobs") | {"scenario": ""}


@pytest.mark.slow
def test_targets_stand_in_their_year_and_their_probability_is_the_laws(usual):
    row = cell(usual, "planned", "self_reliant")

    assert row["target"] == 8
    assert row["probability"] == usual.laws["planned"]["self_reliant"][2].at_least(8)
    assert 0 <= row["probability"] <= 1
    assert cell(usual, "planned", "self_reliant", 2019)["target"] is None
    assert cell(usual, "planned", "self_reliant", 2019)["probability"] is None


@pytest.mark.slow
def test_indicators_without_data_are_named_and_never_shown(usual):
    assert usual.missing == ("participation", "social_finance")
    assert not {"participation", "social_finance"} & set(usual.table["indicator"].to_pylist())


@pytest.mark.slow
def test_participation_and_social_finance_follow_their_own_observations():
    observations = [
        {"indicator": indicator, "year": year, "value": value}
        for indicator, values in (("participation", (0.10, 0.13, 0.14)), ("social_finance", (1e8, 2.5e8, 3e8)))
        for year, value in zip((2015, 2016, 2017), values, strict=True)
    ]

    done = foreseen(changed(observations=observations))

    assert done.missing == ()
    assert cell(done, "none", "participation")["mean"] == pytest.approx(0.20)
    assert cell(done, "planned", "social_finance")["mean"] == pytest.approx(6e8)
    assert cell(done, "planned", "participation")["target"] == 0.3


@pytest.mark.slow
def test_participation_counts_members_over_residents_where_nobody_observed_it():
    memberships = [
        {"org_id": IDS[0], "token": f"t{number}", "role": "member", "from": date((2013, 2013, 2014, 2016)[number % 4], 1, 1)}
        for number in range(9)
    ]  # fmt: skip
    residents = [{"indicator": "residents", "year": year, "value": 100.0} for year in range(2013, 2018)]

    done = foreseen(changed(memberships=memberships, observations=residents))

    assert done.missing == ("social_finance",)
    assert cell(done, "none", "participation", 2018)["mean"] == pytest.approx(0.09 + 0.04 / 4)


@pytest.mark.slow
def test_supports_given_for_a_later_year_stand_in_the_place_of_the_allocation():
    given_ = rows()
    given_["supports"] += [support(org_id, 2018, "coaching") for org_id in IDS[:3]]

    done = foreseen(given_)

    panel = done.plan.panel
    index = panel.year_index(2018)
    assert panel.ids[panel.given[panel.given[:, 1] == index, 0]].tolist() == list(IDS[:3])
    assert (panel.given[:, 1] == panel.year_index(2019)).sum() > 3
    assert not (done.learned.panel.given[:, 1] == panel.year_index(2019)).any()


@pytest.mark.slow
def test_scenario_none_gives_nothing_even_what_is_promised(usual):
    given_ = rows()
    given_["supports"] += [support(org_id, 2018, "coaching") for org_id in IDS]

    done = foreseen(without(given_, "budgets"))

    assert cell(done, "none", "self_reliant") == pytest.approx(cell(usual, "none", "self_reliant"))
    assert cell(done, "planned", "self_reliant")["mean"] > cell(done, "none", "self_reliant")["mean"]


@pytest.mark.slow
def test_without_budgets_and_later_supports_the_plan_gives_nothing():
    done = foreseen(without(rows(), "budgets"))

    for row in done.table.to_pylist():
        if row["scenario"] == "planned":
            assert row | {"scenario": "none"} == cell(done, "none", row["indicator"], row["year"])


@pytest.mark.slow
def test_closures_take_jobs_and_openings_bring_them(usual):
    closed = rows()
    for number in (3, 9, 15):
        closed["organisations"][number] |= {"status": "closed", "closed_on": date(2013 + number // 4, 6, 1)}
        closed["annual_reports"] = [
            row for row in closed["annual_reports"]
            if row["org_id"] != IDS[number] or row["fiscal_year"] < 2013 + number // 4
        ]  # fmt: skip
    opened = rows()
    for number in range(12):
        opened["organisations"][number]["founded_on"] = date(2013 + number % 4, 3, 2)
        opened["annual_reports"] = [
            row for row in opened["annual_reports"]
            if row["org_id"] != IDS[number] or row["fiscal_year"] >= 2013 + number % 4
        ]  # fmt: skip

    fewer, more = foreseen(closed), foreseen(opened)

    assert fewer.learned.habits.closes > usual.learned.habits.closes
    assert cell(fewer, "none", "jobs_increase")["mean"] < cell(usual, "none", "jobs_increase")["mean"]
    assert more.learned.habits.opens > usual.learned.habits.opens == 0
    assert cell(more, "none", "jobs_increase")["mean"] > cell(usual, "none", "jobs_increase")["mean"]


@pytest.mark.slow
def test_report_is_plain_json_without_anything_that_is_not_a_number(usual):
    told = usual.report

    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert (told["from"], told["until"], told["organisations"]) == (2018, 2020, COUNT)


@pytest.mark.slow
def test_backtest_holds_back_the_last_two_years_and_counts_every_ratio(usual):
    tried = usual.backtest

    rows_ = tried.table.to_pylist()
    assert {row["origin"] for row in rows_} == {2015, 2016}
    assert tried.organisations == 3 * COUNT
    assert all(row["held"] == (row["p05"] <= row["actual"] <= row["p95"]) for row in rows_)
    assert 0.5 < tried.coverage <= 1


@pytest.mark.slow
def test_two_years_of_reports_are_too_few_to_test_the_method():
    done = foreseen(changed(annual_reports=[row for row in rows()["annual_reports"] if row["fiscal_year"] >= 2016]))

    assert done.backtest.coverage is None
    assert len(done.backtest.table) == 0
    assert json.dumps(done.report, allow_nan=False)


@pytest.mark.slow
def test_drivers_stand_widest_first_then_all_together(usual):
    told = usual.drivers.to_pylist()
    alone = [row for row in told if row["driver"] not in {"together", "expected"}]

    assert [row["driver"] for row in told[-2:]] == ["together", "expected"]
    assert [row["swing"] for row in alone] == sorted((row["swing"] for row in alone), reverse=True)
    assert all(row["low"] <= row["high"] for row in told)
    assert told[-2]["swing"] >= max(row["swing"] for row in alone)
    assert {row["driver"] for row in alone} == {
        "effects", "drift", "shocks", "pull", "lasting", "closures", "reporting", "budget"
    }  # fmt: skip


def finite(done):
    numbers = [done.table[name].to_numpy(zero_copy_only=False) for name in ("mean", "sd", "p05", "p50", "p95")]
    return bool(np.isfinite(np.concatenate(numbers)).all())


def only(given_, *org_ids):
    return {name: [row for row in of if row.get("org_id", org_ids[0]) in org_ids] for name, of in given_.items()}


@pytest.mark.slow
@pytest.mark.parametrize(
    "given_",
    [
        only(rows(), "W05"),
        changed(annual_reports=[row for row in rows()["annual_reports"] if row["fiscal_year"] not in (2014, 2017)]),
        changed(annual_reports=[row for row in rows()["annual_reports"] if row["fiscal_year"] == 2017]),
        changed(annual_reports=[]),
        changed(annual_reports=[row | {"cost_of_goods": 0, "labour_cost": 0, "other_cost": 0} for row in rows()["annual_reports"]]),
        changed(organisations=[row | {"status": "closed"} for row in rows()["organisations"]]),
        without(rows(), "measures", "budgets", "supports", "assessments", "targets"),
        without(rows(), "measures"),
        changed(measures=[], budgets=[], supports=[], targets=[], assessments=[]),
    ],
    ids=["one organisation", "years without reports", "one year", "no report", "no cost", "all closed",
         "reports alone", "supports without a catalogue", "empty files"],
)  # fmt: skip
def test_thin_data_still_give_a_finite_forecast(given_):
    done = foreseen(given_, until=2018)

    assert finite(done)


@pytest.mark.slow
@pytest.mark.parametrize(
    "given_", [only(rows(), "W05"), changed(annual_reports=[]), without(rows(), "measures", "budgets", "supports", "targets")],
    ids=["one organisation", "no report", "reports alone"],
)  # fmt: skip
def test_report_on_thin_data_is_plain_json_too(given_):
    assert json.dumps(foreseen(given_, until=2018).report, allow_nan=False)


@pytest.mark.slow
def test_reports_of_the_years_ahead_are_not_looked_at(usual):
    assert foreseen(rows(until=2019)).table.equals(usual.table)


@pytest.mark.slow
def test_organisation_that_reports_late_still_counts_its_workers(usual):
    late = changed(
        annual_reports=[row for row in rows()["annual_reports"] if (row["org_id"], row["fiscal_year"]) != ("W02", 2017)]
    )

    jobs = cell(foreseen(late), "none", "jobs", 2018)["mean"]

    assert jobs == pytest.approx(cell(usual, "none", "jobs", 2018)["mean"], rel=0.05)


def test_until_before_from_is_refused():
    with pytest.raises(ValueError, match="2017"):
        forecast({}, 2018, 2017)


DYNAMICS = Dynamics(kappa=0.3, phi=0.4, noise=0.08, level=0.1, shock=0.03, drift=0.02, tails="normal")
N = 5
POSITIVE = np.array([[0.04, 0.01, 0.002], [0.01, 0.03, 0.001], [0.002, 0.001, 0.0009]])


def state():
    means = np.linspace([0.6, 0.7, 0.01], [1.1, 1.0, -0.01], N).T
    one = np.ones(N)
    return State(2017, *means, *(POSITIVE[pair] * one for pair in ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))))


def doses():
    return [None, Dose(np.linspace(0, 0.1, N), np.full(N, 0.002)), None]


def simulated(count=200_000):
    """The state equation of DESIGN part 4, step by step."""
    random = np.random.default_rng(1)
    start = state()
    noise = random.multivariate_normal(np.zeros(3), POSITIVE, (count, N))
    r, level, drift = (mean + noise[..., index] for index, mean in enumerate((start.r, start.level, start.drift)))
    course = [r]
    for dose in doses():
        e = 0.0 if dose is None else dose.mean + np.sqrt(dose.variance) * random.standard_normal((count, N))
        level = level + drift + DYNAMICS.phi * e
        shock = DYNAMICS.shock * random.standard_normal((count, 1))
        own = DYNAMICS.noise * random.standard_normal((count, N))
        r = r + DYNAMICS.kappa * (level - r) + e + shock + own
        course.append(r)
    return course


@pytest.mark.slow
@pytest.mark.parametrize("covers", [np.full(N, np.nan), np.array([1.0, 0.0, 1.0, 0.0, np.nan])])
def test_moments_are_those_of_a_plain_simulation(covers):
    course = simulated()

    found = moments(state(), DYNAMICS, doses(), covers=covers)

    for index, (before, now) in enumerate(pairwise(course)):
        assert found.mean[index] == pytest.approx(now.mean(axis=0), abs=0.003)
        assert found.variance[index] == pytest.approx(now.var(axis=0), rel=0.02)
        first = (before >= 1) if index else np.where(np.isnan(covers), before >= 1, covers == 1)
        if index or np.isnan(covers).all():
            assert found.chance[index] == pytest.approx((first & (now >= 1)).mean(axis=0), abs=0.004)


def test_year_known_before_makes_the_chance_that_of_one_year_alone():
    whole, half = (moments(state(), DYNAMICS, doses(), covers=np.full(N, value)) for value in (1.0, 0.0))

    sd = np.sqrt(whole.variance[0])
    assert half.chance[0].tolist() == [0] * N
    assert whole.chance[0] == pytest.approx(
        [1 - below((1 - mean) / s) for mean, s in zip(whole.mean[0], sd, strict=True)]
    )
    assert whole.chance[1].tolist() == half.chance[1].tolist()


def below(z):
    from math import erf, sqrt

    return (1 + erf(z / sqrt(2))) / 2


@pytest.mark.slow
def test_moments_in_blocks_are_the_same_moments():
    n = 20_000
    big = State(2017, *(np.resize(value, n) for name, value in vars(state()).items() if name != "year"))
    given_ = [None, Dose(np.resize(np.linspace(0, 0.1, 7), n), np.full(n, 0.001)), None]
    covers = np.resize([1.0, 0.0, np.nan], n)

    whole = moments(big, DYNAMICS, given_, covers=covers)
    parts = moments_in_blocks(big, DYNAMICS, given_, covers=covers)

    for name in ("mean", "variance", "chance"):
        assert np.allclose(getattr(whole, name), getattr(parts, name), rtol=0, atol=1e-9)


@pytest.mark.slow
@given(
    some.lists(some.tuples(some.floats(-5, 5), some.floats(0.01, 3)), min_size=1, max_size=6),
    some.sampled_from([0.05, 0.5, 0.95]),
)
@settings(max_examples=40)
def test_quantile_of_a_mixture_leaves_its_share_below(parts, share):
    law = Mixture(*(np.array(column) for column in zip(*parts, strict=True)))

    assert law.below(law.quantile(share)) == pytest.approx(share, abs=1e-6)


@pytest.mark.slow
def test_mixture_is_what_sampling_finds():
    law = Mixture(np.array([0.0, 3.0, 10.0]), np.array([1.0, 0.5, 2.0]))
    random = np.random.default_rng(3)
    which = random.integers(0, 3, 400_000)
    sample = law.means[which] + law.sds[which] * random.standard_normal(len(which))

    assert (law.mean, law.sd) == pytest.approx((sample.mean(), sample.std()), rel=0.01)
    for share in (0.05, 0.3, 0.5, 0.95):
        assert law.quantile(share) == pytest.approx(np.quantile(sample, share), abs=0.05)
    assert law.at_least(3.0) == pytest.approx((sample >= 3).mean(), abs=0.005)


def test_count_reaches_a_whole_number_from_half_below_it():
    law = Mixture(np.array([8.0]), np.array([1.0]), is_count=True)

    assert law.at_least(8) == pytest.approx(1 - below(-0.5))
    assert law.at_least(7.2) == law.at_least(8)
    assert law.below(7) == pytest.approx(1 - law.at_least(8))


def test_observations_in_a_straight_line_have_a_forecast():
    law = trend({2015: 0.10, 2016: 0.12, 2017: 0.14}, [2018])[2018]

    assert law.quantile(0.95) == pytest.approx(0.16)


def test_certain_figure_has_no_spread():
    law = Mixture(np.array([4.0]), np.array([0.0]))

    assert (law.quantile(0.05), law.quantile(0.95)) == pytest.approx((4, 4), abs=1e-9)
    assert law.at_least(3.9) == 1


def test_trend_needs_three_observations_and_uses_only_those_before_the_first_year():
    assert trend({2016: 1.0, 2017: 2.0, 2018: 3.0}, [2018]) == {}

    law = trend({2015: 0.0, 2016: 1.0, 2017: 2.0, 2019: 99.0}, [2018, 2020])

    assert [law[year].mean for year in (2018, 2020)] == [3.0, 5.0]


@pytest.mark.slow
def test_workers_of_one_more_report_are_counted(usual):
    given_ = changed(organisations=[*rows()["organisations"], rows()["organisations"][0] | {"org_id": "X1"}])
    given_["annual_reports"] = [*rows()["annual_reports"], report(0, 2017, org_id="X1", workers_paid=10)]

    assert cell(foreseen(given_), "none", "jobs", 2018)["mean"] > cell(usual, "none", "jobs", 2018)["mean"] + 8
