"""What a person's own organisations have to do next, and what is near a resident."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from socialgoods.people import permissions as people
from socialgoods.places.models import District
from socialgoods.registry import permissions
from socialgoods.registry.models import AnnualReport, Mark, MarkState, Organization
from socialgoods.registry.queries.due import DueItem, due_items
from socialgoods.registry.queries.report import last_closed_year

DUES_SHOWN = 4
LONGEST_OVERDUE_DAYS = 180
"""What is longer overdue stands on the page of dues; here it would hide what comes next."""


@dataclass(frozen=True)
class Own:
    organization: Organization
    year: int
    """The fiscal year that ended last: the one to report."""
    report: AnnualReport | None
    dues: list[DueItem]
    mark: Mark | None

    @property
    def report_url(self) -> str:
        return self.report.get_absolute_url() if self.report else reverse("reports", args=[self.organization.code])

    @property
    def report_waits(self) -> bool:
        return self.report is None or self.report.state in {"draft", "returned"}

    @property
    def may_apply_for_mark(self) -> bool:
        return self.mark is None or self.mark.state not in {MarkState.APPLIED, MarkState.GRANTED}


def own_organizations(user: Any, on: date) -> list[Own]:
    """Five queries whatever the number of organisations."""
    rows = list(
        Organization.objects.listed().filter(pk__in=permissions.represented(user, on)).select_related("district")
    )
    if not rows:
        return []
    by_pk = {row.pk: row for row in rows}
    reports = {}
    for report in AnnualReport.objects.filter(organization__in=rows):
        report.organization = by_pk[report.organization_id]
        reports[report.organization_id, report.fiscal_year] = report
    marks = {
        mark.organization_id: mark for mark in Mark.objects.filter(organization__in=rows).order_by("applied_at", "pk")
    }
    dues: dict[int, list[DueItem]] = {}
    for item in due_items(rows, on=on):
        if item.done_on is None and item.days_left >= -LONGEST_OVERDUE_DAYS:
            dues.setdefault(item.organization.pk, []).append(item)
    found = []
    for row in rows:
        year = last_closed_year(row, on)
        found.append(Own(row, year, reports.get((row.pk, year)), dues.get(row.pk, [])[:DUES_SHOWN], marks.get(row.pk)))
    return found


@dataclass(frozen=True)
class Near:
    """Organisations where a resident lives; without a district the page asks for it."""

    district: District | None
    organizations: int


def near(user: Any) -> Near:
    if user.district is None:
        return Near(None, 0)
    return Near(user.district, Organization.objects.active().filter(district=user.district).count())


def is_plain_resident(user: Any, on: date) -> bool:
    return not people.roles(user, on) and not permissions.represented(user, on)
