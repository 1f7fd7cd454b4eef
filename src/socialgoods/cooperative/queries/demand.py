"""How far members who ask for an assembly have come."""

from dataclasses import dataclass
from datetime import date, timedelta

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.models import Cooperative, Demand, Member
from socialgoods.cooperative.rules.calling import demand_needed


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


def count(demand: Demand, on: date) -> Count:
    """Only those count who are members on the day."""
    members = Member.objects.running_on(on).filter(cooperative=demand.cooperative_id)
    total = members.count()
    reached = demand.reached_on
    return Count(
        total, demand.signatures.filter(member__in=members).count(), demand_needed(total, parameters.DEMANDED_BY.on(on)),
        reached + timedelta(days=parameters.DEMAND_DAYS.on(reached)) if reached else None,
    )  # fmt: skip


def open_of(cooperative: Cooperative) -> list[Demand]:
    return list(cooperative.demands.filter(ended_on=None, assembly=None))
