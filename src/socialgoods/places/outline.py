"""The county as a small picture: shapes of longitude and latitude become SVG paths. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

from socialgoods.places.simplify import METRES_PER_DEGREE, Point, Rings, simplify

WIDTH, HIGHEST = 1000, 1250
MARGIN = 8
FINEST = 2.5
"""Units of the picture: what is finer cannot be seen and is left out."""


@dataclass(frozen=True)
class Drawn:
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    shapes: tuple[Drawn, ...]


def draw(geometries: Sequence[dict[str, Any]], points: Sequence[Point]) -> Picture:
    """`points`: where the name of each shape may stand. North is up, distances are true in the middle."""
    shapes = [_rings(geometry) for geometry in geometries]
    corners = [point for shape in shapes for polygon in shape for ring in polygon for point in ring]
    if not corners:
        return Picture(WIDTH, WIDTH, ())
    west, east = min(lon for lon, _ in corners), max(lon for lon, _ in corners)
    south, north = min(lat for _, lat in corners), max(lat for _, lat in corners)
    across = cos(radians((south + north) / 2))
    scale = min(WIDTH / max((east - west) * across, 1e-9), HIGHEST / max(north - south, 1e-9))
    width, height = round((east - west) * across * scale), round((north - south) * scale)

    def place(point: Point) -> tuple[int, int]:
        return MARGIN + round((point[0] - west) * across * scale), MARGIN + round((north - point[1]) * scale)

    thin = simplify(shapes, FINEST / scale * METRES_PER_DEGREE)
    drawn = [
        Drawn(
            "".join(_path([place(corner) for corner in ring]) for polygon in shape for ring in polygon), *place(point)
        )
        for shape, point in zip(thin, points, strict=True)
    ]
    return Picture(width + 2 * MARGIN, height + 2 * MARGIN, tuple(drawn))


def _rings(geometry: dict[str, Any]) -> Rings:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[[(point[0], point[1]) for point in ring] for ring in polygon] for polygon in polygons]


def _path(corners: Sequence[tuple[int, int]]) -> str:
    """Steps from corner to corner: shorter than their places."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners[:-1])]
    walked = " ".join(f"{dx} {dy}" for dx, dy in steps if dx or dy)
    return f"M{corners[0][0]} {corners[0][1]}l{walked}z" if walked else ""
