"""The cases behind a measure's evidence, one by one, for those who may see the records."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from socialgoods.diagnosis.queries import result
from socialgoods.people import permissions as people
from socialgoods.prescription.models import Prescription
from socialgoods.registry.models import Measure, SupportGiven
from socialgoods.registry.permissions import advised
from socialgoods.registry.queries.tables import OF_COUNTY


@dataclass(frozen=True)
class Case:
    support: SupportGiven
    before: float | None
    after: float | None
    prescription: Prescription | None

    @property
    def rise(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before


def supports(measure: Measure, user: Any, on: date) -> QuerySet[SupportGiven]:
    rows = SupportGiven.objects.filter(OF_COUNTY, measure=measure)
    if not (people.is_officer(user, on) or people.is_auditor(user, on)):
        rows = rows.filter(organization__in=advised(user, on))
    rows = rows.select_related("organization__district").defer(
        "organization__address", "organization__phone", "organization__email"
    )
    return rows.order_by("-year", F("organization__name"), "pk")


def told(rows: list[SupportGiven]) -> list[Case]:
    """Two queries, however many."""
    pks = {row.organization_id for row in rows}
    years = {row.year for row in rows} | {row.year - 1 for row in rows}
    known = result.by_organization(pks, years)
    given = Prescription.objects.filter(organization__in=pks, year__in=years).select_related("outcome")
    prescribed = {(row.organization_id, row.year, row.measure_id): row for row in given}
    return [
        Case(
            row,
            _ratio(known.get((row.organization_id, row.year - 1))),
            _ratio(known.get((row.organization_id, row.year))),
            prescribed.get((row.organization_id, row.year, row.measure_id)),
        )
        for row in rows
    ]


def _ratio(diagnosis: Any) -> float | None:
    return diagnosis.self_reliance_ratio if diagnosis else None
