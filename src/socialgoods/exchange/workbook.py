"""Opens a spreadsheet by its content, whatever its name ends in, and refuses what is dangerous with a sentence."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

from socialgoods.exchange import archive, compound, delimited
from socialgoods.exchange.refusals import Limits, Refused, megabytes

__all__ = ["Limits", "Refused", "Sheet", "Workbook", "open_workbook"]

Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass
class Sheet:
    """Cells as they stand: str, float, int, bool, date, datetime, time; "" where empty. All rows are equally long."""

    file: str
    name: str
    rows: list[list[Any]]
    first_row: int = 1
    merged: list[Range] = field(default_factory=list)
    """((top, left), (bottom, right)) as indexes into `rows`."""


@dataclass
class Workbook:
    filename: str
    format: str
    """ "csv", "xlsx", "xls" or "ods"."""
    sheets: tuple[str, ...]
    """Names of the visible sheets, in order; a CSV has one, named ""."""
    hidden: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    reader: Callable[[str], Sheet] = field(repr=False, default=lambda name: Sheet("", name, []))

    def read(self, sheet: str = "") -> Sheet:
        """A sheet by name, the first one without. A sheet is examined when it is read: it may still be refused."""
        name = sheet or self.sheets[0]
        if name not in self.sheets and name not in self.hidden:
            raise Refused("no_sheet", file=self.filename, sheet=sheet, sheets=", ".join(self.sheets))
        found = self.reader(name)
        if not any(any(cell != "" for cell in row) for row in found.rows):
            raise Refused("no_cells", file=self.filename)
        return found


def open_workbook(path: Path | str, *, filename: str = "", limits: Limits | None = None) -> Workbook:
    """The workbook at `path`, which goes by `filename` in sentences."""
    path, bounds = Path(path), limits or Limits()
    name = filename or path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(8192)
    except OSError:
        raise Refused("missing", file=name) from None
    if not size:
        raise Refused("empty", file=name)
    if size > bounds.file_bytes:
        raise Refused("too_large", file=name, size=megabytes(size), limit=megabytes(bounds.file_bytes))
    if head.startswith(archive.SIGNATURES):
        return _open_archive(path, name, bounds)
    if head.startswith(compound.SIGNATURE):
        return _open_compound(path, name, bounds)
    delimited.refuse_other_formats(head, name)
    text, encoding = delimited.decode(path.read_bytes(), name)
    delimiter = delimited.delimiter_of(text)
    rows = delimited.rows_of(text, delimiter, name, bounds)
    return Workbook(name, "csv", ("",), (), encoding, delimiter, lambda sheet: Sheet(name, "", rows))


def _open_archive(path: Path, name: str, limits: Limits) -> Workbook:
    guard = archive.Guard(path, name, limits)
    book = _calamine(path, name)
    visible, hidden = _sheets(book)

    def read(sheet: str) -> Sheet:
        guard.examine(sheet)
        return _read(book, name, sheet)

    return Workbook(name, guard.format, visible, hidden, reader=read)


def _open_compound(path: Path, name: str, limits: Limits) -> Workbook:
    stream = compound.workbook_stream(path.read_bytes(), name)
    compound.examine(stream, name, limits)
    book = _calamine(path, name)
    visible, hidden = _sheets(book)
    return Workbook(name, "xls", visible, hidden, reader=lambda sheet: _read(book, name, sheet))


def _calamine(path: Path, name: str) -> CalamineWorkbook:
    try:
        with path.open("rb") as stream:
            return CalamineWorkbook.from_filelike(stream)
    except PasswordError:
        raise Refused("encrypted", file=name) from None
    except (CalamineError, OSError, ValueError) as error:
        raise Refused("broken", file=name) from error


def _sheets(book: CalamineWorkbook) -> tuple[tuple[str, ...], tuple[str, ...]]:
    worksheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    visible = tuple(sheet.name for sheet in worksheets if sheet.visible == SheetVisibleEnum.Visible)
    hidden = tuple(sheet.name for sheet in worksheets if sheet.visible != SheetVisibleEnum.Visible)
    return (visible, hidden) if visible else (hidden, ())


def _read(book: CalamineWorkbook, file: str, name: str) -> Sheet:
    try:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, WorksheetNotFound, ValueError, OSError) as error:
        raise Refused("broken", file=file) from error
    return Sheet(file, name, rows, merged=list(sheet.merged_cell_ranges or []))
