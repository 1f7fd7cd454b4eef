"""Reads official boundaries from GeoJSON. Pure: text in, shapes out, or a sentence that says what is wrong."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

CODE_NAMES = ("adm_cd10", "adm_cd2", "adm_cd", "emd_cd", "ADM_CD", "EMD_CD", "adm_dr_cd", "code", "bjd_cd")
NAME_NAMES = ("name_ko", "adm_nm", "emd_nm", "ADM_NM", "EMD_KOR_NM", "EMD_NM", "adm_dr_nm", "name")
DECIMALS = 5
"""About a metre: shared corners stay equal, because equal numbers round equally."""


class BadBoundaries(Exception):
    """The text says what is wrong, where, and what to do."""


@dataclass(frozen=True)
class Shape:
    code: str
    name: str
    geometry: dict[str, Any]


def read(text: str, *, code_property: str = "", name_property: str = "") -> list[Shape]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadBoundaries(f"JSON이 아닙니다({error}). GeoJSON으로 저장한 파일을 골라 주세요.") from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not features:
        raise BadBoundaries("FeatureCollection이 아니거나 비어 있습니다. 읍·면·동 경계가 든 GeoJSON을 골라 주세요.")
    properties = features[0].get("properties") or {}
    code_property = code_property or next((name for name in CODE_NAMES if name in properties), "")
    name_property = name_property or next((name for name in NAME_NAMES if name in properties), "")
    if not code_property and not name_property:
        raise BadBoundaries(
            f"코드나 이름이 든 속성을 찾지 못했습니다. 있는 속성: {', '.join(properties)}. --code-property나 --name-property로 알려 주세요."
        )
    return [_shape(number, feature, code_property, name_property) for number, feature in enumerate(features, start=1)]


def _shape(number: int, feature: dict[str, Any], code_property: str, name_property: str) -> Shape:
    properties, geometry = feature.get("properties") or {}, feature.get("geometry") or {}
    name = str(properties.get(name_property) or "").split(" ")[-1]
    where = f"{number}번째 도형({name or properties.get(code_property)})"
    if geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise BadBoundaries(f"{where}은(는) 면이 아닙니다({geometry.get('type')}). Polygon이나 MultiPolygon이어야 합니다.")
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    clean = [[_ring(ring, where) for ring in polygon] for polygon in polygons]
    return Shape(str(properties.get(code_property) or ""), name, {"type": "MultiPolygon", "coordinates": clean})


def _ring(ring: Sequence[Any], where: str) -> list[list[float]]:
    try:
        points = [[round(float(point[0]), DECIMALS), round(float(point[1]), DECIMALS)] for point in ring]
    except (TypeError, ValueError, IndexError):
        raise BadBoundaries(f"{where}의 좌표를 읽을 수 없습니다. 다시 내려받아 주세요.") from None
    if len(points) < 4 or points[0] != points[-1]:
        raise BadBoundaries(f"{where}의 둘레가 닫혀 있지 않습니다. 처음 점과 마지막 점이 같아야 합니다.")
    if any(not (124 <= lon <= 132 and 33 <= lat <= 39) for lon, lat in points):
        raise BadBoundaries(
            f"{where}의 좌표가 한국의 경위도(WGS84, EPSG:4326)가 아닙니다. 좌표계를 EPSG:4326으로 바꾸어 저장해 주세요."
        )
    return [point for k, point in enumerate(points) if k == 0 or point != points[k - 1]]


def centre(geometry: dict[str, Any]) -> tuple[float, float]:
    """The middle of the largest ring by area: a point to write a name at."""
    rings = list(_outer_rings(geometry))
    ring = max(rings, key=lambda ring: abs(_twice_area(ring)))
    twice = _twice_area(ring)
    if not twice:
        return ring[0][0], ring[0][1]
    pairs = list(zip(ring, ring[1:], strict=False))
    lon = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * twice)
    lat = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * twice)
    return round(lon, DECIMALS), round(lat, DECIMALS)


def _outer_rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    return (polygon[0] for polygon in geometry["coordinates"])


def _twice_area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:], strict=False))
