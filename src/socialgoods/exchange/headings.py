"""Finds the table in a sheet: what stands above it, where its headings are, which rows are no records."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from typing import Any

from socialgoods.exchange.cells import UNITS, as_text, key
from socialgoods.exchange.files import SPECS
from socialgoods.exchange.presets import PRESETS
from socialgoods.exchange.refusals import Refused
from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sheets import column_letter
from socialgoods.exchange.workbook import Sheet, Workbook

Row = list[Any]

SEARCHED_ROWS = 40
DEEPEST_HEADER = 3
LONGEST_HEADING = 40
LABEL_COLUMNS = 4

TOTAL_ROW = say(_("합계나 소계 행이라 건너뜁니다."))
BLANK_ROW = say(_("빈 행이라 건너뜁니다."))
NOTE_ROW = say(_("표 아래의 설명이라 건너뜁니다."))
REPEATED_HEADER = say(_("열 이름이 되풀이된 행이라 건너뜁니다."))

TOTAL = re.compile(
    r"(?:.{0,12}(?:합계|소계|총계|누계)|(?:총|전체)?합|총?계|평균|(?:sub|grand)?total|sum)(?:\(.*\)|[:：])?",
    re.IGNORECASE,
)
NOTE = re.compile(r"[※＊*▶☞]|(?:주|자료|출처|비고|작성자?|참고|담당자?)\s*[):：]|\d\)\s")
COMMON_HEADINGS = frozenset({"연번", "순번", "번호", "no", "비고", "대표자", "대표자명"})
ENDS_OF_TOTALS = frozenset("계합균)lLmM:： \n")
STARTS_OF_NOTES = frozenset("※＊*▶☞주자출비작참담")
NUMERIC = re.compile(r"[△▲₩\\(+-]*[\d.,'’]+[\d.,%)\s]*(?:원|천원|명|개|건|%|년|월|일)?[\s\d.월일]*")
UNIT = re.compile(r"단위\s*[:：]?\s*(?P<listed>[^)\]]*)")
UNIT_IN_HEADING = re.compile(r"[(\[]\s*(?:단위\s*[:：]?\s*)?(?P<unit>[^)\]\s]+)\s*[)\]]")
IN_BRACKETS = re.compile(r"[(\[（【<][^)\]）】>]*[)\]）】>]")
NUMBERING = re.compile(r"^\s*(?:\d{1,2}\s*[.)]|[①-⑳]|[가-하]\.|\*+|※)\s*")


@dataclass(frozen=True)
class Column:
    index: int
    letter: str
    heading: str
    """Two-row headings joined, on one line. "" where the sheet gives none."""
    unit: int = 0
    """What a bare number of money counts, as the heading or the title says; 0 where neither does."""


@dataclass
class Table:
    file: str
    sheet: str
    title: tuple[str, ...]
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: list[Row]
    numbers: range
    """The sheet's row number of each of `rows`, as the spreadsheet shows it."""
    skips: dict[int, Sentence] = field(default_factory=dict)
    shape: str = ""
    """The same for every file with these headings in this order."""


@cache
def known_headings() -> frozenset[str]:
    """Headings by which a header row is told from data; single letters (x, y) are as likely marks in a cell."""
    labels = [
        label for spec in SPECS.values() for each in spec for label in (each.name, each.ko, each.en, *each.synonyms)
    ]
    labels += [heading for preset in PRESETS for heading in preset.columns]
    return frozenset(known for label in labels if len(known := heading_key(label)) > 1) | COMMON_HEADINGS


def heading_key(heading: str) -> str:
    """How headings are compared: without numbering, brackets and spaces; a heading all in brackets keeps its words."""
    bare = NUMBERING.sub("", heading)
    return key(IN_BRACKETS.sub("", bare)) or key(bare)


def first_table(book: Workbook) -> Table:
    """The table of the first visible sheet that has one: a cover page often comes before it."""
    refusals: list[Refused] = []
    for name in book.sheets:
        try:
            return find_table(book.read(name))
        except Refused as refused:
            if refused.reason not in {"no_table", "no_cells"}:
                raise
            refusals.append(refused)
    raise refusals[0]


