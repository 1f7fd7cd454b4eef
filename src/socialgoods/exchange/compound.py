"""Old Excel files (XLS) are BIFF records in a compound document. This examines them before a reader opens them."""

import struct
from collections.abc import Iterator

from socialgoods.exchange.refusals import Limits, Refused
from socialgoods.exchange.sheets import column_letter

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END_OF_CHAIN = 0xFFFFFFFE
NO_SECTOR = 0xFFFFFFF0
ENTRY = 128

BOF, EOF, FORMULA, SHEET, LINKED_BOOK, PASSWORD, MACRO_PROJECT = 0x0809, 0x0A, 0x06, 0x85, 0x01AE, 0x2F, 0xD3
# Records that put a cell somewhere: row, column at the start.
CELLS = frozenset({0x0203, 0x0204, 0x0205, 0x027E, 0xFD, 0xD6, 0x06, 0x0206, 0x0406})
SEVERAL = 0xBD
OTHER_DOCUMENTS = {"FileHeader": "hwp", "WordDocument": "word", "PowerPoint Document": "word"}


def workbook_stream(content: bytes, name: str) -> bytes:
    """The BIFF records, out of the compound document's chain of sectors."""
    try:
        return _Compound(content, name).workbook()
    except (struct.error, IndexError, ValueError) as error:
        raise Refused("broken", file=name) from error


class _Compound:
    def __init__(self, content: bytes, name: str) -> None:
        self.content, self.name = content, name
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise Refused("broken", file=name)
        self.sector = 1 << shift
        (self.directory_start,) = struct.unpack_from("<I", content, 48)
        self.mini_cutoff, self.mini_fat_start = struct.unpack_from("<II", content, 56)
        self.fat = self._fat()

    def workbook(self) -> bytes:
        entries = list(self._entries())
        names = {entry[0] for entry in entries}
        if "EncryptedPackage" in names or "EncryptionInfo" in names:
            raise Refused("encrypted", file=self.name)
        for entry, reason in OTHER_DOCUMENTS.items():
            if entry in names and not names & {"Workbook", "Book"}:
                raise Refused(reason, file=self.name)
        if names & {"_VBA_PROJECT_CUR", "VBA", "_VBA_PROJECT"}:
            raise Refused("macro", file=self.name)
        if "Workbook" not in names:
            raise Refused("old_xls" if "Book" in names else "binary", file=self.name)
        root = next((entry for entry in entries if entry[1] == 5), None)
        book = next((entry for entry in entries if entry[0] == "Workbook" and entry[1] == 2), None)
        if root is None or book is None:
            raise Refused("broken", file=self.name)
        if book[3] >= self.mini_cutoff:
            return self._chain(book[2])[: book[3]]
        return self._mini_chain(book[2], self._chain(root[2]))[: book[3]]

    def _fat(self) -> list[int]:
        count, first_difat, difats = (
            struct.unpack_from("<I", self.content, 44)[0],
            *struct.unpack_from("<II", self.content, 68),
        )
        sectors = list(struct.unpack_from("<109I", self.content, 76))
        per_sector = self.sector // 4
        for _ in range(min(difats, 10_000)):
            if first_difat >= NO_SECTOR:
                break
            block = struct.unpack(f"<{per_sector}I", self._sector(first_difat))
            sectors += block[:-1]
            first_difat = block[-1]
        fat: list[int] = []
        for sector in sectors[:count]:
            if sector < NO_SECTOR:
                fat += struct.unpack(f"<{per_sector}I", self._sector(sector).ljust(self.sector, b"\xff"))
        return fat

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.sector
        if start >= len(self.content):
            raise Refused("broken", file=self.name)
        return self.content[start : start + self.sector]

    def _numbers(self, start: int, table: list[int]) -> Iterator[int]:
        seen = 0
        while start < NO_SECTOR:
            seen += 1
            if start >= len(table) or seen > len(table):
                raise Refused("broken", file=self.name)
            yield start
            start = table[start]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._numbers(start, self.fat)))

    def _mini_chain(self, start: int, container: bytes) -> bytes:
        table = self._chain(self.mini_fat_start)
        mini_fat = list(struct.unpack(f"<{len(table) // 4}I", table))
        return b"".join(container[number * 64 : number * 64 + 64] for number in self._numbers(start, mini_fat))

    def _entries(self) -> Iterator[tuple[str, int, int, int]]:
        """Name, type (2 stream, 5 root), first sector, size."""
        directory = self._chain(self.directory_start)
        for offset in range(0, len(directory) - ENTRY + 1, ENTRY):
            (length,) = struct.unpack_from("<H", directory, offset + 64)
            kind = directory[offset + 66]
            start, size = struct.unpack_from("<II", directory, offset + 116)
            if kind:
                yield directory[offset : offset + max(0, length - 2)].decode("utf-16-le", "replace"), kind, start, size


def examine(stream: bytes, name: str, limits: Limits) -> None:
    """Refuses passwords, macro sheets, links to other files, formulas, and cells too far out."""
    try:
        _examine(stream, name, limits)
    except (struct.error, IndexError) as error:
        raise Refused("broken", file=name) from error


def _examine(stream: bytes, name: str, limits: Limits) -> None:
    sheets: list[tuple[int, str]] = []
    position, rows, columns, sheet, end = 0, 0, 0, "", len(stream) - 4
    while position <= end:
        kind, length = struct.unpack_from("<HH", stream, position)
        body = position + 4
        if kind in CELLS or kind == SEVERAL:
            row, column = struct.unpack_from("<HH", stream, body)
            if kind == FORMULA or kind in {0x0206, 0x0406}:
                raise Refused("formula", file=name, sheet=sheet, cell=f"{column_letter(column)}{row + 1}")
            last = struct.unpack_from("<H", stream, body + length - 2)[0] if kind == SEVERAL else column
            rows, columns = max(rows, row + 1), max(columns, last + 1)
        elif kind == PASSWORD:
            raise Refused("encrypted", file=name)
        elif kind == MACRO_PROJECT:
            raise Refused("macro", file=name)
        elif kind == LINKED_BOOK and stream[body + 2 : body + 4] not in {b"\x01\x04", b"\x01\x3a"}:
            raise Refused("external", file=name)
        elif kind == SHEET:
            start, _, sheet_type = struct.unpack_from("<IBB", stream, body)
            if sheet_type == 1:
                raise Refused("macro", file=name)
            sheets.append((start, _short_text(stream, body + 6)))
        elif kind == BOF:
            sheet = next((title for start, title in sheets if start == position), sheet)
        position = body + length
    if columns > limits.columns or rows * columns > limits.cells:
        raise Refused(
            "far_cell",
            file=name,
            sheet=sheet,
            rows=f"{rows:,}",
            columns=f"{columns:,}",
            row_limit=f"{limits.rows:,}",
            column_limit=f"{limits.columns:,}",
            cell_limit=f"{limits.cells:,}",
        )


def _short_text(stream: bytes, at: int) -> str:
    length, is_wide = stream[at], stream[at + 1] & 1
    start = at + 2
    return stream[start : start + length * (1 + is_wide)].decode("utf-16-le" if is_wide else "latin-1", "replace")
