"""A helper acts for a person: begun with a reason and an identity check, ended by hand or by thirty idle minutes."""

from datetime import datetime, timedelta

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.people import permissions, rules
from socialgoods.people.models import Assistance, User
from socialgoods.people.rules import UNUSED_ENDS_AFTER

WRITE_USE_EVERY = timedelta(minutes=1)


class AssistanceRefused(Exception):
    """Carries the reasons, ready to show."""


@transaction.atomic
def start_assistance(*, person: User, way: str, checked_by: str, reason: str, by: User, at: datetime) -> Assistance:
    """The identity has been checked by the caller. An assistance this helper left open ends."""
    reasons = rules.reasons_against_assisting(
        same_person=person.pk == by.pk, is_open=person.is_active, way=way, checked_by=checked_by
    )
    if reasons:
        raise AssistanceRefused(" ".join(map(str, reasons)))
    for left_open in Assistance.objects.select_for_update().filter(helper=by, ended_at=None):
        end_assistance(assistance=left_open, by=by, at=at)
    row = Assistance.objects.create(
        helper=by, person=person, way=way, checked_by=checked_by, reason=reason, started_at=at, last_used_at=at
    )
    events.record("people.assistance.started", person, by=by, at=at, assistance=row.pk, way=way, checked_by=checked_by)
    return row


def still_running(assistance: Assistance, *, helper: User, at: datetime) -> bool:
    """Ends the assistance where it has gone unused, or the helper or the person has left meanwhile."""
    if assistance.ended_at is not None:
        return False
    allowed = permissions.may_assist(helper, seoul_day(at)) and assistance.person.is_active
    if allowed and not rules.is_unused(assistance.last_used_at, at=at):
        return True
    end_assistance(assistance=assistance, by=helper, at=at)
    return False


def keep_open(assistance: Assistance, *, at: datetime) -> None:
    if at - assistance.last_used_at >= WRITE_USE_EVERY:
        Assistance.objects.filter(pk=assistance.pk).update(last_used_at=at)


@transaction.atomic
def end_assistance(*, assistance: Assistance, by: User | None, at: datetime) -> None:
    """One that went unused ended when the time was over, not when somebody noticed."""
    ended_at = min(at, assistance.last_used_at + UNUSED_ENDS_AFTER)
    if not Assistance.objects.filter(pk=assistance.pk, ended_at=None).update(ended_at=ended_at):
        return
    events.record(
        "people.assistance.ended",
        assistance.person,
        by=by,
        at=at,
        assistance=assistance.pk,
        unused=rules.is_unused(assistance.last_used_at, at=at),
    )


def end_unused(*, at: datetime) -> int:
    rows = Assistance.objects.filter(ended_at=None, last_used_at__lte=at - UNUSED_ENDS_AFTER).select_related("person")
    for row in rows:
        end_assistance(assistance=row, by=None, at=at)
    return len(rows)
