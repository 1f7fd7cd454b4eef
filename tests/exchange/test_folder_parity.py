"""Parquet is judged in whole columns; here it must say of every row what the way of every sheet says."""

import tempfile
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import folders as make
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialgoods.exchange import tables
from socialgoods.exchange.context import Context
from socialgoods.exchange.files import SPECS
from socialgoods.exchange.folder import columns, parquet, spreadsheet
from socialgoods.exchange.headings import Column, Table
from socialgoods.exchange.mappings import propose

CONTEXT = Context(make.TODAY)
COMMON = ["", " ", "-", "=1+1", "#N/A", "없음", "n/a", "abc", "900101-1234567", "\u200b", "nan", "true"]
DIRTY = {
    "text": ["A1", " A1", "A1 ", "A2", "A\n1", "ㅡ", "가나다", "가", "ﾃ", "x" * 300, "A\u00a01", "1.0"],
    "won": ["0", "-1", "△5", "1,000", "10,00", "1.5", "1e3", "1억 2천만원", "1000000000000001", "100", "200.0", "٣"],
    "count": ["0", "3", "4", "-1", "3명", "2.5", "2000000001", "7.0", "1,000"],
    "year": ["2017", "2018", "1899", "1900", "2099", "2100", "'17", "17년", "2017.0", "2017년", "20171"],
    "decimal": ["0", "1", "5", "0.1", "-6", "5.1", "1001", "1e2", "1e99", ".5", "3점", "2"],
    "share": ["0.5", "50%", "23.4", "-1", "101", "1", "0"],
    "lon": ["127.1", "35.9", "0", "132", "132.1"],
    "lat": ["35.9", "127.1", "33", "32.9"],
    "day": ["2017-12-05", "2016-01-01", "2017.1", "2017", "20171205", "2017-02-30", "1899-12-31", "43074", "17.12.5"],
    "choice": ["active", "closed", "food", "cooperative", "협동조합", "Active", "wrong", "product", "pinned", "A"],
    "choices": ["cooperative", "cooperative;nonprofit", "wrong;cooperative", ";", "협동조합; 마을기업"],
    "sources": ["county", "county;national", "county:0.5+national:0.5", "county:0.5", "a:0.5+a:0.5", ";", "+"],
    "area": ["봉동읍", " 봉동읍", "x" * 90],
    "phone": ["063-555-1234", "63-555-1234", "063-290-0000/1", "119119119119"],
    "business_no": ["123-45-67890", "220-81-62517", "2208162517"],
    "corporate_no": ["110111-1234567", "1234567890123", "1"],
    "homepage": ["example.kr", "https://example.kr", "kein"],
}
SPEC_NAMES = ("organisations", "annual_reports", "assessments", "measures", "supports", "memberships", "floors")


@st.composite
def dirty_files(draw, min_rows=1):
    """A specification and rows of it: sound ones, in which some cells are replaced."""
    spec = SPECS[draw(st.sampled_from(SPEC_NAMES))]
    sound = make.GOOD.get(spec.name, [{}])[0]
    fields = [each for each in spec if each.name in sound or draw(st.integers(0, 2)) == 0]
    fields = [each for each in fields if draw(st.integers(0, 30))] or [spec.fields[0]]
    rows = []
    for number in range(draw(st.integers(min_rows, 6))):
        row = {each.name: sound.get(each.name, "") for each in fields}
        if "org_id" in row and draw(st.booleans()):
            row["org_id"] = f"B{number}"
        for each in draw(st.lists(st.sampled_from(fields), max_size=4)):
            row[each.name] = draw(st.sampled_from(COMMON + DIRTY.get(each.reads, DIRTY["text"])))
        rows.append(row)
    return spec.name, [row for row in rows if any(cell.strip(" \u200b\n") for cell in row.values())] or [
        dict.fromkeys((each.name for each in fields), "2017")
    ]


