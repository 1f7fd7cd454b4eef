"""A year's recommendation for a county written by hand: what the table says, what the rules forbid, what is missing."""

import re
from collections import Counter
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from analysis.small_county import COUNT, IDS, SECTORS, put, report, rows, support, tables, without
from analysis.world.checker import obeys
from socialgoods.analysis import prescribe
from socialgoods.analysis.sentences import REASON, UNSERVED
from socialgoods.exchange import folder

pytestmark = pytest.mark.slow

YEAR, UNTIL = 2018, 2020
COLUMNS = {
    "org_id": pa.string(), "year": pa.int64(), "measure": pa.string(), "source": pa.string(), "amount": pa.int64(),
    "expected_gain": pa.float64(), "gain_low": pa.float64(), "gain_high": pa.float64(), "runner_up": pa.string(),
    "reason": pa.string(),
}  # fmt: skip
HANGUL = re.compile("[가-힣]")


def changed(**more):
    return rows() | more


def prescribed(given=None, year=YEAR, until=UNTIL, **how):
    """The result; every table of prescriptions is checked against DESIGN by code that knows no solver."""
    handed = tables(given or rows())
    done = prescribe(handed, year, until, **how)
    assert obeys(handed, done.prescriptions, year) == []
    return done


def given_to(done):
    return {row["org_id"]: row["measure"] for row in done.prescriptions.to_pylist()}


def why(done):
    return {row["org_id"]: row["why"] for row in done.unserved.to_pylist()}


def other(values, **more):
    return [row | more for row in values]


@pytest.fixture(scope="module")
def usual():
    return prescribed()


def test_columns_are_those_of_the_plan_in_the_order_of_ids(usual):
    table = usual.prescriptions

    assert dict(zip(table.column_names, table.schema.types, strict=True)) == COLUMNS
    assert table["org_id"].to_pylist() == sorted(table["org_id"].to_pylist())
    assert set(table["year"].to_pylist()) == {YEAR}
    assert [table[name].null_count for name in COLUMNS if name != "runner_up"] == [0] * 9


def test_objective_is_the_sum_of_the_expected_gains_and_below_the_bound(usual):
    told = usual.report

    assert told["objective"] == pytest.approx(sum(usual.prescriptions["expected_gain"].to_pylist()), abs=1e-12)
    assert told["objective"] > 0
    assert told["bound"] >= told["objective"]
    assert told["gap"] == pytest.approx((told["bound"] - told["objective"]) / told["bound"])


def test_gain_lies_within_its_interval_and_runner_up_is_another_measure(usual):
    for row in usual.prescriptions.to_pylist():
        assert row["gain_low"] <= row["expected_gain"] <= row["gain_high"]
        assert row["runner_up"] in {"design", "coaching", "fair", None} - {row["measure"]}


def test_every_organisation_is_served_or_has_one_reason_why_not(usual):
    served, left = usual.prescriptions["org_id"].to_pylist(), usual.unserved["org_id"].to_pylist()

    assert sorted(served + left) == list(IDS)
    assert set(usual.unserved["why"].to_pylist()) <= set(UNSERVED["ko"])
    assert usual.report["unserved"] == usual.unserved.to_pylist()


