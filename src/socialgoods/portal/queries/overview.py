"""What the home page says of the county, in a handful of counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q

from socialgoods.places import queries as places
from socialgoods.places.models import District, PopulationObservation
from socialgoods.portal.queries.kept import until_change
from socialgoods.registry import codes
from socialgoods.registry.models import AnnualReport, Organization
from socialgoods.registry.queries.organization import count_by
from socialgoods.registry.queries.report import HANDED_IN

SHADES = 3


@dataclass(frozen=True)
class Counted:
    code: str
    name: str
    count: int
    share: Fraction


@dataclass(frozen=True)
class Overview:
    organizations: int
    """Active, of the county."""
    kinds: list[Counted]
    sectors: list[Counted]
    by_district: dict[int | None, int]
    year: int
    reported: int
    due: int
    """How many were to report for the year: founded by its end."""

    @property
    def reported_share(self) -> Fraction | None:
        return Fraction(self.reported, self.due) if self.due else None


@dataclass(frozen=True)
class Counts:
    """Without names, which every reader sees in their own language."""

    kinds: dict[str, int]
    sectors: dict[str, int]
    districts: dict[int | None, int]
    reported: int
    due: int


def overview(*, on: date) -> Overview:
    counts: Counts = until_change("overview", lambda: _counts(on), on=on)
    total = sum(counts.kinds.values())
    return Overview(
        organizations=total,
        kinds=_counted(counts.kinds, codes.kinds(), total),
        sectors=_counted(counts.sectors, codes.sectors(), total),
        by_district=counts.districts,
        year=on.year - 1,
        reported=counts.reported,
        due=counts.due,
    )


def _counts(on: date) -> Counts:
    active = Organization.objects.active()
    due = active.filter(Q(founded_on=None) | Q(founded_on__lt=date(on.year, 1, 1)))
    reported = AnnualReport.objects.filter(fiscal_year=on.year - 1, state__in=HANDED_IN)
    return Counts(
        kinds=count_by(active, "kind"),
        sectors=count_by(active, "sector"),
        districts=count_by(active, "district"),
        reported=due.filter(pk__in=reported.values("organization")).count(),
        due=due.count(),
    )


def _counted(counts: dict[str, int], names: dict[str, str], total: int) -> list[Counted]:
    rows = [Counted(code, names.get(code, code), count, Fraction(count, total)) for code, count in counts.items()]
    return sorted(rows, key=lambda row: (-row.count, row.name))


@dataclass(frozen=True)
class ShadedDistrict:
    drawn: places.DrawnDistrict
    count: int
    shade: int
    """0 for none, then by the third of the largest that the count reaches; the number itself stands in the picture."""


@dataclass(frozen=True)
class CountyPicture:
    drawing: places.Drawing
    districts: list[ShadedDistrict]


def picture(counts: Mapping[int | None, int]) -> CountyPicture:
    drawing = places.drawing()
    most = max((counts.get(row.pk, 0) for row in drawing.districts), default=0)
    shaded = []
    for row in drawing.districts:
        count = counts.get(row.pk, 0)
        shaded.append(ShadedDistrict(row, count, -(-SHADES * count // most) if most else 0))
    return CountyPicture(drawing, shaded)


@dataclass(frozen=True)
class Figure:
    """A figure of residents with the number of its source in the list below the table."""

    observation: PopulationObservation
    source: int


@dataclass(frozen=True)
class DistrictRow:
    district: District
    organizations: int
    people: Figure | None
    published: Figure | None
    """Beside an estimate, what was last published."""


@dataclass(frozen=True)
class Districts:
    rows: list[DistrictRow]
    county: Figure | None
    sources: list[str]

    @property
    def organizations(self) -> int:
        return sum(row.organizations for row in self.rows)

    @property
    def area_km2(self) -> Decimal:
        return sum((row.district.area_km2 for row in self.rows), Decimal(0))

    @property
    def most(self) -> DistrictRow | None:
        return max(self.rows, key=lambda row: row.organizations, default=None)

    @property
    def counts(self) -> dict[int | None, int]:
        return {row.district.pk: row.organizations for row in self.rows}


def districts(*, on: date) -> Districts:
    """Every district with its active organisations and its population, whose day, source and status the page must say."""
    counts = overview(on=on).by_district
    known = places.populations(on=on)
    sources: dict[str, int] = {}

    def figure(row: PopulationObservation | None) -> Figure | None:
        if row is None:
            return None
        said = f"{row.source} — {row.note}" if row.note else row.source
        return Figure(row, sources.setdefault(said, len(sources) + 1))

    rows = []
    for district in District.objects.all():
        of_it = known.get(district.pk)
        people = figure(of_it.observation) if of_it else None
        published = figure(of_it.published) if of_it and of_it.is_estimate else None
        rows.append(DistrictRow(district, counts.get(district.pk, 0), people, published))
    county = figure(places.county_population(on=on))
    return Districts(rows, county, list(sources))
