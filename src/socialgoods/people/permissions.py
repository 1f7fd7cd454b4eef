"""Who holds which county role today. The rooms above build their sentences from these."""

from datetime import date
from typing import Any

from socialgoods.people.models import Role, RoleAssignment


def roles(user: Any, on: date) -> frozenset[str]:
    """Asked once per user object and day: a request asks many times."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    known: dict[date, frozenset[str]] = user.__dict__.setdefault("_roles_on", {})
    if on not in known:
        known[on] = frozenset(RoleAssignment.objects.running_on(on).filter(user=user).values_list("role", flat=True))
    return known[on]


def is_coordinator(user: Any, on: date) -> bool:
    return Role.COORDINATOR in roles(user, on)


def is_officer(user: Any, on: date) -> bool:
    """The co-ordinating officer is an officer of every department."""
    return bool(roles(user, on) & {Role.COORDINATOR, Role.OFFICER})


def is_advisor(user: Any, on: date) -> bool:
    return Role.ADVISOR in roles(user, on)


def is_network_staff(user: Any, on: date) -> bool:
    return Role.NETWORK in roles(user, on)


def is_partner(user: Any, on: date) -> bool:
    return Role.PARTNER in roles(user, on)


def is_auditor(user: Any, on: date) -> bool:
    return Role.AUDITOR in roles(user, on)


def is_helper(user: Any, on: date) -> bool:
    """May act for a person at a counter, on the telephone or on a visit."""
    return bool(roles(user, on) & {Role.HELPER, Role.ADVISOR, Role.COORDINATOR, Role.OFFICER, Role.NETWORK})


def may_manage_roles(user: Any, on: date) -> bool:
    return is_coordinator(user, on)
