"""Sets: how many are self-reliant, by sector, kind, district, size and in all."""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis

from socialgoods.analysis.definitions import GRADES
from socialgoods.analysis.selfreliance.accounts import ratio

BY = ("total", "sector", "kind", "area", "size")
COUNTS = (
    "active",
    "reported",
    "with_ratio",
    "self_reliant",
    "self_sustaining",
    "not_known",
    "near_line",
    *(f"evidence_{g.lower()}" for g in GRADES),
)
RATIO_FIGURES = ("near_line", "pooled_ratio", "median_ratio")


def counted(table: ibis.Table) -> ibis.Table:
    """One row for each year and value of each of `BY`, from `readings.read`: year, by, value, then

    active at the year's end · reported, of these · with_ratio (r known) · self_reliant, self_sustaining, not_known, near_line and
    evidence_a … evidence_d (counts of those reported) · rate self_reliant/reported · coverage reported/active · pooled_ratio ΣE/ΣC
    and median_ratio of those with r. `value` is null where the organisation's is. Nothing is hidden yet: see `suppressed`.
    """
    active = table.filter(table.is_active)
    known = active.has_report & active.self_reliance_ratio.notnull()
    base = active.select(
        "year", "sector", "kind", "area", "size", "has_report", "self_reliant", "self_sustaining", "near_line", "evidence",
        total=ibis.literal("all"),
        earned=ibis.ifelse(known, active.earned, ibis.null("int64")),
        cost=ibis.ifelse(known, active.cost, ibis.null("int64")),
        r=ibis.ifelse(known, active.self_reliance_ratio, ibis.null("float64")),
    )  # fmt: skip
    return ibis.union(*[_of_one(base, by) for by in BY])


def _of_one(base: ibis.Table, by: str) -> ibis.Table:
    rows = base.mutate(value=base[by])

    def number(test: ibis.Value) -> ibis.Value:
        """How many pass. Spark's count of tests that are all not known is null, hence the False."""
        return rows.count(where=rows.has_report & ibis.coalesce(test, False))

    sums = rows.group_by("year", "value").aggregate(
        active=rows.count(),
        reported=number(rows.has_report),
        with_ratio=rows.r.count(),
        self_reliant=number(rows.self_reliant),
        self_sustaining=number(rows.self_sustaining),
        not_known=number(rows.self_reliant.isnull()),
        near_line=number(rows.near_line),
        **{f"evidence_{grade.lower()}": number(rows.evidence == grade) for grade in GRADES},
        earned=rows.earned.sum(),
        cost=rows.cost.sum(),
        median_ratio=rows.r.median(),
    )
    return sums.select(
        "year",
        by=ibis.literal(by),
        value="value",
        **{name: sums[name].cast("int64") for name in COUNTS},
        rate=ratio(sums.self_reliant, sums.reported),
        coverage=ratio(sums.reported, sums.active),
        pooled_ratio=sums.earned.cast("float64") / sums.cost.cast("float64").nullif(0),
        median_ratio=sums.median_ratio.cast("float64"),
    )


def suppressed(rows: Sequence[Mapping[str, Any]], smallest: int) -> list[dict[str, Any]]:
    """The rows with what must not be shown taken out, sorted by year, by and value; adds `suppressed`.

    Hidden whole: a group of fewer than `smallest` active or (unless nobody reported) reporting organisations; and, as long as the
    hidden groups of a year and `by` hold fewer than `smallest` together, the next smallest, so that subtraction from the total finds
    nobody. Ratios of fewer than `smallest` organisations are taken out of rows that stay.
    """
    order = sorted(rows, key=lambda row: (row["year"], BY.index(row["by"]), row["value"] is None, row["value"] or ""))
    hidden: set[int] = set()
    for of in {(row["year"], row["by"]) for row in order}:
        members = [number for number, row in enumerate(order) if (row["year"], row["by"]) == of]
        hidden |= _hidden({number: order[number] for number in members}, smallest)
    return [_shown(row, number in hidden, smallest) for number, row in enumerate(order)]


def _hidden(rows: Mapping[int, Mapping[str, Any]], smallest: int) -> set[int]:
    found = {number for number, row in rows.items() if row["active"] < smallest or 0 < row["reported"] < smallest}
    rest = sorted(set(rows) - found, key=lambda number: (rows[number]["reported"], rows[number]["active"], number))
    while (
        found
        and rest
        and any(0 < sum(rows[number][of] for number in found) < smallest for of in ("active", "reported"))
    ):
        found.add(rest.pop(0))
    return found


def _shown(row: Mapping[str, Any], is_hidden: bool, smallest: int) -> dict[str, Any]:
    kept = dict(row)
    if is_hidden:
        kept.update(dict.fromkeys(set(row) - {"year", "by", "value"}))
    elif row["with_ratio"] < smallest:
        kept.update(dict.fromkeys(RATIO_FIGURES))
    return {**kept, "suppressed": is_hidden}
