"""Who may see and do what in a co-operative."""

from datetime import date
from typing import Any

from socialgoods.cooperative.models import Cooperative, Member, Officer, Steward
from socialgoods.people import permissions as people
from socialgoods.registry import permissions as registry


def runs(user: Any, cooperative: Cooperative, on: date) -> bool:
    """Its staff, or who holds an office in it: keeps the register, calls assemblies, prepares the year's end."""
    if not user.is_authenticated or not user.is_active or people.is_assisted(user):
        return False
    return (
        Steward.objects.running_on(on).filter(cooperative=cooperative, user=user).exists()
        or Officer.objects.running_on(on).filter(cooperative=cooperative, user=user).exclude(office="auditor").exists()
    )


def audits(user: Any, cooperative: Cooperative, on: date) -> bool:
    return user.is_authenticated and (
        Officer.objects.running_on(on).filter(cooperative=cooperative, user=user, office="auditor").exists()
    )


def memberships(user: Any, cooperative: Cooperative, on: date) -> list[Member]:
    """Those in whose name the person may act: as a member, or as one who stands for a member organisation."""
    if not user.is_authenticated:
        return []
    rows = Member.objects.running_on(on).filter(cooperative=cooperative)
    represented = registry.represented(user, on)
    return [row for row in rows if row.user_id == user.pk or row.organization_id in represented]


def may_see_register(user: Any, cooperative: Cooperative, on: date) -> bool:
    """Members and creditors may see and copy it (§49, §96); the county supervises."""
    return (
        runs(user, cooperative, on)
        or audits(user, cooperative, on)
        or people.is_officer(user, on)
        or people.is_auditor(user, on)
        or bool(memberships(user, cooperative, on))
    )
