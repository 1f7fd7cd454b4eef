"""The organisation's desk for its annual report: started, saved as typed, handed in."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.actions import report as actions
from socialgoods.registry.forms.report import FORMS, ReadBackForm, ReasonForm, names
from socialgoods.registry.models import AnnualReport, EntryWay, Organization, ReportState
from socialgoods.registry.queries import report as queries
from socialgoods.registry.rules import report as rules

YEARS_BACK = 6


def load(code: str, year: int) -> AnnualReport:
    rows = AnnualReport.objects.select_related("organization", "saved_by", "submitted_by", "decided_by")
    return get_object_or_404(rows, organization__code=code, fiscal_year=year)


@login_required
def reports(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = get_object_or_404(Organization, code=code), clock.today()
    require(permissions.may_see_record(request.user, organization, on))
    started = {row.fiscal_year: row for row in organization.reports.all()}
    last = queries.last_closed_year(organization, on)
    first = max(last - YEARS_BACK, organization.founded_on.year if organization.founded_on else 0)
    years = sorted({*range(first, last + 1), *started}, reverse=True)
    context = {
        "organization": organization,
        "rows": [(year, started.get(year), queries.accounts_of(started.get(year))) for year in years],
        "may_enter": permissions.may_enter_report(request.user, organization, on),
    }
    return render(request, "registry/reports.html", context)


@login_required
@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = get_object_or_404(Organization, code=code), clock.today()
    require(permissions.may_enter_report(request.user, organization, on))
    year = request.POST.get("year", "")
    if not year.isdecimal() or not 1990 <= int(year) <= queries.last_closed_year(organization, on):
        messages.error(request, _("끝난 회계연도만 보고할 수 있습니다."))
        return redirect("reports", code)
    report = actions.start(organization=organization, year=int(year), by=request.user, at=clock.now())
    return redirect(report)


@login_required
def report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    row, on = load(code, year), clock.today()
    require(permissions.may_see_record(request.user, row.organization, on))
    if permissions.may_edit_report(request.user, row, on) and request.GET.get("show") != "paper":
        return _edit(request, row)
    if not permissions.represents(request.user, row.organization, on):
        events.record("registry.report.seen", row, by=request.user, at=clock.now())
    return render(request, "registry/report.html", _shown(request, row))


def _shown(request: HttpRequest, row: AnnualReport, **more: object) -> dict[str, object]:
    on = clock.today()
    last = queries.report_of(row.organization, row.fiscal_year - 1)
    return {
        "report": row,
        "organization": row.organization,
        "readings": queries.readings(row),
        "values": [(name, label, getattr(row, name), getattr(last, name, None)) for name, label in names().items() if name in actions.VALUES],
        "questions": rules.questions(actions.values(row), actions.values(last) if last else None, names()),
        "answers": row.entry_lines.get("answers", {}),
        "may_edit": permissions.may_edit_report(request.user, row, on),
        "may_decide": permissions.may_decide_report(request.user, row, on),
        "may_withdraw": permissions.may_withdraw_report(request.user, row, on),
        "may_reopen": permissions.may_reopen_report(request.user, row, on),
        "reason_form": ReasonForm(),
        **more,
    }


def _way(request: HttpRequest, row: AnnualReport) -> str:
    asked = request.GET.get("way", row.entry_way)
    return asked if asked in FORMS else EntryWay.FULL


def _edit(request: HttpRequest, row: AnnualReport) -> HttpResponse:
    form = FORMS[_way(request, row)](request.POST or None, report=row)
    if request.method == "POST":
        return _save(request, row, form)
    last = queries.report_of(row.organization, row.fiscal_year - 1)
    return _page(request, row, form, last)


def _page(request, row, form, last, status=200):
    context = _shown(request, row, form=form, sections=list(form.laid_out(last)), last=last, way=form.way, ways=_ways(form.way))
    return render(request, "registry/report_edit.html", context, status=status)


def _ways(current: str) -> list[dict[str, object]]:
    return [{"label": EntryWay(way).label, "url": f"?way={way}", "active": way == current} for way in FORMS]


def _save(request: HttpRequest, row: AnnualReport, form) -> HttpResponse:
    """Typed on the way, what can be read is saved; asked for by the button, everything must be readable."""
    is_whole = form.is_valid()
    try:
        actions.save(report=row, changes=form.changes(), seen=_seen(request), by=request.user, at=clock.now())
    except actions.SavedMeanwhile as refusal:
        if request.htmx:
            return render(request, "registry/report_saved.html", {"report": row, "refusal": str(refusal)}, status=200)
        messages.error(request, str(refusal))
        return redirect(row)
    if request.htmx:
        return render(request, "registry/report_saved.html", {"report": row})
    if not is_whole:
        return _page(request, row, form, queries.report_of(row.organization, row.fiscal_year - 1), status=422)
    if "submit" in request.POST:
        return redirect("report_submit", row.organization.code, row.fiscal_year)
    messages.success(request, _("저장했습니다. 아직 제출하지는 않았습니다."))
    return redirect(f"{row.get_absolute_url()}?way={form.way}")


def _seen(request: HttpRequest) -> datetime | None:
    value = request.POST.get("seen", "")
    try:
        return parse_datetime(value) if value else None
    except ValueError:
        raise Http404 from None


@login_required
def submit(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The last look before handing in: the sums, the questions, and what is still missing."""
    row, on = load(code, year), clock.today()
    require(permissions.may_submit_report(request.user, row, on))
    is_advisor = not permissions.represents(request.user, row.organization, on)
    read_back = ReadBackForm(request.POST if is_advisor and request.method == "POST" else None, initial={"read_back_on": row.read_back_on or on})
    reasons: list[str] = []
    if request.method == "POST":
        if is_advisor and read_back.is_valid():
            actions.note_read_back(report=row, on=read_back.cleaned_data["read_back_on"], by=request.user, at=clock.now())
        answers = {name.removeprefix("answer_"): text[:500] for name, text in request.POST.items() if name.startswith("answer_") and text.strip()}
        try:
            actions.submit(report=row, names=names(), by_advisor=is_advisor, answers=answers, by=request.user, at=clock.now())
        except actions.NotSubmittable as refusal:
            reasons = list(refusal.reasons)
        else:
            messages.success(request, _("제출했습니다. 확인이 끝나면 알려 드립니다."))
            return redirect(row)
    context = _shown(request, row, reasons=reasons, is_advisor=is_advisor, read_back=read_back)
    return render(request, "registry/report_submit.html", context, status=422 if reasons else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, code: str, year: int) -> HttpResponse:
    row = load(code, year)
    require(permissions.may_withdraw_report(request.user, row, clock.today()))
    actions.withdraw(report=row, by=request.user, at=clock.now())
    messages.success(request, _("제출을 거두었습니다. 고쳐서 다시 낼 수 있습니다."))
    return redirect(row)


@login_required
@require_POST
def confirm(request: HttpRequest, code: str, year: int) -> HttpResponse:
    row = load(code, year)
    _require_decision(request, row)
    actions.confirm(report=row, by=request.user, at=clock.now())
    messages.success(request, _("확정했습니다: %(report)s") % {"report": row})
    return redirect("report_queue")


@login_required
@require_POST
def return_(request: HttpRequest, code: str, year: int) -> HttpResponse:
    row, on = load(code, year), clock.today()
    if row.state == ReportState.CONFIRMED:
        require(permissions.may_reopen_report(request.user, row, on))
    else:
        _require_decision(request, row)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "registry/report.html", {**_shown(request, row), "reason_form": form}, status=422)
    actions.return_(report=row, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
    messages.success(request, _("까닭을 적어 돌려보냈습니다: %(report)s") % {"report": row})
    return redirect("report_queue")


def _require_decision(request: HttpRequest, row: AnnualReport) -> None:
    """A report that somebody decided meanwhile is the slower one's conflict page, not a missing right."""
    require(permissions.may_decide_report(request.user, row, clock.today(), in_any_state=True))


