"""Looks through the XML of a sheet for formulas, for cells so far out that a reader would drown, and for declarations.

A sheet of 100,000 rows is 70 MB of XML, so the usual one is only searched: as long as every cell is written the way
spreadsheets write them, a pattern tells that nothing is amiss. Whatever looks unusual is parsed exactly.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from socialgoods.exchange.refusals import Limits, Refused

Pieces = Iterator[bytes]
Attributes = dict[str, str]

DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# `<c r="B12"`: one letter, five digits. What is not so may be far out, or written to be overlooked.
USUAL_COLUMNS, USUAL_ROWS = 26, 99_999
UNUSUAL = re.compile(rb'<(?:f[\s/>]|!|c(?=[\s/>])(?! r="[A-Z][0-9]{1,5}"))')
UNREADABLE = re.compile(rb'<(?:f[\s/>]|!|c(?=[\s/>])(?! r="[A-Z]{1,3}[0-9]{1,7}"))')
PREFIXED = re.compile(rb":[cf][\s/>]")
RESERVED = re.compile(rb"ount\s*=\s*[\"'][\s+]*[0-9]{8,}")
ENCODING = re.compile(rb"\s*<(?:\?xml(?=\s)(?:[^>]*?encoding\s*=\s*[\"']([^\"']*))?|[A-Za-z])")
REFERENCE = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
CELL_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Unusual(Exception):
    """Searching does not suffice; the sheet must be parsed."""


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letter(index: int) -> str:
    """The letter of a column counted from 0."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def examine_xlsx(open_part: Callable[[], Pieces], file: str, sheet: str, limits: Limits) -> None:
    try:
        extent = _search(open_part(), file, sheet)
        if _is_within(extent, limits):
            return
    except Unusual:
        pass
    extent = _Parsed(file, sheet).extent(open_part())
    if not _is_within(extent, limits):
        _refuse_extent(extent, file, sheet, limits)


def _is_within(extent: tuple[int, int], limits: Limits) -> bool:
    rows, columns = extent
    return rows <= limits.rows and columns <= limits.columns and rows * columns <= limits.cells


def _refuse_extent(extent: tuple[int, int], file: str, sheet: str, limits: Limits) -> None:
    raise Refused(
        "far_cell",
        file=file,
        sheet=sheet,
        rows=f"{extent[0]:,}",
        columns=f"{extent[1]:,}",
        row_limit=f"{limits.rows:,}",
        column_limit=f"{limits.columns:,}",
        cell_limit=f"{limits.cells:,}",
    )


def _search(pieces: Pieces, file: str, sheet: str) -> tuple[int, int]:
    """An upper bound of the rows and columns in use, by searching; `Unusual` where that cannot tell."""
    rows = columns = 0
    pattern, is_first = UNUSUAL, True
    for text in _whole_tags(pieces):
        if is_first and not _is_utf_8(text):
            raise Unusual
        is_first = False
        if pattern is UNUSUAL:
            found = pattern.search(text)
            if found and found[0] == b"<c":
                pattern = UNREADABLE
            else:
                rows, columns = USUAL_ROWS, USUAL_COLUMNS
        if pattern is UNREADABLE:
            found = pattern.search(text)
            references = REFERENCE.findall(text)
            rows = max([rows, *(int(row) for _, row in references)])
            columns = max([columns, *map(column_number, {letters.decode() for letters, _ in references})])
        if found and found[0][:2] == b"<f":
            before = REFERENCE.findall(text, 0, found.start())
            cell = b"".join(before[-1]).decode() if before else "?"
            raise Refused("formula", file=file, sheet=sheet, cell=cell)
        if found or PREFIXED.search(text):
            raise Unusual
    return rows, columns


def _whole_tags(pieces: Pieces) -> Iterator[bytes]:
    """The same bytes, cut before the last `<`, so that no tag is torn apart."""
    rest = b""
    for piece in pieces:
        text = rest + piece
        cut = text.rfind(b"<")
        if cut <= 0:
            if len(text) > 1 << 22:
                raise Unusual
            rest = text
            continue
        rest = text[cut:]
        yield text[:cut]
    yield rest


