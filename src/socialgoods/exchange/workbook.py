"""Opens a spreadsheet whatever its ending says, and refuses with a sentence what is dangerous or cannot be read."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

Cell = str | int | float | bool | object | None

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_RATIO = 200
MAX_MEMBERS = 2000
MAX_ROWS = 300_000
MAX_COLUMNS = 400
MAX_CELLS = 20_000_000

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"


class Unreadable(Exception):
    """The file is refused. The text says what, why and what to do, ready to show."""


@dataclass
class Sheet:
    name: str
    rows: list[list[Any]]
    """As wide as its widest row; empty cells are None."""


@dataclass
class Workbook:
    filename: str
    kind: str
    """csv, xlsx, xls or ods."""
    sheets: list[Sheet] = field(default_factory=list)


def read(path: Path, *, filename: str = "", max_bytes: int = MAX_BYTES) -> Workbook:
    name = filename or path.name
    size = path.stat().st_size
    if not size:
        raise Unreadable(f"‘{name}’은(는) 빈 파일입니다. 내용이 있는 파일을 골라 주세요.")
    if size > max_bytes:
        raise Unreadable(
            f"‘{name}’의 크기가 {size // 1024 // 1024:,}MB입니다. {max_bytes // 1024 // 1024}MB까지 받습니다. "
            "필요 없는 시트와 그림을 지우거나 여러 파일로 나누어 주세요."
        )
    with path.open("rb") as stream:
        head = stream.read(8192)
    if head.startswith(ZIP):
        workbook = _read_zip(path, name)
    elif head.startswith(OLE):
        workbook = _read_ole(path, name)
    else:
        _refuse_known_others(head, name)
        workbook = Workbook(name, "csv", [Sheet("", _read_text(path.read_bytes(), name))])
    if not any(any(cell is not None for cell in row) for sheet in workbook.sheets for row in sheet.rows):
        raise Unreadable(f"‘{name}’에 채워진 칸이 없습니다. 내용이 있는 파일을 골라 주세요.")
    return workbook


def _refuse_known_others(head: bytes, name: str) -> None:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    lowered = text[:2048].lower()
    others = {
        b"%PDF": "PDF 문서",
        b"\x89PNG": "그림",
        b"\xff\xd8\xff": "그림",
        b"GIF8": "그림",
        b"HWP Document File": "한글(HWP) 문서",
        b"{\\rtf": "RTF 문서",
        b"Rar!": "압축 파일",
        b"7z\xbc\xaf": "압축 파일",
        b"\x1f\x8b": "압축 파일",
    }
    for start, what in others.items():
        if text.startswith(start):
            raise Unreadable(f"‘{name}’은(는) {what}입니다. 엑셀(XLSX)이나 CSV로 저장해서 다시 올려 주세요.")
    if lowered.startswith((b"<!doctype html", b"<html")) or b"<table" in lowered or b"<html" in lowered:
        raise Unreadable(
            f"‘{name}’은(는) 이름만 엑셀이고 내용은 웹 페이지(HTML)입니다. 엑셀에서 열어 ‘Excel 통합 문서(.xlsx)’로 다시 저장해 주세요."
        )
    if lowered.startswith(b"<?xml"):
        raise Unreadable(f"‘{name}’은(는) XML 문서입니다. 엑셀에서 열어 ‘Excel 통합 문서(.xlsx)’로 다시 저장해 주세요.")


def _read_zip(path: Path, name: str) -> Workbook:
    try:
        with zipfile.ZipFile(path) as archive:
            names = _check_archive(archive, name)
            if "mimetype" in names and archive.read("mimetype")[:60].startswith(b"application/hwp"):
                raise Unreadable(f"‘{name}’은(는) 한글(HWPX) 문서입니다. 표를 엑셀(XLSX)로 저장해서 다시 올려 주세요.")
            kind = "ods" if "content.xml" in names else "xlsx" if "xl/workbook.xml" in names else ""
            if not kind:
                raise Unreadable(f"‘{name}’은(는) 엑셀 파일이 아닌 압축 파일입니다. 압축을 풀고 안의 엑셀이나 CSV를 올려 주세요.")
            for member in names:
                if member.startswith("xl/worksheets/sheet") or member == "content.xml":
                    _scan_xml(archive, member, name)
                elif member in {"xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"}:
                    _refuse_entities(archive, member, name)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise Unreadable(f"‘{name}’의 압축 구조가 깨져 있어 열 수 없습니다. 엑셀에서 다시 저장해 주세요.") from error
    return _read_calamine(path, name, kind)


def _check_archive(archive: zipfile.ZipFile, name: str) -> set[str]:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or (unpacked > 50_000_000 and unpacked / packed > MAX_RATIO):
        raise Unreadable(
            f"‘{name}’은(는) 풀면 {unpacked // 1024 // 1024:,}MB로 지나치게 커지는 압축 파일이라 열지 않았습니다. "
            "필요한 표만 새 파일에 복사해서 올려 주세요."
        )
    names = {member.filename for member in members}
    if any(member.endswith("vbaProject.bin") or member.startswith("xl/macrosheets") for member in names):
        raise Unreadable(
            f"‘{name}’에 매크로가 들어 있어 열지 않았습니다. ‘Excel 통합 문서(.xlsx)’로 다시 저장하면 매크로가 빠집니다."
        )
    if any(member.startswith("xl/externalLinks/") for member in names):
        raise Unreadable(
            f"‘{name}’이(가) 다른 파일에 연결되어 있어 열지 않았습니다. 연결된 칸을 ‘값 붙여넣기’로 바꾸어 저장해 주세요."
        )
    if any(member.startswith("xl/") and member.endswith(".bin") and "sheet" in member for member in names):
        raise Unreadable(f"‘{name}’은(는) XLSB 형식입니다. ‘Excel 통합 문서(.xlsx)’로 다시 저장해 주세요.")
    return names


FORMULA = re.compile(rb"<f[ >/]|table:formula=")
CELL_BEFORE = re.compile(rb'<c r="([A-Z]+\d+)"')
FAR_CELL = re.compile(rb' r="([A-Z]{3}\d+|[A-Z]{0,2}\d{7,}|[A-Z]{0,2}[3-9]\d{5})"')
WIDE_COLUMN = re.compile(rb' r="([A-Z]{2})\d')
ROW = re.compile(rb'<row r="(\d+)"')


def _scan_xml(archive: zipfile.ZipFile, member: str, name: str) -> None:
    """One pass over the sheet's bytes in pieces, counting what really comes out of the archive."""
    declared = archive.getinfo(member).file_size
    seen, tail, height, columns = 0, b"", 0, {b"Z"}
    with archive.open(member) as stream:
        while piece := stream.read(1 << 20):
            seen += len(piece)
            if seen > declared + 1024 or seen > MAX_UNPACKED:
                raise Unreadable(f"‘{name}’의 압축 정보가 거짓이라 열지 않았습니다. 엑셀에서 다시 저장해 주세요.")
            window = tail + piece
            if seen <= 1 << 20:
                _refuse_doctype(window, name)
            if found := FORMULA.search(window):
                cells = CELL_BEFORE.findall(window[: found.start()])
                where = f" {cells[-1].decode()} 칸" if cells else ""
                raise Unreadable(
                    f"‘{name}’의{where}에 수식이 있습니다. 수식의 결과는 다른 사람의 컴퓨터에서 달라질 수 있어 받지 않습니다. "
                    "‘값 붙여넣기’로 바꾸어 저장해 주세요."
                )
            if far := FAR_CELL.search(window):
                _refuse_extent(name, f"{far[1].decode()} 칸까지 쓰이고")
            columns.update(WIDE_COLUMN.findall(window))
            height = max(height, int((ROW.findall(window[-20000:]) or [b"0"])[-1]))
            tail = window[-200:]
    width = max(_column_number(column) for column in columns)
    if height * width > MAX_CELLS and len(columns) > 1:
        _refuse_extent(name, f"{height:,}행 × {width}열까지 쓰이고")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_extent(name: str, how_far: str) -> None:
    raise Unreadable(
        f"‘{name}’의 시트가 {how_far} 있습니다. {MAX_ROWS:,}행 × {MAX_COLUMNS}열까지 받습니다. "
        "멀리 떨어진 칸에 남은 글자를 지우거나 필요한 표만 새 파일에 복사해 주세요."
    )


