"""A year of the register as the plan measures it: an organisation a row, as its diagnosis and its confirmed report say."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F

from socialgoods.diagnosis.models import Diagnosis
from socialgoods.registry.models import AnnualReport, ReportState
from socialgoods.registry.queries.tables import OF_COUNTY

EARNED = F("sales_private") + F("sales_public") + F("sales_social_economy") + F("other_income")
COST = F("cost_of_goods") + F("labour_cost") + F("other_cost")
REPORT = ("labour_cost", "workers_paid", "workers_fte", "workers_subsidised", "workers_vulnerable")


@dataclass(frozen=True)
class Row:
    """Of an organisation active at the year's end. Null is not known; without a report everything of it is null."""

    organization: int
    kind: str
    sector: str
    area: str
    has_report: bool
    self_reliant: bool | None
    self_sustaining: bool | None
    earned: int | None = None
    cost: int | None = None
    labour: int | None = None
    jobs: int | None = None
    jobs_fte: float | None = None
    jobs_subsidised: int | None = None
    jobs_vulnerable: int | None = None


def of_year(year: int) -> list[Row]:
    """Two queries. Who is active, and what the standing is, is what the stored diagnoses say."""
    reports = {
        pk: values
        for pk, *values in AnnualReport.objects.filter(OF_COUNTY, fiscal_year=year, state=ReportState.CONFIRMED)
        .annotate(earned=EARNED, cost=COST)
        .values_list("organization", "earned", "cost", *REPORT)
    }
    return list(_rows(year, reports))


def _rows(year: int, reports: dict[int, list]) -> Iterator[Row]:
    found = Diagnosis.objects.filter(OF_COUNTY, year=year, detail__readings__is_active=True).order_by("organization")
    for pk, kind, sector, area, reliant, sustaining in found.values_list(
        "organization",
        "organization__kind",
        "organization__sector",
        "organization__district__name",
        "self_reliant",
        "self_sustaining",
    ):
        values = reports.get(pk)
        has_report = values is not None
        given = () if values is None else (*values[:4], _float(values[4]), *values[5:])
        yield Row(
            pk, kind, sector, area or "", has_report, reliant if has_report else None,
            sustaining if has_report else None, *given
        )  # fmt: skip


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]
