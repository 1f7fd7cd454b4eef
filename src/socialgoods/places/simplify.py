"""Fewer points in the boundaries of neighbours, without tearing them apart. Pure.

Where two shapes share a border they share its points. Rings are cut where borders meet, every piece is simplified once
(Douglas–Peucker) and used by both sides, so no gap or overlap appears. Pieces are never moved, only thinned.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, radians

METRES_PER_DEGREE = 111_195.0

Point = tuple[float, float]
Arc = tuple[Point, ...]
Rings = list[list[list[Point]]]
"""Polygons of one shape; each is its outer ring and its holes, closed: the first point is also the last."""


def simplify(shapes: Sequence[Rings], tolerance_m: float) -> list[Rings]:
    """No dropped point lies further from the new line than the tolerance. A ring that would vanish stays as it is."""
    rings = [ring for shape in shapes for polygon in shape for ring in polygon]
    if not rings or tolerance_m <= 0:
        return [[[list(ring) for ring in polygon] for polygon in shape] for shape in shapes]
    meets = _meeting_points(rings)
    to_metres = _projection(rings)
    thinned: dict[Arc, Arc] = {}

    def thin(ring: Sequence[Point]) -> list[Point]:
        points: list[Point] = []
        for arc in _arcs(ring, meets):
            key = min(arc, arc[::-1])
            if key not in thinned:
                thinned[key] = _douglas_peucker(key, tolerance_m, to_metres)
            kept = thinned[key] if key == arc else thinned[key][::-1]
            points += kept if not points else kept[1:]
        return points if len(points) >= 4 else list(ring)

    return [[[thin(ring) for ring in polygon] for polygon in shape] for shape in shapes]


def _meeting_points(rings: Sequence[Sequence[Point]]) -> set[Point]:
    """Where more than two lines come together."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for here, there in pairwise(ring):
            beside[here].add(there)
            beside[there].add(here)
    return {point for point, others in beside.items() if len(others) != 2}


def _arcs(ring: Sequence[Point], meets: set[Point]) -> Iterator[Arc]:
    """The ring in pieces from meeting point to meeting point; one without any begins at its least point."""
    open_ring = ring[:-1]
    start = next((i for i, point in enumerate(open_ring) if point in meets), None)
    if start is None:
        start = min(range(len(open_ring)), key=open_ring.__getitem__)
    turned = [*open_ring[start:], *open_ring[:start], open_ring[start]]
    piece = [turned[0]]
    for point in turned[1:]:
        piece.append(point)
        if point in meets:
            yield tuple(piece)
            piece = [point]
    if len(piece) > 1:
        yield tuple(piece)


def _projection(rings: Sequence[Sequence[Point]]) -> Callable[[Point], Point]:
    lats = [lat for ring in rings for _, lat in ring]
    across = METRES_PER_DEGREE * cos(radians((min(lats) + max(lats)) / 2))
    return lambda point: (point[0] * across, point[1] * METRES_PER_DEGREE)


def _douglas_peucker(arc: Arc, tolerance_m: float, to_metres: Callable[[Point], Point]) -> Arc:
    flat = [to_metres(point) for point in arc]
    keep = {0, len(arc) - 1}
    open_spans = [(0, len(arc) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        if last - first < 2:
            continue
        distance, furthest = max(
            (distance_to_line(flat[i], flat[first], flat[last]), i) for i in range(first + 1, last)
        )
        if distance > tolerance_m:
            keep.add(furthest)
            open_spans += [(first, furthest), (furthest, last)]
    return tuple(arc[i] for i in sorted(keep))


def distance_to_line(point: Point, start: Point, end: Point) -> float:
    """To the stretch between the two ends; they may be one point, as in a ring of a single piece."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    part = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    part = min(1.0, max(0.0, part))
    return hypot(point[0] - start[0] - part * dx, point[1] - start[1] - part * dy)