def said(file, first_row):
    """What is said of each row, without letters, which Parquet has not."""
    problems = file.notes.errors + file.notes.warnings
    return sorted(
        (problem.row - first_row if problem.row else -1, problem.field, problem.sentence, problem.severity)
        for problem in problems
    )


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(dirty_files())
def test_the_same_dirty_rows_as_csv_and_as_parquet_are_told_the_same(given_file):
    spec, rows = SPECS[given_file[0]], given_file[1]
    with tempfile.TemporaryDirectory() as name:
        csv = spreadsheet.read(make.put(Path(name), spec.name, rows), spec, CONTEXT)
        quick = parquet.read(make.put(Path(name), spec.name, rows, "parquet"), spec, CONTEXT)

    assert said(quick, 1) == said(csv, 2)
    assert quick.notes.error_count == csv.notes.error_count
    assert quick.notes.warning_count == csv.notes.warning_count
    assert quick.table == csv.table


NUMBERS = st.one_of(
    st.integers(-3, 3),
    st.integers(1895, 2105),
    st.integers(-(10**15) - 2, 10**15 + 2),
    st.sampled_from([0.5, 1.5, 127.5, 35.5, 1e15, 1e16, -1e300, float("nan"), float("inf"), 2000000001, 2**53 + 2]),
)
DAYS = st.one_of(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.dates(date(2016, 1, 1), date(2018, 1, 1)))
COLUMNS = {
    pa.int64(): NUMBERS.map(lambda number: int(number) if abs(number) < 2**62 else 7),
    pa.int16(): st.integers(-3, 2105),
    pa.uint64(): st.integers(0, 2**63),
    pa.float64(): NUMBERS.map(float),
    pa.float32(): st.integers(-3, 2105).map(float),
    pa.bool_(): st.booleans(),
    pa.decimal128(20, 2): st.integers(-300, 300_000).map(lambda number: Decimal(number) / 100),
    pa.date32(): DAYS,
    pa.timestamp("s"): st.builds(
        lambda day: datetime.combine(day, time(23, 59, 59)), st.dates(date(1890, 1, 1), date(2110, 1, 1))
    ),
    pa.string(): st.sampled_from([cell for cells in DIRTY.values() for cell in cells] + COMMON[1:]),
    pa.dictionary(pa.int32(), pa.string()): st.sampled_from(["A1", "A2", "2017", "food", "=1"]),
}


def as_a_sheet_has_it(cells):
    """No sheet has decimals; a column of them that are all whole is one of whole numbers."""
    is_whole = all(cell == int(cell) for cell in cells if isinstance(cell, Decimal))
    return [int(cell) if isinstance(cell, Decimal) and is_whole else cell for cell in cells]


@st.composite
def typed_columns(draw):
    spec = SPECS[draw(st.sampled_from(SPEC_NAMES))]
    count = draw(st.integers(1, 6))
    found = {}
    for each in spec:
        if draw(st.integers(0, 3)):
            kind = draw(st.sampled_from(list(COLUMNS)))
            cells = draw(st.lists(st.none() | COLUMNS[kind], min_size=count, max_size=count))
            found[each.name] = pa.array(cells, kind)
    return spec.name, found or {spec.fields[0].name: pa.array(["A1"])}


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(typed_columns())
def test_a_row_of_any_types_is_refused_exactly_when_its_cells_would_be(given_columns):
    spec, found = SPECS[given_columns[0]], given_columns[1]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"{spec.name}.parquet"
        pq.write_table(pa.table(found), path)
        quick = parquet.read(path, spec, CONTEXT)
    cells = [as_a_sheet_has_it(columns.as_cells(array)) for array in found.values()]
    headed = tuple(Column(index, "", heading) for index, heading in enumerate(found))
    rows = [list(row) for row in zip(*cells, strict=True)]
    table = Table("", "", (), (), headed, rows, range(1, len(rows) + 1))

    slow = tables.check(table, propose(table, spec), spec, CONTEXT, strict=True)

    assert {problem.row for problem in quick.notes.errors if problem.row} == slow.refused
    assert quick.notes.error_count == slow.error_count
    assert quick.notes.warning_count == slow.warning_count
    accepted = [number - 1 for number in slow.numbers if number not in slow.refused]
    for each in spec:
        if each.name in slow.columns and not each.foreign:
            expected = columns.array_of(slow.columns[each.name], each).take(pa.array(accepted, pa.int64()))
            assert quick.table[each.name].take(pa.array(accepted, pa.int64())).to_pylist() == expected.to_pylist()


