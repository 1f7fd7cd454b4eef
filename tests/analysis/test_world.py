"""The test world: is it a plausible county, and how near does `prescribe` come to a planner who knows the truth?"""

import numpy as np
import pyarrow as pa
import pytest

from analysis.world.checker import obeys
from analysis.world.informed import knows_all
from analysis.world.nature import PLAIN, ROUGH, Nature
from analysis.world.planners import SIMPLE, nothing, ours
from analysis.world.play import final_rates, opened, play, share, worlds
from analysis.world.subject import needs
from analysis.world.tables import tables

PLAIN_SEEDS, ROUGH_SEEDS = (1, 2), (1,)  # a handful, for the time it takes; `python -m bench.world` plays many
RIVALS = {"nothing": nothing, "informed": knows_all, **SIMPLE}


@pytest.fixture(scope="module")
def county():
    return opened(Nature(PLAIN, seed=1))


@pytest.fixture(scope="module")
def seen(county):
    return tables(county, reports_until=2017)


@pytest.fixture
def valid(county):
    return SIMPLE["first-come"](county, 2018)


def test_county_of_2017_stands_where_the_plan_says(county):
    served = [len(given) / county.nature.count for given in county.given.values()]

    assert 0.18 < county.rate(2017) < 0.27
    assert 0.7 < county.ratio[county.nature.active, county.nature.at(2017)].mean() < 0.95
    assert all(0.2 < part < 0.4 for part in served)


def test_experts_are_wrong_about_some_measures_and_need_matters():
    measures = Nature(PLAIN, seed=1).measures
    wrong_by = np.array([measure.prior_mean - measure.base for measure in measures])

    assert wrong_by.max() > 0.06
    assert wrong_by.min() < -0.02
    assert any(measure.base < 0.01 for measure in measures)
    assert all(0 <= measure.slope <= 0.12 for measure in measures)


@pytest.mark.slow
def test_same_seed_gives_the_same_tables_and_another_seed_others(seen):
    again = tables(opened(Nature(PLAIN, seed=1)), reports_until=2017)
    other = tables(opened(Nature(PLAIN, seed=2)), reports_until=2017)

    assert again == seen
    assert other["annual_reports"] != seen["annual_reports"]


@pytest.mark.slow
def test_another_future_changes_nothing_of_the_past(seen):
    elsewhere = Nature(PLAIN, seed=1, future=1)

    assert tables(opened(elsewhere), reports_until=2017) == seen
    assert not np.array_equal(elsewhere.shock, Nature(PLAIN, seed=1).shock)


def test_tables_have_the_types_of_the_contract(seen):
    reports, supports = seen["annual_reports"].schema, seen["supports"].schema

    assert {reports.field(name).type for name in ("fiscal_year", "sales_private", "labour_cost")} == {pa.int64()}
    assert seen["organisations"].schema.field("founded_on").type == pa.date32()
    assert seen["measures"].schema.field("effect_mean").type == pa.float64()
    assert supports.field("org_id").type == pa.string()
    assert seen["annual_reports"]["depreciation"].null_count == seen["annual_reports"].num_rows


def test_accounts_add_up_to_the_true_ratio(county, seen):
    reports = seen["annual_reports"]
    earned = sum(reports[name].to_numpy() for name in ("sales_private", "sales_public", "sales_social_economy"))
    earned = earned + reports["other_income"].to_numpy()
    cost = sum(reports[name].to_numpy() for name in ("cost_of_goods", "labour_cost", "other_cost"))
    row = {org_id: i for i, org_id in enumerate(county.nature.ids)}
    who = [row[org_id] for org_id in reports["org_id"].to_pylist()]

    assert earned / cost == pytest.approx(county.ratio[who, reports["fiscal_year"].to_numpy() - 2012], abs=1e-6)


def test_some_reports_are_missing_and_none_is_of_the_future(seen):
    years = seen["annual_reports"]["fiscal_year"].to_numpy()
    expected = len(Nature(PLAIN, seed=1).ids) * 6

    assert years.max() == 2017
    assert 0.8 < len(years) / expected < 0.97
    assert seen["supports"]["year"].to_numpy().max() == 2017
    assert seen["budgets"]["year"].to_numpy().max() == 2025


