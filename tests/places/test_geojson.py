"""Boundary files as ministries and volunteers publish them, and what is said of those that cannot be read."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.places import geojson

SQUARE = [[127.0, 35.8], [127.1, 35.8], [127.1, 35.9], [127.0, 35.9], [127.0, 35.8]]


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False)


def feature(coordinates=(SQUARE,), kind="Polygon", **properties):
    properties = properties or {"adm_cd10": "5271031000", "name_ko": "시험면"}
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


@pytest.mark.parametrize(
    ("properties", "code", "name", "own_name"),
    [
        ({"adm_cd10": "5271025000", "name_ko": "삼례읍"}, "5271025000", "삼례읍", "삼례읍"),
        (
            {"adm_cd2": "4571025000", "adm_nm": "전라북도 완주군 삼례읍"},
            "4571025000",
            "전라북도 완주군 삼례읍",
            "삼례읍",
        ),
        ({"EMD_CD": "45710250", "EMD_KOR_NM": "삼례읍"}, "4571025000", "삼례읍", "삼례읍"),
        ({"ADM_CD": 3531011, "ADM_NM": "삼례읍"}, "3531011", "삼례읍", "삼례읍"),
        ({"name": "삼례읍"}, "", "삼례읍", "삼례읍"),
        ({"code": "5271025000"}, "5271025000", "", ""),
    ],
)
def test_codes_and_names_are_found_under_the_names_in_use(properties, code, name, own_name):
    [shape] = geojson.read(collection(feature(**properties)))

    assert (shape.code, shape.name, shape.own_name) == (code, name, own_name)


def test_properties_of_other_names_are_told():
    [shape] = geojson.read(
        collection(feature(gid="5271025000", title="삼례읍")), code_property="gid", name_property="title"
    )

    assert (shape.code, shape.name) == ("5271025000", "삼례읍")


def test_a_polygon_becomes_one_of_many_with_five_decimals():
    ring = [[127.0000001, 35.8], [127.0000002, 35.8], [127.1, 35.8], [127.1, 35.9], [127.0000001, 35.8]]

    [shape] = geojson.read(collection(feature([ring])))

    assert shape.rings == [[[(127.0, 35.8), (127.1, 35.8), (127.1, 35.9), (127.0, 35.8)]]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "JSON이 아닙니다"),
        ("<html>", "JSON이 아닙니다"),
        ("[]", "FeatureCollection이 아니거나"),
        ('{"type": "FeatureCollection", "features": []}', "비어 있습니다"),
        ('{"features": [1]}', "FeatureCollection이 아니거나"),
        (collection(feature(gid=1, shape="x")), "있는 속성: gid, shape"),
        (collection(feature([127.0, 35.8], "Point")), "면이 아닙니다(Point)"),
        (collection({"type": "Feature", "properties": {"name": "시험면"}, "geometry": None}), "면이 아닙니다(None)"),
        (collection(feature([SQUARE[:-1]])), "1번째 도형(시험면): 둘레가 닫혀 있지 않습니다"),
        (collection(feature([SQUARE[:1]])), "둘레가 닫혀 있지 않습니다"),
        (collection(feature([[[x * 1e4, y * 1e5] for x, y in SQUARE]])), "EPSG:4326으로 바꾸어"),
        (collection(feature([[[y, x] for x, y in SQUARE]])), "경위도(WGS84, EPSG:4326)가 아닙니다"),
        (collection(feature([[["a", "b"]] * 4])), "좌표를 읽을 수 없습니다"),
        (collection(feature([5])), "좌표를 읽을 수 없습니다"),
        (collection(feature([])), "둘레가 없습니다"),
        (collection(feature([[]], "MultiPolygon")), "둘레가 없습니다"),
        (collection(feature([[[127.0, 35.8]] * 5])), "한 점이나 한 선뿐입니다"),
        (collection(feature([[[127.0, 35.8], [127.0, float("nan")], [127.1, 35.8], [127.0, 35.8]]])), "EPSG:4326"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(text, said):
    with pytest.raises(geojson.BadBoundaries) as refusal:
        geojson.read(text)

    assert said in str(refusal.value)


def test_a_property_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(geojson.BadBoundaries) as refusal:
        geojson.read(collection(feature()), code_property="gid")

    assert str(refusal.value) == "‘gid’ 속성이 없습니다. 있는 속성: adm_cd10, name_ko"


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5), st.lists, max_leaves=12))
def test_whatever_stands_for_coordinates_is_read_or_refused(coordinates):
    for kind in ("Polygon", "MultiPolygon"):
        with suppress(geojson.BadBoundaries):
            geojson.read(collection(feature(coordinates, kind)))


def test_area_and_middle_of_a_square_with_a_hole():
    hole = [[127.04, 35.84], [127.06, 35.84], [127.06, 35.86], [127.04, 35.86], [127.04, 35.84]]

    [shape] = geojson.read(collection(feature([SQUARE, hole])))

    # 0.1° by 0.1° at 35.84°: 9.013 km × 11.12 km; the hole is a twenty-fifth of it.
    assert geojson.area_km2(shape.rings) == pytest.approx(100.24 * 0.96, rel=0.002)
    assert geojson.centre(shape.rings) == (127.05, 35.85)


def test_the_middle_is_that_of_the_largest_part():
    islet = [[127.5, 35.5], [127.501, 35.5], [127.501, 35.501], [127.5, 35.5]]

    [shape] = geojson.read(collection(feature([[islet], [SQUARE]], "MultiPolygon")))

    assert geojson.centre(shape.rings) == (127.05, 35.85)
