"""Which table, and which of its columns is what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from socialgoods.exchange.bank.words import BANKS, FIELDS, HEADINGS, IGNORED, LIMITS, PAYEE_LIKE, SEVERAL
from socialgoods.exchange.cells import as_text, key
from socialgoods.exchange.headings import Table, find_table, heading_key
from socialgoods.exchange.refusals import Refused
from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.workbook import open_workbook

Layout = Mapping[int, str]
"""Column → field, or `-` where it is left out. A column that is not in it is not known."""

SAMPLES = 3
NUMBER = re.compile(r"(?<!상대)계좌\s*번호\s*[:：]?\s*([0-9*](?:[0-9*-]| (?=[0-9*-])){6,28}[0-9*])")
FEWEST = 6
"""Figures that a number of an account shows at least."""


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in the file: what is kept between the sending of a file and its import."""

    file: str
    name: str
    bank: str
    columns: tuple[tuple[int, str, str], ...]
    """Index, letter, heading."""
    rows: tuple[tuple[Any, ...], ...]
    first: int
    """The number of the first of `rows` in the spreadsheet."""
    shape: str
    units: Mapping[int, int]
    number: str = ""
    """Of the account, as the rows above the table say it; banks may write stars for some of its figures."""

    def samples(self, column: int) -> list[str]:
        found = dict.fromkeys(text for row in self.rows[:200] if (text := as_text(row[column])))
        return list(found)[:SAMPLES]


@cache
def known() -> Mapping[str, str]:
    return {heading_key(label): field for field, labels in HEADINGS.items() for label in labels}


def open_sheet(path: Path | str, *, filename: str = "", sheet: str = "") -> Sheet:
    """The first sheet that looks like a list of movements; else the first that has a table. Raises `Refused`."""
    book = open_workbook(path, filename=filename, limits=LIMITS)
    best: tuple[int, Table] | None = None
    refusal: Refused | None = None
    for name in [sheet] if sheet else book.sheets:
        try:
            table = find_table(book.read(name), also=frozenset(known()))
        except Refused as refused:
            if refused.reason not in {"no_table", "no_cells"}:
                raise
            refusal = refusal or refused
            continue
        found = len(set(_fields(table).values()) - {IGNORED})
        if best is None or found > best[0]:
            best = (found, table)
    if best is None:
        raise refusal or Refused("no_table", file=book.filename)
    return _sheet(best[1])


def _sheet(table: Table) -> Sheet:
    return Sheet(
        table.file,
        table.sheet,
        bank_of(" ".join((*table.title, table.sheet, table.file))),
        tuple((column.index, column.letter, column.heading) for column in table.columns),
        tuple(tuple(row) for row in table.rows),
        table.numbers[0],
        table.shape,
        {column.index: column.unit for column in table.columns if column.unit > 1},
        number_of(" ".join(table.title)),
    )


def bank_of(words: str) -> str:
    bare = re.sub(r"\s", "", words).casefold()
    return next((name for name, marks in BANKS.items() if any(mark in bare for mark in marks)), "")


def number_of(words: str) -> str:
    """The one number of an account that is named; "" where none is, or several are."""
    found = {
        bare_number(said): said for said in NUMBER.findall(words) if sum(sign.isdigit() for sign in said) >= FEWEST
    }
    return next(iter(found.values())) if len(found) == 1 else ""


def bare_number(number: str) -> str:
    return re.sub(r"[^0-9*]", "", number)


def is_same_number(one: str, other: str) -> bool:
    """Stars stand for any figures, however many."""
    first, second = bare_number(one), bare_number(other)
    return any(
        re.fullmatch(re.sub(r"\*+", "[0-9*]*", mask), number) for mask, number in ((first, second), (second, first))
    )


def field_of(heading: str) -> str:
    """The field a heading means: as a whole, or the last level of a two-row heading. "" where it is not known."""
    words = known()
    parts = heading.split()
    whole = words.get(heading_key(heading)) or words.get(key(heading))
    if whole:
        return whole
    tails = (heading_key(" ".join(parts[start:])) for start in range(1, len(parts)))
    return next((words[tail] for tail in tails if tail in words), "")


def _fields(table: Table) -> dict[int, str]:
    return {column.index: field for column in table.columns if (field := field_of(column.heading))}


def propose(sheet: Sheet) -> Layout:
    """What each column is, as far as its heading says. Of two columns for one field the first counts."""
    layout: dict[int, str] = {}
    for index, _letter, heading in sheet.columns:
        field = field_of(heading)
        if not field:
            continue
        is_taken = field in layout.values() and field not in SEVERAL
        layout[index] = field if not is_taken else "text" if field == "kind" else IGNORED
    _find_payee(sheet, layout)
    has_sides = "out" in layout.values() or "in" in layout.values()
    for index, field in layout.items():
        if field == "amount" and has_sides:
            layout[index] = IGNORED
    return layout


def _find_payee(sheet: Sheet, layout: dict[int, str]) -> None:
    """Where no column is headed as the counterpart, one of several columns of words holds it."""
    if "counterpart" in layout.values():
        return
    words = {heading_key(heading): index for index, _letter, heading in sheet.columns if layout.get(index) == "text"}
    others = sum(field in {"text", "kind"} for field in layout.values())
    if others < 2:
        return
    column = next((words[heading_key(name)] for name in PAYEE_LIKE if heading_key(name) in words), None)
    if column is not None:
        layout[column] = "counterpart"


def reasons_against(layout: Layout) -> list[Sentence]:
    """Why a sheet cannot be read by this layout; empty where it can."""
    fields = [field for field in layout.values() if field != IGNORED]
    reasons = []
    if "day" not in fields:
        reasons.append(say(_("거래일이 어느 열인지 정해 주세요.")))
    if not {"out", "in", "amount"} & set(fields):
        reasons.append(
            say(_("금액이 어느 열인지 정해 주세요. 들어온 금액과 나간 금액, 또는 금액 한 열이 있어야 합니다."))
        )
    if "amount" in fields and {"out", "in"} & set(fields):
        reasons.append(say(_("들어온·나간 금액과 ‘금액 (한 열에 모두)’를 함께 고를 수 없습니다. 한쪽만 골라 주세요.")))
    for field in FIELDS:
        if fields.count(field) > 1 and field not in SEVERAL:
            reasons.append(
                say(_("‘{field}’ 항목을 두 열에 골랐습니다. 한 열만 골라 주세요."), field=say(FIELDS[field]))
            )
    if set(fields) - set(FIELDS):
        reasons.append(say(_("모르는 항목이 있습니다. 목록에서 골라 주세요.")))
    return reasons
