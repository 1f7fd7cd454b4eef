"""Participation by district as it may be shown: counts under five are left out, and what would give them away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from socialgoods.plan.rules.suppression import hidden


class Counted(Protocol):
    linked: int
    unlinked: int
    buyers: int


@dataclass(frozen=True)
class County:
    """None is not to be shown, or not known; `why` says which."""

    least: int | None
    most: int | None
    buyers: int | None
    reporting: int
    organizations: int
    why: str = ""
    groups: list[dict[str, Any]] = field(default_factory=list)
    """value (district; "" where a list names none), people, most, share, share_high, residents, here, buyers; None is left out.
    listed, of: of how many of its organisations a list is known; None where that would show a small group."""
    detail: dict[str, Any] = field(default_factory=dict)


def spread_table(
    spread: Any, residents: Mapping[int, int], names: Mapping[int, str], smallest: int
) -> County:  # fmt: skip
    """From `registry.queries.participation.Spread`. Of fewer than `smallest` organisations' lists nothing is shown."""
    county = spread.county
    if county.reporting < smallest or 0 < county.linked < smallest:
        why = "too_few" if county.reporting else "no_lists"
        return County(None, None, None, county.reporting, county.organizations, why)
    keys: list[int | None] = [*names, None]
    shown = {
        name: _column([getattr(table.get(key, NOBODY), of) for key in keys], smallest)
        for name, table, of in (
            ("people", spread.living, "linked"), ("unlinked", spread.living, "unlinked"), ("buyers", spread.living, "buyers"),
            ("here", spread.organized, "linked"),
        )
    }  # fmt: skip
    coverage = [spread.coverage.get(key, (0, 0)) for key in keys]
    out = hidden([[of, listed] for listed, of in coverage], smallest)
    groups = []
    for number, key in enumerate(keys):
        row = {name: column[number] for name, column in shown.items()}
        if key is None and not any(row.values()):
            continue
        listed, of = (None, None) if number in out else coverage[number]
        named = {"value": "" if key is None else names[key], "listed": listed, "of": of}
        groups.append({**named, **_shares(row, residents.get(key or 0))})
    parts = {part: _alone(counted.linked, smallest) for part, counted in sorted(spread.parts.items())}
    doubles = sum(each.linked for each in spread.living.values()) - county.linked
    detail = {
        "people": county.linked, "most": county.linked + county.unlinked, "unlinked": county.unlinked, "parts": parts,
        "counted_again": _alone(doubles, smallest), "in_two": _alone(spread.in_two, smallest),
    }  # fmt: skip
    # Where no list has a buyer, buyers are not known rather than none.
    buyers = _alone(county.buyers, smallest) or None
    return County(
        county.linked, county.linked + county.unlinked, buyers, county.reporting, county.organizations,
        "", groups, detail,
    )  # fmt: skip


@dataclass(frozen=True)
class Nobody:
    linked: int = 0
    unlinked: int = 0
    buyers: int = 0


NOBODY = Nobody()


def _column(counts: list[int], smallest: int) -> list[int | None]:
    out = hidden([[count] for count in counts], smallest)
    return [None if number in out else count for number, count in enumerate(counts)]


def _alone(count: int, smallest: int) -> int | None:
    return None if 0 < count < smallest else count


def _shares(row: dict[str, int | None], residents: int | None) -> dict[str, Any]:
    """A share gives its count away: both are there, or neither."""
    people, unlinked = row["people"], row["unlinked"]
    most = None if people is None or unlinked is None else people + unlinked
    return {
        **row,
        "most": most,
        "residents": residents,
        "share": people / residents if people is not None and residents else None,
        "share_high": most / residents if most is not None and residents else None,
    }
