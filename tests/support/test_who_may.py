"""Role × state × object for every page of the room: who gets in, who is refused, who is asked to log in."""

import pytest
from django.urls import get_resolver, reverse

from socialgoods.kernel import clock
from socialgoods.support import permissions, urls
from socialgoods.support.models import Commitment, Contact, Task
from who_may import answers

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OFFICERS = {"coordinator", "officer"}
STAFF = OFFICERS | {"advisor"}
OWN = {"representative"}
INSIDERS = STAFF | {"auditor"} | OWN
EVERYONE = INSIDERS | {"other_representative", "other_advisor", "network", "partner", "helper", "resident"}
CENTRE = STAFF | {"other_advisor", "auditor"}

READ = {
    ("case", "organization"): INSIDERS,
    ("case_contact_new", "organization"): STAFF,
    ("case_task_new", "organization"): STAFF,
    ("case_document_new", "organization"): STAFF | OWN,
    ("case_commitment_new", "organization"): OFFICERS,
    ("contact", "contact"): INSIDERS,
    ("contact", "private"): INSIDERS - OWN,
    ("document", "document"): INSIDERS,
    ("document", "private_document"): INSIDERS - OWN,
    ("document_file", "document"): INSIDERS,
    ("document_file", "private_document"): INSIDERS - OWN,
    ("commitments", None): CENTRE,
    ("commitment", "running"): INSIDERS,
    ("commitment", "kept"): INSIDERS,
    ("call_new", None): OFFICERS,
    ("call_edit", "call"): OFFICERS,
    ("call_selection", "call"): OFFICERS | {"auditor"},
    ("call_apply", "apply"): INSIDERS,
    ("activity_report", "month"): CENTRE,
    ("activity_report_file", "pdf"): CENTRE,
    ("activity_report_file", "xlsx"): CENTRE,
    ("activity_rows", "rows"): CENTRE,
}
WRITE = {
    ("contact_withdraw", "contact"): OFFICERS | {"advisor"},
    ("contact_withdraw", "private"): OFFICERS | {"advisor"},
    ("document_withdraw", "document"): OFFICERS | {"advisor"},
    ("task_done", "task"): STAFF | OWN,
    ("task_done", "advisor_task"): STAFF,
    ("task_undone", "done_task"): STAFF | OWN,
    ("task_withdraw", "task"): OFFICERS,
    ("commitment_plan", "running"): STAFF,
    ("commitment_deliver", "running"): STAFF,
    ("commitment_finish", "running"): STAFF,
    ("commitment_cancel", "promised"): OFFICERS,
    ("commitment_reopen", "kept"): OFFICERS,
    ("delivery_take_back", "delivery"): STAFF,
    ("call_cancel", "call"): OFFICERS,
    ("call_conclude", "closed"): OFFICERS,
    ("application_weigh", "application"): OFFICERS,
    ("application_take_back", "apply"): {"representative", "advisor"},
    ("application_withdraw", "apply"): {"representative", "advisor"},
}
PUBLIC = {("calls", None), ("call", "call"), ("case_device", None)}
LEADS_ON = {("activity", None): CENTRE}


@pytest.mark.parametrize(("name", "about"), READ, ids=lambda part: part or "")
def test_a_page_opens_for_those_who_may_and_for_nobody_else(client, case_file, name, about):
    found = answers(client, case_file, name, about, "get")

    assert {role for role, response in found.items() if response.status_code == 200} == READ[name, about]
    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - READ[name, about]
    assert found["anonymous"]["Location"].startswith(reverse("account_login") + "?next=")


@pytest.mark.parametrize(("name", "about"), WRITE, ids=lambda part: part or "")
def test_a_change_is_taken_from_those_who_may_and_from_nobody_else(client, case_file, name, about):
    found = answers(client, case_file, name, about, "post")

    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - WRITE[name, about]
    assert found["anonymous"]["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("name", "about"), sorted(PUBLIC), ids=lambda part: part or "")
def test_calls_are_open_to_everybody(client, case_file, name, about):
    found = answers(client, case_file, name, about, "get")

    assert {response.status_code for response in found.values()} == {200}


def test_the_way_to_the_month_is_open_to_the_centre(client, case_file):
    found = answers(client, case_file, "activity", None, "get")

    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - CENTRE


def test_a_change_cannot_be_made_by_a_link(client, case_file):
    people, kwargs = case_file
    client.force_login(people["coordinator"])

    answered = {name: client.get(reverse(name, kwargs=kwargs[about])).status_code for name, about in WRITE}

    assert set(answered.values()) == {405}


def test_an_advisor_does_not_read_the_rows_of_the_whole_centre(client, case_file):
    people, kwargs = case_file
    client.force_login(people["advisor"])

    response = client.get(reverse("activity_rows", kwargs=kwargs["rows"]) + "?advisor=all")

    assert response.status_code == 403


def test_every_page_of_the_room_stands_in_a_table():
    names = {pattern.name for pattern in urls.urlpatterns}

    assert names == {name for name, _ in (*READ, *WRITE, *PUBLIC, *LEADS_ON)}
    assert names <= {name for name in get_resolver().reverse_dict if isinstance(name, str)}


@pytest.mark.parametrize("role", sorted(EVERYONE))
def test_an_organisation_never_reads_what_staff_noted_for_themselves(case_file, role):
    people, kwargs = case_file
    hidden = Contact.objects.select_related("organization").get(**kwargs["private"])

    assert permissions.may_see_entry(people[role], hidden, clock.today()) == (role in INSIDERS - OWN)


def test_nobody_delivers_to_an_organisation_that_he_or_she_stands_for(case_file):
    people, kwargs = case_file
    commitment = Commitment.objects.select_related("organization").get(**kwargs["running"])
    task = Task.objects.select_related("organization").get(**kwargs["task"])
    from factories import RepresentationFactory

    RepresentationFactory(organization=commitment.organization, user=people["officer"])

    on = clock.today()
    assert not permissions.may_deliver(people["officer"], commitment, on)
    assert not permissions.may_end_commitment(people["officer"], commitment, on)
    assert not permissions.may_see_private(people["officer"], commitment.organization, on)
    assert permissions.may_tick_task(people["officer"], task, on)
