"""The rise of organisations alike: those without support in the year whose ratio the year before stands nearest."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

NEAREST = 10
AT_LEAST = 5
"""Fewer give away a single organisation, and say little."""


@dataclass(frozen=True)
class Alike:
    rise: float | None
    count: int


def alike(
    ordered: Sequence[tuple[float, float]], ratio: float, *, nearest: int = NEAREST, least: int = AT_LEAST
) -> Alike:
    """`ordered`: (ratio the year before, rise) of the unsupported, sorted. Of two equally near, the lower ratio comes first."""
    right = bisect_left(ordered, (ratio,))
    left = right - 1
    taken: list[float] = []
    while len(taken) < nearest and (left >= 0 or right < len(ordered)):
        is_left = left >= 0 and (right >= len(ordered) or ratio - ordered[left][0] <= ordered[right][0] - ratio)
        taken.append(ordered[left if is_left else right][1])
        left, right = (left - 1, right) if is_left else (left, right + 1)
    if len(taken) < least:
        return Alike(None, len(taken))
    return Alike(sum(taken) / len(taken), len(taken))
