from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from socialgoods.kernel.periods import FiscalYear
from socialgoods.people import permissions as people
from socialgoods.people.models import User
from socialgoods.registry.models import AnnualReport, Caseload, Organization, ReportState
from socialgoods.registry.rules.accounts import Accounts, accounts, is_self_reliant

HANDED_IN = [ReportState.SUBMITTED, ReportState.CONFIRMED]


def last_closed_year(organization: Organization, on: date) -> int:
    """The fiscal year that ended last before the day."""
    return FiscalYear.of(on, organization.fiscal_year_end_month).year - 1


def report_of(organization: Organization, year: int) -> AnnualReport | None:
    return AnnualReport.objects.filter(organization=organization, fiscal_year=year).first()


def accounts_of(report: AnnualReport | None) -> Accounts | None:
    return accounts(report.__dict__) if report else None


def readings(report: AnnualReport) -> dict[str, Any]:
    """The year's sums and what they say; the year before counts only when confirmed."""
    now = accounts(report.__dict__)
    before = report_of(report.organization, report.fiscal_year - 1)
    last = accounts_of(before) if before and before.state == ReportState.CONFIRMED else None
    return {"accounts": now, "before": last, "self_reliant": is_self_reliant(now, last)}


def visible(user: User, on: date) -> QuerySet[AnnualReport]:
    """All for officers and auditors; an advisor's own cases."""
    rows = AnnualReport.objects.select_related("organization", "organization__district", "submitted_by")
    if people.is_officer(user, on) or people.is_auditor(user, on):
        return rows
    return rows.filter(organization__in=_cases(user, on))


def queue(user: User, on: date) -> QuerySet[AnnualReport]:
    """Handed in and waiting, one's own cases first, the longest wait first."""
    mine = _cases(user, on).filter(organization=OuterRef("organization"))
    rows = visible(user, on).filter(state=ReportState.SUBMITTED, organization__merged_into=None)
    return rows.annotate(is_mine=Exists(mine)).order_by("-is_mine", "submitted_at", "pk")


def outstanding(user: User, on: date, year: int) -> QuerySet[Organization]:
    """Active, founded by the year's end, and nothing handed in for the year."""
    rows = Organization.objects.active().filter(Q(founded_on=None) | Q(founded_on__lte=date(year, 12, 31)))
    if not (people.is_officer(user, on) or people.is_auditor(user, on)):
        rows = rows.filter(pk__in=_cases(user, on))
    handed_in = AnnualReport.objects.filter(fiscal_year=year, state__in=HANDED_IN).values("organization")
    return rows.exclude(pk__in=handed_in).select_related("district").order_by("district__code", "name", "pk")


def _cases(user: User, on: date) -> QuerySet[Any]:
    return Caseload.objects.running_on(on).filter(advisor=user).values("organization")
