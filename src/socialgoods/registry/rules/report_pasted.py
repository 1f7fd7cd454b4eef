"""Reads a statement pasted from a spreadsheet or from a PDF: names, maybe the form's codes, amounts. Pure.

Two tables side by side, as the form is printed, read as well. What is not recognised is named, never dropped silently.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from socialgoods.exchange.cells import UNITS, won
from socialgoods.registry.rules.statement import Line, standard

NUMBERING = re.compile(r"^(?:[\dⅠ-Ⅻivx]{1,4}\s*[.)]|\(\s*\d{1,2}\s*\)|[가-하]\s*[.)]|[①-⑳]|[-·•*])\s*", re.IGNORECASE)
UNIT = re.compile(r"단위\s*[:：]?\s*([십백천만억]*원)")
CELLS = re.compile(r"\t|\s{2,}|\|")
CODE = re.compile(r"0*([1-9]\d{0,2})")
NEITHER = re.compile(
    r"과목|코드|금액|당기|전기|단위|매출총[손이]익|영업[손이]익|법인세|순[손이]익|[총합소]계$|재고액|매출원가|제조원가|공사원가|타계정"
)
"""Headings, results and parts that follow from other lines: recognised, and not needed."""
SUBLINE = re.compile(r"^\s*[가-하]\s*\.")


@dataclass
class Pasted:
    lines: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def bare(text: str) -> str:
    """A name without numbering, remarks in brackets and spaces."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", text.strip()) or text
    previous = None
    while previous != text:
        previous, text = text, NUMBERING.sub("", text.strip())
    return re.sub(r"[\s·ㆍ]", "", text)


@cache
def _by_name() -> Mapping[str, Line]:
    return {bare(name): line for line in standard().lines for name in line.names}


def read(text: str, *, unit: str = "") -> Pasted:
    """`unit` as chosen by the reader; else as the table itself says; else won."""
    said = UNIT.search(text)
    factor = UNITS[unit or (said[1] if said and said[1] in UNITS else "원")]
    pasted = Pasted()
    for row in text.splitlines():
        for name, amounts in _entries(row, factor):
            _take(pasted, name, amounts)
    return pasted


def _entries(row: str, factor: int) -> Iterator[tuple[str, list[int]]]:
    """Each name of a row with the whole numbers that follow it, up to the next name."""
    name: str = ""
    amounts: list[tuple[str, int]] = []
    parse = won(factor, signed=True)
    for cell in _cells(row):
        verdict = parse(cell)
        if verdict.error is None and any(char.isdigit() for char in cell):
            amounts.append((cell, verdict.value))
        elif re.search(r"[가-힣]", cell):
            if name:
                yield name, _without_code(name, amounts, factor)
            name, amounts = cell, []
    if name:
        yield name, _without_code(name, amounts, factor)


def _cells(row: str) -> list[str]:
    """By tabs or wide gaps; a row with single spaces only is a name and the numbers at its end."""
    cells = [cell.strip() for cell in CELLS.split(row) if cell.strip()]
    if len(cells) == 1 and (found := re.fullmatch(r"(.*?[가-힣)])((?:\s+[(△▲-]?[\d,]+\)?)+)", cells[0])):
        return [found[1], *found[2].split()]
    return cells


def _without_code(name: str, amounts: list[tuple[str, int]], factor: int) -> list[int]:
    """The form prints a line's number before its amount. In won no amount is that small; in larger units it may be."""
    line = _by_name().get(bare(name))
    found = CODE.fullmatch(amounts[0][0]) if amounts else None
    if found:
        is_own = line is not None and found[1] == line.code
        if (factor == 1 and (is_own or line is None or len(amounts) > 1)) or (is_own and len(amounts) > 1):
            amounts = amounts[1:]
    return [amount for _cell, amount in amounts]


def _take(pasted: Pasted, name: str, amounts: list[int]) -> None:
    """The first amount is this year's; tables that compare years put last year's after it."""
    line = _by_name().get(bare(name))
    if not amounts:
        return
    if line is None:
        if amounts[0] and not NEITHER.search(bare(name)) and not SUBLINE.match(name):
            pasted.unknown.append(name.strip()[:60])
    elif line.key not in pasted.lines:
        pasted.lines[line.key] = amounts[0]
        pasted.names[line.key] = line.label
