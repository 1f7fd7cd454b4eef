"""How far the year's reports have come, by eup/myeon."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import cached_property

from socialgoods.places import queries as places
from socialgoods.registry import parameters
from socialgoods.registry.models import AnnualReport, Organization, ReportState
from socialgoods.registry.queries.report import HANDED_IN


@dataclass(frozen=True)
class DistrictReports:
    code: str
    name: str
    """Empty for those whose district is to be asked for."""
    due: int
    handed_in: int
    confirmed: int

    @property
    def outstanding(self) -> int:
        return self.due - self.handed_in


@dataclass(frozen=True)
class Outstanding:
    year: int
    due_on: date
    """The day until which the county asks for the report."""
    days_left: int
    rows: list[DistrictReports]

    @cached_property
    def total(self) -> DistrictReports:
        sums = {name: sum(getattr(row, name) for row in self.rows) for name in ("due", "handed_in", "confirmed")}
        return DistrictReports("", "", **sums)

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.total.handed_in, self.total.due) if self.total.due else None

    @property
    def most(self) -> DistrictReports | None:
        named = [row for row in self.rows if row.code and row.outstanding]
        return max(named, key=lambda row: row.outstanding, default=None)

    @property
    def chart(self) -> dict[str, Any]:
        return {"unit": "count", "values": {row.code: row.outstanding for row in self.rows if row.code}}


def outstanding(*, on: date) -> Outstanding:
    """Of active organisations that were founded by the end of last year."""
    year = on.year - 1
    counts = _counts(year)
    rows = [DistrictReports(name.code, name.label, *counts[name.pk]) for name in places.names() if name.pk in counts]
    if None in counts:
        rows.append(DistrictReports("", "", *counts[None]))
    month, day = parameters.COUNTY_REPORT_DAY.on(on)
    due_on = date(on.year, month, day)
    return Outstanding(year, due_on, (due_on - on).days, rows)


def _counts(year: int) -> dict[int | None, tuple[int, int, int]]:
    reports = AnnualReport.objects.filter(organization=OuterRef("pk"), fiscal_year=year)
    rows = Organization.objects.active().filter(Q(founded_on=None) | Q(founded_on__lte=date(year, 12, 31)))
    rows = rows.annotate(
        is_in=Exists(reports.filter(state__in=HANDED_IN)),
        is_confirmed=Exists(reports.filter(state=ReportState.CONFIRMED)),
    )
    counted = (
        rows.order_by()
        .values_list("district")
        .annotate(
            n=Count("pk"), handed=Count("pk", filter=Q(is_in=True)), confirmed=Count("pk", filter=Q(is_confirmed=True))
        )
    )
    return {district: (n, handed, confirmed) for district, n, handed, confirmed in counted}
