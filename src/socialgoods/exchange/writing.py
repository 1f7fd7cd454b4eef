"""Writes CSV and XLSX. What could be taken for a formula is kept as the text it is."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from socialgoods.exchange.books import Target, heading_width, new_book, sheet_name
from socialgoods.exchange.templates import template_fields, write_template

__all__ = ["as_cell", "neutralised", "template_fields", "write_csv", "write_template", "write_xlsx"]

Row = Sequence[Any]

# Full-width signs calculate too where the keyboard writes them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
"""Below the headings: Excel's sheets end there."""


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
    """Sheets of headings and rows. Strings stay strings, so nothing in them is calculated. What a sheet cannot hold goes on the next."""
    book = new_book(target, {"constant_memory": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    quoted = book.add_format({"quote_prefix": True})
    for name, (headings, rows) in sheets.items():
        sheet = _opened(book, name, 1, headings, head)
        for number, row in enumerate(rows):
            part, index = divmod(number, MOST_ROWS)
            if part and not index:
                sheet = _opened(book, name, part + 1, headings, head)
            for column, value in enumerate(row):
                _write(sheet, index + 1, column, value, day, quoted)
    book.close()


def _opened(book: Any, name: str, part: int, headings: Sequence[str], head: Any) -> Any:
    more = f" {part}" if part > 1 else ""
    sheet = book.add_worksheet(sheet_name(name)[: 31 - len(more)] + more)
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, heading_width(heading))
        sheet.write_string(0, column, heading, head)
    return sheet


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
