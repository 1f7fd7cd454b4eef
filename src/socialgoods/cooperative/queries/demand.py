"""How far members who ask for an assembly have come."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.models import Articles, Cooperative, Demand, Member
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules.calling import demand_needed
from socialgoods.cooperative.rules.law import act
from socialgoods.kernel.dated import Since


@dataclass(frozen=True)
class Count:
    members: int
    signed: int
    needed: int
    call_by: date | None
    """Until when the chair calls what was asked for."""

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.signed)


def part_on(cooperative: Cooperative, on: date) -> Since[int]:
    """One in how many members may ask for an assembly: as the articles say, or as the model articles do."""
    return said(articles_on(cooperative, on), "demanded_by") or parameters.DEMANDED_BY.since(on)


def days_on(cooperative: Cooperative, on: date) -> Since[int]:
    return said(articles_on(cooperative, on), "demand_days") or parameters.DEMAND_DAYS.since(on)


def said(articles: Articles, name: str) -> Since[int] | None:
    value = articles.more.get(name)
    return Since(articles.starts_on, int(value), source=f"{act(28)}, {_('정관')}") if value else None


def count(demand: Demand, on: date) -> Count:
    """Only those count who are members on the day."""
    members = Member.objects.running_on(on).filter(cooperative=demand.cooperative_id)
    total = members.count()
    reached = demand.reached_on
    return Count(
        total, demand.signatures.filter(member__in=members).count(), demand_needed(total, part_on(demand.cooperative, on).value),
        reached + timedelta(days=days_on(demand.cooperative, reached).value) if reached else None,
    )  # fmt: skip


def open_of(cooperative: Cooperative) -> list[Demand]:
    return list(cooperative.demands.filter(ended_on=None, assembly=None))
