"""Plain values in, reasons out. An empty list means yes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from socialgoods.people import text
from socialgoods.people.codes import AssistanceWay, IdentityCheck, Role

UNUSED_ENDS_AFTER = timedelta(minutes=30)


def reasons_against_assigning(
    *, role: str, has_department: bool, starts_on: date, ends_on: date | None, overlaps: bool, is_open: bool
) -> list[Any]:
    reasons: list[Any] = []
    if not is_open:
        reasons.append(text.ROLE_PERSON_CLOSED)
    if role == Role.OFFICER and not has_department:
        reasons.append(text.ROLE_NEEDS_DEPARTMENT)
    if ends_on is not None and ends_on <= starts_on:
        reasons.append(text.ROLE_ENDS_BEFORE_START)
    if overlaps:
        reasons.append(text.ROLE_ALREADY_RUNNING)
    return reasons


def reasons_against_ending(
    *,
    role: str,
    starts_on: date,
    ends_on: date | None,
    last_day: date,
    other_coordinators: Sequence[tuple[date, date | None]],
) -> list[Any]:
    """`last_day` is exclusive: the first day without the role. A county is never without a co-ordinating officer."""
    reasons: list[Any] = []
    if ends_on is not None and ends_on <= last_day:
        reasons.append(text.ROLE_ALREADY_ENDED)
    if last_day < starts_on:
        reasons.append(text.ROLE_ENDS_BEFORE_START)
    if role == Role.COORDINATOR and not any(starts <= last_day and ends is None for starts, ends in other_coordinators):
        reasons.append(text.LAST_COORDINATOR)
    return reasons


def reasons_against_handing_over(*, same_person: bool, is_open: bool, roles: int) -> list[Any]:
    reasons: list[Any] = []
    if same_person:
        reasons.append(text.HAND_OVER_TO_ONESELF)
    if not is_open:
        reasons.append(text.ROLE_PERSON_CLOSED)
    if not roles:
        reasons.append(text.HAND_OVER_NOTHING)
    return reasons


def reasons_against_assisting(*, same_person: bool, is_open: bool, way: str, checked_by: str) -> list[Any]:
    reasons: list[Any] = []
    if same_person:
        reasons.append(text.ASSIST_ONESELF)
    if not is_open:
        reasons.append(text.ASSIST_CLOSED)
    if way == AssistanceWay.PHONE and checked_by == IdentityCheck.ID_CARD:
        reasons.append(text.ASSIST_CARD_BY_PHONE)
    return reasons


def reasons_against_closing(*, holds_roles: bool) -> list[Any]:
    return [text.CLOSE_HOLDS_ROLES] if holds_roles else []


def is_unused(last_used_at: datetime, *, at: datetime) -> bool:
    return at - last_used_at >= UNUSED_ENDS_AFTER
