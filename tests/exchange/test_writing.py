"""Files we write: nothing in them is calculated, and we can read all of them back."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from socialgoods.exchange import writing
from socialgoods.exchange.document import as_markdown
from socialgoods.exchange.files import SPECS
from socialgoods.exchange.headings import find_table
from socialgoods.exchange.mappings import missing, propose
from socialgoods.exchange.tables import Context, check
from socialgoods.exchange.templates import template_fields, write_template
from socialgoods.exchange.workbook import open_workbook
from socialgoods.exchange.writing import (
    FORMULA_STARTS,
    PLAIN_NUMBER,
    as_cell,
    neutralised,
    write_csv,
    write_xlsx,
)

CONTEXT = Context(
    date(2018, 3, 2),
    county="완주군",
    districts={"봉동읍": ("Bongdong-eup",), "고산면": ()},
    choices={"measures": {"design": ("디자인 지원",)}},
)
DOCUMENT = Path(__file__).resolve().parents[2] / "docs/files.md"


def test_values_are_written_so_that_they_can_be_read_without_loss():
    values = [
        None,
        True,
        False,
        0.1 + 0.2,
        12.0,
        Decimal("0.3000"),
        date(2017, 12, 5),
        ("food", "culture"),
        "햇살",
        -5,
        10**16,
    ]

    assert [as_cell(value) for value in values] == [
        "", "true", "false", "0.30000000000000004", "12", "0.3000", "2017-12-05", "food;culture", "햇살", "-5",
        "10000000000000000",
    ]  # fmt: skip


def test_a_csv_for_people_is_what_excel_opens_and_one_for_machines_is_plain():
    people, machines = io.BytesIO(), io.BytesIO()

    write_csv(people, ["이름"], [["햇살"]])
    write_csv(machines, ["name"], [["햇살"]], for_people=False)

    assert people.getvalue() == "\ufeff이름\r\n햇살\r\n".encode()
    assert machines.getvalue() == "name\n햇살\n".encode()


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "=", "+82-63-555-1234", "＝1+1"]
)
def test_what_a_spreadsheet_would_calculate_is_kept_as_text(text):
    assert neutralised(text) == "'" + text


@pytest.mark.parametrize("text", ["-5", "-0.5", "+5", "-1e-05", "햇살", "", "a=b", "1-2", "'17. 12. 5."])
def test_negative_numbers_and_harmless_text_stay_as_they_are(text):
    assert neutralised(text) == text


texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(
    ["=1+1", "-a", "+82", "@x", "-5"]
)


@given(st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=5))
def test_any_text_comes_back_from_our_own_csv(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "a.csv"

    write_csv(path, ["첫째 열", "둘째 열"], [*rows, ["끝", "끝"]])

    assert open_workbook(path).read().rows[1:-1] == rows
    written = [cell for line in path.read_text("utf-8-sig").splitlines() for cell in line.split(",")]
    assert not any(cell.startswith(FORMULA_STARTS) and not PLAIN_NUMBER.fullmatch(cell) for cell in written)


def test_an_xlsx_keeps_types_and_calculates_nothing(tmp_path):
    path = tmp_path / "a.xlsx"
    rows = [
        ["=1+1", 5, date(2017, 12, 5), True, None, 0.25],
        ["http://example.kr", -5, None, False, "063", Decimal("1.5")],
    ]

    write_xlsx(path, {"조직: 목록": (["가", "나", "다", "라", "마", "바"], rows), "둘째": (["가"], [])})

    book = open_workbook(path)
    assert book.sheets == ("조직  목록", "둘째")
    assert book.read().rows[1:] == [
        ["=1+1", 5, date(2017, 12, 5), True, "", 0.25],
        ["http://example.kr", -5, "", False, "063", 1.5],
    ]
    cell = load_workbook(path)["조직  목록"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True) or cell.quotePrefix


def test_the_same_input_gives_the_same_file_to_the_byte():
    first, second = io.BytesIO(), io.BytesIO()

    for target in (first, second):
        write_xlsx(target, {"목록": (["이름"], [["햇살"]])})

    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("needed_only", [False, True])
@pytest.mark.parametrize("name", SPECS)
def test_a_template_asks_for_what_the_file_needs_and_explains_it(name, needed_only, tmp_path):
    spec, path = SPECS[name], tmp_path / "a.xlsx"

    write_template(path, spec, CONTEXT, needed_only=needed_only)

    book = open_workbook(path)
    sheet = load_workbook(path)[book.sheets[0]]
    fields = template_fields(spec, needed_only=needed_only)
    assert book.sheets[1:] == ("설명",)
    assert [cell.value for cell in sheet[1]] == [field.ko for field in fields]
    assert all(field.name in cell.comment.text for cell, field in zip(sheet[1], fields, strict=True))
    offered = {next(iter(validation.sqref.ranges)).min_col - 1 for validation in sheet.data_validations.dataValidation}
    assert offered == {
        index
        for index, field in enumerate(fields)
        if (field.codes and field.reads != "choices") or field.reads == "area"
    }


FILLED = {
    "text": "햇살", "won": 1_000_000, "count": 5, "year": 2017, "day": date(2017, 12, 5), "decimal": 2.0, "share": 0.1,
    "phone": "063-555-1234", "phone4": "0123", "business_no": "107-81-53660", "corporate_no": "130111-0006246",
    "homepage": "https://example.kr", "lon": 127.1, "lat": 35.9, "area": "봉동읍", "measure": "디자인 지원",
    "sources": "county",
}  # fmt: skip


def filled(field):
    if field.reads in FILLED:
        return FILLED[field.reads]
    return next(iter(CONTEXT.options(field.codes).values()))[0]


@pytest.mark.parametrize("needed_only", [False, True])
@pytest.mark.parametrize("name", SPECS)
def test_a_template_filled_in_is_read_without_a_question(name, needed_only, tmp_path):
    spec, path = SPECS[name], tmp_path / "a.xlsx"
    write_template(path, spec, CONTEXT, needed_only=needed_only)
    book = load_workbook(path)
    row = [filled(field) for field in template_fields(spec, needed_only=needed_only)]
    if name == "annual_reports":
        row = [
            value if field.reads != "won" or field.need.value != "optional" else 0
            for value, field in zip(row, template_fields(spec, needed_only=needed_only), strict=True)
        ]
    if name == "assessments":
        row[-2:] = [3.0, 5.0] if not needed_only else [row[-2], 5.0]
    book.worksheets[0].append(row)
    book.save(path)

    table = find_table(open_workbook(path).read())
    mapping = propose(table, spec)
    result = check(table, mapping, spec, CONTEXT, strict=not needed_only)

    assert [problem.sentence for problem in result.problems if problem.is_error] == []
    assert {match.confidence for match in mapping.columns} == {1.0}
    assert missing(mapping, spec, strict=not needed_only) == ()


def test_an_english_template_is_read_like_the_korean_one(tmp_path):
    path, spec = tmp_path / "a.xlsx", SPECS["organisations"]
    write_template(path, spec, CONTEXT, needed_only=True, language="en", gettext=lambda text: f"en:{text}")
    book = load_workbook(path)
    book.worksheets[0].append(["Haetsal", "Village enterprise", "Food"])
    book.save(path)

    opened = open_workbook(path)
    table = find_table(opened.read())
    result = check(table, propose(table, spec), spec, CONTEXT)

    assert opened.sheets == ("Organisations", "en 설명")
    assert "en:꼭 적습니다." in book.worksheets[0]["A1"].comment.text
    assert [column.heading for column in table.columns] == ["Name", "Kind", "Sector"]
    assert (result.columns["kind"], result.columns["sector"]) == (["village_enterprise"], ["food"])


def test_the_page_on_files_is_made_from_the_catalogue():
    assert DOCUMENT.read_text(encoding="utf-8") == as_markdown(), "run: python -m socialgoods.exchange.document"


def test_the_page_names_every_column_of_every_file():
    page = as_markdown()

    for spec in SPECS.values():
        assert f"## {spec.name} — {spec.ko}" in page
        assert all(f"`{field.name}` | {field.ko}" in page for field in spec)


def test_what_a_sheet_cannot_hold_goes_on_the_next_with_the_same_headings(monkeypatch):
    monkeypatch.setattr(writing, "MOST_ROWS", 2)
    target = io.BytesIO()

    write_xlsx(target, {"전표": (["번호"], [[number] for number in range(1, 6)]), "계정": (["번호"], [])})

    book = load_workbook(target)
    assert {sheet.title: [row[0] for row in sheet.values] for sheet in book} == {
        "전표": ["번호", 1, 2], "전표 2": ["번호", 3, 4], "전표 3": ["번호", 5], "계정": ["번호"],
    }  # fmt: skip
