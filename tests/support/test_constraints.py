"""What must never be, the tables refuse."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from factories import (
    CallFactory,
    CommitmentFactory,
    ContactFactory,
    OrganizationFactory,
    SupportGivenFactory,
    TaskFactory,
    UserFactory,
)
from socialgoods.support.models import Application, Delivery, Document, Invitation, Written

pytestmark = pytest.mark.django_db
NOON = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)


def document(**fields):
    plain = {
        "organization": OrganizationFactory(), "kind": "file", "title": "가", "file": "case/a", "filename": "a.pdf", "size": 1,
        "digest": "x", "recorded_at": NOON,
    }  # fmt: skip
    return Document.objects.create(**{**plain, **fields})


def application(**fields):
    return Application.objects.create(call=CallFactory(), organization=OrganizationFactory(), **fields)


def invitation(**fields):
    plain = {
        "call": CallFactory(),
        "organization": OrganizationFactory(),
        "amount": 1,
        "origin": "a",
        "invited_at": NOON,
    }
    return Invitation.objects.create(**{**plain, **fields})


def written(**fields):
    return Written.objects.create(support=SupportGivenFactory(), **fields)


SUBMITTED = {"submitted_at": NOON, "amount": 1}
DECIDED = {**SUBMITTED, "decided_at": NOON, "proposed": True}


@pytest.mark.parametrize(
    ("make", "fields", "name"),
    [
        (ContactFactory, {"withdrawn_at": NOON}, "contact_withdrawn_why"),
        (ContactFactory, {"withdrawn_why": "가"}, "contact_withdrawn_why"),
        (ContactFactory, {"key": ""}, "contact_key_is_a_word"),
        (TaskFactory, {"withdrawn_at": NOON}, "task_withdrawn_why"),
        (TaskFactory, {"key": ""}, "task_key_is_a_word"),
        (TaskFactory, {"what": ""}, "task_says_what"),
        (TaskFactory, {"whose": "person"}, "task_of_a_person_names_it"),
        (TaskFactory, {"is_private": True}, "task_of_organization_is_told"),
        (document, {"file": ""}, "document_has_a_file"),
        (document, {"size": 0}, "document_has_a_file"),
        (document, {"subject": "포장"}, "document_pair_whole"),
        (document, {"moment": "after"}, "document_pair_whole"),
        (document, {"key": ""}, "document_key_is_a_word"),
        (document, {"withdrawn_at": NOON}, "document_withdrawn_why"),
        (CallFactory, {"budget": -1}, "call_budget_not_negative"),
        (CallFactory, {"state": "decided", "conflicts": "없음"}, "call_ended_when"),
        (CallFactory, {"ended_at": NOON}, "call_ended_when"),
        (CallFactory, {"state": "cancelled", "ended_at": NOON}, "call_cancelled_why"),
        (CallFactory, {"state": "decided", "ended_at": NOON}, "call_decided_conflicts"),
        (CallFactory, {"own_share": 1}, "call_own_share_is_a_share"),
        (CallFactory, {"most": -1}, "call_most_not_negative"),
        (invitation, {"amount": -1}, "invitation_not_negative"),
        (invitation, {"origin": ""}, "invitation_has_an_origin"),
        (application, {"state": "submitted"}, "application_submitted_when"),
        (application, {"state": "refused", **DECIDED}, "application_decided_why"),
        (application, {"state": "refused", **SUBMITTED, "reason": "가"}, "application_decided_why"),
        (application, {"state": "selected", **DECIDED, "reason": "가"}, "application_selected_is_promised"),
        (application, {"own_amount": -1}, "application_not_negative"),
        (written, {"before": -1}, "written_before_not_negative"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(make, fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(**fields)


def test_a_task_of_the_organisation_has_no_person():
    with pytest.raises(IntegrityError, match="task_of_a_person_names_it"), transaction.atomic():
        TaskFactory(person=UserFactory())


def test_one_organisation_applies_and_is_invited_once_a_call():
    one, two = application(), invitation()

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(call=one.call, organization=one.organization)
    with pytest.raises(IntegrityError), transaction.atomic():
        invitation(call=two.call, organization=two.organization, origin="b")
    with pytest.raises(IntegrityError), transaction.atomic():
        invitation(origin="a")


def test_one_call_a_measure_year_and_source():
    call = CallFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        CallFactory(measure=call.measure)


def test_one_key_makes_one_line():
    ContactFactory(key="a")

    with pytest.raises(IntegrityError), transaction.atomic():
        ContactFactory(key="a")


def test_a_finished_promise_says_why_it_gave_more():
    tie = written()
    fields = {"state": "delivered", "finished_at": NOON, "given": 6_000_000, "written": tie}

    with pytest.raises(IntegrityError, match="commitment_above_with_reason"), transaction.atomic():
        CommitmentFactory(**fields)

    assert CommitmentFactory(**fields, reason="자재 값").given == 6_000_000


def test_a_delivery_is_reversed_once_with_a_reason():
    commitment = CommitmentFactory()
    plain = {"commitment": commitment, "delivered_on": date(2018, 3, 1), "what": "가", "recorded_at": NOON}
    first = Delivery.objects.create(**plain, cost=1, key="a")

    with pytest.raises(IntegrityError, match="delivery_sign"), transaction.atomic():
        Delivery.objects.create(**plain, cost=-1, key="b", reverses=first)
    Delivery.objects.create(**plain, cost=-1, key="b", reverses=first, reason="잘못")
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(**plain, cost=-1, key="c", reverses=first, reason="잘못")
