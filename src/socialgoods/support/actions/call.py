"""A call's life: opened for a measure, organisations invited, decided after the closing day, or cancelled."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User
from socialgoods.registry.models import Measure, Organization
from socialgoods.support.actions import application as applications
from socialgoods.support.actions import letters
from socialgoods.support.actions.refusals import NotPossible, refuse
from socialgoods.support.models import Application, ApplicationState, Call, CallState, Invitation
from socialgoods.support.rules import call as rules
from socialgoods.support.states import CALL_MOVES
from socialgoods.support.text import SOURCE_LONG

SOURCE_LETTERS = 80


@transaction.atomic
def open_call(
    *,
    measure: Measure,
    year: int,
    source: str,
    budget: int,
    closes_on: date,
    basis: str = "",
    text: str = "",
    kinds: Iterable[str] = (),
    programme: str = "",
    most: int | None = None,
    own_share: Decimal | None = None,
    by: User | None,
    at: datetime,
) -> Call:
    """One a measure, year and source: asking again gives the same, whose budget may only grow while it is open."""
    if len(source) > SOURCE_LETTERS:
        raise NotPossible(str(SOURCE_LONG))
    row, is_new = Call.objects.get_or_create(
        measure=measure,
        year=year,
        source=source,
        defaults={
            "budget": budget,
            "closes_on": closes_on,
            "basis": basis,
            "text": text,
            "kinds": list(kinds),
            "programme": programme,
            "most": most,
            "own_share": own_share,
            "opened_by": by,
            "opened_at": at,
        },
    )
    if is_new:
        said = {"year": year, "measure": measure.code, "source": source, "budget": budget, "closes_on": str(closes_on)}
        events.record("support.call.opened", row, by=by, at=at, **said)
        return row
    row = locked(row)
    if row.state == CallState.OPEN and budget > row.budget:
        before, row.budget = row.budget, budget
        row.save(update_fields=["budget"])
        events.record("support.call.budget_raised", row, by=by, at=at, before=before, budget=budget)
    return row


@transaction.atomic
def change(*, call: Call, fields: dict[str, object], by: User, at: datetime) -> None:
    """While it is open, in what it says. Nobody who could apply yesterday is shut out: the closing day only moves back."""
    row = locked(call)
    if row.state != CallState.OPEN:
        raise NotPossible(_("이미 끝난 공모는 고칠 수 없습니다."))
    closes_on = fields.get("closes_on", row.closes_on)
    if isinstance(closes_on, date) and closes_on < row.closes_on:
        raise NotPossible(_("마감일은 앞당길 수 없습니다. 신청하려던 조직이 기회를 잃습니다."))
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    if changed:
        row.save(update_fields=changed)
        events.record("support.call.changed", row, by=by, at=at, fields=changed)


@transaction.atomic
def invite(
    *, call: Call, organization: Organization, amount: int, origin: str, by: User | None, at: datetime
) -> Invitation:
    """Once for its origin, and once an organisation: a second recommendation finds the first invitation."""
    known = Invitation.objects.filter(origin=origin).first()
    if known is not None:
        return known
    row, is_new = Invitation.objects.get_or_create(
        call=call,
        organization=organization,
        defaults={"amount": amount, "origin": origin, "invited_by": by, "invited_at": at},
    )
    if is_new:
        events.record(
            "support.organization.invited",
            call,
            by=by,
            at=at,
            organization=organization.code,
            amount=amount,
            origin=origin,
        )
        transaction.on_commit(lambda: letters.tell_invited(row, on=seoul_day(at)))
    return row


@transaction.atomic
def cancel(*, call: Call, reason: str, by: User, at: datetime) -> None:
    row = locked(call)
    if not reason.strip():
        raise NotPossible(_("취소하는 까닭을 적어 주세요."))
    move(row, CallState.CANCELLED, table=CALL_MOVES, reason=reason.strip(), ended_by=by, ended_at=at)
    events.record("support.call.cancelled", row, by=by, at=at, reason=reason.strip())


@transaction.atomic
def conclude(*, call: Call, conflicts: str, by: User, at: datetime) -> list[Application]:
    """All that was decided becomes so at once: who is selected is promised the money, and everybody is told, with the reason."""
    row = locked(call)
    asked = list(
        Application.objects.select_for_update(of=("self",))
        .filter(call=row, state=ApplicationState.SUBMITTED)
        .select_related("organization")
        .order_by("pk")
    )
    chosen = [each for each in asked if each.proposed]
    refuse(
        rules.reasons_against_concluding(
            closes_on=row.closes_on,
            on=seoul_day(at),
            undecided=sum(each.proposed is None for each in asked),
            without_reason=sum(each.proposed is not None and not each.reason.strip() for each in asked),
            granted=sum(each.granted or 0 for each in chosen),
            budget=row.budget,
            conflicts=conflicts,
        )
    )
    move(row, CallState.DECIDED, table=CALL_MOVES, conflicts=conflicts.strip(), ended_by=by, ended_at=at)
    events.record("support.call.decided", row, by=by, at=at, selected=len(chosen), asked=len(asked))
    invitations = dict(Invitation.objects.filter(call=row).values_list("organization", "origin"))
    for each in asked:
        applications.settle(each, call=row, origin=invitations.get(each.organization_id, ""), by=by, at=at)
    transaction.on_commit(lambda: letters.tell_results(row, asked, on=seoul_day(at)))
    call.refresh_from_db()
    return asked


def locked(call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",)).select_related("measure").get(pk=call.pk)
