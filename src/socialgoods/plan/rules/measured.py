"""A year's figures from its organisations: in all, and by district, sector and kind with what must not be shown left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Protocol

from socialgoods.plan.rules.suppression import hidden

BY = ("area", "sector", "kind")
TOO_FEW, NO_REPORTS, NO_BASE, FIRST_YEAR = "too_few", "no_reports", "no_base", "first_year"


class Organisation(Protocol):
    """As `queries.rows.Row`."""

    has_report: bool


@dataclass(frozen=True)
class Figure:
    value: float | None
    organizations: int
    """With a report that says it."""
    of: int
    """Active at the year's end."""
    why: str = ""
    groups: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def total(rows: Sequence[Any], name: str) -> tuple[float | None, int]:
    """The sum of what is known, and of how many it is known."""
    known = [value for row in rows if row.has_report and (value := getattr(row, name)) is not None]
    return (sum(known) if known else None), len(known)


def figure(rows: Sequence[Any], measure: Callable[[Sequence[Any]], tuple[float | None, int]], smallest: int) -> Figure:
    """`measure` gives a set's value and the number of organisations that say it. Fewer than `smallest` of them: not shown."""
    value, count = measure(rows)
    if not count:
        return Figure(None, 0, len(rows), NO_REPORTS)
    if count < smallest:
        return Figure(None, count, len(rows), TOO_FEW)
    return Figure(value, count, len(rows), "", grouped(rows, measure, smallest))


def grouped(
    rows: Sequence[Any], measure: Callable[[Sequence[Any]], tuple[float | None, int]], smallest: int
) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for by in BY:
        sets: dict[str, list[Any]] = {}
        for row in rows:
            sets.setdefault(getattr(row, by), []).append(row)
        names = sorted(sets)
        figures = [measure(sets[name]) for name in names]
        counts = [[len(sets[name]), sum(row.has_report for row in sets[name]), n]
                  for name, (_, n) in zip(names, figures, strict=True)]  # fmt: skip
        out = hidden(counts, smallest)
        found[by] = [
            {"value": name, "hidden": True} if number in out
            else {"value": name, "figure": figures[number][0], "organizations": figures[number][1], "of": counts[number][0]}
            for number, name in enumerate(names)
        ]  # fmt: skip
    return found


def increase(now: Figure, base: Figure | None) -> Figure:
    """Against the base year; a group that is hidden in one of the two years, or was not there, is hidden."""
    if base is None or base.value is None or now.value is None:
        return Figure(None, now.organizations, now.of, now.why or NO_BASE)
    groups = {by: _less(rows, {row["value"]: row for row in base.groups[by]}) for by, rows in now.groups.items()}
    return Figure(now.value - base.value, now.organizations, now.of, "", groups)


def _less(rows: Iterable[Mapping[str, Any]], base: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in rows:
        then = base.get(row["value"], {})
        now_value, then_value = row.get("figure"), then.get("figure")
        if row.get("hidden") or then.get("hidden") or now_value is None or then_value is None:
            found.append({"value": row["value"], "hidden": True})
        else:
            found.append({**row, "figure": now_value - then_value})
    return found


def summed(name: str) -> Callable[[Sequence[Any]], tuple[float | None, int]]:
    return lambda rows: total(rows, name)


def counted(name: str) -> Callable[[Sequence[Any]], tuple[float | None, int]]:
    """How many of those reporting are so; not known is not so."""

    def measure(rows: Sequence[Any]) -> tuple[float | None, int]:
        reporting = [row for row in rows if row.has_report]
        return float(sum(getattr(row, name) is True for row in reporting)), len(reporting)

    return measure


def present(rows: Sequence[Any]) -> tuple[float | None, int]:
    return float(len(rows)), len(rows)


def rate(rows: Sequence[Any]) -> tuple[float | None, int]:
    """Self-reliant over reporting."""
    reliant, reporting = counted("self_reliant")(rows)
    return (reliant / reporting if reliant is not None and reporting else None), reporting


def _with_ratio(rows: Sequence[Any]) -> list[Any]:
    return [row for row in rows if row.has_report and row.earned is not None and row.cost]


def pooled_ratio(rows: Sequence[Any]) -> tuple[float | None, int]:
    """ΣE / ΣC of those whose ratio is known."""
    known = _with_ratio(rows)
    return (sum(row.earned for row in known) / sum(row.cost for row in known) if known else None), len(known)


def median_ratio(rows: Sequence[Any]) -> tuple[float | None, int]:
    known = [row.earned / row.cost for row in _with_ratio(rows)]
    return (median(known) if known else None), len(known)


def labour_cover(rows: Sequence[Any]) -> tuple[float | None, int]:
    """ΣE / Σ labour cost, of those that report both."""
    both = [row for row in rows if row.has_report and row.earned is not None and row.labour is not None]
    labour = sum(row.labour for row in both)
    return (sum(row.earned for row in both) / labour if labour else None), len(both) if labour else 0
