"""Official boundaries find their districts, whoever published them."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from factories import DistrictFactory
from socialgoods.places import actions, geojson, queries
from socialgoods.places.models import Boundary, District

pytestmark = pytest.mark.django_db


def square(west, south, size=0.1):
    east, north = west + size, south + size
    return [[(west, south), (east, south), (east, north), (west, north), (west, south)]]


def shape(code="", name="", west=127.0, south=35.8):
    return geojson.Shape(code, name, "", [square(west, south)])


@pytest.fixture
def two(settings):
    settings.COUNTY = replace(settings.COUNTY, code="5271000000", code_before="4571000000", name="완주군")
    first = DistrictFactory(code="5271025000", code_before="4571025000", name="삼례읍")
    second = DistrictFactory(code="5271033000", code_before="4571033000", name="이서면")
    return first, second


@pytest.mark.parametrize("code", ["5271025000", "4571025000"])
def test_todays_code_and_the_one_before_are_known(two, code):
    done = actions.import_districts([shape(code, "무엇이든")], source="통계청")

    first = District.objects.get(pk=two[0].pk).boundary
    assert (done.matched, done.created, done.unmatched, done.missing) == (1, 0, (), ("이서면",))
    assert first.geometry == {"type": "MultiPolygon", "coordinates": json.loads(json.dumps([square(127.0, 35.8)]))}
    assert first.source == "통계청"


def test_without_codes_of_this_county_names_are_asked(two):
    done = actions.import_districts([shape("3531011", "삼례읍"), shape("3531017", "이서면", 127.2)], source="")

    assert (done.matched, done.missing) == (2, ())


def test_a_village_of_the_same_name_in_another_county_is_left_alone(two):
    shapes = [shape("", "전라남도 화순군 이서면"), shape("", "전라북도 완주군 삼례읍", 127.2)]

    done = actions.import_districts(shapes, source="")

    assert (done.matched, done.unmatched, done.missing) == (1, ("전라남도 화순군 이서면",), ("이서면",))


def test_once_codes_are_known_names_decide_nothing(two):
    shapes = [shape("5271025000", "삼례읍"), shape("4679031000", "이서면", 127.2)]

    done = actions.import_districts(shapes, source="")

    assert (done.matched, done.unmatched) == (1, ("이서면",))


def test_parts_in_several_shapes_are_one_district(two):
    actions.import_districts([shape("5271025000"), shape("5271025000", west=127.3)], source="")

    assert len(District.objects.get(pk=two[0].pk).boundary.geometry["coordinates"]) == 2


def test_a_file_of_elsewhere_is_refused_and_changes_nothing(two):
    with pytest.raises(actions.NotThisCounty) as refusal:
        actions.import_districts([shape("1111051500", "서울특별시 종로구 청운효자동")], source="")

    assert "완주군의 읍·면·동이 없습니다" in str(refusal.value)
    assert "--create" in str(refusal.value)
    assert not Boundary.objects.exists()


def test_another_county_makes_its_districts_with_point_and_area(settings):
    settings.COUNTY = replace(settings.COUNTY, code="5172000000", code_before="", name="홍천군")
    shapes = [
        shape("5172025000", "강원특별자치도 홍천군 홍천읍"),
        shape("1111051500", "서울특별시 종로구 사직동", 127.3),
    ]

    done = actions.import_districts(shapes, source="통계청", create=True)

    made = District.objects.get()
    assert (done.matched, done.created, done.unmatched) == (0, 1, ("서울특별시 종로구 사직동",))
    assert (made.code, made.name, made.lon, made.lat, made.source) == ("5172025000", "홍천읍", 127.05, 35.85, "통계청")
    assert float(made.area_km2) == pytest.approx(100.24, rel=0.002)


def test_create_never_takes_in_another_county(two):
    with pytest.raises(actions.NotThisCounty):
        actions.import_districts([shape("1111051500", "사직동")], source="", create=True)


def test_the_map_waits_until_every_district_has_a_boundary(two):
    actions.import_districts([shape("5271025000")], source="통계청")
    assert [geometry["type"] for _, geometry in queries.shapes()] == ["Polygon", "Polygon"]

    actions.import_districts([shape("5271033000", west=127.1)], source="통계청")
    assert [geometry["type"] for _, geometry in queries.shapes()] == ["MultiPolygon", "MultiPolygon"]
    assert queries.boundary_source() == "통계청"


def test_the_picture_is_drawn_anew(two, django_capture_on_commit_callbacks):
    before = queries.drawing()

    with django_capture_on_commit_callbacks(execute=True):
        actions.import_districts([shape("5271025000"), shape("5271033000", west=127.1)], source="통계청")

    assert (before.source, queries.drawing().source) == ("", "통계청")


def test_the_file_that_is_published_fits_the_county(shared, settings):
    actions.load_county()
    said = StringIO()

    call_command("import_districts", shared / "data" / "wanju_emd.geojson", source="통계청 SGIS", stdout=said)

    assert said.getvalue() == "13개 읍·면·동의 경계를 읽었습니다(새로 만든 곳 0, 점 2233).\n"
    stored = sum(len(json.dumps(row.geometry)) for row in Boundary.objects.all())
    assert stored < 60_000


def test_thinned_or_not_areas_agree_with_those_published(shared):
    actions.load_county()
    path = shared / "data" / "wanju_emd.geojson"
    shapes = geojson.read(path.read_text(encoding="utf-8"))

    for found in (shapes, geojson.thinned(shapes, 10)):
        areas = {each.code: geojson.area_km2(each.rings) for each in found}
        for row in District.objects.all():
            assert areas[row.code] == pytest.approx(float(row.area_km2), rel=0.01)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"{}", "FeatureCollection"),
    ],
)
def test_the_command_says_what_is_wrong_with_the_file(tmp_path, content, said):
    path = tmp_path / "boundaries.geojson"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError) as refusal:
        call_command("import_districts", path)

    assert str(refusal.value).startswith(f"{path}: ")
    assert said in str(refusal.value)


def test_many_strange_shapes_are_counted_not_listed(two, tmp_path):
    features = [
        {
            "type": "Feature",
            "properties": {"code": str(code)},
            "geometry": {"type": "Polygon", "coordinates": square(127.0, 35.8)},
        }
        for code in [5271025000, *range(1111010000, 1111010030)]
    ]
    path = tmp_path / "country.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    said = StringIO()

    call_command("import_districts", path, stdout=said)

    assert "1111010009 밖 20곳" in said.getvalue()
    assert "아직 경계가 없는 읍·면·동(모두 갖출 때까지 지도는 약도로 그립니다): 이서면" in said.getvalue()
