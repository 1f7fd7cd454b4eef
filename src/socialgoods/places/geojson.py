"""Reads official boundaries from GeoJSON. Pure: text in, shapes out, or a sentence that says what is wrong."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.places.simplify import METRES_PER_DEGREE, Point, Rings, simplify

CODE_NAMES = ("adm_cd10", "adm_cd2", "adm_cd", "adm_dr_cd", "emd_cd", "bjd_cd", "code")
NAME_NAMES = ("name_ko", "adm_nm", "adm_dr_nm", "emd_kor_nm", "emd_nm", "name")
ENGLISH_NAMES = ("name_en", "emd_eng_nm", "adm_nm_en")
DECIMALS = 5
"""About a metre. Corners that neighbours share stay equal, because equal numbers round equally."""
KOREA = (124, 132, 33, 39)
"""Longitude from, to; latitude from, to."""


class BadBoundaries(Exception):
    """The text says what is wrong, where, and what to do."""


@dataclass(frozen=True)
class Shape:
    """`name` as the file writes it, often with province and county before it."""

    code: str
    name: str
    name_en: str
    rings: Rings

    @property
    def own_name(self) -> str:
        return self.name.split(" ")[-1]


def read(text: str, *, code_property: str = "", name_property: str = "") -> list[Shape]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadBoundaries(
            _("JSON이 아닙니다(%(why)s). GeoJSON으로 저장한 파일을 골라 주세요.") % {"why": error}
        ) from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(each, dict) for each in features):
        raise BadBoundaries(_("FeatureCollection이 아니거나 비어 있습니다. 읍·면·동 경계가 든 GeoJSON을 골라 주세요."))
    names = _property_names(features, code_property, name_property)
    return [_shape(number, feature, *names) for number, feature in enumerate(features, start=1)]


def _property_names(features: Sequence[dict[str, Any]], code: str, name: str) -> tuple[str, str, str]:
    present = {key: None for feature in features for key in (feature.get("properties") or {})}
    for asked in (code, name):
        if asked and asked not in present:
            raise BadBoundaries(
                _("‘%(name)s’ 속성이 없습니다. 있는 속성: %(present)s") % {"name": asked, "present": ", ".join(present)}
            )
    folded = {key.casefold(): key for key in present}
    code = code or next((folded[key] for key in CODE_NAMES if key in folded), "")
    name = name or next((folded[key] for key in NAME_NAMES if key in folded), "")
    if not code and not name:
        raise BadBoundaries(
            _(
                "코드나 이름이 든 속성을 찾지 못했습니다. 있는 속성: %(present)s. "
                "--code-property나 --name-property로 알려 주세요."
            )
            % {"present": ", ".join(present) or _("없음")}
        )
    return code, name, next((folded[key] for key in ENGLISH_NAMES if key in folded), "")


def _shape(number: int, feature: dict[str, Any], code_property: str, name_property: str, english: str) -> Shape:
    properties, geometry = feature.get("properties") or {}, feature.get("geometry") or {}
    code, name = _text(properties.get(code_property)), _text(properties.get(name_property))
    where = _("%(number)s번째 도형(%(name)s)") % {"number": number, "name": name or code}
    kind = geometry.get("type")
    if kind not in {"Polygon", "MultiPolygon"}:
        raise BadBoundaries(
            _("%(where)s: 면이 아닙니다(%(kind)s). Polygon이나 MultiPolygon이어야 합니다.")
            % {"where": where, "kind": kind}
        )
    coordinates = geometry.get("coordinates")
    polygons: Any = coordinates if kind == "MultiPolygon" else [coordinates]
    try:
        rings = [[_ring(ring, where) for ring in polygon] for polygon in polygons]
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        raise BadBoundaries(
            _("%(where)s: 좌표를 읽을 수 없습니다. 파일을 다시 내려받아 주세요.") % {"where": where}
        ) from None
    if not rings or not all(rings):
        raise BadBoundaries(_("%(where)s: 둘레가 없습니다. 파일을 다시 내려받아 주세요.") % {"where": where})
    return Shape(_ten_digits(code), name, _text(properties.get(english)), rings)


def _text(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _ten_digits(code: str) -> str:
    """Ministries write eight digits of an eup or myeon's ten."""
    return code + "00" if code.isdecimal() and len(code) == 8 else code


def _ring(ring: Sequence[Any], where: str) -> list[Point]:
    points = [(round(float(point[0]), DECIMALS), round(float(point[1]), DECIMALS)) for point in ring]
    if len(points) < 4 or points[0] != points[-1]:
        raise BadBoundaries(
            _("%(where)s: 둘레가 닫혀 있지 않습니다. 처음 점과 마지막 점이 같아야 합니다.") % {"where": where}
        )
    west, east, south, north = KOREA
    if any(not (west <= lon <= east and south <= lat <= north) for lon, lat in points):
        raise BadBoundaries(
            _(
                "%(where)s: 좌표가 한국의 경위도(WGS84, EPSG:4326)가 아닙니다. "
                "좌표계를 EPSG:4326으로 바꾸어 저장해 주세요."
            )
            % {"where": where}
        )
    kept = [point for k, point in enumerate(points) if k == 0 or point != points[k - 1]]
    if len(kept) < 4:
        raise BadBoundaries(
            _("%(where)s: 둘레가 한 점이나 한 선뿐입니다. 파일을 다시 내려받아 주세요.") % {"where": where}
        )
    return kept


def thinned(shapes: Sequence[Shape], tolerance_m: float) -> list[Shape]:
    rings = simplify([shape.rings for shape in shapes], tolerance_m)
    return [Shape(shape.code, shape.name, shape.name_en, thin) for shape, thin in zip(shapes, rings, strict=True)]


def multi_polygon(rings: Rings) -> dict[str, Any]:
    return {
        "type": "MultiPolygon",
        "coordinates": [[[list(point) for point in ring] for ring in polygon] for polygon in rings],
    }


def centre(rings: Rings) -> Point:
    """The middle of the largest polygon: a point to write a name at."""
    ring = max((polygon[0] for polygon in rings), key=lambda ring: abs(_twice_area(ring)))
    twice = _twice_area(ring)
    if not twice:
        return ring[0]
    # Measured from a corner: seen from 0°, 0° the differences would drown in the digits.
    lon0, lat0 = ring[0]
    near = [(lon - lon0, lat - lat0) for lon, lat in ring]
    pairs = list(pairwise(near))
    lon = lon0 + sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * twice)
    lat = lat0 + sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * twice)
    return round(lon, DECIMALS), round(lat, DECIMALS)


def area_km2(rings: Rings) -> float:
    """On a sphere, flat around the shape's own latitude: within half a per cent for a county. Holes are taken off."""
    total = 0.0
    for polygon in rings:
        middle = sum(lat for _lon, lat in polygon[0]) / len(polygon[0])
        square_km = (METRES_PER_DEGREE / 1000) ** 2 * cos(radians(middle))
        outer, *holes = [abs(_twice_area(ring)) / 2 * square_km for ring in polygon]
        total += outer - sum(holes)
    return round(total, 2)


def _twice_area(ring: Sequence[Point]) -> float:
    lon0, lat0 = ring[0]
    near = [(lon - lon0, lat - lat0) for lon, lat in ring]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(near))
