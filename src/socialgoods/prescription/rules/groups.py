"""Counts as the public may see them: no group under five, and nothing from which one could be worked out."""

from collections.abc import Mapping, Sequence
from typing import Any

SMALLEST = 5


def shown(rows: Sequence[Mapping[str, Any]], *, smallest: int = SMALLEST) -> list[dict[str, Any]]:
    """Rows with `count`; a hidden one keeps its value only. A hidden group alone would follow from the total: the next smallest
    is hidden, too, until those hidden hold `smallest` together or are none."""
    hidden = {index for index, row in enumerate(rows) if 0 < row["count"] < smallest}
    rest = sorted(
        (index for index, row in enumerate(rows) if row["count"] >= smallest), key=lambda index: rows[index]["count"]
    )
    while hidden and rest and (len(hidden) < 2 or sum(rows[index]["count"] for index in hidden) < smallest):
        hidden.add(rest.pop(0))
    return [
        {"value": row["value"], "hidden": True} if index in hidden else {**row, "hidden": False}
        for index, row in enumerate(rows)
    ]


def table(
    counts: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str], *, smallest: int = SMALLEST
) -> dict[tuple[str, str], int | None]:
    """A table of counts, None where hidden: in every row and column with something hidden at least two cells are, holding
    `smallest` together, so that the margins tell nobody. Zeros are no group."""
    found = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    hidden = {cell for cell, count in found.items() if 0 < count < smallest}
    lines = [[(row, column) for column in columns] for row in rows] + [
        [(row, column) for row in rows] for column in columns
    ]
    changed = True
    while changed:
        changed = False
        for line in lines:
            out = [cell for cell in line if cell in hidden]
            if not out or (len(out) > 1 and sum(found[cell] for cell in out) >= smallest):
                continue
            rest = sorted(
                (cell for cell in line if cell not in hidden and found[cell]), key=lambda cell: (found[cell], cell)
            )
            if rest:
                hidden.add(rest[0])
                changed = True
    return {cell: None if cell in hidden else count for cell, count in found.items()}
