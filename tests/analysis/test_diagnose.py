import io
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from oracle import naive_diagnosis
from oracle.plan_tables import filled, organisation, report, tables
from socialgoods.analysis.diagnosis import COLUMNS, diagnose

pytestmark = pytest.mark.slow

MONEY = st.none() | st.integers(0, 40) | st.integers(0, 10**13)
SIGNED = MONEY | st.integers(-(10**6), 10)
REPORT = {
    **dict.fromkeys(("sales_private", "sales_public", "sales_social_economy", "other_income"), SIGNED),
    **dict.fromkeys(("subsidy_national", "subsidy_province", "subsidy_county", "donations"), MONEY),
    **dict.fromkeys(("cost_of_goods", "labour_cost", "other_cost"), MONEY),
    "workers_paid": st.none() | st.integers(0, 3),
    "wages_booked": st.sampled_from([None, "gross", "net"]),
    "fiscal_year": st.sampled_from([2015, 2016, 2017]),
}
ORGANISATION = {
    "status": st.sampled_from(["active", "active", "active", "dormant", "closed"]),
    "founded_on": st.none() | st.dates(date(2014, 1, 1), date(2018, 12, 31)),
    "closed_on": st.none()
    | st.none()
    | st.sampled_from([date(2016, 12, 31), date(2017, 1, 1), date(2017, 12, 31), date(2018, 1, 1)]),
}
ANSWER = st.tuples(
    st.sampled_from(["finance", "social"]),
    st.sampled_from("abcd"),
    st.none() | st.integers(1, 4),
    st.sampled_from([4, 5]),
)


@st.composite
def counties(draw):
    names = [f"W{number:02d}" for number in range(draw(st.integers(1, 14)))]
    organisations = [organisation(name, **draw(st.fixed_dictionaries(ORGANISATION))) for name in names]
    reports = draw(st.lists(st.fixed_dictionaries({**REPORT, "org_id": st.sampled_from(names)}), max_size=30))
    once = {(row["org_id"], row["fiscal_year"]): row for row in reports}
    answers = draw(st.lists(st.tuples(st.sampled_from(names), ANSWER), max_size=20))
    asked = {
        (name, d, i): {"org_id": name, "year": 2017, "dimension": d, "item": i, "score": s, "max_score": m}
        for name, (d, i, s, m) in answers
    }
    return organisations, list(once.values()), list(asked.values())


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(counties())
def test_every_figure_is_that_of_a_second_naive_implementation(county):
    organisations, reports, assessments = (
        filled(name, rows)
        for name, rows in zip(("organisations", "annual_reports", "assessments"), county, strict=True)
    )

    found = diagnose(tables(organisations=organisations, annual_reports=reports, assessments=assessments), 2017)

    expected = naive_diagnosis.diagnosis(organisations, reports, assessments, 2017)
    assert [rounded(row) for row in found.diagnoses.to_pylist()] == [rounded(row) for row in expected]
    total = naive_diagnosis.of_all(organisations, reports, assessments, 2017)
    names = ("active", "reported", "self_reliant", "rate", "pooled_ratio", "median_ratio")
    empty = not found.summary["active"]
    assert [close(found.summary[name]) for name in names] == [close(None if empty else value) for value in total]


def rounded(row):
    return {name: close(row[name]) for name in COLUMNS}


def close(value):
    """Twelve figures of a ratio; whole numbers and truth as they are."""
    if value is None or isinstance(value, bool | int | str):
        return value
    return f"{float(value) + 0.0:.12g}"  # no noughts as in 50.0000000000, no nought below nought


def county(count=6, **more):
    return [organisation(f"W{number}", **more) for number in range(count)]


def test_the_columns_are_those_of_the_exchange_file():
    found = diagnose(tables(organisations=county(1), annual_reports=[]), 2017).diagnoses

    assert (
        found.column_names
        == (
            "org_id year self_reliance_ratio self_reliant self_sustaining gap sales_needed support_dependence cover labour_cover"
            " finance market product people governance collaboration social known"
        ).split()
    )
    assert found.schema.field("gap").type == found.schema.field("sales_needed").type == pa.int64()


