"""Reports as pages and other rooms read them: one report's readings, the queue, and who has not reported."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from socialgoods.kernel.periods import FiscalYear, day_before
from socialgoods.people import permissions as people
from socialgoods.people.models import User
from socialgoods.registry import parameters
from socialgoods.registry.models import AnnualReport, Caseload, Organization, ReportState, Representation
from socialgoods.registry.models.organization import OrganizationStatus
from socialgoods.registry.rules.accounts import Accounts, accounts, is_self_reliant, is_self_sustaining

HANDED_IN = [ReportState.SUBMITTED, ReportState.CONFIRMED]


def current_year(organization: Organization, on: date) -> int:
    return FiscalYear.of(on, organization.fiscal_year_end_month).year


def last_closed_year(organization: Organization, on: date) -> int:
    """The fiscal year that ended last before the day."""
    return current_year(organization, on) - 1


def report_of(organization: Organization, year: int) -> AnnualReport | None:
    return AnnualReport.objects.filter(organization=organization, fiscal_year=year).first()


def accounts_of(report: AnnualReport | None) -> Accounts | None:
    return accounts(report.__dict__) if report else None


@dataclass(frozen=True)
class Readings:
    """The year's sums and what they say; the year before counts only when confirmed."""

    accounts: Accounts
    before: Accounts | None
    self_reliant: bool | None
    self_sustaining: bool | None
    threshold_source: str


def readings(report: AnnualReport) -> Readings:
    now, last_day = accounts(report.__dict__), year_end(report)
    before = report_of(report.organization, report.fiscal_year - 1)
    last = accounts_of(before) if before and before.state == ReportState.CONFIRMED else None
    since = parameters.SELF_RELIANCE_THRESHOLD.since(last_day)
    settings: dict[str, Any] = {"is_active": was_active(report.organization, last_day), "threshold": since.value}
    return Readings(
        accounts=now,
        before=last,
        self_reliant=is_self_reliant(now, last, **settings),
        self_sustaining=is_self_sustaining(now, last, **settings),
        threshold_source=since.source,
    )


def year_end(report: AnnualReport) -> date:
    """The last day of the report's fiscal year."""
    if report.fiscal_year_ends_on:
        return report.fiscal_year_ends_on
    return day_before(FiscalYear(report.fiscal_year, report.organization.fiscal_year_end_month).ends_on)


def was_active(organization: Organization, day: date) -> bool:
    """By the status periods; where none is known for the day, by the status now."""
    held = [period.status for period in organization.status_periods.all() if period.holds_on(day)]
    return OrganizationStatus.ACTIVE in (held or [organization.status])


def visible(user: User, on: date) -> QuerySet[AnnualReport]:
    """All for officers and auditors; an advisor's own cases."""
    rows = AnnualReport.objects.filter(organization__merged_into=None)
    if people.is_officer(user, on) or people.is_auditor(user, on):
        return rows
    return rows.filter(organization__in=_cases(user, on))


def queue(user: User, on: date) -> QuerySet[AnnualReport]:
    """Handed in and waiting, one's own cases first, the longest wait first."""
    mine = _cases(user, on).filter(organization=OuterRef("organization"))
    rows = visible(user, on).filter(state=ReportState.SUBMITTED)
    rows = rows.select_related("organization__district", "submitted_by").defer(
        "organization__address", "organization__phone", "organization__email"
    )
    return rows.annotate(is_mine=Exists(mine)).order_by("-is_mine", "submitted_at", "pk")


def outstanding(user: User, on: date, year: int) -> QuerySet[Organization]:
    """Active, founded by the year's end, and nothing handed in for the year: one's own cases first. Says how far a report got."""
    rows = Organization.objects.active().filter(Q(founded_on=None) | Q(founded_on__lte=date(year, 12, 31)))
    mine = _cases(user, on).filter(organization=OuterRef("pk"))
    if not (people.is_officer(user, on) or people.is_auditor(user, on)):
        rows = rows.filter(pk__in=_cases(user, on))
    reports = AnnualReport.objects.filter(organization=OuterRef("pk"), fiscal_year=year)
    rows = rows.exclude(Exists(reports.filter(state__in=HANDED_IN)))
    standing = Representation.objects.running_on(on).select_related("user")
    return (
        rows.annotate(is_mine=Exists(mine), report_state=Subquery(reports.values("state")[:1]))
        .select_related("district")
        .prefetch_related(Prefetch("representations", standing, to_attr="standing_now"))
        .order_by("-is_mine", "district__code", "name", "pk")
    )


def decided(user: User, on: date, year: int) -> QuerySet[AnnualReport]:
    """What was confirmed or returned for the year, the latest first."""
    rows = visible(user, on).filter(state__in=[ReportState.CONFIRMED, ReportState.RETURNED], fiscal_year=year)
    rows = rows.select_related("organization__district", "decided_by").defer(
        "organization__address", "organization__phone", "organization__email"
    )
    return rows.order_by("-decided_at", "pk")


def years(on: date) -> list[int]:
    """Years one may ask about: those with reports, and the year that ended last."""
    known = set(AnnualReport.objects.order_by().values_list("fiscal_year", flat=True).distinct())
    return sorted(known | {on.year - 1}, reverse=True)


def _cases(user: User, on: date) -> QuerySet[Any]:
    return Caseload.objects.running_on(on).filter(advisor=user).values("organization")
