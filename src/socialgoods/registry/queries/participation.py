"""How many residents take part, each counted once by token. Records without a token make it a range."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from socialgoods.places.models import District
from socialgoods.registry.models import Membership, Organization

TAKING_PART = [Membership.Part.MEMBER, Membership.Part.WORKER, Membership.Part.VOLUNTEER]


@dataclass(frozen=True)
class Participation:
    """At least the distinct linked persons; at most as many more as there are unlinked records."""

    linked: int
    unlinked: int
    buyers: int
    organizations: int
    """How many active organisations there are, and of how many a list is known."""
    reporting: int

    @property
    def least(self) -> int:
        return self.linked

    @property
    def most(self) -> int:
        return self.linked + self.unlinked


def _running(on: date) -> Q:
    return (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gt=on))


def participation(*, on: date, district: District | None = None) -> Participation:
    active = Organization.objects.active()
    rows = Membership.objects.filter(_running(on), organization__in=active)
    if district is not None:
        rows = rows.filter(district=district)
    parts = rows.filter(part__in=TAKING_PART)
    return Participation(
        linked=parts.exclude(token="").values("token").distinct().count(),
        unlinked=parts.filter(token="").count(),
        buyers=rows.filter(part=Membership.Part.BUYER).exclude(token="").values("token").distinct().count(),
        organizations=active.count(),
        reporting=rows.values("organization").distinct().count(),
    )


def by_part(organization: Organization, *, on: date) -> dict[str, int]:
    """Counts, never persons."""
    rows = organization.memberships.filter(_running(on)).order_by()
    return dict(rows.values_list("part").annotate(n=Count("pk")))
