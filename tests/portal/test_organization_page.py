"""The public page of an organisation: facts for everybody, the record for those who may."""

import json
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from factories import (
    CaseloadFactory,
    DesignationFactory,
    MarkFactory,
    OrganizationFactory,
    RepresentationFactory,
    UserFactory,
    user_as,
)
from socialgoods.kernel import clock, events
from socialgoods.people.models import Role
from socialgoods.registry.actions import organization as actions
from socialgoods.registry.models import MarkState, Organization

pytestmark = pytest.mark.django_db

SECRETS = ("063-000-1111", "비밀길 1", "quiet@example.org")


@pytest.fixture
def quiet():
    return OrganizationFactory(phone=SECRETS[0], address=SECRETS[1], email=SECRETS[2], publishes_contact=False)


def someone(who, organization):
    """A person standing so to the organisation, or holding that role."""
    if who == "nobody":
        return None
    if who == "resident":
        return UserFactory()
    if who == "representative":
        return RepresentationFactory(organization=organization).user
    if who == "former representative":
        return RepresentationFactory(organization=organization, ends_on=clock.today()).user
    if who == "representative of another":
        return RepresentationFactory().user
    if who == "its advisor":
        return CaseloadFactory(organization=organization).advisor
    return user_as(who)


@pytest.mark.parametrize(
    ("who", "sees", "leaves_an_event"),
    [
        ("nobody", False, False),
        ("resident", False, False),
        ("representative", True, False),
        ("former representative", False, False),
        ("representative of another", False, False),
        ("its advisor", True, True),
        (Role.ADVISOR, False, False),
        (Role.COORDINATOR, True, True),
        (Role.OFFICER, True, True),
        (Role.AUDITOR, True, True),
        (Role.NETWORK, False, False),
        (Role.PARTNER, False, False),
        (Role.HELPER, False, False),
    ],
)
def test_who_sees_contact_data_that_is_not_published(client, quiet, who, sees, leaves_an_event):
    person = someone(who, quiet)
    if person:
        client.force_login(person)

    page = client.get(quiet.get_absolute_url()).content.decode()

    assert [secret in page for secret in SECRETS] == [sees] * 3
    assert [(event.name, event.by) for event in events.of(quiet)] == (
        [("registry.contact.seen", person)] if leaves_an_event else []
    )


def test_published_contact_data_is_for_everybody_and_leaves_no_event(client):
    row = OrganizationFactory(phone=SECRETS[0], address=SECRETS[1], publishes_contact=True)
    client.force_login(user_as(Role.OFFICER))

    assert SECRETS[0] in client.get(row.get_absolute_url()).content.decode()
    assert not events.of(row).exists()


def test_where_there_is_nothing_to_see_nobody_has_looked(client):
    row = OrganizationFactory(publishes_contact=False)
    client.force_login(user_as(Role.OFFICER))

    client.get(row.get_absolute_url())

    assert not events.of(row).exists()


@pytest.mark.parametrize(
    ("who", "ways"),
    [
        ("nobody", []),
        ("resident", []),
        (Role.PARTNER, []),
        ("representative", [
            "diagnosis", "assessments", "case", "available", "timeline",
            "reports", "dues", "organization_books", "organization_edit", "designations", "supports", "memberships", "representations",
            "history",
        ]),
        ("its advisor", [
            "diagnosis", "assessments", "case", "available", "timeline", "reports", "dues", "designations", "supports", "history",
        ]),
        (Role.AUDITOR, [
            "diagnosis", "assessments", "case", "available", "timeline", "reports", "dues", "designations", "supports", "history",
        ]),
        (Role.OFFICER, [
            "diagnosis", "assessments", "case", "available", "timeline",
            "reports", "dues", "organization_edit", "organization_status", "designations", "supports", "memberships",
            "representations", "history",
        ]),
    ],
)  # fmt: skip
def test_every_way_offered_is_open_to_the_reader(client, quiet, who, ways):
    person = someone(who, quiet)
    if person:
        client.force_login(person)

    offered = client.get(quiet.get_absolute_url()).context["page"].ways

    assert [way.url for way in offered] == [reverse(name, args=[quiet.code]) for name in ways]
    assert [client.get(way.url).status_code for way in offered] == [200] * len(ways)


