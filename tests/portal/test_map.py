"""Organisations on the map, and the same as a table."""

import pytest
from django.urls import reverse

from factories import DistrictFactory, OrganizationFactory
from socialgoods.places import actions
from socialgoods.portal.queries import shapes

pytestmark = pytest.mark.django_db


def features(client, **query):
    return client.get(reverse("organization_points"), query).json()["features"]


def test_only_who_publishes_the_address_stands_in_its_place(client):
    here = DistrictFactory(name="여기면")
    OrganizationFactory(name="가", district=here, lon=127.1, lat=35.9, publishes_contact=True, code="A1")
    OrganizationFactory(name="나", district=here, lon=127.2, lat=35.9, publishes_contact=False)
    OrganizationFactory(name="다", district=here, publishes_contact=True)

    found = features(client)

    assert [(row["properties"]["name"], row["geometry"]) for row in found] == [
        ("가", {"type": "Point", "coordinates": [127.1, 35.9]}),
        ("나", None),
        ("다", None),
    ]
    assert found[0]["properties"] == {
        "name": "가",
        "url": "/organizations/A1/",
        "kind": "협동조합",
        "district": "여기면",
    }


def test_the_page_counts_what_is_in_place_grouped_and_nowhere(client):
    here, there = DistrictFactory(name="여기면"), DistrictFactory(name="저기면")
    OrganizationFactory(district=here, lon=127.1, lat=35.9, publishes_contact=True)
    OrganizationFactory(district=there)
    OrganizationFactory(district=there)
    OrganizationFactory(district=None, residence="unknown")

    on_map = client.get(reverse("organization_map")).context["map"]

    assert (on_map.found, on_map.in_place, on_map.grouped, on_map.nowhere) == (4, 1, 2, 1)
    assert [(row.label, n) for row, n in on_map.by_district] == [("저기면", 2), ("여기면", 1)]


def test_map_table_and_points_obey_the_same_filters(client):
    here = DistrictFactory(name="여기면")
    OrganizationFactory(name="가", district=here, sector="food")
    OrganizationFactory(name="나", district=here, sector="energy")

    page = client.get(reverse("organization_map"), {"sector": "energy"})

    assert [(row.label, n) for row, n in page.context["map"].by_district] == [("여기면", 1)]
    assert f'data-url="{reverse("organization_points")}?sector=energy"' in page.content.decode()
    assert [row["properties"]["name"] for row in features(client, sector="energy")] == ["나"]


def test_too_many_to_tell_apart_are_counted_by_district(client, monkeypatch):
    monkeypatch.setattr(shapes, "ONE_BY_ONE", 2)
    here = DistrictFactory(name="여기면", lon=127.3, lat=35.8)
    OrganizationFactory.create_batch(3, district=here, sector="food")

    [group] = features(client, sector="food", district=here.code)

    assert group["geometry"]["coordinates"] == [127.3, 35.8]
    assert group["properties"] == {
        "name": "여기면",
        "url": f"/organizations/?sector=food&district={here.code}",
        "kind": "3곳",
        "district": "",
        "count": 3,
    }
    assert "너무 많아 읍·면마다 모아 보입니다" in client.get(reverse("organization_map")).content.decode()


def test_names_of_other_organisations_are_data_not_markup(client):
    OrganizationFactory(name="</script><b>두레")

    assert features(client)[0]["properties"]["name"] == "</script><b>두레"


def test_points_that_did_not_change_are_not_sent_again(client):
    OrganizationFactory()
    first = client.get(reverse("organization_points"))

    again = client.get(reverse("organization_points"), headers={"If-None-Match": first["ETag"]})
    OrganizationFactory()
    changed = client.get(reverse("organization_points"), headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)


def test_the_shapes_of_the_shipped_county_are_schematic_and_light(client):
    actions.load_county()

    response = client.get(reverse("district_shapes"), headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 8_000
    page = client.get(reverse("organization_map")).content.decode()
    assert "약도입니다. 실제 경계가 아닙니다." in page


def test_shapes_speak_the_readers_language(client):
    actions.load_county()

    korean = client.get(reverse("district_shapes")).json()["features"][0]["properties"]["name"]
    english = client.get(reverse("district_shapes"), headers={"Accept-Language": "en"}).json()["features"][0][
        "properties"
    ]

    assert (korean, english["name"]) == ("삼례읍", "Samnye-eup")


def test_map_and_points_ask_the_database_as_often_for_many_as_for_few(client, count_queries):
    def ask():
        client.get(reverse("organization_map"))
        client.get(reverse("organization_points"))

    OrganizationFactory()
    ask()
    few = count_queries(ask)
    OrganizationFactory.create_batch(3)

    assert count_queries(ask) == few
