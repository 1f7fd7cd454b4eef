"""CSV and XLSX: the way of every sheet, without the bounds that protect a web server."""

from __future__ import annotations

from pathlib import Path

from socialgoods.exchange import headings, mappings, workbook
from socialgoods.exchange.context import Context
from socialgoods.exchange.files import FileSpec
from socialgoods.exchange.folder import columns
from socialgoods.exchange.folder.checking import File, check, places, say_what_was_guessed
from socialgoods.exchange.folder.telling import Notes
from socialgoods.exchange.headings import BLANK_ROW, Table
from socialgoods.exchange.refusals import Limits, Refused
from socialgoods.exchange.workbook import Sheet, Workbook

GIGABYTE = 1024**3
LIMITS = Limits(
    file_bytes=8 * GIGABYTE, unpacked_bytes=16 * GIGABYTE, rows=20_000_000, cells=1_000_000_000, columns=2_000
)


def read(path: Path, spec: FileSpec, context: Context) -> File:
    """Raises `refusals.Refused` where there is no table at all."""
    table = _table(workbook.open_workbook(path, limits=LIMITS))
    mapping = mappings.propose(table, spec)
    checked = check(table, mapping, spec, context)
    file = File(path.name, spec, Notes(path.name), sheet=table.sheet, places=places(mapping))
    file.notes.add(checked.problems, checked.error_count, checked.warning_count)
    say_what_was_guessed(file, mapping)
    for row, reason in checked.skipped.items():
        if reason is not BLANK_ROW:
            file.notes.say("warning", reason, row=row, sheet=table.sheet)
    arrays = {
        name: columns.array_of(values, spec.field(name)) for name, values in checked.columns.items() if name in spec
    }
    file.table = columns.table_of(arrays, spec, len(checked.numbers))
    file.numbers = checked.numbers
    return file


def _table(book: Workbook) -> Table:
    try:
        return headings.first_table(book)
    except Refused as refused:
        if refused.reason != "no_table":
            raise
        for name in book.sheets:
            if table := _only_headings(book, name):
                return table
        raise


def _only_headings(book: Workbook, name: str) -> Table | None:
    """A file of our own may have headings and no rows: nobody was supported yet."""
    try:
        sheet = book.read(name)
        width = len(sheet.rows[0])
        if width:
            sheet = Sheet(sheet.file, sheet.name, [*sheet.rows, ["0"] * width], sheet.first_row, sheet.merged)
        table = headings.find_table(sheet)
    except Refused:
        return None
    table.rows, table.numbers, table.skips = [], range(0), {}
    return table