def test_a_merged_organisation_leads_to_the_one_that_was_kept(client):
    kept, gone = OrganizationFactory(), OrganizationFactory()
    Organization.objects.filter(pk=gone.pk).update(merged_into=kept)

    assert client.get(gone.get_absolute_url())["Location"] == kept.get_absolute_url()


def test_one_that_is_not_there_is_said_politely(client):
    response = client.get(reverse("organization", args=["NONE"]))

    assert response.status_code == 404
    assert "찾으시는 화면이 없습니다" in response.content.decode()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("closed", "2018년 3월 2일(금)에 문을 닫은 조직입니다."),
        ("dormant", "2018년 3월 2일(금)부터 쉬고 있는 조직입니다."),
    ],
)
def test_one_that_is_no_longer_active_says_so(client, status, said):
    row, officer = OrganizationFactory(), user_as(Role.OFFICER)
    actions.change_status(
        organization=row, status=status, on=date(2018, 3, 2), reason="총회 의결", by=officer, at=clock.now()
    )

    assert said in client.get(row.get_absolute_url()).content.decode()


def test_valid_designations_stand_apart_from_those_that_ended(client):
    row, today = OrganizationFactory(), clock.today()
    DesignationFactory(organization=row, kind="village_enterprise", starts_on=date(2014, 1, 1), ends_on=today)
    valid = DesignationFactory(organization=row, kind="self_support_enterprise", starts_on=None, ends_on=None)
    DesignationFactory(organization=row, kind="rural_community_company", starts_on=today + timedelta(1), ends_on=None)

    page = client.get(row.get_absolute_url()).context["page"]

    assert page.designations == [valid]
    assert [each.kind for each in page.ended] == ["village_enterprise"]


@pytest.mark.parametrize(("days", "shown"), [(1, True), (0, False)])
def test_the_mark_is_shown_until_its_last_day(client, days, shown):
    row = OrganizationFactory()
    MarkFactory(
        organization=row, state=MarkState.GRANTED, number="SG-2018-0001", starts_on=date(2018, 1, 1),
        ends_on=clock.today() + timedelta(days), decided_at=clock.now(),
    )  # fmt: skip

    page = client.get(row.get_absolute_url()).content.decode()

    assert (reverse("mark_verify", args=["SG-2018-0001"]) in page) == shown


def linked_data(client, row):
    page = client.get(row.get_absolute_url()).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])


def test_machines_read_public_facts_and_no_more(client, quiet):
    quiet.name, quiet.activity, quiet.homepage = "햇살두레", "들기름을 짭니다", "https://example.org/"
    quiet.save()

    assert linked_data(client, quiet) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "햇살두레",
        "url": f"http://testserver/organizations/{quiet.code}/",
        "identifier": quiet.code,
        "sameAs": "https://example.org/",
        "description": "들기름을 짭니다",
        "areaServed": quiet.district.name,
        "foundingDate": "2012-05-01",
    }


def test_even_for_an_officer_the_data_for_machines_is_public(client, quiet):
    client.force_login(user_as(Role.OFFICER))

    assert "telephone" not in linked_data(client, quiet)


def test_text_of_an_organisation_cannot_end_the_script_that_holds_its_data(client):
    row = OrganizationFactory(name="</script><script>alert(1)</script>", activity="<!--<script>")

    page = client.get(row.get_absolute_url()).content.decode()

    assert "<script>alert(1)" not in page
    assert linked_data(client, row)["name"] == row.name


def test_the_page_asks_the_database_as_often_for_many_designations_as_for_few(client, count_queries):
    row = OrganizationFactory()
    DesignationFactory(organization=row)
    client.get(row.get_absolute_url())
    few = count_queries(lambda: client.get(row.get_absolute_url()))
    for kind in ("self_support_enterprise", "rural_community_company"):
        DesignationFactory(organization=row, kind=kind)

    assert count_queries(lambda: client.get(row.get_absolute_url())) == few <= 8
