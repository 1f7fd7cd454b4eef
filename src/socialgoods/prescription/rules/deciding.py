"""What was decided, in groups."""

from collections.abc import Iterable, Mapping
from typing import Any

from socialgoods.prescription.rules.amending import Given, totals


def outcome(
    lines: Iterable[Given], *, places: Mapping[str, tuple[str, str]], free: Mapping[str, int], gains: Mapping[str, float | None],
    changed: int,
) -> dict[str, Any]:  # fmt: skip
    """`places`: (area, sector) by code. `gains`: of lines that stand as proposed; others have none."""
    rows = sorted(lines, key=lambda line: line.org_id)
    money, _count = totals(rows)
    by: dict[str, dict[str, dict[str, Any]]] = {"measure": {}, "area": {}, "sector": {}}
    cells: dict[tuple[str, str], int] = {}
    for line in rows:
        area, sector = places[line.org_id]
        for name, value in (("measure", line.measure), ("area", area), ("sector", sector)):
            row = by[name].setdefault(value, {"value": value, "count": 0, "amount": 0})
            row["count"] += 1
            row["amount"] += line.amount
        cells[area, line.measure] = cells.get((area, line.measure), 0) + 1
    return {
        "count": len(rows),
        "amount": sum(line.amount for line in rows),
        "money": [
            {"source": source, "free": free.get(source, 0), "spent": money.get(source, 0),
             "left": free.get(source, 0) - money.get(source, 0)}
            for source in sorted({*free, *money})
        ],
        "groups": {name: [found[value] for value in sorted(found)] for name, found in by.items()},
        "cells": [[area, measure, count] for (area, measure), count in sorted(cells.items())],
        "gain": sum(gain for line in rows if (gain := gains.get(line.org_id)) is not None),
        "changed": changed,
    }  # fmt: skip
