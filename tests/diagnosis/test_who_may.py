"""Role × state × object for every page of the room: who gets in, who is refused, who is asked to log in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from diagnosis.answers import TODAY, answered
from factories import (
    AssessmentFactory,
    CaseloadFactory,
    OrganizationFactory,
    RepresentationFactory,
    UserFactory,
    user_as,
)
from socialgoods.diagnosis import permissions
from socialgoods.diagnosis.models import Diagnosis, View
from socialgoods.people.models import Assistance, Role

pytestmark = pytest.mark.django_db

OFFICERS = {"coordinator", "officer"}
STAFF = OFFICERS | {"auditor", "advisor", "other_advisor"}
INSIDERS = OFFICERS | {"auditor", "representative", "advisor"}
EVERYONE = STAFF | INSIDERS | {"other_representative", "network", "partner", "helper", "resident"}
CARING = {"representative", "advisor"}
REVIEWERS = OFFICERS | {"advisor"}

# name: (what it is asked about, who may)
READ = {
    "assessments": ("organization", INSIDERS),
    "assessment_paper": ("year", INSIDERS),
    "assessment": ("own", INSIDERS),
    "assessment_submit": ("open", CARING),
    "assessment_compare": ("own", INSIDERS),
    "assessment_review": ("own", REVIEWERS),
    "assessment_queue": (None, STAFF),
    "instruments": (None, STAFF),
    "instrument": ("version", STAFF),
    "instrument_file": ("version", STAFF),
    "diagnosis": ("organization", INSIDERS),
    "diagnosis_year": ("year", INSIDERS),
    "diagnosis_pdf": ("year", INSIDERS),
    "diagnosis_score": ("score", INSIDERS),
    "diagnoses_download": ("file", OFFICERS | {"auditor"}),
}
WRITE = {
    "assessment_start": ("organization", CARING),
    "assessment_withdraw": ("own", CARING),
    "assessment_return": ("own", REVIEWERS),
    "assessment_finalise": ("reviewed", REVIEWERS),
}
SAVE = {"assessment": ("open", CARING), "assessment_submit": ("open", CARING), "assessment_review": ("own", REVIEWERS)}
PUBLIC = {"county_diagnosis"}


@pytest.fixture
def house():
    """One organisation with assessments in every state, and one person in every role."""
    row = OrganizationFactory()
    case, representation = CaseloadFactory(organization=row), RepresentationFactory(organization=row)
    people = {
        "anonymous": None,
        "coordinator": user_as(Role.COORDINATOR),
        "officer": user_as(Role.OFFICER),
        "auditor": user_as(Role.AUDITOR),
        "network": user_as(Role.NETWORK),
        "partner": user_as(Role.PARTNER),
        "helper": user_as(Role.HELPER),
        "advisor": case.advisor,
        "other_advisor": CaseloadFactory().advisor,
        "representative": representation.user,
        "other_representative": RepresentationFactory().user,
        "resident": UserFactory(),
    }
    code = row.code
    Diagnosis.objects.create(
        organization=row,
        year=2017,
        definitions="wanju-2017",
        computed_at=datetime(2018, 3, 2, tzinfo=UTC),
        finance=50.0,
    )

    def of(year, **fields):
        return {"code": code, "pk": AssessmentFactory(organization=row, year=year, answers=answered(), **fields).pk}

    kwargs = {
        None: {},
        "file": {},
        "organization": {"code": code},
        "year": {"code": code, "year": 2017},
        "score": {"code": code, "year": 2017, "dimension": "finance"},
        "version": {"version": "wanju-2018"},
        "open": of(2014),
        "own": of(2015, state="submitted"),
        "reviewed": of(2016, state="reviewed"),
    }
    return people, kwargs


def answers(client, house, name, about, method):
    """What everyone gets; what was changed on the way is taken back by the caller's transaction."""
    people, kwargs = house
    found = {}
    for role, user in people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        with transaction.atomic():
            url = reverse(name, kwargs=kwargs[about]) + ("?year=2017" if about == "file" else "")
            found[role] = getattr(client, method)(url)
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(
    "name", [name if name != "diagnosis_pdf" else pytest.param(name, marks=pytest.mark.slow) for name in READ]
)
def test_a_page_opens_for_those_who_may_and_for_nobody_else(client, house, name):
    about, allowed = READ[name]

    found = answers(client, house, name, about, "get")

    assert {role for role, response in found.items() if response.status_code == 200} == allowed
    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - allowed
    assert found["anonymous"]["Location"].startswith(reverse("account_login") + "?next=")


@pytest.mark.parametrize(("name", "about", "allowed"), [(name, *row) for name, row in (*WRITE.items(), *SAVE.items())])
def test_a_change_is_taken_from_those_who_may_and_from_nobody_else(client, house, name, about, allowed):
    found = answers(client, house, name, about, "post")

    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - allowed
    assert found["anonymous"]["Location"].startswith(reverse("account_login"))


def test_only_officers_keep_instruments(client, house):
    found = answers(client, house, "instruments", None, "post")

    assert {role for role, response in found.items() if response.status_code == 200} == OFFICERS


