"""A report's life: started, saved as typed, handed in, confirmed or returned; withdrawn before, reopened after a decision."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.periods import FiscalYear, day_before
from socialgoods.kernel.states import move
from socialgoods.people.models import User
from socialgoods.registry.models import AnnualReport, Organization, ReportState
from socialgoods.registry.rules import report as rules
from socialgoods.registry.states import REPORT_MOVES

SAME_SITTING = timedelta(minutes=30)


class SavedMeanwhile(Exception):
    """Somebody else saved, or handed in, since this page was read. The text is ready to show."""


class NotSubmittable(Exception):
    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def start(*, organization: Organization, year: int, by: User, at: datetime) -> AnnualReport:
    """Starting twice finds what was started."""
    fiscal = FiscalYear(year, organization.fiscal_year_end_month)
    report, is_new = AnnualReport.objects.get_or_create(
        organization=organization, fiscal_year=year, defaults={"fiscal_year_ends_on": day_before(fiscal.ends_on)}
    )
    if is_new:
        events.record("registry.report.started", report, by=by, at=at, year=year)
    return report


@transaction.atomic
def save(*, report: AnnualReport, changes: Mapping[str, Any], seen: datetime | None, by: User, at: datetime) -> None:
    """Writes if nobody has saved since `seen`. One event a sitting, not one a keystroke."""
    rows = AnnualReport.objects.filter(pk=report.pk, saved_at=seen, state__in=[ReportState.DRAFT, ReportState.RETURNED])
    if not rows.update(**changes, saved_by=by, saved_at=at):
        raise SavedMeanwhile(
            _("그사이 다른 분이 이 보고를 고치거나 제출했습니다. 새로 고쳐 지금 내용을 확인한 뒤 다시 적어 주세요.")
        )
    if report.saved_by_id != by.pk or report.saved_at is None or at - report.saved_at > SAME_SITTING:
        events.record("registry.report.edited", report, by=by, at=at)
    for name, value in {**changes, "saved_by": by, "saved_at": at}.items():
        setattr(report, name, value)


@transaction.atomic
def submit(
    *, report: AnnualReport, names: Mapping[str, str], by_advisor: bool, answers: Mapping[str, str], by: User, at: datetime
) -> None:
    reasons = rules.reasons_against_submitting(
        values(report), by_advisor=by_advisor, read_back=report.read_back_on is not None, names=names
    )
    if reasons:
        raise NotSubmittable(reasons)
    lines = {**report.entry_lines, "answers": {**report.entry_lines.get("answers", {}), **answers}}
    move(report, ReportState.SUBMITTED, table=REPORT_MOVES, submitted_by=by, submitted_at=at, entry_lines=lines)
    events.record("registry.report.submitted", report, by=by, at=at)


@transaction.atomic
def withdraw(*, report: AnnualReport, by: User, at: datetime) -> None:
    move(report, ReportState.DRAFT, table=REPORT_MOVES)
    events.record("registry.report.withdrawn", report, by=by, at=at)


@transaction.atomic
def confirm(*, report: AnnualReport, by: User, at: datetime) -> None:
    move(report, ReportState.CONFIRMED, table=REPORT_MOVES, decided_by=by, decided_at=at, return_reason="")
    events.record("registry.report.confirmed", report, by=by, at=at)


@transaction.atomic
def return_(*, report: AnnualReport, reason: str, by: User, at: datetime) -> None:
    """Also reopens a confirmed report: it stops counting until it is confirmed again."""
    was_confirmed = report.state == ReportState.CONFIRMED
    move(report, ReportState.RETURNED, table=REPORT_MOVES, decided_by=by, decided_at=at, return_reason=reason)
    name = "registry.report.reopened" if was_confirmed else "registry.report.returned"
    events.record(name, report, by=by, at=at, reason=reason)


@transaction.atomic
def note_read_back(*, report: AnnualReport, on: date, by: User, at: datetime) -> None:
    AnnualReport.objects.filter(pk=report.pk).update(read_back_on=on)
    report.read_back_on = on
    events.record("registry.report.read_back", report, by=by, at=at, on=on.isoformat())


VALUES = (
    "sales_private", "sales_public", "sales_commissioned", "sales_social_economy", "other_income", "dues", "subsidy_national",
    "subsidy_province", "subsidy_county", "donations", "capital_grant", "cost_of_goods", "labour_cost", "other_cost",
    "depreciation", "interest", "wages_booked", "workers_paid", "workers_vulnerable", "workers_subsidised", "workers_fte",
    "members", "member_capital", "volunteer_hours", "local_purchases", "local_wages", "evidence", "note",
)  # fmt: skip


def values(report: AnnualReport) -> dict[str, Any]:
    return {name: getattr(report, name) for name in VALUES}
