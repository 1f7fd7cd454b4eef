from datetime import date

import pytest
from django.urls import reverse

from factories import DesignationFactory, DistrictFactory, MarkFactory, OrganizationFactory, UserFactory, user_as
from socialgoods.kernel import clock, events
from socialgoods.people.models import Role
from socialgoods.registry.models import MarkState, Organization

pytestmark = pytest.mark.django_db


def found(client, **query):
    page = client.get(reverse("organizations"), query).context["page"]
    return [row.name for row in page.object_list]


@pytest.mark.parametrize("words", ["햇살", "살두", "ㅎㅅㄷㄹ", "ㅅㄷ", "두레 햇살", "(주)햇살 두레", "들기름"])
def test_an_organisation_is_found_by_part_initials_or_what_it_does(client, words):
    OrganizationFactory(name="햇살두레", activity="들기름을 짭니다")
    OrganizationFactory(name="달빛마을")

    assert found(client, q=words) == ["햇살두레"]


def test_filters_narrow_and_what_is_not_understood_is_as_if_not_asked(client):
    here = DistrictFactory(name="여기면")
    OrganizationFactory(name="가", district=here, kind="cooperative", sector="food")
    OrganizationFactory(name="나", district=here, kind="nonprofit", sector="food")
    OrganizationFactory(name="다", kind="cooperative", sector="energy")

    assert found(client, district=here.code) == ["가", "나"]
    assert found(client, kind="cooperative") == ["가", "다"]
    assert found(client, kind="cooperative", sector="energy") == ["다"]
    assert found(client, kind="nonsense", page="x", sort="?") == ["가", "나", "다"]


def test_closed_merged_and_outside_organisations_are_not_listed_unasked(client):
    kept = OrganizationFactory(name="가")
    OrganizationFactory(name="나", status="closed")
    OrganizationFactory(name="다", residence="outside", district=None)
    Organization.objects.filter(pk=OrganizationFactory(name="라").pk).update(merged_into=kept)

    assert found(client) == ["가"]
    assert found(client, status="closed") == ["나"]
    assert found(client, residence="outside") == ["가"]


def test_an_officer_may_list_what_lies_outside(client):
    OrganizationFactory(name="다", residence="outside", district=None)
    client.force_login(user_as(Role.COORDINATOR))

    assert found(client, residence="outside") == ["다"]


def test_a_mark_and_a_designation_about_to_end_can_be_asked_for(client):
    today = clock.today()
    marked = OrganizationFactory(name="가")
    MarkFactory(
        organization=marked, state=MarkState.GRANTED, number="SG-2018-0001", starts_on=date(2018, 1, 1),
        ends_on=date(2020, 1, 1), decided_at=clock.now(),
    )  # fmt: skip
    ending = DesignationFactory(
        organization=OrganizationFactory(name="나"), starts_on=None, ends_on=today.replace(day=28)
    )
    DesignationFactory(organization=OrganizationFactory(name="다"), starts_on=None, ends_on=date(today.year + 2, 1, 1))

    assert found(client, mark="on") == ["가"]
    assert found(client, ending="on") == ([ending.organization.name] if ending.ends_on >= today else [])


def test_the_list_asks_the_database_as_often_for_many_as_for_few(client, django_assert_num_queries):
    OrganizationFactory()
    client.get(reverse("organizations"))

    with django_assert_num_queries(5):
        client.get(reverse("organizations"))
    OrganizationFactory.create_batch(3)
    with django_assert_num_queries(5):
        client.get(reverse("organizations"))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_public_columns_can_be_taken_away_and_carry_no_formula(client, form):
    OrganizationFactory(name="=HYPERLINK(1)", phone="063-000-1111", address="비밀길 1")

    response = client.get(reverse("organizations_download", args=[form]))

    assert response.status_code == 200
    if form == "csv":
        text = response.content.decode("utf-8-sig")
        assert "'=HYPERLINK(1)" in text
        assert "063-000-1111" not in text
        assert "비밀길" not in text


def test_the_map_has_points_groups_and_the_same_as_a_table(client):
    here = DistrictFactory(name="여기면")
    OrganizationFactory(name="가", district=here, lon=127.1, lat=35.9)
    OrganizationFactory(name="나", district=here)

    features = client.get(reverse("organization_points")).json()["features"]
    page = client.get(reverse("organization_map"))

    assert [(row["properties"]["name"], row["geometry"] is not None) for row in features] == [
        ("가", True),
        ("나", False),
    ]
    assert [(row.name, row.found) for row in page.context["districts"]] == [("여기면", 2)]


def test_a_page_of_an_organisation_hides_contact_from_strangers_and_records_who_looked(
    client, django_assert_num_queries
):
    row = OrganizationFactory(phone="063-000-1111", publishes_contact=False)

    stranger = client.get(row.get_absolute_url()).content.decode()
    officer = user_as(Role.COORDINATOR)
    client.force_login(officer)
    seen = client.get(row.get_absolute_url()).content.decode()

    assert "063-000-1111" not in stranger
    assert "063-000-1111" in seen
    assert [(event.name, event.by) for event in events.of(row)] == [("registry.contact.seen", officer)]


def test_a_merged_organisation_leads_to_the_one_that_was_kept(client):
    kept, gone = OrganizationFactory(), OrganizationFactory()
    Organization.objects.filter(pk=gone.pk).update(merged_into=kept)

    response = client.get(gone.get_absolute_url())

    assert response["Location"] == kept.get_absolute_url()


def test_text_of_an_organisation_cannot_end_the_script_that_holds_its_data(client):
    row = OrganizationFactory(name="</script><script>alert(1)</script>")

    content = client.get(row.get_absolute_url()).content.decode()

    assert "<script>alert(1)" not in content


def test_a_desk_shows_what_waits(client):
    client.force_login(UserFactory(name="나그네"))
    assert "둘러보기" in client.get(reverse("desk")).content.decode()