class _Parsed:
    """The exact reading of a sheet: namespaces, comments, implied positions and all."""

    def __init__(self, file: str, sheet: str) -> None:
        self.file, self.sheet = file, sheet
        self.row = self.column = self.rows = self.columns = 0

    def extent(self, pieces: Pieces) -> tuple[int, int]:
        _parse(pieces, self._start, self.file)
        return self.rows, self.columns

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            stated = attributes.get("r", "").strip()
            self.row, self.column = int(stated) if stated.isdecimal() else self.row + 1, 0
        elif tag == "c":
            stated_cell = CELL_REFERENCE.fullmatch(attributes.get("r", "").strip())
            if stated_cell:
                self.row, self.column = int(stated_cell[2]), column_number(stated_cell[1])
            elif attributes.get("r"):
                raise Refused("broken", file=self.file)
            else:
                self.column += 1
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        elif tag == "f":
            cell = f"{column_letter(max(self.column, 1) - 1)}{self.row}"
            raise Refused("formula", file=self.file, sheet=self.sheet, cell=cell)


def examine_ods(pieces: Pieces, file: str, limits: Limits) -> dict[str, str]:
    """The first formula of each table, after making sure that none is too large."""
    reader = _OdsTables(file, limits)
    _parse(pieces, reader.start, file)
    return reader.formulas


class _OdsTables:
    def __init__(self, file: str, limits: Limits) -> None:
        self.file, self.limits = file, limits
        self.formulas: dict[str, str] = {}
        self.table, self.row, self.height, self.column = "", 0, 1, 0
        self.extent = (0, 0)

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "table":
            self.table, self.row, self.height, self.extent = attributes.get("name", ""), 0, 0, (0, 0)
        elif tag == "table-row":
            self.row, self.height, self.column = self.row + self.height, _times(attributes, "number-rows-repeated"), 0
        elif tag in {"table-cell", "covered-table-cell"}:
            self._cell(attributes)
        elif tag == "table-source":
            raise Refused("external", file=self.file)

    def _cell(self, attributes: Attributes) -> None:
        self.column += _times(attributes, "number-columns-repeated")
        if attributes.get("formula"):
            self.formulas.setdefault(self.table, f"{column_letter(self.column - 1)}{self.row + 1}")
        if attributes.get("value-type"):
            rows, columns = self.extent
            self.extent = (max(rows, self.row + self.height), max(columns, self.column))
            if not _is_within(self.extent, self.limits):
                _refuse_extent(self.extent, self.file, self.table, self.limits)


def _times(attributes: Attributes, name: str) -> int:
    times = attributes.get(name, "1")
    return max(1, int(times)) if times.isdecimal() and len(times) < 12 else 1


def examine_part(pieces: Pieces, file: str) -> None:
    """Refuses declarations, with which a few bytes grow without end, and counts for which a reader would reserve room.

    No spreadsheet needs the former; the latter are larger than what the file could hold.
    """
    tail = b""
    for piece in pieces:
        if not tail and not _is_utf_8(piece):
            raise Refused("broken", file=file)
        text = tail + piece
        if DECLARATION.search(text):
            raise Refused("entities", file=file)
        if RESERVED.search(text):
            raise Refused("lying", file=file)
        tail = text[-64:]


def _is_utf_8(start: bytes) -> bool:
    """What the patterns here can read: XML in the encoding that every spreadsheet uses."""
    declared = ENCODING.match(start.removeprefix(b"\xef\xbb\xbf"))
    return declared is not None and (declared[1] or b"utf-8").lower() in {b"utf-8", b"us-ascii"}


def elements(content: bytes, file: str) -> list[tuple[str, Attributes]]:
    found: list[tuple[str, Attributes]] = []
    _parse(iter([content]), lambda tag, attributes: found.append((tag, attributes)), file)
    return found


def _parse(pieces: Pieces, start: Callable[[str, Attributes], None], file: str) -> None:
    """Calls `start` with local names. Declarations are refused."""

    def refuse(*_: Any) -> None:
        raise Refused("entities", file=file)

    parser = expat.ParserCreate(namespace_separator="|")
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: start(
        tag.rpartition("|")[2], {name.rpartition("|")[2]: value for name, value in attributes.items()}
    )
    try:
        for piece in pieces:
            parser.Parse(piece)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Refused("broken", file=file) from error