def test_money_left_is_the_budget_less_every_won_of_each_mix(usual):
    spent = Counter()
    for row in usual.prescriptions.to_pylist():
        if row["source"] == "county:0.5+national:0.5":
            spent += {"county": row["amount"] // 2, "national": row["amount"] - row["amount"] // 2}
        else:
            spent[row["source"]] += row["amount"]

    budget = {"county": 30_000_000, "national": 12_000_000, "province": 20_000_000}
    assert usual.report["money_left"] == {source: won - spent[source] for source, won in budget.items()}


def test_own_share_is_not_paid_from_the_budget(usual):
    amounts = {row["measure"]: row["amount"] for row in usual.prescriptions.to_pylist()}

    assert amounts == {"design": 3_000_000, "coaching": 8_100_001, "fair": 6_000_000}


def test_measure_goes_to_its_kinds_only(usual):
    kinds = {row["org_id"]: row["kind"] for row in rows()["organisations"]}

    assert {kinds[org_id] for org_id, code in given_to(usual).items() if code == "fair"} <= {
        "cooperative",
        "social_enterprise",
    }


def test_same_tables_give_the_same_tables_and_report(usual):
    again = prescribed()

    assert again.prescriptions.equals(usual.prescriptions)
    assert again.unserved.equals(usual.unserved)
    assert timeless(again.report) == timeless(usual.report)


def test_order_of_the_rows_does_not_matter(usual):
    turned = {name: of[::-1] for name, of in rows().items()}

    done = prescribed(turned)

    assert given_to(done) == given_to(usual)
    assert done.report["objective"] == pytest.approx(usual.report["objective"], rel=1e-6)


def timeless(report_):
    return {name: value for name, value in report_.items() if not name.startswith("seconds")}


def test_pins_are_kept_and_what_is_forbidden_is_not_given(usual):
    served = next(iter(given_to(usual)))
    left = next(org_id for org_id, code in why(usual).items() if code == "others_first")
    pins = [
        {"org_id": left, "measure": "design", "choice": "pinned"},
        *({"org_id": served, "measure": code, "choice": "forbidden"} for code in ("design", "coaching", "fair")),
    ]

    done = prescribed(changed(pins=pins))

    assert given_to(done)[left] == "design"
    assert (
        REASON["ko"]["pinned"]
        in done.prescriptions.filter(pc.equal(done.prescriptions["org_id"], left))["reason"][0].as_py()
    )
    assert why(done)[served] == "not_eligible"
    assert done.report["pins_unmet"] == []


def test_pin_without_money_is_named():
    pins = [{"org_id": org_id, "measure": "coaching", "choice": "pinned"} for org_id in IDS[:5]]

    done = prescribe(tables(changed(pins=pins)), YEAR, UNTIL)

    assert sum(code == "coaching" for code in given_to(done).values()) == 2  # 1,200만 원의 반은 두 곳
    assert len(done.report["pins_unmet"]) == 3
    assert {why(done)[org_id] for org_id in done.report["pins_unmet"]} == {"pin_unmet"}


def test_floors_of_an_area_and_a_sector_are_kept_at_their_price(usual):
    floors = [{"field": "area", "value": "봉동읍", "count": 6}, {"field": "sector", "value": "craft", "count": 4}]

    done = prescribed(changed(floors=floors))

    told = done.report["floors"]
    assert [(floor["value"], floor["missing"]) for floor in told] == [("봉동읍", 0), ("craft", 0)]
    assert all(floor["price"] >= 0 for floor in told)
    assert done.report["objective"] <= usual.report["objective"] + 1e-6


def test_floor_beyond_the_money_is_named_and_nothing_else_breaks():
    floors = [{"field": "sector", "value": SECTORS[0], "count": 7}]

    done = prescribe(tables(changed(floors=floors)), YEAR, UNTIL)

    assert done.report["floors"][0]["missing"] == 1  # 여섯 곳뿐이다
    assert 0 <= done.report["floors"][0]["price"] < 10


def test_support_given_already_keeps_its_money_and_its_organisation_gets_nothing_more(usual):
    served = next(iter(given_to(usual)))
    given = rows()
    given["supports"].append(support(served, YEAR, "coaching", 20_000_000, "county:0.5+national:0.5"))

    done = prescribed(given)

    assert why(done)[served] == "already"
    assert done.problem.budget.tolist() == [20_000_000, 2_000_000, 20_000_000]
    assert done.problem.capacity[done.learned.catalogue.codes.index("coaching")] == 3


def test_support_of_two_sources_takes_one_place():
    given = rows()
    given["supports"] += [support("W01", YEAR, "fair", 3_000_000, source) for source in ("county", "province")]

    done = prescribed(given)

    assert done.problem.capacity[done.learned.catalogue.codes.index("fair")] == 2
    assert done.problem.budget.tolist() == [27_000_000, 12_000_000, 17_000_000]


def test_pin_of_a_closed_organisation_is_told_as_closed():
    given = changed(pins=[{"org_id": "W03", "measure": "design", "choice": "pinned"}])
    given["organisations"][2] |= {"status": "closed"}

    done = prescribe(tables(given), YEAR, UNTIL)

    assert why(done)["W03"] == "closed"
    assert done.report["pins_unmet"] == ["W03"]


def test_level_objective_counts_points_of_the_ratio():
    done = prescribed(objective="level")

    assert done.report["objective"] == pytest.approx(sum(done.prescriptions["expected_gain"].to_pylist()))
    assert "자립도가" in done.prescriptions["reason"][0].as_py()
    assert all(0 < gain < 1 for gain in done.prescriptions["expected_gain"].to_pylist())


def test_curiosity_raises_what_is_expected_of_the_little_known(usual):
    assert prescribed(curiosity=2.0).report["objective"] > usual.report["objective"]


def test_reports_after_the_year_before_are_not_looked_at(usual):
    later = prescribed(rows(until=2018))

    assert later.prescriptions.equals(usual.prescriptions)


def test_reports_until_looks_no_further(usual):
    earlier = prescribed(reports_until=2015)
    as_if = prescribed(changed(annual_reports=[row for row in rows()["annual_reports"] if row["fiscal_year"] <= 2015]),
                       reports_until=2015)  # fmt: skip

    assert given_to(earlier) != given_to(usual)
    assert earlier.prescriptions.equals(as_if.prescriptions)


def test_english_reasons_hold_no_korean():
    done = prescribed(language="en", given=changed(
        measures=[row | {"name": row["code"]} for row in rows()["measures"]],
        pins=[{"org_id": "W01", "measure": "coaching", "choice": "pinned"}],
    ))  # fmt: skip

    said = done.prescriptions["reason"].to_pylist() + done.unserved["reason"].to_pylist()
    assert [sentence for sentence in said if HANGUL.search(sentence)] == []
    assert set(UNSERVED["ko"]) == set(UNSERVED["en"])
    assert set(REASON["ko"]) == set(REASON["en"])


def test_year_without_budget_gives_an_empty_table_with_the_reason():
    done = prescribed(year=2021, until=2025)

    assert len(done.prescriptions) == 0
    assert dict(zip(done.prescriptions.column_names, done.prescriptions.schema.types, strict=True)) == COLUMNS
    assert Counter(why(done).values()) == {"no_money": COUNT}
    assert (done.report["objective"], done.report["gap"]) == (0, 0)


def test_supports_dearer_than_the_budget_leave_no_money_rather_than_debt():
    given = rows()
    given["supports"].append(support("W01", YEAR, "design", 90_000_000, "county"))

    done = prescribed(given)

    assert done.report["money_left"]["county"] == 0
    assert set(given_to(done).values()) <= {"fair"}


def test_costs_of_zero_leave_every_ratio_unknown_and_still_a_choice():
    books = other(rows()["annual_reports"], cost_of_goods=0, labour_cost=0, other_cost=0)

    done = prescribed(changed(annual_reports=books))

    assert sorted([*given_to(done), *why(done)]) == list(IDS)
    assert finite(done)


def finite(done):
    numbers = [done.prescriptions[name].to_numpy() for name in ("expected_gain", "gain_low", "gain_high")]
    return bool(np.isfinite(np.concatenate(numbers)).all() and np.isfinite(done.report["bound"]))


@pytest.mark.parametrize("missing", [("assessments",), ("assessments", "supports", "targets")])
def test_missing_optional_file_is_no_obstacle(missing):
    done = prescribed(without(rows(), *missing))

    assert len(done.prescriptions) > 0
    assert finite(done)
    if "assessments" in missing:
        assert all("아직 없어" in reason for reason in done.prescriptions["reason"].to_pylist())
    if "supports" in missing:
        assert all(measure["cases"] == 0 for measure in done.report["estimates"]["measures"].values())


def test_organisations_that_never_reported_are_judged_as_usual_ones():
    given = changed(annual_reports=[row for row in rows()["annual_reports"] if row["org_id"] not in IDS[:6]])

    done = prescribed(given)

    assert sorted([*given_to(done), *why(done)]) == list(IDS)
    assert finite(done)


def test_no_report_at_all_still_gives_a_finite_result():
    done = prescribed(changed(annual_reports=[]))

    assert sorted([*given_to(done), *why(done)]) == list(IDS)
    assert finite(done)


def test_catalogue_without_a_measure_gives_an_empty_table():
    done = prescribed(changed(measures=[]))

    assert len(done.prescriptions) == 0
    assert Counter(why(done).values()) == {"not_eligible": COUNT}


def test_measure_that_only_the_past_knows_is_not_given_again():
    given = changed(measures=[row for row in rows()["measures"] if row["code"] != "fair"])

    done = prescribed(given)

    assert "fair" not in given_to(done).values()
    assert "fair" in done.report["estimates"]["measures"]


def test_last_year_of_the_plan_may_be_the_year_itself():
    done = prescribed(year=2018, until=2018)

    assert finite(done)
    assert len(done.prescriptions) > 0


def test_one_organisation_is_enough():
    one = {name: [row for row in of if row.get("org_id", "W03") == "W03"] for name, of in rows().items()}

    done = prescribed(one)

    assert [*given_to(done), *why(done)] == ["W03"]


def test_report_of_a_dormant_year_does_not_bring_an_organisation_back():
    given = rows()
    given["organisations"][4] |= {"status": "dormant"}
    given["annual_reports"].append(report(4, 2018))

    assert why(prescribed(given))["W05"] == "closed"


def test_folder_of_csv_says_the_same_as_the_tables(usual, tmp_path):
    found = folder.read(put(tmp_path / "county"), needed=("organisations", "annual_reports", "measures", "budgets"),
                        optional=("assessments", "supports"), today=date(2018, 4, 1))  # fmt: skip

    assert prescribe(found.tables, YEAR, UNTIL).prescriptions.equals(usual.prescriptions)