def find_table(sheet: Sheet, *, also: frozenset[str] = frozenset()) -> Table:
    """`also`: keys of headings beside those of our own files, as a bank writes them."""
    rows = sheet.rows
    first, last = _header(sheet, known_headings() | also if also else known_headings())
    headings = _headings(sheet, first, last)
    title = tuple(" ".join(_texts(row)) for row in rows[:first] if _texts(row))
    body = _trimmed(rows[last + 1 :])
    if not body:
        raise Refused("no_table", file=sheet.file)
    _fill_down(sheet, last, body)
    unit = _unit_in(" ".join(title))
    columns = tuple(
        Column(index, column_letter(index), heading, unit_of_heading(heading) or unit)
        for index, heading in enumerate(headings)
        if heading or any(row[index] != "" for row in body)
    )
    table = Table(
        sheet.file,
        sheet.name,
        title,
        tuple(range(sheet.first_row + first, sheet.first_row + last + 1)),
        columns,
        body,
        range(sheet.first_row + last + 1, sheet.first_row + last + 1 + len(body)),
        shape=hashlib.sha256("\n".join(heading_key(column.heading) for column in columns).encode()).hexdigest(),
    )
    table.skips = _skips(table, rows[first : last + 1])
    return table


def _texts(row: Iterable[Any]) -> list[str]:
    return [text for cell in row if cell != "" and (text := as_text(cell))]


def _is_value(cell: Any) -> bool:
    """Whether a cell looks like data rather than like a heading."""
    return not isinstance(cell, str) or (bool(cell.strip()) and NUMERIC.fullmatch(cell.strip()) is not None)


def _header(sheet: Sheet, headings: frozenset[str]) -> tuple[int, int]:
    """Indexes of the first and last header row."""
    rows = sheet.rows
    best = max(range(min(len(rows), SEARCHED_ROWS)), key=lambda index: (_score(rows[index], headings), -index))
    if _score(rows[best], headings) <= 0:
        raise Refused("no_table", file=sheet.file)
    first = last = best
    while last - first + 1 < DEEPEST_HEADER and first > 0 and _groups(sheet, first - 1, first):
        first -= 1
    while last - first + 1 < DEEPEST_HEADER and last + 1 < len(rows) and _groups(sheet, last, last + 1):
        last += 1
    return first, last


def _score(row: Row, headings: frozenset[str]) -> int:
    filled = [cell for cell in row if cell != ""]
    texts = [as_text(cell) for cell in filled if not _is_value(cell)]
    short = {text for text in texts if text and len(text) <= LONGEST_HEADING}
    known = sum(heading_key(text) in headings for text in short)
    if len(short) < 2 and not known:
        return 0
    return 4 * known + len(short) - 3 * (len(filled) - len(texts)) - 2 * (len(texts) - len(short))


def _groups(sheet: Sheet, upper: int, lower: int) -> bool:
    """Whether `lower` holds the second level of the headings in `upper`: each of its cells stands below a group.

    A group is a cell merged over several columns, or followed by empty ones. A data row fails because it also fills
    columns whose heading stands alone.
    """
    above, below = sheet.rows[upper], sheet.rows[lower]
    filled_below = [index for index, cell in enumerate(below) if cell != ""]
    filled_above = [index for index, cell in enumerate(above) if cell != ""]
    if not filled_below or len(filled_above) < 2 or any(_is_value(below[index]) for index in filled_below):
        return False
    if any(_is_value(above[index]) for index in filled_above) or any(
        len(as_text(below[i])) > LONGEST_HEADING for i in filled_below
    ):
        return False
    alone = [index for index in filled_above if below[index] == ""]
    wide = {
        column
        for (top, left), (bottom, right) in sheet.merged
        if top <= upper <= bottom and right > left
        for column in range(left, right + 1)
    }
    if not wide:
        wide = {
            column
            for index in filled_above
            for column in (index, *_blank_run(above, index + 1))
            if index + 1 < len(above) and above[index + 1] == ""
        }
    return bool(alone) and all(index in wide for index in filled_below)


def _blank_run(row: Row, start: int) -> Iterable[int]:
    for index in range(start, len(row)):
        if row[index] != "":
            return
        yield index