def read_column(field, array, spec="annual_reports"):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"{spec}.parquet"
        pq.write_table(pa.table({field: array}), path)
        file = parquet.read(path, SPECS[spec], CONTEXT)
    return file.table[field].to_pylist(), {
        problem.row: problem.sentence for problem in file.notes.errors if problem.row
    }


def test_whole_won_kept_as_floats_are_won_and_a_fraction_is_refused_with_its_row():
    values, errors = read_column("donations", pa.array([100.0, None, 0.5]))

    assert values[:2] == [100, None]
    assert [(row, "1원보다 작은 금액" in sentence) for row, sentence in errors.items()] == [(3, True)]


def test_text_in_a_money_column_is_refused_with_its_row_but_written_money_is_read():
    values, errors = read_column("donations", pa.array(["1,000", "모두"]))

    assert values[0] == 1000
    assert list(errors) == [2]


def test_a_unit_in_the_heading_counts():
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "annual_reports.parquet"
        pq.write_table(pa.table({"후원금(천원)": pa.array([7, None])}), path)
        file = parquet.read(path, SPECS["annual_reports"], CONTEXT)

    assert file.table["donations"].to_pylist() == [7000, None]


def test_a_moment_in_another_zone_is_a_day_in_seoul():
    moments = pa.array([datetime(2017, 12, 4, 15, 0, tzinfo=UTC)], pa.timestamp("us", "UTC"))

    assert read_column("founded_on", moments, "organisations")[0] == [date(2017, 12, 5)]


def test_a_moment_is_no_name_of_a_budget():
    values, errors = read_column("sources", pa.array([datetime(2018, 1, 1, 9, 30, tzinfo=UTC)]), "measures")

    assert values == [None]
    assert list(errors) == [1]


def test_a_list_of_codes_is_several_codes():
    designations = pa.array([["village_enterprise", "certified_social_enterprise"], None])

    values, _ = read_column("designations", designations, "organisations")

    assert values == ["village_enterprise;certified_social_enterprise", None]


@pytest.mark.parametrize("array", [pa.array([{"a": 1}]), pa.array([[1, 2]]), pa.array([b"\xff"])])
def test_a_column_that_no_sheet_could_have_is_refused_by_name(array):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "organisations.parquet"
        pq.write_table(pa.table({"name": array}), path)
        file = parquet.read(path, SPECS["organisations"], CONTEXT)

    assert "‘name’ 열의 형식(" in file.notes.errors[0].sentence


def test_two_columns_of_addresses_feed_one(tmp_path):
    rows = [
        make.ORGANISATION | {"주소": first, "도로명주소": second, "org_id": f"A{number}"}
        for number, (first, second) in enumerate([("봉동읍 1", "둔산로 1"), (" \u200b", "둔산로 2"), ("", "")])
    ]
    spec = SPECS["organisations"]

    csv = spreadsheet.read(make.put(tmp_path, "organisations", rows), spec, CONTEXT)
    quick = parquet.read(make.put(tmp_path, "organisations", rows, "parquet"), spec, CONTEXT)

    assert quick.table["address"].to_pylist() == csv.table["address"].to_pylist() == ["봉동읍 1", "둔산로 2", None]


@given(st.lists(st.tuples(*[st.sampled_from([None, 1, 2, 3])] * 3), max_size=30))
def test_rows_that_say_the_same_are_found_whatever_the_number_of_fields(rows):
    from socialgoods.exchange.folder.between import same_as_another

    keys = [row for row in rows if None not in row]
    arrays = [pa.array([row[place] for row in rows], pa.int64()) for place in range(3)]

    assert same_as_another(arrays, len(rows)).tolist() == [keys.count(row) > 1 for row in rows]
