"""A promise's life: made once for its origin, delivered in parts, finished and written as support given, or cancelled."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User
from socialgoods.registry.models import Measure, Organization
from socialgoods.support.actions.refusals import NotPossible, refuse
from socialgoods.support.actions.written import take_out, write
from socialgoods.support.models import Commitment, CommitmentState, Delivery
from socialgoods.support.queries.commitment import locked, standing
from socialgoods.support.rules import commitment as rules
from socialgoods.support.states import COMMITMENT_MOVES
from socialgoods.support.text import SOURCE_LONG

SOURCE_LETTERS = 80


@transaction.atomic
def promise(
    *,
    organization: Organization,
    year: int,
    measure: Measure,
    source: str,
    amount: int,
    origin: str,
    carried_by: str = "",
    due_on: date | None = None,
    advisor: User | None = None,
    by: User | None,
    at: datetime,
) -> Commitment:
    """Once for its origin: asking again gives the promise that was made."""
    if len(source) > SOURCE_LETTERS:
        raise NotPossible(str(SOURCE_LONG))
    row, is_new = Commitment.objects.get_or_create(
        origin=origin,
        defaults={
            "organization": organization,
            "year": year,
            "measure": measure,
            "source": source,
            "amount": amount,
            "carried_by": carried_by,
            "due_on": due_on,
            "advisor": advisor,
            "promised_by": by,
            "promised_at": at,
        },
    )
    if is_new:
        said = {"year": year, "measure": measure.code, "source": source, "amount": amount, "origin": origin}
        events.record("support.commitment.promised", row, by=by, at=at, organization=organization.code, **said)
    return row


@transaction.atomic
def plan_delivery(
    *, commitment: Commitment, due_on: date | None, carried_by: str, advisor: User | None, by: User, at: datetime
) -> None:
    """By when, by which provider, and who looks after it."""
    row = locked(commitment)
    if not row.is_running:
        raise NotPossible(_("이미 마친 약속입니다."))
    row.due_on, row.carried_by, row.advisor = due_on, carried_by, advisor
    row.save(update_fields=["due_on", "carried_by", "advisor"])
    events.record(
        "support.commitment.planned",
        row,
        by=by,
        at=at,
        due_on=str(due_on or ""),
        advisor=advisor.pk if advisor else None,
    )


@transaction.atomic
def deliver(
    *,
    commitment: Commitment,
    delivered_on: date,
    what: str,
    cost: int,
    key: str,
    provider: str = "",
    reason: str = "",
    is_last: bool = False,
    by: User | None,
    at: datetime,
) -> Delivery:
    """Once for its key. `is_last` finishes the promise in the same breath; `reason` says why it comes to more or less."""
    row = locked(commitment)
    known = Delivery.objects.filter(key=key).first()
    if known is not None:
        if known.commitment_id != row.pk:
            raise NotPossible(_("이 전달은 다른 약속에 이미 적었습니다."))
        return known
    refuse(
        rules.reasons_against_delivering(
            standing(row),
            cost=cost,
            on=delivered_on,
            today=seoul_day(at),
            promised_on=seoul_day(row.promised_at),
            reason=reason,
        )
    )
    delivery = Delivery.objects.create(
        commitment=row, delivered_on=delivered_on, what=what, cost=cost, provider=provider, reason=reason, key=key,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    if row.state == CommitmentState.PROMISED:
        move(row, CommitmentState.IN_DELIVERY, table=COMMITMENT_MOVES)
    events.record("support.delivery.recorded", row, by=by, at=at, delivery=delivery.pk, cost=cost, on=str(delivered_on))
    if is_last:
        _finish(row, reason=reason, by=by, at=at)
    _copy(row, commitment)
    return delivery


@transaction.atomic
def take_back(*, delivery: Delivery, reason: str, key: str, by: User, at: datetime) -> Delivery:
    """A row with the opposite cost, while the promise is not yet written as support given. Once."""
    row = locked(delivery.commitment)
    known = Delivery.objects.filter(key=key, reverses=delivery).first()
    if known is not None:
        return known
    refuse(
        rules.reasons_against_taking_back(
            is_running=row.is_running,
            is_reversed=Delivery.objects.filter(reverses=delivery).exists(),
            is_reversal=delivery.reverses_id is not None,
            reason=reason,
        )
    )
    reversal = Delivery.objects.create(
        commitment=row, delivered_on=delivery.delivered_on, what=delivery.what, cost=-delivery.cost, provider=delivery.provider,
        reason=reason, reverses=delivery, key=key, recorded_by=by, recorded_at=at,
    )  # fmt: skip
    events.record(
        "support.delivery.taken_back", row, by=by, at=at, delivery=delivery.pk, cost=-delivery.cost, reason=reason
    )
    if not standing(row).deliveries:
        move(row, CommitmentState.PROMISED, table=COMMITMENT_MOVES)
    _copy(row, delivery.commitment)
    return reversal


@transaction.atomic
def finish(*, commitment: Commitment, reason: str = "", by: User, at: datetime) -> None:
    """What stands delivered is written as support given. Less than promised is closed in part, with a reason."""
    row = locked(commitment)
    _finish(row, reason=reason, by=by, at=at)
    _copy(row, commitment)


def _finish(row: Commitment, *, reason: str, by: User | None, at: datetime) -> None:
    now = standing(row)
    reason = reason or _reason_given(row) if now.delivered > now.amount else reason
    refuse(rules.reasons_against_finishing(now, reason=reason))
    written = write(row, now.delivered, by=by, at=at)
    to = CommitmentState.DELIVERED if rules.is_whole(now) else CommitmentState.CLOSED
    kept = reason if now.delivered != now.amount else ""
    move(
        row,
        to,
        table=COMMITMENT_MOVES,
        given=now.delivered,
        written=written,
        reason=kept,
        finished_by=by,
        finished_at=at,
    )
    name = "support.commitment.delivered" if to == CommitmentState.DELIVERED else "support.commitment.closed"
    events.record(
        name, row, by=by, at=at, organization=row.organization.code, given=now.delivered, amount=row.amount, reason=kept
    )


def _reason_given(row: Commitment) -> str:
    """The reason of the delivery that went above the promise stands for the whole."""
    found = row.deliveries.filter(reverses=None).exclude(reason="").order_by("-pk").values_list("reason", flat=True)
    return found.first() or ""


@transaction.atomic
def reopen(*, commitment: Commitment, reason: str, by: User, at: datetime) -> None:
    """A finished promise is in delivery again; what it wrote as support given is taken out, to the won."""
    row = locked(commitment)
    if not row.is_finished:
        raise NotPossible(_("마친 약속만 다시 열 수 있습니다."))
    if not reason.strip():
        raise NotPossible(_("다시 여는 까닭을 적어 주세요."))
    given, before = row.given, Commitment.objects.select_related("written").get(pk=row.pk)
    # The state goes first: a promise in delivery gives nothing, and the database holds the two to each other.
    move(
        row, CommitmentState.IN_DELIVERY, table=COMMITMENT_MOVES, given=None, written=None, reason="", finished_by=None,
        finished_at=None,
    )  # fmt: skip
    take_out(before, by=by, at=at)
    events.record("support.commitment.reopened", row, by=by, at=at, given=given, reason=reason)
    _copy(row, commitment)


@transaction.atomic
def cancel(*, commitment: Commitment, reason: str, by: User | None, at: datetime) -> None:
    row = locked(commitment)
    refuse(rules.reasons_against_cancelling(standing(row), reason=reason))
    move(row, CommitmentState.CANCELLED, table=COMMITMENT_MOVES, reason=reason.strip(), finished_by=by, finished_at=at)
    events.record(
        "support.commitment.cancelled", row, by=by, at=at, organization=row.organization.code, reason=reason.strip()
    )
    _copy(row, commitment)


def _copy(row: Commitment, told: Commitment) -> None:
    """The caller's object says what the row says."""
    for name in ("state", "given", "written_id", "reason", "finished_by_id", "finished_at"):
        setattr(told, name, getattr(row, name))
