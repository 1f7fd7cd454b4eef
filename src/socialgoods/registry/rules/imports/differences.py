"""What a row would change in a record. An empty cell changes nothing; another way of writing the same is no change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from socialgoods.kernel.addresses import normalise_address
from socialgoods.kernel.hangul import normalise_name

FINER = {"year": 0, "month": 1, "day": 2}


@dataclass(frozen=True)
class Difference:
    field: str
    before: Any
    after: Any


def differs(field: str, known: Any, given: Any) -> bool:
    """Whether the sheet says something else than the record does."""
    if given is None or given == "" or given == known:
        return False
    if known is None or known == "":
        return True
    match field:
        case "name":
            return normalise_name(known) != normalise_name(given)
        case "address":
            return normalise_address(known) != normalise_address(given)
        case "homepage":
            return _bare_url(known) != _bare_url(given)
    return True


def _bare_url(url: str) -> str:
    return url.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def founded_differs(known: date | None, known_precision: str, given: date | None, given_precision: str) -> bool:
    """`2015년` does not contradict 12 March 2015; the day does say more than the year."""
    if given is None:
        return False
    if known is None:
        return True
    coarser = min(FINER[known_precision or "day"], FINER[given_precision or "day"])
    if not _agree(known, given, coarser):
        return True
    return FINER[given_precision or "day"] > FINER[known_precision or "day"]


def _agree(one: date, other: date, finer: int) -> bool:
    return (one.year, one.month, one.day)[: finer + 1] == (other.year, other.month, other.day)[: finer + 1]


def changes(
    known: Mapping[str, Any], given: Mapping[str, Any], *, explicit: frozenset[str], only_fill: bool
) -> list[Difference]:
    """What the row changes. A value that no column says itself (one for all rows) fills and never overwrites."""
    return [
        Difference(field, known[field], value)
        for field, value in given.items()
        if differs(field, known[field], value) and ((field in explicit and not only_fill) or known[field] in (None, ""))
    ]
