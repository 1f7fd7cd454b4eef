from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from socialgoods.kernel.codes import DESIGNATIONS, label
from socialgoods.kernel.periods import add_months, seoul_day
from socialgoods.kernel.secrets import keyed_hash
from socialgoods.registry.models import AnnualReport, Designation, DueDone, Mark, MarkState, Organization, ReportState
from socialgoods.registry.rules import due as rules

LOOK_BACK_MONTHS = 12
LOOK_AHEAD_MONTHS = 12


@dataclass(frozen=True)
class DueItem:
    organization: Organization
    duty: rules.Duty
    done_on: date | None
    days_left: int

    @property
    def is_overdue(self) -> bool:
        return self.done_on is None and self.days_left < 0

    @property
    def is_report(self) -> bool:
        """Done by handing in the report, not by a tick."""
        return self.duty.rule.startswith("county_report_")

    @property
    def is_ending(self) -> bool:
        """A period that runs out: nothing to tick off."""
        return self.duty.rule == "mark" or self.duty.rule.startswith("designation_")


def facts_of(organizations: Iterable[Organization]) -> dict[int, rules.Facts]:
    """Three queries whatever the number of organisations."""
    rows = list(organizations)
    pks = [row.pk for row in rows]
    designations: dict[int, list[rules.Designated]] = defaultdict(list)
    for row in Designation.objects.filter(organization__in=pks):
        designations[row.organization_id].append(
            rules.Designated(row.pk, row.kind, label(DESIGNATIONS, row.kind), row.ends_on)
        )
    marks = dict(
        Mark.objects.filter(organization__in=pks, state=MarkState.GRANTED).values_list("organization", "ends_on")
    )
    reports: dict[int, Any] = {
        report["organization"]: report
        for report in AnnualReport.objects.filter(organization__in=pks, state=ReportState.CONFIRMED)
        .order_by("fiscal_year")
        .values("organization", "members", "member_capital")
    }
    return {
        row.pk: rules.Facts(
            kind=row.kind,
            legal_form=row.legal_form,
            founded_on=row.founded_on,
            fiscal_year_end_month=row.fiscal_year_end_month,
            members=reports.get(row.pk, {}).get("members"),
            member_capital=reports.get(row.pk, {}).get("member_capital"),
            designations=tuple(designations[row.pk]),
            mark_ends_on=marks.get(row.pk),
        )
        for row in rows
    }


def due_items(organizations: Iterable[Organization], *, on: date) -> list[DueItem]:
    """A year back and a year ahead, the earliest first; what was ticked off, or reported, says when."""
    rows = list(organizations)
    start, end = add_months(on, -LOOK_BACK_MONTHS), add_months(on, LOOK_AHEAD_MONTHS)
    facts = facts_of(rows)
    done = _done(rows)
    items = [
        DueItem(
            row,
            duty,
            done.get((row.pk, duty.rule, duty.due_on)) or done.get((row.pk, duty.rule, None)),
            (duty.due_on - on).days,
        )
        for row in rows
        for duty in rules.duties(facts[row.pk], start=start, end=end)
    ]
    return sorted(items, key=lambda item: (item.duty.due_on, item.organization.name, item.duty.rule))


def _done(rows: list[Organization]) -> dict[tuple[int, str, date | None], date]:
    """What was ticked off, and the county's annual reports that were submitted."""
    found: dict[tuple[int, str, date | None], date] = {
        (pk, rule, due_on): done_on
        for pk, rule, due_on, done_on in DueDone.objects.filter(organization__in=rows).values_list(
            "organization", "rule", "due_on", "done_on"
        )
    }
    submitted = (
        AnnualReport.objects.filter(organization__in=rows, state__in=[ReportState.SUBMITTED, ReportState.CONFIRMED])
        .values("organization", "fiscal_year")
        .annotate(at=Max("submitted_at"))
    )
    for row in submitted:
        if row["at"]:
            found[row["organization"], f"county_report_{row['fiscal_year']}", None] = seoul_day(row["at"])
    return found


def calendar_key(organization: Organization) -> str:
    """The secret in the calendar's address; renewing the salt ends the old address."""
    return keyed_hash("calendar", f"{organization.code}|{organization.calendar_salt}")[:32]
