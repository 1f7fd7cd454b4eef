"""What waits in the co-operatives that somebody runs or belongs to."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from socialgoods.cooperative.models import (
    Assembly,
    AssemblyKind,
    AssemblyState,
    Consent,
    Cooperative,
    CooperativeState,
    JoinRequest,
    Member,
    Officer,
    RequestState,
    Steward,
)
from socialgoods.cooperative.queries import supervision

OVER = (CooperativeState.ABANDONED, CooperativeState.DISSOLVED)


@dataclass(frozen=True)
class Waiting:
    asking: int
    """Applications to join."""
    coming: list[Assembly]
    lacking: int
    """What supervision would find."""


def run_by(user: Any, on: date) -> list[Cooperative]:
    """As its staff, or by an office."""
    stewards = Steward.objects.running_on(on).filter(user=user).values("cooperative")
    offices = Officer.objects.running_on(on).filter(user=user).exclude(office="auditor").values("cooperative")
    rows = Cooperative.objects.filter(Q(pk__in=stewards) | Q(pk__in=offices)).exclude(state__in=OVER)
    return list(rows.select_related("entity").order_by("name"))


def waiting(rows: Sequence[Cooperative], on: date) -> dict[int, Waiting]:
    asked = Counter(
        JoinRequest.objects.filter(cooperative__in=rows, state=RequestState.ASKED).values_list("cooperative", flat=True)
    )
    called: dict[int, list[Assembly]] = defaultdict(list)
    states = [AssemblyState.DRAFT, AssemblyState.CALLED, AssemblyState.OPEN]
    for row in (
        Assembly.objects.filter(cooperative__in=rows, state__in=states)
        .select_related("cooperative")
        .order_by("held_at")
    ):
        called[row.cooperative_id].append(row)
    return {row.pk: Waiting(asked[row.pk], called[row.pk], len(supervision.of(row, on))) for row in rows}


def coming_for(organizations: Collection[int], on: date) -> list[Assembly]:
    """Assemblies to which these organisations are called as members, or at a founding as those who consented."""
    members = Member.objects.running_on(on).filter(organization__in=organizations).values("cooperative")
    consented = Consent.objects.filter(organization__in=organizations, withdrawn_on=None).values("cooperative")
    called = Q(cooperative__in=members) | Q(kind=AssemblyKind.FOUNDING, cooperative__in=consented)
    rows = Assembly.objects.filter(called, state__in=[AssemblyState.CALLED, AssemblyState.OPEN])
    return list(rows.select_related("cooperative").order_by("held_at"))
