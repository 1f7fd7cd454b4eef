"""Withdrawn, confirmed, returned, reopened. The slower of two is told by the conflict page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.actions import report as actions
from socialgoods.registry.forms.report import ReasonForm
from socialgoods.registry.models import AnnualReport, ReportState
from socialgoods.registry.views.report_entry import seen
from socialgoods.registry.views.report_shown import load, shown


@login_required
@require_POST
def withdraw(request: HttpRequest, code: str, year: int) -> HttpResponse:
    row = load(code, year)
    require(permissions.may_withdraw_report(request.user, row, clock.today(), in_any_state=True))
    if row.state != ReportState.DRAFT:
        actions.withdraw(report=row, by=request.user, at=clock.now())
        messages.success(request, _("제출을 거두었습니다. 고쳐서 다시 낼 수 있습니다."))
    return redirect(row)


@login_required
@require_POST
def confirm(request: HttpRequest, code: str, year: int) -> HttpResponse:
    row = load(code, year)
    require(permissions.may_decide_report(request.user, row, clock.today(), in_any_state=True))
    if not _is_mine(request, row, ReportState.CONFIRMED):
        actions.confirm(report=row, seen=seen(request), by=request.user, at=clock.now())
        messages.success(request, _("확정했습니다: %(report)s") % {"report": row})
    return redirect("report_queue")


@login_required
@require_POST
def return_(request: HttpRequest, code: str, year: int) -> HttpResponse:
    row = load(code, year)
    require(permissions.may_decide_report(request.user, row, clock.today(), in_any_state=True))
    if _is_mine(request, row, ReportState.RETURNED):
        return redirect("report_queue")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _ask_again(request, row, form)
    reason = form.cleaned_data["reason"]
    actions.return_(report=row, seen=seen(request), reason=reason, by=request.user, at=clock.now())
    messages.success(request, _("까닭을 적어 돌려보냈습니다: %(report)s") % {"report": row})
    return redirect("report_queue")


@login_required
@require_POST
def reopen(request: HttpRequest, code: str, year: int) -> HttpResponse:
    row = load(code, year)
    require(permissions.may_reopen_report(request.user, row, clock.today(), in_any_state=True))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _ask_again(request, row, form)
    actions.reopen(report=row, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
    messages.success(request, _("다시 열어 조직에 돌려보냈습니다: %(report)s") % {"report": row})
    return redirect(row)


def _is_mine(request: HttpRequest, row: AnnualReport, state: str) -> bool:
    """The same person pressed twice."""
    return row.state == state and row.decided_by_id == request.user.pk


def _ask_again(request: HttpRequest, row: AnnualReport, form: ReasonForm) -> HttpResponse:
    return render(request, "registry/report.html", shown(request, row, reason_form=form), status=422)
