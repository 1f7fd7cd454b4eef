"""A schematic map from points and areas alone, for a county whose boundaries are not loaded. Pure.

Each district is the part of a disc of about its own area that lies nearer to its point than to any other (a clipped
power diagram), so neighbours meet in straight lines, nothing overlaps, and a reader sees roughly where and how large.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin, sqrt

KM_PER_DEGREE = 111.2
CORNERS = 48
ROOM = 1.45
"""The disc is wider than the district's own, so that neighbours meet."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Seed:
    lon: float
    lat: float
    area_km2: float


def cells(seeds: Sequence[Seed]) -> list[list[Point]]:
    """A closed ring of (lon, lat) for every seed, in the seeds' order."""
    if not seeds:
        return []
    middle = sum(seed.lat for seed in seeds) / len(seeds)
    scale = (KM_PER_DEGREE * cos(radians(middle)), KM_PER_DEGREE)
    centres = [(seed.lon * scale[0], seed.lat * scale[1]) for seed in seeds]
    radii = [sqrt(max(seed.area_km2, 0.01) / pi) for seed in seeds]
    rings = []
    for i, centre in enumerate(centres):
        ring = _disc(centre, radii[i] * ROOM)
        for j, other in enumerate(centres):
            if j != i and other != centre:
                ring = _nearer(ring, centre, radii[i], other, radii[j])
        rings.append([(round(x / scale[0], 5), round(y / scale[1], 5)) for x, y in [*ring, *ring[:1]]])
    return rings


def _disc(centre: Point, radius: float) -> list[Point]:
    return [
        (centre[0] + radius * cos(2 * pi * k / CORNERS), centre[1] + radius * sin(2 * pi * k / CORNERS))
        for k in range(CORNERS)
    ]


def _nearer(ring: list[Point], own: Point, own_radius: float, other: Point, other_radius: float) -> list[Point]:
    """Keep what has the smaller power distance to `own`: Sutherland–Hodgman against one line."""
    dx, dy = other[0] - own[0], other[1] - own[1]
    limit = (other[0] ** 2 + other[1] ** 2 - other_radius**2 - own[0] ** 2 - own[1] ** 2 + own_radius**2) / 2
    # Never past a district's own point, however small it is beside its neighbour.
    limit = max(limit, own[0] * dx + own[1] * dy + 0.15 * (dx * dx + dy * dy))
    limit = min(limit, other[0] * dx + other[1] * dy - 0.15 * (dx * dx + dy * dy))
    kept: list[Point] = []
    for k, here in enumerate(ring):
        before = ring[k - 1]
        side, side_before = limit - (here[0] * dx + here[1] * dy), limit - (before[0] * dx + before[1] * dy)
        if (side >= 0) != (side_before >= 0):
            part = side_before / (side_before - side)
            kept.append((before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])))
        if side >= 0:
            kept.append(here)
    return kept
