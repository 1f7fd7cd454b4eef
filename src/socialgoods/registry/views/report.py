"""An organisation's annual reports: the years, one report as it stands, and on paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.actions import report as actions
from socialgoods.registry.models import AnnualReport, Organization
from socialgoods.registry.queries import report as queries
from socialgoods.registry.views import report_entry
from socialgoods.registry.views.report_shown import load, shown

YEARS_BACK = 6
OLDEST = 1990


@login_required
def reports(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = get_object_or_404(Organization, code=code), clock.today()
    require(permissions.may_see_record(request.user, organization, on))
    started = {row.fiscal_year: row for row in organization.reports.select_related("organization")}
    now = queries.current_year(organization, on)
    first = max(now - YEARS_BACK, organization.founded_on.year if organization.founded_on else 0)
    years = sorted({*range(first, now + 1), *started}, reverse=True)
    context = {
        "organization": organization,
        "rows": [
            {
                "year": year,
                "report": started.get(year),
                "accounts": queries.accounts_of(started.get(year)),
                "is_over": year < now,
            }
            for year in years
        ],
        "may_enter": permissions.may_enter_report(request.user, organization, on),
        "due": next((year for year in years if year < now and not _is_handed_in(started.get(year))), None),
    }
    return render(request, "registry/reports.html", context)


def _is_handed_in(row: AnnualReport | None) -> bool:
    return row is not None and row.state in queries.HANDED_IN


@login_required
@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = get_object_or_404(Organization, code=code, merged_into=None), clock.today()
    require(permissions.may_enter_report(request.user, organization, on))
    year = request.POST.get("year", "")
    if not year.isdecimal() or len(year) != 4 or not OLDEST <= int(year) <= queries.current_year(organization, on):
        messages.error(request, _("올해와 지난 회계연도만 적을 수 있습니다. 목록에서 해를 골라 주세요."))
        return redirect("reports", code)
    return redirect(actions.start(organization=organization, year=int(year), by=request.user, at=clock.now()))


@login_required
def report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    row, on = load(code, year), clock.today()
    require(permissions.may_see_record(request.user, row.organization, on))
    if permissions.may_edit_report(request.user, row, on) and request.GET.get("show") != "whole":
        return report_entry.edit(request, row)
    if request.method == "POST":
        require(permissions.may_enter_report(request.user, row.organization, on))
        return report_entry.too_late(request, row)
    _note_look(request, row)
    return render(request, "registry/report.html", shown(request, row))


@login_required
def paper(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """To print, to read out on the telephone, to sign."""
    row, on = load(code, year), clock.today()
    require(permissions.may_see_record(request.user, row.organization, on))
    _note_look(request, row)
    return render(request, "registry/report_paper.html", shown(request, row))


def _note_look(request: HttpRequest, row: AnnualReport) -> None:
    if not permissions.represents(request.user, row.organization, clock.today()):
        events.record("registry.report.seen", row, by=request.user, at=clock.now())
