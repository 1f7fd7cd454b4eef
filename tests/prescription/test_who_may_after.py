"""Role × state × object for every page after the decision."""

from datetime import date

import pytest
from django.urls import get_resolver, reverse

from decided import offer, sent
from factories import (
    NOON,
    AnnualReportFactory,
    CaseloadFactory,
    OrganizationFactory,
    RepresentationFactory,
    SupportGivenFactory,
    UserFactory,
    user_as,
)
from socialgoods.kernel import clock
from socialgoods.people.models import Role
from socialgoods.prescription import permissions
from socialgoods.prescription.models import Evidence, Prescription
from socialgoods.prescription.urls import after

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ON = date(2018, 3, 2)

OFFICERS = {"coordinator", "officer"}
INSIDERS = OFFICERS | {"auditor", "representative", "advisor"}
EVERYONE = INSIDERS | {"other_representative", "other_advisor", "network", "partner", "helper", "resident"}
ANSWERING = OFFICERS | {"representative", "advisor"}

READ = {
    "prescriptions": ({}, INSIDERS | {"other_representative", "other_advisor"}),
    "prescriptions_download": ({"form": "csv"}, INSIDERS | {"other_representative", "other_advisor"}),
    "prescription_letters": ({}, INSIDERS | {"other_representative", "other_advisor"}),
    "prescription": ("prescription", INSIDERS),
    "prescription_letter": ("prescription", INSIDERS),
    "prescription_answer": ("prescription", ANSWERING),
    "prescription_withdraw": ("prescription", OFFICERS),
    "available": ("organization", INSIDERS),
}
PUBLIC = {"evidence": {}, "evidence_measure": {"code": "design"}}


@pytest.fixture(autouse=True)
def in_march():
    clock.set_today(ON)


@pytest.fixture
def county():
    row = OrganizationFactory(residence="inside")
    case, representation = CaseloadFactory(organization=row), RepresentationFactory(organization=row)
    people = {
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
    return people, sent(row)


def kwargs_of(about, row):
    if about == "prescription":
        return {"pk": row.pk}
    return {"code": row.organization.code} if about == "organization" else about


@pytest.mark.parametrize("name", READ)
def test_a_page_opens_for_those_who_may_and_for_nobody_else(client, county, name):
    people, row = county
    about, allowed = READ[name]
    url = reverse(name, kwargs=kwargs_of(about, row))
    found = {}
    for role, user in people.items():
        client.force_login(user)
        found[role] = client.get(url).status_code
    client.logout()

    assert {role for role, status in found.items() if status == 200} == allowed
    assert {role for role, status in found.items() if status == 403} == EVERYONE - allowed
    assert client.get(url)["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", PUBLIC)
def test_what_was_learnt_is_public(client, name):
    offer()

    assert client.get(reverse(name, kwargs=PUBLIC[name])).status_code == 200


def test_every_page_after_the_decision_stands_in_a_table():
    assert {pattern.name for pattern in after.urlpatterns} == {*READ, *PUBLIC}
    assert get_resolver() is not None


@pytest.mark.parametrize(
    ("name", "data", "allowed", "state"),
    [
        ("prescription_answer", {"answer": "accept", "way": "phone", "answered_for": "김대표"}, ANSWERING, "accepted"),
        (
            "prescription_answer",
            {"answer": "decline", "way": "visit", "answered_for": "김대표", "why": "nobody"},
            ANSWERING,
            "declined",
        ),
        ("prescription_withdraw", {"reason": "예산이 줄었습니다."}, OFFICERS, "withdrawn"),
    ],
)
def test_an_answer_is_taken_from_those_who_may_and_from_nobody_else(client, county, name, data, allowed, state):
    from django.db import transaction

    people, row = county
    done = set()
    for role, user in people.items():
        client.force_login(user)
        with transaction.atomic():
            client.post(reverse(name, args=[row.pk]), data)
            if Prescription.objects.get(pk=row.pk).state == state:
                done.add(role)
            transaction.set_rollback(True)

    assert done == allowed


@pytest.mark.parametrize("state", ["accepted", "declined", "lapsed", "withdrawn"])
def test_nobody_answers_or_withdraws_what_is_over(client, county, state):
    people, row = county
    Prescription.objects.filter(pk=row.pk).update(
        state=state, answered_at=NOON, answer_reason="까닭", ended_at=NOON, end_reason="까닭"
    )
    statuses = {}
    for role in ANSWERING:
        client.force_login(people[role])
        data = {"answer": "accept", "way": "phone", "answered_for": "김대표"}
        statuses[role] = client.post(reverse("prescription_answer", args=[row.pk]), data).status_code
        client.post(reverse("prescription_withdraw", args=[row.pk]), {"reason": "까닭"})

    assert Prescription.objects.get().state == state
    assert set(statuses.values()) == {409}


def test_an_officer_of_the_organisation_does_not_withdraw_its_prescription(county):
    people, row = county
    RepresentationFactory(organization=row.organization, user=people["officer"])

    assert not permissions.may_withdraw(people["officer"], row, ON)
    assert permissions.may_withdraw(people["coordinator"], row, ON)


def test_who_stands_for_it_says_it_and_others_write_down_who_said_it(client, county):
    people, row = county
    client.force_login(people["representative"])
    own = client.get(reverse("prescription_answer", args=[row.pk])).content.decode()
    client.force_login(people["advisor"])

    other = client.get(reverse("prescription_answer", args=[row.pk])).content.decode()

    assert "answered_for" not in own
    assert "answered_for" in other


def test_everybody_finds_only_their_own_on_the_list(client, county):
    people, row = county
    other = sent(code="pricing", name="다른 지원")
    seen = {}
    for role in INSIDERS | {"other_representative", "other_advisor"}:
        client.force_login(people[role])
        page = client.get(reverse("prescriptions")).content.decode()
        seen[role] = {each.pk for each in (row, other) if each.organization.name in page}

    both = {row.pk, other.pk}
    assert seen == {
        **dict.fromkeys(OFFICERS | {"auditor"}, both), "representative": {row.pk}, "advisor": {row.pk},
        "other_representative": set(), "other_advisor": set(),
    }  # fmt: skip


def test_small_groups_are_for_those_who_may_see_every_record(client, county):
    people, row = county
    found = {"base": 0.05, "base_sd": 0.02, "slope": 0.0, "slope_sd": 0.05, "cases": 3, "expert": None}
    Evidence.objects.create(
        year=2017, transitions=9, definitions="w", computed_at=NOON, estimates={"measures": {"design": found}}
    )
    SupportGivenFactory(organization=row.organization, measure=row.measure)
    AnnualReportFactory(organization=row.organization)
    seen = {}
    for role, user in people.items():
        client.force_login(user)
        page = client.get(reverse("evidence_measure", args=["design"])).content.decode()
        seen[role] = ("+5.0%p" in page, row.organization.name in page)

    assert {role for role, (small, _) in seen.items() if small} == OFFICERS | {"auditor"}
    assert {role for role, (_, case) in seen.items() if case} == OFFICERS | {"auditor", "advisor"}
