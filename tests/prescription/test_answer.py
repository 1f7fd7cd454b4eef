"""What an organisation answers, and what happens when it does not."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from decided import LAST_DAY, offer, round_of, sent
from factories import NOON, OrganizationFactory, RepresentationFactory, UserFactory, user_as
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.models import Event
from socialgoods.kernel.states import IllegalTransition
from socialgoods.people.models import Assistance, Role
from socialgoods.prescription.actions import answer
from socialgoods.prescription.actions.remind import remind
from socialgoods.prescription.actions.send import send
from socialgoods.prescription.actions.settle import settle
from socialgoods.prescription.models import Prescription
from socialgoods.prescription.queries import mine, money
from socialgoods.support.actions import call as calls
from socialgoods.support.actions import commitment as commitments
from socialgoods.support.models import Application, Call, Commitment

pytestmark = pytest.mark.django_db
LATE = datetime(2018, 3, 17, 3, tzinfo=UTC)


@pytest.fixture
def person():
    return UserFactory()


def test_what_is_accepted_is_promised(person):
    row = sent()

    answer.accept(prescription=row, by=person, at=NOON)

    row.refresh_from_db()
    promised = Commitment.objects.values_list("organization", "origin", "year", "measure", "source", "amount", "due_on")
    assert (row.state, row.answered_by, row.answered_at, row.answer_way) == ("accepted", person, NOON, "online")
    assert list(promised) == [
        (row.organization_id, row.origin, 2018, row.measure_id, "county", 6_000_000, date(2018, 12, 31))
    ]
    assert Event.objects.filter(name="prescription.prescription.accepted", by=person).count() == 1


def test_the_same_answer_twice_is_one_answer(person):
    row = sent()

    for _ in range(2):
        answer.accept(prescription=Prescription.objects.get(pk=row.pk), by=person, at=NOON)

    assert (Commitment.objects.count(), Event.objects.filter(name__endswith=".accepted").count()) == (1, 1)


def test_the_slower_of_two_answers_is_told_and_changes_nothing(person):
    row = sent()
    other = Prescription.objects.select_related("organization").get(pk=row.pk)
    answer.decline(prescription=row, reason="사람이 없습니다.", by=person, at=NOON)

    with pytest.raises(IllegalTransition, match="먼저 처리"), transaction.atomic():
        answer.accept(prescription=other, by=UserFactory(), at=NOON)

    assert (Prescription.objects.get().state, Commitment.objects.count()) == ("declined", 0)


def test_an_answer_comes_before_the_lapse_that_read_it_as_waiting(person):
    row = sent()
    read = Prescription.objects.select_related("organization").get(pk=row.pk)
    answer.accept(prescription=row, by=person, at=NOON)

    with pytest.raises(IllegalTransition), transaction.atomic():
        answer.lapse(prescription=read, at=LATE)

    assert Prescription.objects.get().state == "accepted"


def test_a_reason_is_needed_to_decline(person):
    row = sent()

    with pytest.raises(Refused, match="까닭"):
        answer.decline(prescription=row, reason="  ", by=person, at=NOON)

    answer.decline(prescription=row, reason=" 지금은 사람이 없습니다. ", by=person, at=NOON)
    assert Prescription.objects.get().answer_reason == "지금은 사람이 없습니다."


def test_what_somebody_else_writes_down_names_who_said_it():
    row, advisor = sent(), user_as(Role.ADVISOR)

    with pytest.raises(Refused, match="누가 답했는지"):
        answer.accept(prescription=row, way="phone", by=advisor, at=NOON)

    answer.accept(prescription=row, way="phone", answered_for="김대표", by=advisor, at=NOON)
    row.refresh_from_db()
    assert (row.answered_by, row.answered_for, row.answer_way) == (advisor, "김대표", "phone")


def test_a_helper_at_the_counter_is_recorded_beside_the_person(person):
    row, helper = sent(), user_as(Role.HELPER)
    person.assisted_by = Assistance(helper=helper, person=person)

    answer.accept(prescription=row, by=person, at=NOON)

    row.refresh_from_db()
    assert (row.answered_by, row.helped_by) == (person, helper)


def test_after_the_last_day_nobody_answers(person):
    row = sent()

    with pytest.raises(Refused, match="지났습니다"):
        answer.accept(prescription=row, by=person, at=LATE)


def test_a_call_is_answered_by_applying_not_by_accepting(person):
    row = sent(mode="call")

    with pytest.raises(Refused, match="신청해 주세요"):
        answer.accept(prescription=row, by=person, at=NOON)


def test_a_closed_organisation_cannot_accept(person):
    row = sent()
    row.organization.status = "closed"

    with pytest.raises(Refused, match="활동하지"):
        answer.accept(prescription=row, by=person, at=NOON)


def test_every_day_those_whose_day_has_gone_by_lapse_and_their_money_is_free(person):
    row = sent()
    assert money.taken(2018) == {"county": 6_000_000}

    count = answer.lapse_due(on=date(2018, 3, 17), at=LATE)

    row.refresh_from_db()
    assert (count, row.state, row.ended_at) == (1, "lapsed", LATE)
    assert "답이 없었습니다" in row.end_reason
    assert money.taken(2018) == {}
    assert answer.lapse_due(on=date(2018, 3, 17), at=LATE) == 0


def test_nothing_lapses_on_its_last_day():
    sent()

    assert answer.lapse_due(on=LAST_DAY, at=NOON) == 0


def test_the_daily_command_lapses_settles_and_reminds(capsys):
    sent()

    call_command("lapse_prescriptions")

    assert "1 lapsed, 0 settled by their calls, 0 reminded." in capsys.readouterr().out


def test_a_reminder_goes_out_once(mailoutbox):
    organization = OrganizationFactory(residence="inside")
    RepresentationFactory(organization=organization, user=UserFactory(email="one@example.com"))
    sent(organization)

    counts = [remind(on=date(2018, 3, day), at=NOON) for day in (12, 13, 14)]

    assert (counts, len(mailoutbox)) == ([0, 1, 0], 1)


def test_an_officer_withdraws_with_a_reason_while_it_is_not_answered():
    officer, row = user_as(Role.OFFICER), sent()

    with pytest.raises(Refused):
        answer.withdraw(prescription=row, reason=" ", by=officer, at=NOON)
    answer.withdraw(prescription=row, reason="예산이 줄었습니다.", by=officer, at=NOON)

    row.refresh_from_db()
    assert (row.state, row.ended_by, row.end_reason) == ("withdrawn", officer, "예산이 줄었습니다.")


def test_a_promise_that_is_cancelled_takes_the_prescription_back(person):
    officer, row = user_as(Role.OFFICER), sent()
    answer.accept(prescription=row, by=person, at=NOON)
    with pytest.raises(Refused, match="약속을 취소"):
        answer.withdraw(prescription=row, reason="예산", by=officer, at=NOON)
    commitments.cancel(commitment=Commitment.objects.get(), reason="대표가 바뀌었습니다.", by=officer, at=NOON)

    assert (settle(at=NOON), settle(at=NOON)) == (1, 0)

    row.refresh_from_db()
    assert (row.state, money.taken(2018)) == ("withdrawn", {})
    assert "대표가 바뀌었습니다" in row.end_reason


def _applied(row, person, **more):
    return Application.objects.create(
        call=Call.objects.get(), organization=row.organization, state="submitted", amount=5_000_000, submitted_at=NOON,
        submitted_by=person, **more,
    )  # fmt: skip


def test_who_is_selected_in_the_call_has_accepted(person):
    row = sent(mode="call")
    _applied(row, person, proposed=True, granted=5_000_000, reason="좋은 계획")
    at = datetime(2018, 4, 20, tzinfo=UTC)
    calls.conclude(call=Call.objects.get(), conflicts="없음", by=user_as(Role.OFFICER), at=at)

    settle(at=at)

    row.refresh_from_db()
    assert (row.state, row.answered_by, row.answered_at) == ("accepted", person, NOON)


def test_who_is_not_selected_or_never_applied_leaves_its_money_free(person):
    design = offer(mode="call")
    asked, silent = OrganizationFactory(residence="inside"), OrganizationFactory(residence="inside")
    send(round=round_of((asked, design, 6_000_000), (silent, design, 6_000_000)), by=None, at=NOON)
    _applied(Prescription.objects.get(organization=asked), person, proposed=False, reason="다른 곳이 급합니다.")
    at = datetime(2018, 4, 20, tzinfo=UTC)
    calls.conclude(call=Call.objects.get(), conflicts="없음", by=user_as(Role.OFFICER), at=at)

    settle(at=at)

    found = dict(Prescription.objects.values_list("organization", "end_reason"))
    assert set(Prescription.objects.values_list("state", flat=True)) == {"lapsed"}
    assert "다른 곳이 급합니다" in found[asked.pk]
    assert "신청하지 않았습니다" in found[silent.pk]
    assert money.taken(2018) == {}


def test_who_is_recommended_the_same_again_is_settled_by_the_first_invitation(person):
    organization, design = OrganizationFactory(residence="inside"), offer(mode="call")
    send(round=round_of((organization, design, 6_000_000)), by=None, at=NOON)
    first = Prescription.objects.get()
    answer.decline(prescription=first, reason="때가 맞지 않습니다.", by=person, at=NOON)
    send(round=round_of((organization, design, 6_000_000)), by=None, at=NOON)
    second = Prescription.objects.exclude(pk=first.pk).get()
    _applied(second, person, proposed=True, granted=5_000_000, reason="좋은 계획")
    at = datetime(2018, 4, 20, tzinfo=UTC)
    calls.conclude(call=Call.objects.get(), conflicts="없음", by=user_as(Role.OFFICER), at=at)

    settle(at=at)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("declined", "accepted")


def test_an_organisation_finds_what_waits_for_it(person):
    row = sent()

    assert list(mine.of_organization(row.organization)) == [row]
    assert list(mine.waiting([row.organization_id])) == [row]
    answer.accept(prescription=row, by=person, at=NOON)
    assert list(mine.waiting([row.organization_id])) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "accepted"},
        {"state": "declined", "answered_at": NOON},
        {"state": "lapsed", "ended_at": NOON},
        {"state": "withdrawn", "end_reason": "까닭"},
        {"own_amount": -1},
        {"answer_way": "phone"},
    ],
)
def test_the_database_refuses(wrong):
    row = sent()

    with pytest.raises(IntegrityError), transaction.atomic():
        Prescription.objects.filter(pk=row.pk).update(**wrong)
