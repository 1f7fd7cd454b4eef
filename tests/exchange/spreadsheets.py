"""Makes the spreadsheets of the tests: usual ones by xlsxwriter, unusual ones by hand, old ones record by record."""

import csv
import io
import struct
import zipfile
import zlib
from pathlib import Path

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

CONTENT_TYPES = f"""<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
ROOT_RELS = f"""<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"
 Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
WORKBOOK = f"""<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>
<sheet name="현황" sheetId="1" r:id="rId1"/></sheets></workbook>"""
WORKBOOK_RELS = f"""<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"
 Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""


def write_csv(path: Path, rows, *, encoding: str = "utf-8", delimiter: str = ",", newline: str = "\r\n") -> Path:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=newline).writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, rows, *, merges=(), sheet: str = "현황", formula: str = "") -> Path:
    """`merges` are (top, left, bottom, right) from 0; the value stands at their top left."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(sheet)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for top, left, bottom, right in merges:
        page.merge_range(top, left, bottom, right, rows[top][left])
    covered = {
        (row, column)
        for top, left, bottom, right in merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    for index, row in enumerate(rows):
        for column, value in enumerate(row):
            if value in ("", None) or (index, column) in covered:
                continue
            if hasattr(value, "isoformat"):
                page.write_datetime(index, column, value, day)
            else:
                page.write(index, column, value)
    if formula:
        page.write_formula(formula, "=SUM(A1:A2)")
    book.close()
    return path


def sheet_xml(rows: str, *, before: str = "", attributes: str = "") -> str:
    opening = f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{MAIN}"{attributes}>'
    return f"{opening}<sheetData>{rows}</sheetData></worksheet>"


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


PLAIN_ROWS = (
    f'<row r="1">{text_cell("A1", "이름")}{text_cell("B1", "유형")}</row>'
    f'<row r="2">{text_cell("A2", "햇살")}{text_cell("B2", "마을기업")}</row>'
)


def write_parts(path: Path, sheet: str | bytes = "", *, extra=None, without=(), method=zipfile.ZIP_DEFLATED) -> Path:
    """An XLSX by its parts, so that each may be wrong."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELS,
        "xl/worksheets/sheet1.xml": sheet or sheet_xml(PLAIN_ROWS),
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in parts.items():
            if name not in without:
                archive.writestr(name, content)
    return path


def write_lying_archive(path: Path, *, declared: int) -> Path:
    """An archive whose directory declares the sheet shorter than it is, with the checksum of the short part."""
    sheet = sheet_xml(PLAIN_ROWS + "<row r='3'>" + " " * 200_000 + "</row>").encode()
    write_parts(path, sheet)
    content = bytearray(path.read_bytes())
    checksum = zlib.crc32(sheet[:declared])
    name = b"xl/worksheets/sheet1.xml"
    at = content.rindex(name) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", content, at + 16, checksum)
    struct.pack_into("<I", content, at + 24, declared)
    path.write_bytes(content)
    return path


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="현황">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>{more}</manifest:manifest>"""


def ods_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def ods_row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def write_ods(path: Path, rows: str, *, more: str = "", extra=None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", ODS.format(rows=rows))
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(more=more))
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return path


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def wide(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<HHH", row, column, 0) + wide(text))


def number(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def formula(row: int, column: int) -> bytes:
    return record(0x06, struct.pack("<HHHdHIH", row, column, 0, 1.0, 0, 0, 3) + b"\x1e\x01\x00")


def biff(cells: bytes, *, sheet: str = "현황", globals_: bytes = b"", sheet_type: int = 0) -> bytes:
    """The records of a workbook with one sheet."""
    opening = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + globals_
    title = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    start = len(opening) + 4 + 6 + len(title) + 4
    entry = record(0x85, struct.pack("<IBB", start, 0, sheet_type) + title)
    body = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + record(0x0A)
    return opening + entry + record(0x0A) + body


def write_xls(path: Path, stream: bytes, *, name: str = "Workbook", more=()) -> Path:
    """A compound document with the stream and, for what else may stand in one, empty streams named in `more`."""
    data = stream.ljust(-(-max(len(stream), 4096) // 512) * 512, b"\0")
    sectors = len(data) // 512
    fat = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE]
    fat_sectors = 1
    while len(fat) + fat_sectors > fat_sectors * 128:
        fat_sectors += 1
    fat += [0xFFFFFFFD] * fat_sectors
    fat += [0xFFFFFFFF] * (fat_sectors * 128 - len(fat))
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1), _entry(name, 2, 0, len(data), right=2 if more else -1)]
    entries += [
        _entry(other, 2, 0xFFFFFFFE, 0, right=index if index < len(more) + 2 else -1)
        for index, other in enumerate(more, 3)
    ]
    directory = b"".join(entries)
    assert len(directory) <= 512
    assert fat_sectors <= 109
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    difat = [sectors + 1 + index for index in range(fat_sectors)]
    header += struct.pack("<109I", *(difat + [0xFFFFFFFF] * (109 - len(difat))))
    path.write_bytes(header + data + directory.ljust(512, b"\0") + struct.pack(f"<{len(fat)}I", *fat))
    return path


def _entry(name: str, kind: int, start: int, size: int, *, child: int = -1, right: int = -1) -> bytes:
    encoded = name.encode("utf-16-le")
    body = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded) + 2, kind, 1)
    body += struct.pack("<iii", -1, right, child) + bytes(16 + 4 + 16)
    return body + struct.pack("<IQ", start, size)
