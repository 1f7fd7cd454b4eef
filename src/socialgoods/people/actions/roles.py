"""County roles begin, end and pass to a successor."""

from datetime import date, datetime

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.people import queries, rules
from socialgoods.people.actions import code_sheets
from socialgoods.people.models import Department, RoleAssignment, User


class RoleRefused(Exception):
    """Carries the reasons, ready to show."""


@transaction.atomic
def assign_role(
    *,
    user: User,
    role: str,
    department: Department | None,
    starts_on: date,
    ends_on: date | None,
    by: User,
    at: datetime,
) -> RoleAssignment:
    User.objects.select_for_update().get(pk=user.pk)
    reasons = rules.reasons_against_assigning(
        role=role,
        has_department=department is not None,
        starts_on=starts_on,
        ends_on=ends_on,
        overlaps=_overlaps(user, role, department, starts_on, ends_on),
        is_open=user.is_active,
    )
    _refuse(reasons)
    return _begin(user, role, department, starts_on, ends_on, by=by, at=at)


@transaction.atomic
def end_role(*, assignment: RoleAssignment, ends_on: date, by: User, at: datetime) -> None:
    """`ends_on` is the first day without the role."""
    others = queries.other_coordinators(assignment)
    assignment = RoleAssignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    reasons = rules.reasons_against_ending(
        role=assignment.role,
        starts_on=assignment.starts_on,
        ends_on=assignment.ends_on,
        last_day=ends_on,
        other_coordinators=others,
    )
    _refuse(reasons)
    _end(assignment, ends_on, by=by, at=at)


@transaction.atomic
def hand_over_roles(*, from_user: User, to_user: User, on: date, by: User, at: datetime) -> list[RoleAssignment]:
    """Roles that run on `on` or begin later end, and begin for the successor, who keeps what they already hold."""
    list(User.objects.select_for_update().filter(pk__in=[from_user.pk, to_user.pk]).order_by("pk"))
    held = list(
        RoleAssignment.objects.select_for_update(of=("self",))
        .filter(user=from_user)
        .running_or_coming(on)
        .order_by("pk")
    )
    reasons = rules.reasons_against_handing_over(
        same_person=from_user.pk == to_user.pk, is_open=to_user.is_active, roles=len(held)
    )
    _refuse(reasons)
    begun = []
    for old in held:
        until, starts_on = old.ends_on, max(on, old.starts_on)
        _end(old, starts_on, by=by, at=at)
        if not _overlaps(to_user, old.role, old.department, starts_on, until):
            begun.append(_begin(to_user, old.role, old.department, starts_on, until, by=by, at=at, succeeds=old))
    events.record("people.desk.handed_over", from_user, by=by, at=at, to=to_user.pk, roles=len(held))
    return begun


def _begin(
    user: User,
    role: str,
    department: Department | None,
    starts_on: date,
    ends_on: date | None,
    *,
    by: User,
    at: datetime,
    succeeds: RoleAssignment | None = None,
) -> RoleAssignment:
    """A code sheet from before was issued to somebody without county rights; others have seen its codes."""
    row = RoleAssignment.objects.create(
        user=user,
        role=role,
        department=department,
        starts_on=starts_on,
        ends_on=ends_on,
        assigned_by=by,
        succeeds=succeeds,
    )
    events.record("people.role.assigned", row, by=by, at=at, role=role, user=user.pk)
    code_sheets.end_sheets(user=user, by=by, at=at)
    return row


def _end(assignment: RoleAssignment, ends_on: date, *, by: User, at: datetime) -> None:
    assignment.ends_on = ends_on
    assignment.save(update_fields=["ends_on"])
    events.record("people.role.ended", assignment, by=by, at=at, role=assignment.role, user=assignment.user_id)


def _overlaps(user: User, role: str, department: Department | None, starts_on: date, ends_on: date | None) -> bool:
    rows = RoleAssignment.objects.filter(user=user, role=role, department=department).running_or_coming(starts_on)
    return (rows.filter(starts_on__lt=ends_on) if ends_on else rows).exists()


def _refuse(reasons: list[object]) -> None:
    if reasons:
        raise RoleRefused(" ".join(map(str, reasons)))
