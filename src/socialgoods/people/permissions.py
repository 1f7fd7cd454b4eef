"""Who holds which county role today. The rooms above build their sentences from these."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from socialgoods.people.models import Assistance, Role, RoleAssignment, User


def roles(user: Any, on: date) -> frozenset[str]:
    """Asked once per user object and day: a request asks many times. Who is being helped holds no county role."""
    if not user.is_authenticated or not user.is_active or is_assisted(user):
        return frozenset()
    known: dict[date, frozenset[str]] = user.__dict__.setdefault("_roles_on", {})
    if on not in known:
        known[on] = frozenset(RoleAssignment.objects.running_on(on).filter(user=user).values_list("role", flat=True))
    return known[on]


def is_assisted(user: Any) -> bool:
    """A helper is acting for this person in this request."""
    return getattr(user, "assisted_by", None) is not None


def was_helping(user: Any, person_id: int | None, at: datetime | None) -> bool:
    """The user was acting for this person at that moment: what the person did then, both did."""
    return at is not None and (
        Assistance.objects.filter(Q(ended_at=None) | Q(ended_at__gte=at), started_at__lte=at)
        .filter(helper=user.pk, person=person_id)
        .exists()
    )


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


def may_hand_over(user: Any, on: date) -> bool:
    """Handing over gives rights away: nobody does it alone for themselves."""
    return may_manage_roles(user, on)


def may_see_staff(user: Any, on: date) -> bool:
    """Who holds which county role. A partner comes from outside the house."""
    return bool(roles(user, on) - {Role.PARTNER})


def may_see_all_accounts(user: Any, on: date) -> bool:
    return is_coordinator(user, on) or is_auditor(user, on)


def may_see_person(user: Any, person: User, on: date) -> bool:
    return may_see_all_accounts(user, on) or (may_see_staff(user, on) and bool(roles(person, on)))


def may_open_account(user: Any, on: date) -> bool:
    return is_helper(user, on)


def may_assist(user: Any, on: date) -> bool:
    return is_helper(user, on)


def may_assist_person(user: Any, person: User, on: date) -> bool:
    return may_assist(user, on) and person.is_active and person.pk != user.pk


def may_issue_code_sheet(user: Any, person: User, on: date) -> bool:
    """A sheet opens an account. Only the co-ordinating officer opens the account of somebody with county rights."""
    if not person.is_active:
        return False
    if is_coordinator(user, on):
        return True
    return is_helper(user, on) and not RoleAssignment.objects.running_or_coming(on).filter(user=person).exists()


def may_see_own(user: Any) -> bool:
    return bool(user.is_authenticated)


def may_change_security(user: Any) -> bool:
    """What keeps the account safe is for the person alone."""
    return bool(user.is_authenticated) and not is_assisted(user)
