"""Who may see and do what in a co-operative."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from socialgoods.cooperative.models import (
    Assembly,
    AssemblyState,
    Attendance,
    Consent,
    Cooperative,
    CooperativeState,
    Member,
    Officer,
    Steward,
)
from socialgoods.cooperative.rules import minutes as rules
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


def supervises(user: Any, cooperative: Cooperative, on: date) -> bool:
    """The co-operative's own auditor; the county."""
    return audits(user, cooperative, on) or people.is_officer(user, on) or people.is_auditor(user, on)


def may_see_register(user: Any, cooperative: Cooperative, on: date) -> bool:
    """Members and creditors may see and copy it (§49, §96); the county supervises."""
    return runs(user, cooperative, on) or supervises(user, cooperative, on) or bool(memberships(user, cooperative, on))


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


def consented(user: Any, cooperative: Cooperative, on: date) -> bool:
    """Filed a consent form, in the own name or for an organisation that the person stands for."""
    if not user.is_authenticated:
        return False
    rows = cooperative.consents.filter(withdrawn_on=None)
    return bool(
        rows.filter(Q(organization__in=registry.represented(user, on)) | Q(organization=None, user=user)).exists()
    )


def may_begin_founding(user: Any) -> bool:
    """Anybody with an account, in person."""
    return bool(user.is_authenticated and user.is_active and not people.is_assisted(user))


def may_see_founding(user: Any, cooperative: Cooperative, on: date) -> bool:
    """Who prepares it, who consented to it, and the county that is asked about it. Everybody else reads the notice."""
    return may_see_register(user, cooperative, on) or consented(user, cooperative, on)


def may_read_paper(user: Any, cooperative: Cooperative, name: str, on: date) -> bool:
    """The notice of the founding assembly is for everybody, the form of consent too; the list of who subscribed is not."""
    return name != "subscriptions" or may_see_founding(user, cooperative, on)


def may_prepare_founding(user: Any, cooperative: Cooperative, on: date) -> bool:
    return runs(user, cooperative, on)


def may_consent(user: Any, cooperative: Cooperative, on: date) -> bool:
    """As long as the founding is prepared; a helper may write down what the person says."""
    return bool(user.is_authenticated and user.is_active) and cooperative.state == CooperativeState.FOUNDING


def may_withdraw_consent(user: Any, consent: Consent, on: date) -> bool:
    is_own = (consent.organization_id is None and consent.user_id == user.pk) or (
        consent.organization_id is not None and consent.organization_id in registry.represented(user, on)
    )
    return is_own or runs(user, consent.cooperative, on)


def may_see_assembly(user: Any, assembly: Assembly, on: date) -> bool:
    """Members (at a founding, those who consented), officers and auditors of the co-operative, the county that supervises."""
    cooperative = assembly.cooperative
    if assembly.state == AssemblyState.DRAFT:
        return runs(user, cooperative, on)
    return may_see_founding(user, cooperative, on)


def may_read_minutes(user: Any, assembly: Assembly, on: date) -> bool:
    """As the rule says (§49, §96). A creditor gets a copy at the office, from those who run the co-operative."""
    cooperative = assembly.cooperative
    is_member = bool(memberships(user, cooperative, on)) or consented(user, cooperative, on)
    return not rules.reasons_against_copying(
        is_member=is_member, is_creditor=False, runs=runs(user, cooperative, on), supervises=supervises(user, cooperative, on),
        is_social=cooperative.is_social,
    )  # fmt: skip


def may_see_demands(user: Any, cooperative: Cooperative, on: date) -> bool:
    return may_see_register(user, cooperative, on)


def may_demand(user: Any, cooperative: Cooperative, on: date) -> bool:
    """Members, each in the own name; who runs the pages writes down what was signed on paper."""
    return runs(user, cooperative, on) or bool(memberships(user, cooperative, on))


def may_see_assemblies(user: Any, cooperative: Cooperative, on: date) -> bool:
    return may_see_founding(user, cooperative, on)


def may_run_assembly(user: Any, assembly: Assembly, on: date) -> bool:
    return runs(user, assembly.cooperative, on)


def own_rows(user: Any, assembly: Assembly, on: date) -> QuerySet[Attendance]:
    """The rows of the roll in whose name the person may act."""
    represented = registry.represented(user, on) if user.is_authenticated else frozenset()
    of_member = Q(member__organization__in=represented) | Q(member__organization=None, member__user=user.pk or 0)
    of_consent = Q(consent__organization__in=represented) | Q(consent__organization=None, consent__user=user.pk or 0)
    return assembly.roll.filter(of_member | of_consent)


def may_act_for(user: Any, attendance: Attendance, on: date) -> bool:
    return runs(user, attendance.assembly.cooperative, on) or own_rows(user, attendance.assembly, on).filter(
        pk=attendance.pk
    ).exists()  # fmt: skip