def _refuse_entities(archive: zipfile.ZipFile, member: str, name: str) -> None:
    with archive.open(member) as stream:
        _refuse_doctype(stream.read(1 << 20), name)


def _refuse_doctype(head: bytes, name: str) -> None:
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Unreadable(f"‘{name}’ 안에 허용하지 않는 XML 선언이 있어 열지 않았습니다. 엑셀에서 다시 저장해 주세요.")


def _read_ole(path: Path, name: str) -> Workbook:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable(f"‘{name}’에 암호가 걸려 있습니다. 암호를 풀어 저장한 파일을 올려 주세요.")
    if b"HWP Document File" in content[:65536] or "HwpSummaryInformation".encode("utf-16-le") in content:
        raise Unreadable(f"‘{name}’은(는) 한글(HWP) 문서입니다. 표를 엑셀(XLSX)로 저장해서 다시 올려 주세요.")
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Unreadable(
            f"‘{name}’에 매크로가 들어 있어 열지 않았습니다. ‘Excel 통합 문서(.xlsx)’로 다시 저장하면 매크로가 빠집니다."
        )
    return _read_calamine(path, name, "xls")


def _read_calamine(path: Path, name: str, kind: str) -> Workbook:
    try:
        book = CalamineWorkbook.from_path(str(path))
        workbook = Workbook(name, kind)
        for meta in book.sheets_metadata:
            if "Visible" not in str(meta.visible) or "WorkSheet" not in str(meta.typ):
                continue
            sheet = book.get_sheet_by_name(meta.name)
            _check_extent(sheet.total_height, sheet.total_width, name, meta.name)
            rows = [[None if cell == "" else cell for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            _fill_merged(rows, sheet.merged_cell_ranges or [])
            workbook.sheets.append(Sheet(meta.name, rows))
    except Unreadable:
        raise
    except (CalamineError, ValueError, OSError) as error:
        raise Unreadable(f"‘{name}’을(를) 읽을 수 없습니다({error}). 엑셀에서 다시 저장하거나 CSV로 저장해 주세요.") from error
    return workbook


def _check_extent(height: int, width: int, name: str, sheet: str) -> None:
    if height > MAX_ROWS or width > MAX_COLUMNS or height * width > MAX_CELLS:
        _refuse_extent(name, f"‘{sheet}’에서 {height:,}행 × {width:,}열까지 쓰이고")


def _fill_merged(rows: list[list[Any]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value


def decode(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise Unreadable(f"‘{name}’의 글자를 읽을 수 없습니다. CSV(UTF-8)로 다시 저장해 주세요.") from None
    if b"\x00" in content[:4096]:
        raise Unreadable(f"‘{name}’은(는) 표가 아닌 이진 파일입니다. 엑셀(XLSX)이나 CSV를 올려 주세요.")
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"‘{name}’의 글자를 읽을 수 없습니다. UTF-8이나 CP949(ANSI)로 저장한 CSV를 올려 주세요.")


def _read_text(content: bytes, name: str) -> list[list[Any]]:
    text = decode(content, name)
    if sum(not (char.isprintable() or char in "\r\n\t") for char in text[:4000]) > 20:
        raise Unreadable(f"‘{name}’은(는) 표가 아닌 이진 파일입니다. 엑셀(XLSX)이나 CSV를 올려 주세요.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    rows: list[list[Any]] = []
    try:
        for row in reader:
            rows.append([cell if cell.strip() else None for cell in row])
            if len(rows) > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise Unreadable(f"‘{name}’이(가) 너무 큽니다. {MAX_ROWS:,}행 × {MAX_COLUMNS}열까지 받습니다. 나누어 올려 주세요.")
    except csv.Error as error:
        raise Unreadable(f"‘{name}’의 {reader.line_num}행을 읽을 수 없습니다({error}). CSV로 다시 저장해 주세요.") from error
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend([None] * (width - len(row)))
    return rows


def _delimiter(text: str) -> str:
    """The separator with which most of the first lines have the same, largest number of columns."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]

    def score(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        common = max(set(widths), key=lambda width: (widths.count(width) * (width > 1), width))
        return (widths.count(common) if common > 1 else 0, common)

    return max(",;\t|", key=score)
