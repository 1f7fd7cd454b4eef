"""Reads a run of cells at once when all of them are written in the plainest way.

A column of 100,000 names needs one look at their joined text, not 100,000 calls. Every reader here either says exactly
what the parser of `cells` would say of each cell, without remarks, or None: then the cells are judged one by one.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from socialgoods.exchange.cells.amounts import HIGHEST_COUNT, HIGHEST_WON
from socialgoods.exchange.cells.words import DASHES
from socialgoods.exchange.files import Field
from socialgoods.kernel import identifiers
from socialgoods.kernel.hangul import BLANK_BUT_PRINTABLE

Read = list[Any] | None

WHOLE_NUMBERS = re.compile(r"(?:(?:-?[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})?\n)*+")
DECIMALS = re.compile(r"(?:(?:[0-9]{1,3}(?:\.[0-9]{1,20})?)?\n)*+")
BUSINESS_NUMBERS = re.compile(r"(?:[0-9]{3}-[0-9]{2}-[0-9]{5}\n|\n)*+")
PHONES = re.compile(rf"(?:(?:{identifiers.PHONE_AS_WE_WRITE_IT.pattern})?\n)*+")


def at_once(cells: Sequence[Any], field: Field, unit: int) -> Read:
    reader = READERS.get(field.reads)
    return reader(cells, field, unit) if reader else None


def _texts(cells: Sequence[Any], field: Field, unit: int) -> Read:
    if not _are_strings(cells):
        return None
    joined = "|" + "|".join(cells) + "|"
    is_plain = (
        joined.isprintable()
        and not any(mark in joined for mark in ("  ", "| ", " |", "|=", "|#", *BLANK_BUT_PRINTABLE))
        and not any(f"|{dash}|" in joined for dash in DASHES)
        and (joined.isascii() or unicodedata.is_normalized("NFC", joined))
        and len(max(cells, key=len)) <= field.longest
        and not identifiers.names_resident(joined)
    )
    return [cell or None for cell in cells] if is_plain else None


def _won(cells: Sequence[Any], field: Field, unit: int) -> Read:
    highest = HIGHEST_WON // max(unit, 1)
    return _whole(cells, -highest if field.signed else 0, highest, unit or 1)


def _counts(cells: Sequence[Any], field: Field, unit: int) -> Read:
    return _whole(cells, int(field.lowest or 0), HIGHEST_COUNT, 1)


def _whole(cells: Sequence[Any], lowest: int, highest: int, unit: int) -> Read:
    kinds = {cell.__class__ for cell in cells}
    if kinds == {str}:
        return _written_whole(cells, lowest, highest, unit)
    filled = [cell for cell in cells if cell != ""] if str in kinds else cells
    if not {cell.__class__ for cell in filled} <= {float, int} or not _lie_within(filled, lowest, highest):
        return None
    values = [int(cell) for cell in filled]
    if values != list(filled):
        return None
    counted = iter(values if unit == 1 else [value * unit for value in values])
    return [None if cell == "" else next(counted) for cell in cells] if str in kinds else list(counted)


def _written_whole(cells: Sequence[str], lowest: int, highest: int, unit: int) -> Read:
    written = "\n".join(cells) + "\n"
    if (lowest >= 0 and "-" in written) or not WHOLE_NUMBERS.fullmatch(written):
        return None
    values = [int(cell.replace(",", "")) * unit if cell else None for cell in cells]
    filled = [value for value in values if value is not None]
    return values if _lie_within(filled, lowest * unit, highest * unit) else None


def _lie_within(numbers: Sequence[float], lowest: float, highest: float) -> bool:
    return not numbers or (lowest <= min(numbers) and max(numbers) <= highest)


def _within(lowest: float, highest: float) -> Callable[[Sequence[Any], Field, int], Read]:
    def read(cells: Sequence[Any], field: Field, unit: int) -> Read:
        kinds = {cell.__class__ for cell in cells}
        if kinds == {str} and DECIMALS.fullmatch("\n".join(cells) + "\n"):
            cells = [float(cell) if cell else "" for cell in cells]
        elif not kinds <= {float, str}:
            return None
        filled = [cell for cell in cells if cell != ""]
        if {cell.__class__ for cell in filled} - {float} or not _lie_within(filled, lowest, highest):
            return None
        return [None if cell == "" else cell for cell in cells]

    return read


def _phones(cells: Sequence[Any], field: Field, unit: int) -> Read:
    is_plain = _are_strings(cells) and PHONES.fullmatch("\n".join(cells) + "\n")
    return [cell or None for cell in cells] if is_plain else None


def _business_numbers(cells: Sequence[Any], field: Field, unit: int) -> Read:
    if not _are_strings(cells) or not BUSINESS_NUMBERS.fullmatch("\n".join(cells) + "\n"):
        return None
    numbers = "\n".join(cells).replace("-", "").split("\n")
    return [n or None for n in numbers] if all(not n or identifiers.is_business_no(n) for n in numbers) else None


def _are_strings(cells: Sequence[Any]) -> bool:
    return {cell.__class__ for cell in cells} == {str}


READERS: dict[str, Callable[[Sequence[Any], Field, int], Read]] = {
    "text": _texts,
    "won": _won,
    "count": _counts,
    "lon": _within(124, 132),
    "lat": _within(33, 39),
    "phone": _phones,
    "business_no": _business_numbers,
}