def altered(table, row, **values):
    rows = table.to_pylist()
    rows[row].update(values)
    return pa.Table.from_pylist(rows, schema=table.schema)


def wrong(seen, prescriptions):
    return " / ".join(obeys(seen, prescriptions, 2018))


def test_checker_is_content_with_every_simple_planner(county, seen):
    assert [obeys(seen, plan(county, 2018), 2018) for plan in SIMPLE.values()] == [[]] * len(SIMPLE)


def test_checker_sees_a_second_measure(seen, valid):
    assert "2 measures" in wrong(seen, altered(valid, 1, org_id=valid["org_id"][0].as_py()))


def test_checker_sees_an_overdrawn_source_and_an_overfull_measure(seen, valid):
    poor = {**seen, "budgets": pa.Table.from_pylist([], schema=seen["budgets"].schema)}
    full = {**seen, "measures": altered(seen["measures"], 0, capacity=0)}

    assert "won of 0" in wrong(poor, valid)
    assert "places of 0" in wrong(full, valid)


def test_checker_sees_wrong_sources_amounts_years_and_kinds(seen, valid):
    codes = valid["measure"].to_pylist()
    only_tourism = {**seen, "measures": altered(seen["measures"], 0, kinds="nonprofit")}

    assert "may not be paid by lottery" in wrong(seen, altered(valid, 0, source="lottery"))
    assert "won instead of" in wrong(seen, altered(valid, 0, amount=1))
    assert "is of 2019" in wrong(seen, altered(valid, 0, year=2019))
    assert seen["measures"]["code"][0].as_py() in codes
    assert "not for a" in wrong(only_tourism, valid)


def test_checker_sees_closed_and_unknown_organisations_and_measures(seen, valid):
    first = seen["organisations"]["org_id"].to_pylist().index(valid["org_id"][0].as_py())
    closed = {**seen, "organisations": altered(seen["organisations"], first, status="closed")}

    assert "is closed" in wrong(closed, valid)
    assert "no such organisation" in wrong(seen, altered(valid, 0, org_id="S9999"))
    assert "no such measure" in wrong(seen, altered(valid, 0, measure="miracle"))


def test_checker_sees_broken_pins_and_floors(seen, valid):
    given = {"org_id": valid["org_id"][0].as_py(), "measure": valid["measure"][0].as_py()}
    forbidden = pa.Table.from_pylist([{**given, "choice": "forbidden"}])
    pinned = pa.Table.from_pylist([{**given, "measure": "value", "choice": "pinned"}])
    floor = pa.Table.from_pylist([{"field": "area", "value": "동상면", "count": 300}])

    assert "forbidden" in wrong({**seen, "pins": forbidden}, valid)
    assert "pinned" in wrong({**seen, "pins": pinned}, valid)
    assert "instead of at least 300" in wrong({**seen, "floors": floor}, valid)


@pytest.mark.slow
def test_who_knows_the_truth_is_clearly_ahead_of_every_simple_rule():
    rates = final_rates(worlds(PLAIN, [1]), RIVALS)

    assert max(share(rates, name) for name in SIMPLE) < 0.6
    assert rates["nothing"][0] < rates["first-come"][0] < rates["informed"][0] < 0.75


@pytest.mark.slow
def test_same_game_twice_ends_the_same():
    nature = Nature(PLAIN, seed=1)

    assert play(nature, SIMPLE["neediest-first"]).expected == play(nature, SIMPLE["neediest-first"]).expected


@pytest.mark.slow
@needs("prescribe")
def test_prescribe_gains_nine_tenths_of_what_the_truth_would_gain():
    rates = final_rates(worlds(PLAIN, PLAIN_SEEDS), {**RIVALS, "ours": ours})

    assert share(rates, "ours") >= 0.90
    assert share(rates, "ours") > max(share(rates, name) for name in SIMPLE) + 0.15


@pytest.mark.slow
@needs("prescribe")
def test_prescribe_gains_most_of_it_in_the_roughest_world_too():
    rates = final_rates(worlds(ROUGH["all of it"], ROUGH_SEEDS), {**RIVALS, "ours": ours})

    assert share(rates, "ours") >= 0.85
    assert share(rates, "ours") > max(share(rates, name) for name in SIMPLE) + 0.15
