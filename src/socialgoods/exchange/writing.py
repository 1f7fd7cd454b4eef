"""Writes CSV, XLSX and the templates to fill in. What could be taken for a formula is kept as the text it is."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from socialgoods.exchange.context import Context
from socialgoods.exchange.files import Field, FileSpec, Need, OneOf

Target = Path | str | BinaryIO
Row = Sequence[Any]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
LONGEST_CELL = 32_767
TEMPLATE_ROWS = 2_000
NUMBER_LOOKS = {"won": "#,##0", "count": "#,##0", "day": "yyyy-mm-dd", "year": "0"}
CALCULATED = {*NUMBER_LOOKS, "decimal", "share", "lon", "lat"}
PLACEHOLDER_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - a spreadsheet knows no zones; the same input gives the same file


def as_cell(value: Any) -> str:
    """A value as a CSV says it: empty is not known, ratios unrounded, several codes between `;`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, tuple | list | set | frozenset):
        return ";".join(map(as_cell, sorted(value) if isinstance(value, set | frozenset) else value))
    return str(value)


def neutralised(text: str) -> str:
    """The text so that a spreadsheet opening a CSV does not calculate it. Negative numbers stay numbers."""
    if text.startswith(FORMULA_STARTS) and not PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def write_csv(target: Target, headings: Sequence[str], rows: Iterable[Row], *, for_people: bool = True) -> None:
    """UTF-8; for people with a byte order mark and the line ends by which Excel knows it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n" if for_people else "\n")
    writer.writerow([neutralised(heading) for heading in headings])
    writer.writerows([neutralised(as_cell(value)) for value in row] for row in rows)
    content = buffer.getvalue().encode("utf-8-sig" if for_people else "utf-8")
    if isinstance(target, Path | str):
        Path(target).write_bytes(content)
    else:
        target.write(content)


def write_xlsx(target: Target, sheets: Mapping[str, tuple[Sequence[str], Iterable[Row]]]) -> None:
    """Sheets of headings and rows. Strings stay strings, so nothing in them is calculated."""
    book = _book(target, {"constant_memory": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    quoted = book.add_format({"quote_prefix": True})
    for name, (headings, rows) in sheets.items():
        sheet = book.add_worksheet(_sheet_name(name))
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, _width(heading))
            sheet.write_string(0, column, heading, head)
        for index, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                _write(sheet, index, column, value, day, quoted)
    book.close()


def _write(sheet: Any, row: int, column: int, value: Any, day: Any, quoted: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), day)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int | float | Decimal) and abs(float(value)) < 1e15:
        sheet.write_number(row, column, value)
    else:
        text = as_cell(value)[:LONGEST_CELL]
        sheet.write_string(row, column, text, quoted if text.startswith(FORMULA_STARTS) else None)


def template_fields(spec: FileSpec, *, needed_only: bool = False) -> tuple[Field, ...]:
    """The fields a template asks for: of part 7, or only what an import cannot do without."""
    if not needed_only:
        return tuple(field for field in spec if not field.foreign)
    ways = {name for rule in spec.rules if isinstance(rule, OneOf) for name in rule.ways[0]}
    return tuple(field for field in spec if field.on_import is Need.VALUE or field.name in ways)


def write_template(target: Target, spec: FileSpec, context: Context, *, needed_only: bool = False) -> None:
    """A workbook to fill in: headings with notes, lists to choose from, and a sheet that explains every column."""
    fields = template_fields(spec, needed_only=needed_only)
    book = _book(target, {})
    sheet = book.add_worksheet(_sheet_name(spec.ko))
    notes = book.add_worksheet("설명")
    lists = book.add_worksheet("목록")
    sheet.freeze_panes(1, 0)
    for column, field in enumerate(fields):
        must = spec.must_fill(field) or (field.need is Need.VALUE and needed_only)
        sheet.write_string(0, column, field.ko, book.add_format(_heading_look(must=must)))
        sheet.set_column(column, column, max(_width(field.ko), 14), book.add_format(_cell_look(field)))
        sheet.write_comment(0, column, _note(field, must=must), {"x_scale": 2})
        if labels := _labels(field, context):
            lists.write_column(0, column, labels)
            if field.reads != "choices":
                _offer(sheet, column, len(labels), field)
    lists.hide()
    _explain(book, notes, spec, fields, context)
    book.close()


def _heading_look(*, must: bool) -> dict[str, Any]:
    return {"bold": True, "bottom": 1, "bg_color": "#dfeee6" if must else "#f4f5f6", "text_wrap": True, "valign": "top"}


def _cell_look(field: Field) -> dict[str, Any]:
    """Text columns keep the zeros at the front of telephone and business numbers."""
    return {"num_format": NUMBER_LOOKS.get(field.reads, "General") if field.reads in CALCULATED else "@"}


def _note(field: Field, *, must: bool) -> str:
    return "\n".join(filter(None, ("꼭 적습니다." if must else "모르면 비워 둡니다.", field.help, f"({field.name})")))


def _labels(field: Field, context: Context) -> list[str]:
    if field.reads == "area":
        return list(context.districts)
    return (
        [labels[0] if labels else code for code, labels in context.options(field.codes).items()] if field.codes else []
    )


def _offer(sheet: Any, column: int, count: int, field: Field) -> None:
    letter = xlsxwriter.utility.xl_col_to_name(column)
    sheet.data_validation(
        1,
        column,
        TEMPLATE_ROWS,
        column,
        {
            "validate": "list",
            "source": f"=목록!${letter}$1:${letter}${count}",
            "error_type": "warning",
            "error_title": field.ko[:32],
            "error_message": "목록에 있는 값을 골라 주세요.",
        },
    )


def _explain(book: Any, notes: Any, spec: FileSpec, fields: Sequence[Field], context: Context) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    notes.write_string(0, 0, spec.help)
    for column, (heading, width) in enumerate(
        (("열", 24), ("영문 이름", 22), ("꼭 적나요", 10), ("설명", 60), ("쓸 수 있는 값", 60))
    ):
        notes.set_column(column, column, width)
        notes.write_string(2, column, heading, bold)
    for row, field in enumerate(fields, 3):
        told = (
            field.ko,
            field.name,
            "예" if spec.must_fill(field) else "",
            field.help,
            ", ".join(_labels(field, context)),
        )
        for column, text in enumerate(told):
            notes.write_string(row, column, text, wrapped)


def _book(target: Target, options: dict[str, Any]) -> Any:
    book = xlsxwriter.Workbook(
        str(target) if isinstance(target, Path | str) else target,
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, **options},
    )
    book.set_properties({"created": PLACEHOLDER_DAY})
    return book


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name).strip("'")[:31] or "Sheet1"


def _width(heading: str) -> int:
    return min(40, max(8, 2 + sum(1 + (ord(letter) > 0x1100) for letter in heading)))
