"""Tables of results: written whole or not at all, the same to the byte, and read back as they were."""

import csv
import tempfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from folders import SUFFIXES
from hypothesis import given, settings
from hypothesis import strategies as st

from socialgoods.exchange import folder
from socialgoods.exchange.files import SPECS
from socialgoods.exchange.folder import columns, parquet, spreadsheet
from socialgoods.exchange.tables import Context
from socialgoods.kernel.hangul import tidy

CONTEXT = Context(date(2026, 11, 23))
RESULTS = pa.table(
    {
        "org_id": ["A1", "=SUM(A1)", None],
        "year": [2017, 2018, None],
        "ratio": [0.1 + 0.2, float("nan"), None],
        "self_reliant": [True, False, None],
        "on": [date(2017, 12, 5), None, None],
    }
)


def test_a_csv_has_english_headings_unrounded_ratios_and_no_formula(tmp_path):
    folder.write(tmp_path / "out.csv", RESULTS)

    assert (tmp_path / "out.csv").read_bytes().decode() == (
        "org_id,year,ratio,self_reliant,on\nA1,2017,0.30000000000000004,true,2017-12-05\n'=SUM(A1),2018,,false,\n,,,,\n"
    )


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_table_gives_the_same_bytes_however_it_came_about(tmp_path, suffix):
    pieces = pa.concat_tables([RESULTS.slice(0, 1), RESULTS.slice(1)]).replace_schema_metadata({"made": "by hand"})

    folder.write(tmp_path / f"one.{suffix}", RESULTS)
    first = (tmp_path / f"one.{suffix}").read_bytes()
    folder.write(tmp_path / f"one.{suffix}", pieces)

    assert (tmp_path / f"one.{suffix}").read_bytes() == first


def test_parquet_keeps_types_and_what_is_not_a_number_is_not_known(tmp_path):
    folder.write(tmp_path / "out.parquet", RESULTS)

    found = pq.read_table(tmp_path / "out.parquet")

    assert found.schema == RESULTS.schema
    assert found["ratio"].to_pylist() == [0.1 + 0.2, None, None]


@pytest.mark.parametrize("name", ["out.txt", "out", "out.xls"])
def test_an_unknown_suffix_is_refused(tmp_path, name):
    with pytest.raises(folder.Refused, match=r"\.csv, \.xlsx, \.parquet 가운데 하나로"):
        folder.write(tmp_path / name, RESULTS)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(folder.Refused, match="파일을 쓸 수 없습니다"):
        folder.write(tmp_path / "nowhere/out.csv", RESULTS)


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path):
    with pytest.raises(folder.Refused, match="1,048,575행까지"):
        folder.write(tmp_path / "out.xlsx", pa.table({"year": pa.nulls(1_048_576, pa.int64())}))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path, suffix):
    target = tmp_path / f"out.{suffix}"
    target.write_text("old")
    broken = pa.table({"org_id": pa.array([b"\xff"], pa.binary()).view(pa.string())})

    with pytest.raises(Exception):  # noqa: B017, PT011 - whichever way the writer fails
        folder.write(target, broken.append_column("bad", pa.nulls(1, pa.month_day_nano_interval())))

    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [(target.name, "old")]


TEXT = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=8).map(
    lambda text: tidy(f"가{text}")
)
VALUES = {
    "won": st.integers(0, 10**15),
    "count": st.integers(0, 10**6),
    "year": st.integers(1900, 2099),
    "decimal": st.integers(1, 5000).map(lambda number: number / 1000),
    "share": st.integers(0, 1000).map(lambda number: number / 1000),
    "day": st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    "sources": st.sampled_from(["county", "county;national", "county:0.5+national:0.5"]),
    "lon": st.just(127.1479),
    "lat": st.just(35.9043),
    "phone": st.just("063-290-2114"),
    "business_no": st.just("2208162517"),
    "corporate_no": st.just("1101111129497"),
    "homepage": st.just("https://example.kr"),
    "phone4": st.just("0123"),
}


@st.composite
def sound_tables(draw):
    spec = SPECS[draw(st.sampled_from(["annual_reports", "organisations", "measures", "supports", "budgets"]))]
    count = draw(st.integers(1, 3))
    arrays = {}
    for each in spec:
        if each.foreign:
            continue
        options = CONTEXT.options(each.codes)
        codes = st.sampled_from(list(options)) if options else TEXT
        several = st.lists(codes, min_size=1, max_size=3, unique=True).map(";".join)
        one = {**VALUES, "choice": codes, "choices": several}.get(each.reads, TEXT)
        cells = one if each.need.value == "value" else st.none() | one
        arrays[each.name] = pa.array(draw(st.lists(cells, min_size=count, max_size=count)), columns.arrow_type(each))
    return spec.name, pa.table(arrays)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(sound_tables())
def test_what_is_written_is_read_back_equal_from_all_three(given_table):
    spec, table = SPECS[given_table[0]], given_table[1]
    found = []
    with tempfile.TemporaryDirectory() as name:
        for suffix, reader in zip(SUFFIXES, (spreadsheet, spreadsheet, parquet), strict=True):
            path = Path(name) / f"{spec.name}.{suffix}"
            folder.write(path, table)
            found.append(reader.read(path, spec, CONTEXT).table)

    assert all(each == table for each in found)


@given(st.lists(st.text(max_size=6), min_size=1, max_size=5))
def test_no_text_in_a_csv_begins_like_a_formula(texts):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "out.csv"
        folder.write(path, pa.table({"reason": texts}))
        with path.open(newline="", encoding="utf-8") as stream:
            cells = [row[0] for row in csv.reader(stream) if row]

    assert not any(cell.startswith(("=", "@", "\t", "\r")) for cell in cells)
