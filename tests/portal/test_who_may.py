"""Every page of the portal, for everybody: open (200), led to log-in (302), or refused (403). A new page needs its line here."""

import pytest
from django.urls import get_resolver, reverse

from factories import CaseloadFactory, OrganizationFactory, RepresentationFactory, UserFactory, user_as
from socialgoods.kernel import clock
from socialgoods.kernel.models import Job
from socialgoods.people.models import Role
from socialgoods.portal import urls

pytestmark = pytest.mark.django_db

EVERYBODY = {
    "home", "organizations", "organizations_download", "organization_map", "organization_points", "organization",
    "districts", "district_shapes", "health", "offline", "service_worker", "manifest", "county_style", "robots", "security",
}  # fmt: skip
WHO_IS_LOGGED_IN = {"desk", "me"}
OFFICERS_AND_WHO_STARTED_IT = {"job"}
ONLY_BY_POST = {"job_cancel", "contrast", "me_export"}

PEOPLE = ["nobody", "resident", "representative", "case advisor", *Role.values]


@pytest.fixture
def arguments():
    job = Job.objects.create(kind="가져오기", by=UserFactory(), created_at=clock.now())
    return {
        "organization": [OrganizationFactory().code],
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
    return 200


def test_every_page_has_a_line_here():
    names = {pattern.name for pattern in urls.urlpatterns}

    assert names == EVERYBODY | WHO_IS_LOGGED_IN | OFFICERS_AND_WHO_STARTED_IT | ONLY_BY_POST
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
