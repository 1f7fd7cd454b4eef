"""Text with delimiters: in whichever encoding and with whichever delimiter an office saved it."""

import csv
import io
import re
from typing import Any

from socialgoods.exchange.refusals import Limits, Refused

DELIMITERS = ",;\t|"
SAMPLE = 64 * 1024
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
OTHERS = {
    b"%PDF": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"BM": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"HWP Document File": "hwp",
    b"{\\rtf": "rtf",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ": "archive",
    b"EGGA": "archive",
    b"ALZ\x01": "archive",
    b"\x09\x00\x04\x00": "old_xls",
    b"\x09\x02\x06\x00": "old_xls",
    b"\x09\x04\x06\x00": "old_xls",
    b"\x09\x08\x08\x00": "old_xls",
}
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
KEPT_TEXT = re.compile(r"'[=+\-@\t\r＝＋－＠]")
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|meta|table|style|body)[\s>]", re.IGNORECASE)


def refuse_other_formats(head: bytes, name: str) -> None:
    for start, reason in OTHERS.items():
        if head.startswith(start) and not (reason == "image" and start == b"BM" and head[6:10] != b"\0\0\0\0"):
            raise Refused(reason, file=name)
    bare = head.replace(b"\x00", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
    bare = bare.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    if bare.startswith(b"<"):
        raise Refused("html" if HTML.search(bare) or not bare.startswith(b"<?xml") else "xml", file=name)
    if re.match(rb"[\[{]\s*[\"{\[]", bare):
        raise Refused("json", file=name)


def decode(content: bytes, name: str) -> tuple[str, str]:
    """The text and the encoding it was in. CP949 is asked last: nearly any bytes look like some CP949."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _decoded(content, encoding, name), encoding
    if b"\x00" in content[:SAMPLE]:
        encoding = _unmarked_utf_16(content)
        if not encoding:
            raise Refused("binary", file=name)
        return _decoded(content, encoding, name), encoding
    try:
        return _checked(content.decode("utf-8"), name), "utf-8"
    except UnicodeDecodeError as error:
        broken_at = error.start
    try:
        return _checked(content.decode("cp949"), name), "cp949"
    except UnicodeDecodeError as error:
        # Whichever encoding got further is likely the one it was meant to be in.
        raise Refused("letters", file=name, line=content.count(b"\n", 0, max(broken_at, error.start)) + 1) from None


def _unmarked_utf_16(content: bytes) -> str:
    """UTF-16 without its mark: commas and line ends have a zero byte on one side, always the same."""
    sample = content[: SAMPLE - SAMPLE % 2]
    little = sum(sample.count(char) for char in (b",\x00", b"\t\x00", b"\n\x00", b";\x00"))
    big = sum(sample.count(char) for char in (b"\x00,", b"\x00\t", b"\x00\n", b"\x00;"))
    if len(content) % 2 or max(little, big) < 2:
        return ""
    encoding = "utf-16-le" if little >= big else "utf-16-be"
    try:
        text = sample.decode(encoding, errors="strict" if len(sample) < SAMPLE else "ignore")
    except UnicodeDecodeError:
        return ""
    return encoding if "\x00" not in text and _looks_written(text) else ""


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return _checked(content.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise Refused("letters", file=name, line=content.count(b"\n", 0, error.start) + 1) from None


def _checked(text: str, name: str) -> str:
    if not _looks_written(text[:SAMPLE]):
        raise Refused("binary", file=name)
    return text


def _looks_written(sample: str) -> bool:
    """Whether a person wrote it: control characters are what machines write."""
    return len(CONTROL.findall(sample)) <= len(sample) // 100


def delimiter_of(text: str) -> str:
    """The mark with which most of the first lines have the same number of columns, more than one."""
    sample = text[:SAMPLE]

    def agreement(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row, _ in zip(rows, range(60), strict=False) if any(row)]
        except csv.Error:
            return (0, 0)
        wide = [width for width in widths if width > 1]
        if not wide:
            return (0, 0)
        common = max(set(wide), key=lambda width: (wide.count(width), width))
        return (wide.count(common), common)

    return max(DELIMITERS, key=agreement)


def rows_of(text: str, delimiter: str, name: str, limits: Limits) -> list[list[Any]]:
    """Rows of equal length. ="00123", with which spreadsheets keep a zero, and '+82, with which our own files keep text
    from being taken for a formula, are read as the text they mean."""
    rows: list[list[Any]] = []
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > limits.rows or len(row) > limits.columns:
                _refuse_size(name, len(rows), len(row), limits)
    except csv.Error as error:
        raise Refused("csv", file=name, line=reader.line_num) from error
    width = max(map(len, rows), default=0)
    if len(rows) * width > limits.cells:
        _refuse_size(name, len(rows), width, limits)
    has_wrapped = '="' in text or KEPT_TEXT.search(text) is not None
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
        if has_wrapped:
            row[:] = map(_unwrapped, row)
    return rows


def _unwrapped(cell: str) -> str:
    if cell.startswith('="') and cell.endswith('"') and '"' not in cell[2:-1] and len(cell) > 2:
        return cell[2:-1]
    return cell[1:] if KEPT_TEXT.match(cell) else cell


def _refuse_size(name: str, rows: int, columns: int, limits: Limits) -> None:
    raise Refused(
        "long_csv",
        file=name,
        rows=f"{rows:,}",
        columns=f"{columns:,}",
        row_limit=f"{limits.rows:,}",
        column_limit=f"{limits.columns:,}",
        cell_limit=f"{limits.cells:,}",
    )