def test_a_year_without_reports_is_not_known_rather_than_nought():
    found = diagnose(
        tables(organisations=county(), annual_reports=[report("W0", 2016, sales_private=1, other_cost=1)]), 2017
    )

    assert found.diagnoses["self_reliant"].to_pylist() == [None] * 6
    assert {name: found.summary[name] for name in ("year", "active", "reported", "coverage", "rate", "pooled_ratio")} == {
        "year": 2017, "active": 6, "reported": 0, "coverage": 0.0, "rate": None, "pooled_ratio": None,
    }  # fmt: skip


def test_no_organisation_at_all_is_an_empty_table():
    found = diagnose(tables(organisations=[], annual_reports=[]), None)

    assert (len(found.diagnoses), len(found.groups), found.summary["year"], found.summary["rate"]) == (0, 0, None, None)
    assert found.diagnoses.column_names == list(COLUMNS)


def test_all_years_in_one_go_are_the_years_one_by_one():
    reports = [
        report(f"W{n}", year, sales_private=n * 10, other_cost=year - 2000, workers_paid=1)
        for n in range(6)
        for year in (2015, 2016, 2017)
    ]
    given = tables(organisations=county(), annual_reports=reports)

    together = diagnose(given, None).diagnoses
    apart = pa.concat_tables([diagnose(given, year).diagnoses for year in (2015, 2016, 2017)])

    assert together == apart.sort_by([("org_id", "ascending"), ("year", "ascending")])


def test_reports_after_the_given_year_are_not_looked_at():
    given = tables(organisations=county(1), annual_reports=[report("W0", 2018, sales_private=1, other_cost=1)])

    assert diagnose(given, 2018, through=2017).diagnoses["gap"].to_pylist() == [None]


def test_the_same_input_gives_the_same_bytes():
    answers = [
        {"org_id": f"W{n}", "year": 2017, "dimension": "market", "item": f"i{i}", "score": 1 + (n * i) % 4, "max_score": 7}
        for n in range(3000) for i in range(7)
    ]  # fmt: skip
    given = tables(
        organisations=county(3000),
        annual_reports=[report(f"W{n}", 2017, sales_private=n * 7919 % 1009, other_cost=n % 997) for n in range(3000)],
        assessments=answers,
    )

    def written():
        found = diagnose(given, 2017)
        sinks = [io.BytesIO() for _ in range(4)]
        for sink, table in zip(sinks, (found.diagnoses, found.groups, found.readings, found.advice), strict=True):
            pq.write_table(table, sink)
        return [sink.getvalue() for sink in sinks]

    assert written() == written()


def test_a_stranger_among_the_reports_is_named():
    with pytest.raises(ValueError, match="annual_reports names the organisation W9"):
        diagnose(tables(organisations=county(1), annual_reports=[report("W9")]), 2017)


def test_a_missing_column_is_named():
    given = tables(organisations=county(1), annual_reports=[])

    with pytest.raises(ValueError, match="annual_reports lacks the column labour_cost"):
        diagnose({**given, "annual_reports": given["annual_reports"].drop_columns(["labour_cost"])}, 2017)


def test_optional_columns_and_tables_may_be_missing():
    given = tables(organisations=county(1), annual_reports=[report("W0", sales_private=3, other_cost=4)])
    bare = given["annual_reports"].drop_columns(["wages_booked", "evidence", "workers_fte"])

    assert diagnose({**given, "annual_reports": bare}, 2017).diagnoses == diagnose(given, 2017).diagnoses


def test_nothing_heavy_is_loaded_by_the_room_itself():
    import subprocess
    import sys

    heavy = "[name for name in ('ibis', 'duckdb', 'numpy', 'pyarrow') if name in sys.modules]"
    code = f"import sys, socialgoods.analysis.definitions; print({heavy})"

    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
