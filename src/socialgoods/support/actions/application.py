"""An application: begun, saved as typed, submitted, taken back or withdrawn until the closing day, weighed and settled."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User
from socialgoods.registry.models import Organization
from socialgoods.support.actions.commitment import promise
from socialgoods.support.actions.refusals import NotPossible, refuse
from socialgoods.support.models import Application, ApplicationState, Call, CallState
from socialgoods.support.queries import call as queries
from socialgoods.support.rules import call as rules
from socialgoods.support.states import APPLICATION_MOVES

TYPED = ("plan", "need", "amount", "own_amount", "other_support")
SAME_SITTING = timedelta(minutes=30)


class SavedMeanwhile(NotPossible):
    """Somebody else has handed it in or withdrawn it since this page was read."""


@transaction.atomic
def begin(*, call: Call, organization: Organization, by: User, at: datetime) -> Application:
    """Beginning twice finds what was begun; what was withdrawn is begun anew."""
    row = Application.objects.select_for_update().filter(call=call, organization=organization).first()
    has_applied = row is not None and row.state not in {ApplicationState.DRAFT, ApplicationState.WITHDRAWN}
    if row is not None and row.state == ApplicationState.DRAFT:
        return row
    if has_applied and row is not None:
        return row
    refuse(queries.reasons_against(call, organization, on=seoul_day(at)))
    if row is not None:
        move(row, ApplicationState.DRAFT, table=APPLICATION_MOVES, submitted_by=None, submitted_at=None)
        events.record("support.application.begun", row, by=by, at=at, organization=organization.code)
        return row
    row, is_new = Application.objects.get_or_create(
        call=call, organization=organization, defaults={"amount": queries.invited_amount(call, organization)}
    )
    if is_new:
        events.record("support.application.begun", row, by=by, at=at, organization=organization.code)
    return row


@transaction.atomic
def save(*, application: Application, changes: Mapping[str, Any], by: User, at: datetime) -> None:
    """As typed, while it is a draft and the call is open. One event a sitting, not one a keystroke."""
    _still_open(application, at)
    fields = {name: value for name, value in changes.items() if name in TYPED}
    rows = Application.objects.filter(pk=application.pk, state=ApplicationState.DRAFT)
    if not rows.update(**fields, saved_by=by, saved_at=at):
        raise SavedMeanwhile(_("그사이 신청을 냈거나 거두었습니다. 새로 고쳐 지금 상태를 확인해 주세요."))
    is_same_sitting = (
        application.saved_at is not None
        and application.saved_by_id == by.pk
        and at - application.saved_at <= SAME_SITTING
    )
    if not is_same_sitting:
        events.record("support.application.edited", application, by=by, at=at)
    application.refresh_from_db()


def reasons_against_submitting(application: Application) -> list[tuple[str, str]]:
    return rules.reasons_against_submitting(
        queries.offer_of(application.call),
        plan=application.plan,
        need=application.need,
        amount=application.amount,
        own_amount=application.own_amount,
    )


@transaction.atomic
def submit(*, application: Application, by: User, at: datetime) -> None:
    row = _locked(application)
    refuse(queries.reasons_against(row.call, row.organization, on=seoul_day(at), but=row))
    refuse(text for _field, text in reasons_against_submitting(row))
    move(row, ApplicationState.SUBMITTED, table=APPLICATION_MOVES, submitted_by=by, submitted_at=at)
    events.record(
        "support.application.submitted", row, by=by, at=at, organization=row.organization.code, amount=row.amount
    )
    application.refresh_from_db()


@transaction.atomic
def take_back(*, application: Application, by: User, at: datetime) -> None:
    """To write on, until the closing day."""
    row = _locked(application)
    _still_open(row, at)
    move(
        row, ApplicationState.DRAFT, table=APPLICATION_MOVES, submitted_by=None, submitted_at=None, proposed=None,
        granted=None, reason="",
    )  # fmt: skip
    events.record("support.application.taken_back", row, by=by, at=at)
    application.refresh_from_db()


@transaction.atomic
def withdraw(*, application: Application, by: User, at: datetime) -> None:
    row = _locked(application)
    _still_open(row, at)
    move(row, ApplicationState.WITHDRAWN, table=APPLICATION_MOVES)
    events.record("support.application.withdrawn", row, by=by, at=at, organization=row.organization.code)
    application.refresh_from_db()


@transaction.atomic
def weigh(
    *, application: Application, is_selected: bool | None, granted: int | None, reason: str, by: User, at: datetime
) -> None:
    """What the officer means to decide and why. Nothing is told until the call is concluded."""
    row = _locked(application)
    if row.state != ApplicationState.SUBMITTED or row.call.state != CallState.OPEN:
        raise NotPossible(_("신청한 상태에서만 정할 수 있습니다."))
    if is_selected and granted is None:
        raise NotPossible(_("선정하려면 금액을 적어 주세요."))
    if is_selected:
        refuse(rules.reasons_against_granting(granted or 0, asked=row.amount or 0, most=row.call.most))
    fields: dict[str, Any] = {
        "proposed": is_selected,
        "granted": granted if is_selected else None,
        "reason": reason.strip(),
        "decided_by": by,
        "decided_at": at,
    }
    if all(getattr(row, name) == value for name, value in fields.items() if name not in {"decided_by", "decided_at"}):
        return
    Application.objects.filter(pk=row.pk).update(**fields)
    events.record(
        "support.application.weighed", row, by=by, at=at, selected=is_selected, granted=granted, reason=reason.strip()
    )
    application.refresh_from_db()


def settle(row: Application, *, call: Call, origin: str, by: User, at: datetime) -> None:
    """Inside `call.conclude`: selected becomes a promise, under the invitation's origin or its own."""
    if not row.proposed:
        move(row, ApplicationState.REFUSED, table=APPLICATION_MOVES, decided_by=by, decided_at=at)
        events.record("support.application.refused", row, by=by, at=at, organization=row.organization.code)
        return
    commitment = promise(
        organization=row.organization,
        year=call.year,
        measure=call.measure,
        source=call.source,
        amount=row.granted or 0,
        origin=origin or f"application:{row.pk}",
        by=by,
        at=at,
    )
    move(row, ApplicationState.SELECTED, table=APPLICATION_MOVES, commitment=commitment, decided_by=by, decided_at=at)
    events.record(
        "support.application.selected", row, by=by, at=at, organization=row.organization.code, granted=row.granted
    )


def _still_open(row: Application, at: datetime) -> None:
    if row.call.state != CallState.OPEN or seoul_day(at) > row.call.closes_on:
        raise NotPossible(_("마감한 공모입니다. 마감일까지만 고치거나 거둘 수 있습니다."))


def _locked(row: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("call__measure", "organization")
    return rows.get(pk=row.pk)
