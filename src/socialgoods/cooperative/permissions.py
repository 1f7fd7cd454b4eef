"""Who may see and do what in a co-operative."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

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
    return list(own_members(user, Member.objects.running_on(on).filter(cooperative=cooperative), on))


def own_members(user: Any, rows: QuerySet[Member], on: date) -> QuerySet[Member]:
    """Of these, the person's own, and those of the organisations he or she stands for, also where one was merged into another."""
    represented = registry.represented(user, on)
    return rows.filter(
        Q(organization__in=represented) | Q(organization__merged_into__in=represented) | Q(organization=None, user=user)
    )


def may_see_register(user: Any, cooperative: Cooperative, on: date) -> bool:
    """Members and creditors may see and copy it (§49, §96); the county supervises."""
    return (
        runs(user, cooperative, on)
        or audits(user, cooperative, on)
        or people.is_officer(user, on)
        or people.is_auditor(user, on)
        or bool(memberships(user, cooperative, on))
    )


def is_own(user: Any, member: Member, on: date) -> bool:
    """The person's own membership, or of an organisation that he or she stands for; also after it has ended."""
    if not user.is_authenticated or not user.is_active:
        return False
    represented = registry.represented(user, on)
    if member.organization is not None:
        return member.organization_id in represented or member.organization.merged_into_id in represented
    return bool(member.user_id == user.pk)


def may_keep_register(user: Any, cooperative: Cooperative, on: date) -> bool:
    return runs(user, cooperative, on)


def may_see_members(user: Any, cooperative: Cooperative, on: date) -> bool:
    """Every member's shares day by day: who runs or audits the co-operative, and the county that supervises. Not the other members."""
    return (
        runs(user, cooperative, on)
        or audits(user, cooperative, on)
        or people.is_officer(user, on)
        or people.is_auditor(user, on)
    )


def may_see_member(user: Any, member: Member, on: date) -> bool:
    return is_own(user, member, on) or may_see_members(user, member.cooperative, on)


def may_change_own(user: Any, member: Member, on: date) -> bool:
    """Subscribe more, leave, have a certificate: in the member's own name, or by who keeps the register."""
    return is_own(user, member, on) or runs(user, member.cooperative, on)


def may_ask_to_join(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active)
