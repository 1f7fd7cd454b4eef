"""Every page of the portal, for everybody: open (200), led to log-in (302), or refused (403). A new page needs its line here."""

import pytest
from django.urls import get_resolver, reverse

from factories import CaseloadFactory, OrganizationFactory, RepresentationFactory, UserFactory, user_as
from socialgoods.kernel import clock
from socialgoods.kernel.models import Job
from socialgoods.people.models import Role
from socialgoods.portal import urls
from socialgoods.registry.models import Organization

pytestmark = pytest.mark.django_db

EVERYBODY = {
    "home", "organizations", "organizations_download", "organization_map", "organization_points", "organization",
    "districts", "district_shapes", "health", "offline", "service_worker", "manifest", "county_style", "robots", "security",
}  # fmt: skip
WHO_IS_LOGGED_IN = {"desk", "me"}
OFFICERS_AND_WHO_STARTED_IT = {"job"}
WHO_SEES_THE_RECORD = {"timeline"}
WHO_HOLDS_THE_ROLE = {"desk_face"}
ONLY_BY_POST = {"job_cancel", "contrast", "me_export"}

FACES = {
    "county": {Role.COORDINATOR, Role.OFFICER},
    "cases": {Role.ADVISOR, "case advisor"},
    "own": {"representative"},
    "audit": {Role.AUDITOR},
    "network": {Role.NETWORK},
    "partner": {Role.PARTNER},
    "counter": {Role.COORDINATOR, Role.OFFICER, Role.ADVISOR, "case advisor", Role.NETWORK, Role.HELPER},
    "resident": {"resident", "representative", "case advisor", *Role.values},
}

PEOPLE = ["nobody", "resident", "representative", "case advisor", *Role.values]


@pytest.fixture
def arguments():
    job = Job.objects.create(kind="가져오기", by=UserFactory(), created_at=clock.now())
    code = OrganizationFactory().code
    return {
        "organization": [code],
        "timeline": [code],
        "desk_face": ["county"],
        "organizations_download": ["csv"],
        "job": [job.pk],
        "job_cancel": [job.pk],
    }


def person(who):
    if who == "nobody":
        return None
    made = {
        "resident": UserFactory,
        "representative": lambda: RepresentationFactory().user,
        "case advisor": lambda: CaseloadFactory().advisor,
    }
    return made[who]() if who in made else user_as(who)


def expected(name, who):
    if name in EVERYBODY:
        return 200
    if name in ONLY_BY_POST:
        return 405
    if who == "nobody":
        return 302
    if name in OFFICERS_AND_WHO_STARTED_IT:
        return 200 if who in {Role.OFFICER, Role.COORDINATOR} else 403
    if name in WHO_SEES_THE_RECORD:
        return 200 if who in {Role.OFFICER, Role.COORDINATOR, Role.AUDITOR} else 403
    if name in WHO_HOLDS_THE_ROLE:
        return 200 if who in FACES["county"] else 403
    return 200


def test_every_page_has_a_line_here():
    names = {pattern.name for pattern in urls.urlpatterns}

    lines = EVERYBODY | WHO_IS_LOGGED_IN | OFFICERS_AND_WHO_STARTED_IT | WHO_SEES_THE_RECORD | WHO_HOLDS_THE_ROLE
    assert names == lines | ONLY_BY_POST
    assert names <= {name for name in get_resolver().reverse_dict if isinstance(name, str)}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_open_what(client, arguments, who):
    reader = person(who)
    if reader:
        client.force_login(reader)

    def answer(name):
        return client.get(reverse(name, args=arguments.get(name, []))).status_code

    names = sorted({pattern.name for pattern in urls.urlpatterns})
    assert {name: answer(name) for name in names} == {name: expected(name, who) for name in names}


@pytest.mark.parametrize("who", PEOPLE)
def test_every_desk_is_for_who_holds_its_role(client, who):
    reader = person(who)
    if reader:
        client.force_login(reader)

    def answer(face):
        return client.get(reverse("desk_face", args=[face])).status_code

    refused = 302 if who == "nobody" else 403
    assert {face: answer(face) for face in FACES} == {
        face: 200 if who in may else refused for face, may in FACES.items()
    }


def test_the_way_of_an_organisation_is_open_to_its_own_people_and_its_advisor(client, arguments):
    organization = Organization.objects.get(code=arguments["timeline"][0])
    for reader in (
        RepresentationFactory(organization=organization).user,
        CaseloadFactory(organization=organization).advisor,
    ):
        client.force_login(reader)

        assert client.get(reverse("timeline", args=arguments["timeline"])).status_code == 200


def test_a_desk_that_does_not_exist_is_refused_like_one_that_is_not_yours(client):
    client.force_login(user_as(Role.OFFICER))

    assert client.get(reverse("desk_face", args=["nothing"])).status_code == 403
