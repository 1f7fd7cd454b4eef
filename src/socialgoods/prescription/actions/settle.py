"""What came of invitations and promises in the case file, brought back to the prescriptions they came from."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import IllegalTransition, move
from socialgoods.prescription.actions.answer import lapse
from socialgoods.prescription.models import AnswerWay, Prescription, PrescriptionState
from socialgoods.prescription.states import PRESCRIPTION_MOVES
from socialgoods.support.models import Application, Call, CallState, Commitment, CommitmentState, Invitation
from socialgoods.support.queries import case
from socialgoods.support.queries.case import CaseState

PREFIX = "prescription:"
PROMISED = frozenset({"promised", "in_delivery", "delivered", "closed"})


def settle(*, at: datetime) -> int:
    """How many moved. A second run moves nothing."""
    rows = list(_open().select_related("organization", "measure"))
    found = case.of_origins([row.origin for row in rows])
    found |= _invited_before([row for row in rows if row.origin not in found])
    calls = Call.objects.in_bulk({state.call for state in found.values() if state.call is not None})
    count = 0
    for row in rows:
        became = found.get(row.origin)
        if became is None:
            continue
        call = calls.get(became.call) if became.call is not None else None
        try:
            count += _settle(row, became, call, at=at)
        except IllegalTransition:
            continue
    return count


def _open() -> QuerySet[Prescription]:
    """Invitations not yet answered, and what was accepted and is promised no longer."""
    gone = Commitment.objects.filter(state=CommitmentState.CANCELLED, origin__startswith=PREFIX)
    cancelled = [int(origin.removeprefix(PREFIX)) for origin in gone.values_list("origin", flat=True)]
    return Prescription.objects.filter(
        Q(state=PrescriptionState.INVITED) | Q(state=PrescriptionState.ACCEPTED, pk__in=cancelled)
    )


def _invited_before(rows: list[Prescription]) -> dict[str, CaseState]:
    """Who declined once and was recommended the same again stands in the call under the first invitation."""
    first = {}
    for row in rows:
        invitation = Invitation.objects.filter(
            organization=row.organization_id, call__measure=row.measure_id, call__year=row.year, call__source=row.source
        ).first()
        if invitation is not None:
            first[row.origin] = invitation.origin
    found = case.of_origins(first.values())
    return {origin: found[other] for origin, other in first.items() if other in found}


def _settle(row: Prescription, became: CaseState, call: Call | None, *, at: datetime) -> bool:
    if row.state == PrescriptionState.ACCEPTED:
        if became.state == "cancelled":
            _take_back(row, became, at=at)
            return True
        return False
    if became.state in PROMISED:
        _selected(row, call, at=at)
        return True
    reason = _why_nothing(became, call, seoul_day(at))
    if reason:
        lapse(prescription=row, reason=reason, at=at)
    return bool(reason)


def _why_nothing(became: CaseState, call: Call | None, on: date) -> str:
    if became.state == "cancelled" or (call is not None and call.state == CallState.CANCELLED):
        return _("공모가 취소되었습니다. %(reason)s") % {"reason": became.reason or (call.reason if call else "")}
    if became.state == "refused":
        return _("공모에서 선정되지 않았습니다. %(reason)s") % {"reason": became.reason}
    is_over = call is not None and (call.closes_on < on or call.state != CallState.OPEN)
    if is_over and became.state in {"invited", "withdrawn"}:
        return _("공모의 마감일까지 신청하지 않았습니다.")
    return ""


@transaction.atomic
def _selected(row: Prescription, call: Call | None, *, at: datetime) -> None:
    """It answered by applying."""
    application = Application.objects.filter(call=call, organization=row.organization_id).first() if call else None
    move(
        row, PrescriptionState.ACCEPTED, table=PRESCRIPTION_MOVES, answered_at=application.submitted_at if application else at,
        answered_by_id=application.submitted_by_id if application else None, answer_way=AnswerWay.ONLINE,
    )  # fmt: skip
    events.record(
        "prescription.prescription.selected", row, by=None, at=at, organization=row.organization.code, amount=row.amount
    )


@transaction.atomic
def _take_back(row: Prescription, became: CaseState, *, at: datetime) -> None:
    reason = _("약속이 취소되었습니다. %(reason)s") % {"reason": became.reason}
    move(row, PrescriptionState.WITHDRAWN, table=PRESCRIPTION_MOVES, ended_at=at, end_reason=reason)
    events.record(
        "prescription.prescription.withdrawn", row, by=None, at=at, organization=row.organization.code, reason=reason,
        amount=row.amount,
    )  # fmt: skip
