"""What the home page says of the county, in a handful of counts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from socialgoods.places.models import District
from socialgoods.places.queries import Population, populations
from socialgoods.registry import codes
from socialgoods.registry.models import AnnualReport, Organization, ReportState
from socialgoods.registry.queries.organization import count_by


@dataclass(frozen=True)
class Counted:
    code: str
    name: str
    count: int
    share: float


@dataclass(frozen=True)
class Overview:
    organizations: int
    kinds: list[Counted]
    sectors: list[Counted]
    year: int
    reported: int
    due: int


def overview(*, on: date) -> Overview:
    active = Organization.objects.active()
    year = on.year - 1
    kinds = count_by(active, "kind")
    total = sum(kinds.values())
    return Overview(
        organizations=total,
        kinds=_counted(kinds, codes.kinds(), total),
        sectors=_counted(count_by(active, "sector"), codes.sectors(), total),
        year=year,
        reported=AnnualReport.objects.filter(
            organization__in=active, fiscal_year=year, state__in=[ReportState.SUBMITTED, ReportState.CONFIRMED]
        ).count(),
        due=active.filter(Q(founded_on=None) | Q(founded_on__lt=date(on.year, 1, 1))).count(),
    )


def _counted(counts: dict[str, int], names: dict[str, str], total: int) -> list[Counted]:
    rows = [Counted(code, names.get(code, code), count, count / total) for code, count in counts.items()]
    return sorted(rows, key=lambda row: (-row.count, row.name))


@dataclass(frozen=True)
class DistrictRow:
    district: District
    organizations: int
    population: Population | None


def districts(*, on: date) -> list[DistrictRow]:
    """Every district with its active organisations and its population, whose status the page must say."""
    rows = District.objects.annotate(
        active=Count("organizations", filter=Q(organizations__status="active", organizations__merged_into=None))
    )
    known = populations(on=on)
    return [DistrictRow(row, row.active, known.get(row.pk)) for row in rows]
