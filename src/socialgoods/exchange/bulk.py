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
    if not kinds <= {float, int} or not (lowest <= min(cells) and max(cells) <= highest):
        return None
    values = [int(cell) for cell in cells]
    return ([value * unit for value in values] if unit != 1 else values) if values == list(cells) else None


def _within(lowest: float, highest: float) -> Callable[[Sequence[Any], Field, int], Read]:
    def read(cells: Sequence[Any], field: Field, unit: int) -> Read:
        are_floats = {cell.__class__ for cell in cells} == {float}
        return list(cells) if are_floats and lowest <= min(cells) and max(cells) <= highest else None

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