def _headings(sheet: Sheet, first: int, last: int) -> list[str]:
    """One heading a column. Merged header cells count for each column they cover; groups spread over empty cells."""
    levels = [[as_text(cell) for cell in row] for row in sheet.rows[first : last + 1]]
    width = len(levels[0])
    for (top, left), (bottom, right) in sheet.merged:
        if first <= top <= last:
            for row in range(top, min(bottom, last) + 1):
                for column in range(left, min(right, width - 1) + 1):
                    levels[row - first][column] = levels[top - first][left]
    for upper, lower in pairwise(levels):
        for column in range(1, width):
            if not upper[column] and lower[column]:
                upper[column] = upper[column - 1]
    return [" ".join(dict.fromkeys(level[column] for level in levels if level[column])) for column in range(width)]


def _unit_in(text: str) -> int:
    """The unit of money in `(단위: 천원, 명)`; 0 where none is named."""
    found = UNIT.search(text)
    if not found:
        return 0
    return next((UNITS[word] for word in re.split(r"[\s,/·]+", found["listed"]) if word in UNITS), 0)


def unit_of_heading(heading: str) -> int:
    units = [UNITS.get(found["unit"].lower(), 0) for found in UNIT_IN_HEADING.finditer(heading)]
    return next((unit for unit in units if unit), 0) or _unit_in(heading)


def _trimmed(rows: list[Row]) -> list[Row]:
    end = len(rows)
    while end and not any(cell != "" and as_text(cell) for cell in rows[end - 1]):
        end -= 1
    return rows[:end]


def _fill_down(sheet: Sheet, last_header: int, body: list[Row]) -> None:
    """A cell merged over several rows counts for each, when it is a word, a day or a year.

    An amount does not: written once for two rows, it is not known which part belongs to whom. Merged cells do not
    overlap; in a sheet where they do, no more is filled than it has cells.
    """
    left_to_fill = len(body) * len(body[0])
    for (top, left), (bottom, _right) in sheet.merged:
        start, end = top - last_header - 1, min(bottom - last_header - 1, len(body) - 1)
        if start < 0 or end <= start or left >= len(body[start]):
            continue
        value = body[start][left]
        left_to_fill -= end - start
        if left_to_fill >= 0 and value != "" and (not _is_value(value) or _is_day_or_year(value)):
            for row in body[start + 1 : end + 1]:
                if row[left] == "":
                    row[left] = value


def _is_day_or_year(value: Any) -> bool:
    if isinstance(value, date | datetime):
        return True
    text = as_text(value)
    return re.fullmatch(r"(?:19|20)\d{2}\s*(?:년|년도)?", text) is not None


def _skips(table: Table, headers: list[Row]) -> dict[int, Sentence]:
    """Rows that are no records, and why; found by looking at distinct labels, since a table may have 100,000 rows."""
    rows, first = table.rows, table.numbers[0]
    skips = {first + index: BLANK_ROW for index, row in enumerate(rows) if not (any(row) or _texts(row))}
    for column in table.columns[:LABEL_COLUMNS]:
        cells = [row[column.index] for row in rows]
        labels = [
            label
            for label in set(cells)
            if label.__class__ is str
            and label
            and (
                (label[-1] in ENDS_OF_TOTALS and label[-2:] != "조합")
                or label[0] in STARTS_OF_NOTES
                or label[1:2] == ")"
            )
        ]
        reasons = {label: reason for label in labels if (reason := _reason_to_skip(label)) is not None}
        if reasons:
            for index, cell in enumerate(cells):
                if cell in reasons and _is_label(rows[index], reasons[cell]):
                    skips[first + index] = reasons[cell]
    anchor = table.columns[0].index
    for header in headers:
        skips |= {
            first + index: REPEATED_HEADER
            for index, row in enumerate(rows)
            if row[anchor] == header[anchor] and row == header
        }
    return dict(sorted(skips.items()))


def _reason_to_skip(label: str) -> Sentence | None:
    if len(label) <= 30 and TOTAL.fullmatch(re.sub(r"\s", "", label)):
        return TOTAL_ROW
    return NOTE_ROW if NOTE.match(label) else None


def _is_label(row: Sequence[Any], reason: Sentence) -> bool:
    """A note stands nearly alone in its row; an organisation called `1) …` does not."""
    return reason is TOTAL_ROW or sum(cell != "" for cell in row) <= 2
