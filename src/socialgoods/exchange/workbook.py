"""Opens a spreadsheet by its content, whatever its name ends in, and refuses what is dangerous with a sentence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from socialgoods.exchange import apart, archive, compound, delimited
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
    if guard.format == "ods":
        return _open_apart(path, name, "ods", guard.examine)
    with _refusing(name), path.open("rb") as stream:
        book = CalamineWorkbook.from_filelike(stream)
        worksheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]

    def read(sheet: str) -> Sheet:
        guard.examine(sheet)
        with _refusing(name):
            page = book.get_sheet_by_name(sheet)
            rows = page.to_python(skip_empty_area=False)
            return Sheet(name, sheet, rows, merged=list(page.merged_cell_ranges or []))

    return _workbook(
        name, "xlsx", {sheet.name: sheet.visible == SheetVisibleEnum.Visible for sheet in worksheets}, read
    )


def _open_compound(path: Path, name: str, limits: Limits) -> Workbook:
    compound.examine(compound.workbook_stream(path.read_bytes(), name), name, limits)
    return _open_apart(path, name, "xls", lambda sheet: None)


def _open_apart(path: Path, name: str, kind: str, examine: Callable[[str], None]) -> Workbook:
    try:
        parts = {part.name: part for part in apart.read(path)}
    except apart.Failed as error:
        raise Refused("broken", file=name) from error

    def read(sheet: str) -> Sheet:
        examine(sheet)
        return Sheet(name, sheet, parts[sheet].rows, merged=parts[sheet].merged)

    return _workbook(name, kind, {part.name: part.is_visible for part in parts.values()}, read)


def _workbook(name: str, kind: str, worksheets: dict[str, bool], read: Callable[[str], Sheet]) -> Workbook:
    """`worksheets` says of each whether it is visible. Where all are hidden, all are offered."""
    visible = tuple(sheet for sheet, is_visible in worksheets.items() if is_visible)
    hidden = tuple(sheet for sheet in worksheets if sheet not in visible)
    if not worksheets:
        raise Refused("no_cells", file=name)
    return Workbook(name, kind, visible or hidden, hidden if visible else (), reader=read)


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Whatever the reader says about a file that it cannot read, a panic included, is one refusal."""
    try:
        yield
    except PasswordError:
        raise Refused("encrypted", file=name) from None
    except (CalamineError, OSError, ValueError) as error:
        raise Refused("broken", file=name) from error
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise Refused("broken", file=name) from error
