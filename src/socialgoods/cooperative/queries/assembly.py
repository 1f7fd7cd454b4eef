"""Assemblies, and who is present at a moment."""

from collections import Counter
from datetime import date, datetime

from django.db.models import Q, QuerySet

from socialgoods.cooperative.models import (
    Assembly,
    AssemblyKind,
    AssemblyState,
    Attendance,
    Cooperative,
    Delegate,
    Member,
)
from socialgoods.cooperative.rules.presence import Quorum
from socialgoods.kernel.periods import FiscalYear, seoul_day

HELD = (AssemblyState.OPEN, AssemblyState.CLOSED, AssemblyState.SIGNED)


def present_at(assembly: Assembly, at: datetime) -> QuerySet[Attendance]:
    """Who had come and not left, a principal as long as a proxy stands for him or her."""
    rows = Attendance.objects.filter(assembly=assembly, arrived_at__lte=at)
    return rows.filter(Q(left_at=None) | Q(left_at__gt=at))


def presence(assembly: Assembly, at: datetime) -> Quorum:
    channels = Counter(present_at(assembly, at).values_list("channel", flat=True))
    return Quorum(assembly.roll.count(), sum(channels.values()), dict(channels))


def entitled_on(assembly: Assembly) -> QuerySet[Member]:
    """Members on the record date; of a delegates' assembly, the delegates."""
    rows = Member.objects.running_on(assembly.record_on).filter(cooperative=assembly.cooperative_id)
    if assembly.is_delegates:
        running = Delegate.objects.running_on(assembly.record_on).filter(cooperative=assembly.cooperative_id)
        rows = rows.filter(pk__in=running.values("member"))
    return rows.order_by("number")


def last_ordinary(cooperative: Cooperative) -> Assembly | None:
    rows = cooperative.assemblies.filter(kind=AssemblyKind.ORDINARY, state__in=HELD)
    return rows.order_by("-held_at").first()


def lacks_ordinary(cooperative: Cooperative, on: date, end_month: int) -> int | None:
    """The fiscal year whose ordinary assembly has not been held yet, once it has ended (§28②)."""
    if cooperative.registered_on is None:
        return None
    ended = FiscalYear(FiscalYear.of(on, end_month).year - 1, end_month)
    last = last_ordinary(cooperative)
    if cooperative.registered_on >= ended.ends_on or (last is not None and seoul_day(last.held_at) >= ended.ends_on):
        return None
    return ended.year


def coming(cooperative: Cooperative) -> QuerySet[Assembly]:
    return cooperative.assemblies.filter(state__in=[AssemblyState.CALLED, AssemblyState.OPEN]).order_by("held_at")
