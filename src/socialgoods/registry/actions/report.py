"""A report's life: started, saved as typed, handed in, confirmed or returned; withdrawn before, reopened after a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_moment
from socialgoods.kernel.periods import FiscalYear, day_before, seoul_day
from socialgoods.kernel.states import IllegalTransition, move
from socialgoods.people.models import User
from socialgoods.registry.actions import report_letter as letters
from socialgoods.registry.models import AnnualReport, Organization, ReportState
from socialgoods.registry.rules import report as rules
from socialgoods.registry.states import REPORT_MOVES

SAME_SITTING = timedelta(minutes=30)
OPEN = (ReportState.DRAFT, ReportState.RETURNED)

VALUES = (
    "sales_private", "sales_public", "sales_commissioned", "sales_social_economy", "other_income", "dues", "subsidy_national",
    "subsidy_province", "subsidy_county", "donations", "capital_grant", "cost_of_goods", "labour_cost", "other_cost",
    "depreciation", "interest", "wages_booked", "workers_paid", "workers_vulnerable", "workers_subsidised", "workers_fte",
    "members", "member_capital", "volunteer_hours", "local_purchases", "local_wages", "evidence", "note",
)  # fmt: skip


def values(report: AnnualReport) -> dict[str, Any]:
    return {name: getattr(report, name) for name in VALUES}


class SavedMeanwhile(Exception):
    """Somebody else saved, or handed in, since this page was read. The text is ready to show."""

    def __init__(self, report: AnnualReport) -> None:
        super().__init__(
            _("%(who)s 님이 %(when)s에 이 보고를 고쳤습니다. 방금 적은 것은 아직 저장하지 않았습니다.")
            % {"who": report.saved_by or _("다른 분"), "when": seoul_moment(report.saved_at)}
        )


class NotSubmittable(Exception):
    def __init__(self, reasons: Sequence[rules.Question]) -> None:
        super().__init__(" ".join(reason.text for reason in reasons))
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
def save(
    *, report: AnnualReport, changes: Mapping[str, Any], seen: datetime | None, sitting: str, by: User, at: datetime
) -> None:
    """Writes if nobody else has saved since `seen`; the same page may always go on. One event a sitting, not one a keystroke.

    What is changed must be read back again.
    """
    changes = {**changes, "read_back_on": None, "saved_by": by, "saved_at": at, "sitting": sitting}
    unchanged = Q(saved_at=seen) | Q(sitting=sitting) if sitting else Q(saved_at=seen)
    if not AnnualReport.objects.filter(unchanged, pk=report.pk, state__in=OPEN).update(**changes):
        now = AnnualReport.objects.select_related("saved_by").get(pk=report.pk)
        _still(now, OPEN)
        raise SavedMeanwhile(now)
    if report.saved_by_id != by.pk or report.saved_at is None or at - report.saved_at > SAME_SITTING:
        events.record("registry.report.edited", report, by=by, at=at)
    for name, value in changes.items():
        setattr(report, name, value)


def reasons_against_submitting(report: AnnualReport, handing: rules.Handing) -> list[rules.Question]:
    reasons = rules.reasons_against_submitting(values(report), handing)
    if report.entry_lines.get("open"):
        text = _("읽을 수 없거나 서로 맞지 않는 칸이 남아 있습니다. 돌아가서 고쳐 주세요.")
        reasons.append(rules.Question("open", "", text))
    return reasons


@transaction.atomic
def submit(
    *,
    report: AnnualReport,
    seen: datetime | None,
    handing: rules.Handing,
    sitting: str = "",
    answers: Mapping[str, str],
    read_back_on: date | None = None,
    by: User,
    at: datetime,
) -> None:
    """What is handed in is what was seen: a change in between is told, not swept in.

    What the same page had typed, and what arrived a moment late, is no change by another.
    """
    locked = AnnualReport.objects.select_for_update(of=("self",)).select_related("saved_by").get(pk=report.pk)
    _still(locked, OPEN)
    if locked.saved_at != seen and not (sitting and locked.sitting == sitting):
        raise SavedMeanwhile(locked)
    reasons = reasons_against_submitting(locked, replace(handing, read_back=read_back_on is not None))
    if reasons:
        raise NotSubmittable(reasons)
    lines = {**locked.entry_lines, "answers": {code: text for code, text in answers.items() if text}}
    move(
        report,
        ReportState.SUBMITTED,
        table=REPORT_MOVES,
        submitted_by=by,
        submitted_at=at,
        entry_lines=lines,
        read_back_on=read_back_on,
    )
    if read_back_on:
        events.record("registry.report.read_back", report, by=by, at=at, on=read_back_on.isoformat())
    events.record("registry.report.submitted", report, by=by, at=at)


@transaction.atomic
def withdraw(*, report: AnnualReport, by: User, at: datetime) -> None:
    _still(report, (ReportState.SUBMITTED,))
    move(report, ReportState.DRAFT, table=REPORT_MOVES)
    events.record("registry.report.withdrawn", report, by=by, at=at)


@transaction.atomic
def confirm(*, report: AnnualReport, seen: datetime | None, by: User, at: datetime) -> None:
    _decidable(report, seen)
    move(report, ReportState.CONFIRMED, table=REPORT_MOVES, decided_by=by, decided_at=at, return_reason="")
    events.record("registry.report.confirmed", report, by=by, at=at)
    transaction.on_commit(lambda: letters.tell_confirmed(report, on=seoul_day(at)))


@transaction.atomic
def return_(*, report: AnnualReport, seen: datetime | None, reason: str, by: User, at: datetime) -> None:
    _decidable(report, seen)
    _back(report, reason, by, at, "registry.report.returned")


@transaction.atomic
def reopen(*, report: AnnualReport, reason: str, by: User, at: datetime) -> None:
    """A confirmed report was wrong. It stops counting until it is confirmed again; the events keep what was decided before."""
    _still(report, (ReportState.CONFIRMED,))
    _back(report, reason, by, at, "registry.report.reopened")


def _back(report: AnnualReport, reason: str, by: User, at: datetime, event: str) -> None:
    """The event keeps the figures that were not accepted; the report keeps every reason it was returned for."""
    figures = {name: str(value) for name, value in values(report).items() if name != "note" and value not in (None, "")}
    returns = [*report.entry_lines.get("returns", []), {"on": seoul_day(at).isoformat(), "reason": reason}]
    move(
        report,
        ReportState.RETURNED,
        table=REPORT_MOVES,
        decided_by=by,
        decided_at=at,
        return_reason=reason,
        entry_lines={**report.entry_lines, "returns": returns},
    )
    events.record(event, report, by=by, at=at, figures=figures)
    transaction.on_commit(lambda: letters.tell_returned(report, on=seoul_day(at)))


def _decidable(report: AnnualReport, seen: datetime | None) -> None:
    """What is decided is what was seen: a report taken back, changed and handed in again is a new one."""
    _still(report, (ReportState.SUBMITTED,))
    if report.submitted_at != seen:
        raise IllegalTransition(
            _("보고 계신 동안 조직이 %(when)s에 고쳐서 다시 제출했습니다. 바뀐 내용을 보고 결정해 주세요.")
            % {"when": seoul_moment(report.submitted_at)}
        )


def _still(report: AnnualReport, states: Sequence[str]) -> None:
    """Who came first, and when, for the slower of two."""
    if report.state in states:
        return
    is_decided = report.state in {ReportState.CONFIRMED, ReportState.RETURNED}
    who, when = (report.decided_by, report.decided_at) if is_decided else (report.submitted_by, report.submitted_at)
    raise IllegalTransition(
        _("이 보고는 지금 ‘%(state)s’ 상태입니다. %(who)s 님이 %(when)s에 처리했습니다.")
        % {"state": report.get_state_display(), "who": who or _("다른 분"), "when": seoul_moment(when)}
        if when
        else _("이 보고는 지금 ‘%(state)s’ 상태입니다.") % {"state": report.get_state_display()}
    )