@pytest.mark.parametrize("name", WRITE)
def test_a_change_cannot_be_made_by_a_link(client, house, name):
    people, kwargs = house
    client.force_login(people["coordinator"])

    assert client.get(reverse(name, kwargs=kwargs[WRITE[name][0]])).status_code == 405


def test_the_county_is_public(client, house):
    found = answers(client, house, "county_diagnosis", None, "get")

    assert {response.status_code for response in found.values()} == {200}


# A visit

STATES = ("open", "submitted", "reviewed", "final")


@pytest.mark.parametrize("own", [None, *STATES])
@pytest.mark.parametrize("visit", ["open", "submitted"])
def test_an_organisation_sees_a_visit_after_it_has_handed_in_its_own(house, own, visit):
    people, _ = house
    organization = people["representative"].representations.get().organization
    if own:
        AssessmentFactory(organization=organization, year=2017, state=own)
    row = AssessmentFactory(organization=organization, year=2017, view=View.VISIT, state=visit)

    allowed = {name for name, user in people.items() if user and permissions.may_see_assessment(user, row, TODAY)}

    mine = {"representative"} if visit == "submitted" and own not in {None, "open"} else set()
    assert allowed == OFFICERS | {"auditor", "advisor"} | mine


def test_one_that_came_back_to_be_mended_had_been_handed_in(house):
    people, _ = house
    organization = people["representative"].representations.get().organization
    AssessmentFactory(organization=organization, return_reason="다시 보아 주세요.")
    visit = AssessmentFactory(organization=organization, view=View.VISIT, state="submitted")

    assert permissions.may_see_assessment(people["representative"], visit, TODAY)


def test_the_own_view_of_the_other_instrument_opens_no_visit(house):
    people, _ = house
    organization = people["representative"].representations.get().organization
    AssessmentFactory(organization=organization, purpose="svi", state="submitted")
    visit = AssessmentFactory(organization=organization, view=View.VISIT, state="submitted")

    assert not permissions.may_see_assessment(people["representative"], visit, TODAY)


def test_a_visit_not_yet_to_be_seen_is_neither_listed_nor_compared(client, house):
    people, _ = house
    organization = people["representative"].representations.get().organization
    own = AssessmentFactory(organization=organization, answers=answered())
    visit = AssessmentFactory(organization=organization, view=View.VISIT, state="submitted", answers=answered(1))
    client.force_login(people["representative"])

    listed = client.get(reverse("assessments", args=[organization.code])).context["rows"]
    compared = client.get(reverse("assessment_compare", args=[organization.code, own.pk])).context["visit"]

    assert visit not in listed
    assert compared is None
    assert client.get(visit.get_absolute_url()).status_code == 403


@pytest.mark.parametrize("view", ["own", "visit"])
@pytest.mark.parametrize("state", STATES)
def test_who_writes_depends_on_state_and_view(house, state, view):
    people, _ = house
    organization = people["representative"].representations.get().organization
    row = AssessmentFactory(organization=organization, year=2013, state=state, view=view)

    allowed = {name for name, user in people.items() if user and permissions.may_edit_assessment(user, row, TODAY)}

    writers = CARING if view == "own" else {"advisor"}
    assert allowed == (writers if state == "open" else set())


def test_nothing_more_is_written_about_an_organisation_merged_away(house):
    people, _ = house
    gone = people["representative"].representations.get().organization
    gone.merged_into = OrganizationFactory()
    gone.save()

    assert not any(permissions.may_assess(user, gone, TODAY) for user in people.values() if user)


# Nobody finalises what they handed in


def test_nobody_finalises_what_they_handed_in_themselves(house):
    people, _ = house
    organization = people["representative"].representations.get().organization
    row = AssessmentFactory(organization=organization, state="reviewed", submitted_by=people["advisor"])

    assert not permissions.may_finalise_assessment(people["advisor"], row, TODAY)
    assert permissions.may_finalise_assessment(people["officer"], row, TODAY)


def test_who_helped_to_hand_it_in_does_not_finalise_it(house):
    people, _ = house
    moment = datetime(2018, 3, 2, 3, 0, tzinfo=UTC)
    row = AssessmentFactory(
        organization=people["representative"].representations.get().organization,
        state="reviewed", submitted_by=people["representative"], submitted_at=moment,
    )  # fmt: skip
    Assistance.objects.create(
        helper=people["officer"], person=people["representative"], way="counter", checked_by="id_card", reason="함께 적음",
        started_at=moment - timedelta(minutes=5), last_used_at=moment, ended_at=moment + timedelta(minutes=1),
    )  # fmt: skip

    assert not permissions.may_finalise_assessment(people["officer"], row, TODAY)
    assert permissions.may_finalise_assessment(people["coordinator"], row, TODAY)


def test_an_officer_who_stands_for_the_organisation_does_not_review_it(house):
    people, _ = house
    organization = people["representative"].representations.get().organization
    RepresentationFactory(organization=organization, user=people["officer"])
    row = AssessmentFactory(organization=organization, state="submitted")

    assert not permissions.may_review_assessment(people["officer"], row, TODAY)


def names_of(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, pattern.lookup_str


def test_every_page_of_the_room_stands_in_a_table():
    ours = {name for name, view in names_of(get_resolver().url_patterns) if view.startswith("socialgoods.diagnosis")}

    assert ours == {*READ, *WRITE, *PUBLIC}
