"""Assemblies, and who is present at a moment."""

from collections import Counter
from datetime import date, datetime

from django.db.models import Q, QuerySet

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.models import (
    Assembly,
    AssemblyKind,
    AssemblyState,
    Attendance,
    Channel,
    Consent,
    Cooperative,
    Delegate,
    Member,
)
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import resolution
from socialgoods.cooperative.rules.calling import ordinary_due
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


def presence_now(assembly: Assembly, now: datetime) -> Quorum:
    """Of one that is over: as it was at the close."""
    return presence(assembly, min(now, assembly.closed_at) if assembly.closed_at else now)


def by_channel(quorum: Quorum) -> list[tuple[str, int]]:
    """In the order of the law: in person and by a proxy always, the others where somebody takes part so."""
    always = {Channel.IN_PERSON, Channel.PROXY}
    return [
        (str(way.label), quorum.by_channel.get(way, 0))
        for way in Channel
        if way in always or quorum.by_channel.get(way)
    ]


def quorum_article(assembly: Assembly) -> str:
    majority = resolution.FOUNDING if assembly.kind == AssemblyKind.FOUNDING else resolution.ORDINARY
    return resolution.article_of(majority, is_social=assembly.cooperative.is_social)


def plans(assembly: Assembly) -> dict[str, int]:
    """What was said beforehand: how many will come, send somebody, stay away; and have not answered."""
    said = Counter(assembly.roll.values_list("plan", flat=True))
    return {"come": said["come"], "proxy": said["proxy"], "absent": said["absent"], "unanswered": said[""]}


def other_ways(assembly: Assembly, on: date) -> set[str]:
    """Beside coming or sending somebody: what both the law of the day and the articles allow."""
    lawful, articles = parameters.VOTING_WAYS.on(on), articles_on(assembly.cooperative, on)
    said = {Channel.PAPER: articles.allows_written_votes, Channel.ELECTRONIC: articles.allows_electronic_votes}
    return {way.value for way, allows in said.items() if allows and way in lawful}


def consents_on(assembly: Assembly) -> QuerySet[Consent]:
    """At a founding: who has filed a consent form by the record date and not taken it back."""
    return assembly.cooperative.consents.filter(withdrawn_on=None, filed_on__lte=assembly.record_on).order_by("pk")


def entitled_on(assembly: Assembly) -> QuerySet[Member]:
    """Members on the record date who are still members on the day; of a delegates' assembly, the delegates."""
    still = Q(ends_on=None) | Q(ends_on__gt=seoul_day(assembly.held_at))
    rows = Member.objects.running_on(assembly.record_on).filter(still, cooperative=assembly.cooperative_id)
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
    last_on = seoul_day(last.held_at) if last is not None else None
    is_due = ordinary_due(last_on=last_on, year_ended_on=ended.ends_on, on=on)
    return ended.year if is_due and cooperative.registered_on < ended.ends_on else None


def coming(cooperative: Cooperative) -> QuerySet[Assembly]:
    return cooperative.assemblies.filter(state__in=[AssemblyState.CALLED, AssemblyState.OPEN]).order_by("held_at")
