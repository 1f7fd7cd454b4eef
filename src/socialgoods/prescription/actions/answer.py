"""What an organisation answers; what lapses when it says nothing; what an officer takes back. Accepted, it is promised."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User
from socialgoods.prescription.actions import letters
from socialgoods.prescription.models import AnswerWay, Prescription, PrescriptionState
from socialgoods.prescription.rules import answer as rules
from socialgoods.prescription.states import PRESCRIPTION_MOVES
from socialgoods.support.actions import commitment


@transaction.atomic
def accept(
    *, prescription: Prescription, way: str = AnswerWay.ONLINE, answered_for: str = "", by: User, at: datetime
) -> None:
    """The slower of two answers is told. The same person saying the same again changes nothing."""
    if _said_before(prescription, PrescriptionState.ACCEPTED, by):
        return
    _refuse(prescription, way=way, answered_for=answered_for, accepts=True, reason="", at=at)
    _answer(prescription, PrescriptionState.ACCEPTED, way=way, answered_for=answered_for, reason="", by=by, at=at)
    commitment.promise(
        organization=prescription.organization, year=prescription.year, measure=prescription.measure, source=prescription.source,
        amount=prescription.amount, origin=prescription.origin, due_on=date(prescription.year, 12, 31), by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def decline(
    *, prescription: Prescription, reason: str, way: str = AnswerWay.ONLINE, answered_for: str = "", by: User, at: datetime
) -> None:  # fmt: skip
    if _said_before(prescription, PrescriptionState.DECLINED, by):
        return
    _refuse(prescription, way=way, answered_for=answered_for, accepts=False, reason=reason, at=at)
    _answer(
        prescription,
        PrescriptionState.DECLINED,
        way=way,
        answered_for=answered_for,
        reason=reason.strip(),
        by=by,
        at=at,
    )


def _said_before(prescription: Prescription, state: PrescriptionState, by: User) -> bool:
    found = Prescription.objects.filter(pk=prescription.pk, state=state, answered_by=by).exists()
    if found:
        prescription.refresh_from_db(fields=["state", "answered_at", "answer_reason"])
    return found


def _refuse(
    prescription: Prescription, *, way: str, answered_for: str, accepts: bool, reason: str, at: datetime
) -> None:
    organization = prescription.organization
    reasons = rules.reasons_against_answering(
        state=prescription.state,
        answer_by=prescription.answer_by,
        on=seoul_day(at),
        is_open=organization.merged_into_id is None and organization.status == "active",
        accepts=accepts,
    )
    said = rules.reasons_against_words(way=way, answered_for=answered_for, accepts=accepts, reason=reason)
    if reasons or said:
        raise Refused(" ".join([*reasons, *(text for _field, text in said)]))


def _answer(
    prescription: Prescription, to: PrescriptionState, *, way: str, answered_for: str, reason: str, by: User, at: datetime
) -> None:  # fmt: skip
    assistance = by.assisted_by
    move(
        prescription, to, table=PRESCRIPTION_MOVES, answered_by=by, answered_at=at, answer_reason=reason, answer_way=way,
        answered_for=answered_for.strip(), helped_by_id=assistance.helper_id if assistance else None,
    )  # fmt: skip
    events.record(
        f"prescription.prescription.{to.value}", prescription, by=by, at=at, organization=prescription.organization.code,
        way=way, answered_for=answered_for.strip(), reason=reason, amount=prescription.amount,
    )  # fmt: skip


@transaction.atomic
def lapse(*, prescription: Prescription, reason: str = "", by: User | None = None, at: datetime) -> None:
    """Nobody answered in time. Its money is free for a following round."""
    why = reason or _("답할 날까지 답이 없었습니다.")
    move(prescription, PrescriptionState.LAPSED, table=PRESCRIPTION_MOVES, ended_by=by, ended_at=at, end_reason=why)
    events.record(
        "prescription.prescription.lapsed", prescription, by=by, at=at, organization=prescription.organization.code, reason=why,
        amount=prescription.amount,
    )  # fmt: skip
    if not reason:
        transaction.on_commit(lambda: letters.tell_lapsed(prescription, on=seoul_day(at)))


def lapse_due(*, on: date, at: datetime) -> int:
    """Those whose last day has gone by; each in a transaction of its own, so that one answered meanwhile stops no other."""
    from socialgoods.kernel.states import IllegalTransition

    count = 0
    rows = Prescription.objects.filter(state=PrescriptionState.SENT, answer_by__lt=on)
    for row in rows.select_related("organization", "measure"):
        try:
            lapse(prescription=row, at=at)
        except IllegalTransition:
            continue
        count += 1
    return count


@transaction.atomic
def withdraw(*, prescription: Prescription, reason: str, by: User, at: datetime) -> None:
    """By an officer, while it is not answered. What was accepted is a promise: it is cancelled in the case file."""
    if not reason.strip():
        raise Refused(_("거두는 까닭을 적어 주세요. 조직이 그대로 읽습니다."))
    if prescription.state == PrescriptionState.ACCEPTED:
        raise Refused(_("이미 받아들인 처방입니다. 업무철의 약속을 취소하면 처방도 거두어집니다."))
    move(
        prescription, PrescriptionState.WITHDRAWN, table=PRESCRIPTION_MOVES, ended_by=by, ended_at=at,
        end_reason=reason.strip(),
    )  # fmt: skip
    events.record(
        "prescription.prescription.withdrawn", prescription, by=by, at=at, organization=prescription.organization.code,
        reason=reason.strip(), amount=prescription.amount,
    )  # fmt: skip
    transaction.on_commit(lambda: letters.tell_withdrawn(prescription, on=seoul_day(at)))
