"""How many residents take part, each counted once by token. Records without a token make it a range."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from socialgoods.places.models import District
from socialgoods.registry.models import Membership, Organization, StatusPeriod

TAKING_PART = [Membership.Part.MEMBER, Membership.Part.WORKER, Membership.Part.VOLUNTEER]
LINKED, UNLINKED = ~Q(token=""), Q(token="")
COUNTS = Q(part__in=TAKING_PART)


@dataclass(frozen=True)
class Counted:
    """At least the distinct linked persons; at most as many more as there are unlinked records."""

    linked: int = 0
    unlinked: int = 0
    buyers: int = 0
    """Persons listed as buyers, each once; they do not count as taking part."""

    @property
    def least(self) -> int:
        return self.linked

    @property
    def most(self) -> int:
        return self.linked + self.unlinked


@dataclass(frozen=True)
class Participation(Counted):
    organizations: int = 0
    """How many active organisations there are, and of how many a list is known."""
    reporting: int = 0


@dataclass(frozen=True)
class Spread:
    """A day's participation in the county, and where. `None` is a record without a district."""

    county: Participation
    parts: dict[str, Counted]
    living: dict[int | None, Counted]
    """By the district that a record says the person lives in. A person whom two records place in two districts is in both."""
    organized: dict[int | None, Counted]
    """By the district of the organisation: who takes part in two districts' organisations is in both."""
    in_two: int = field(default=0)
    """Persons whom their records place in more than one district: they have moved, or a list is out of date."""
    coverage: dict[int | None, tuple[int, int]] = field(default_factory=dict)
    """By the district of the organisation: of how many a list is known, and how many active there are."""


def running_on(on: date) -> Q:
    return (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gt=on))


def active_on(on: date) -> QuerySet[Organization]:
    """Of the county, active on that day, whatever became of them since."""
    periods = StatusPeriod.objects.filter(running_on(on), organization=OuterRef("pk"), status="active")
    return Organization.objects.of_county().filter(Exists(periods))


def participation(*, on: date, district: District | None = None) -> Participation:
    active = active_on(on)
    rows = Membership.objects.filter(running_on(on), organization__in=active)
    if district is not None:
        rows = rows.filter(district=district)
    return _county(rows, active)


def _county(rows: QuerySet[Membership], active: QuerySet[Organization]) -> Participation:
    found = rows.order_by().aggregate(**PERSONS, reporting=Count("organization", distinct=True))
    return Participation(**found, organizations=active.count())


PERSONS = {
    "linked": Count("token", distinct=True, filter=LINKED & COUNTS),
    "unlinked": Count("pk", filter=UNLINKED & COUNTS),
    "buyers": Count("token", distinct=True, filter=LINKED & Q(part=Membership.Part.BUYER)),
}


def spread(*, on: date) -> Spread:
    """Seven queries, however many districts."""
    active = active_on(on)
    rows = Membership.objects.filter(running_on(on), organization__in=active).order_by()
    parts = rows.values_list("part").annotate(
        linked=Count("token", distinct=True, filter=LINKED), unlinked=Count("pk", filter=UNLINKED)
    )
    twice = rows.filter(COUNTS, LINKED).values("token").annotate(n=Count("district", distinct=True)).filter(n__gt=1)
    return Spread(
        county=_county(rows, active),
        parts={part: Counted(linked, unlinked) for part, linked, unlinked in parts},
        living=_by(rows, "district"),
        organized=_by(rows, "organization__district"),
        in_two=twice.count(),
        coverage=_coverage(active, rows),
    )


def _coverage(active: QuerySet[Organization], rows: QuerySet[Membership]) -> dict[int | None, tuple[int, int]]:
    listed = Exists(rows.filter(organization=OuterRef("pk")))
    found = (
        active.order_by()
        .values_list("district")
        .annotate(known=Count("pk", filter=Q(listed), distinct=True), all=Count("pk", distinct=True))
    )
    return {pk: (known, every) for pk, known, every in found}


def _by(rows: QuerySet[Membership], place: str) -> dict[int | None, Counted]:
    found = rows.values_list(place).annotate(**PERSONS)
    return {pk: Counted(linked, unlinked, buyers) for pk, linked, unlinked, buyers in found}


def by_part(organization: Organization, *, on: date) -> dict[str, int]:
    """Counts, never persons."""
    rows = organization.memberships.filter(running_on(on)).order_by()
    return dict(rows.values_list("part").annotate(n=Count("pk")))
