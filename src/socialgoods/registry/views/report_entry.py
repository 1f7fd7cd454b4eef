"""The desk where a report is entered: a way is chosen, typing is saved, and the whole is handed in."""

import re
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.kernel.states import IllegalTransition
from socialgoods.registry import permissions
from socialgoods.registry.actions import report as actions
from socialgoods.registry.forms.report import CashForm, ReportForm
from socialgoods.registry.forms.report_full import FullForm
from socialgoods.registry.forms.report_read_back import ReadBackForm
from socialgoods.registry.forms.report_statement import PREFIX, PasteForm, StatementForm
from socialgoods.registry.models import AnnualReport, EntryWay, ReportState
from socialgoods.registry.queries import report as queries
from socialgoods.registry.rules import report as rules
from socialgoods.registry.rules import report_pasted
from socialgoods.registry.views.report_shown import grossed, load, shown

FORMS: dict[str, type[ReportForm]] = {form.way: form for form in (CashForm, StatementForm, FullForm)}
NEVER = datetime(1, 1, 1, tzinfo=UTC)
SITTING = re.compile(r"[0-9a-f]{32}")


def edit(request: HttpRequest, row: AnnualReport) -> HttpResponse:
    way = _way(request, row)
    if not way:
        return render(request, "registry/report_ways.html", _ways(row))
    if request.method == "POST":
        return _save(request, row, FORMS[way](request.POST, report=row))
    return _page(request, row, FORMS[way](report=row))


def _way(request: HttpRequest, row: AnnualReport) -> str:
    """As asked for; else as begun; nothing begun: to be chosen."""
    asked = request.GET.get("way", "" if row.saved_at is None else row.entry_way)
    return asked if asked in FORMS else EntryWay.FULL if asked == EntryWay.IMPORTED else ""


def _ways(row: AnnualReport) -> dict[str, Any]:
    """Bodies without books of their own do best with five lines; those with a tax accountant have the statement."""
    has_books = row.organization.legal_form not in {"", "unincorporated"}
    usual = EntryWay.STATEMENT if has_books else EntryWay.CASH
    return {
        "report": row,
        "organization": row.organization,
        "begun": row.entry_way if row.saved_at else "",
        "usual": usual,
    }


def _page(request: HttpRequest, row: AnnualReport, form: ReportForm, status: int = 200, **more: Any) -> HttpResponse:
    context = _context(request, row, form) | {"status": status, "paste": PasteForm(), **more}
    return render(request, "registry/report_edit.html", context, status=status)


def _context(request: HttpRequest, row: AnnualReport, form: ReportForm) -> dict[str, Any]:
    last = queries.report_of(row.organization, row.fiscal_year - 1)
    return {
        "report": row,
        "organization": row.organization,
        "form": form,
        "sections": list(form.laid_out(last)),
        "way": form.way,
        "way_name": EntryWay(form.way).label,
        "is_other_way": row.saved_at is not None and row.entry_way not in {form.way, EntryWay.IMPORTED},
        "begun_name": row.get_entry_way_display(),
        "readings": queries.readings(row),
        "grossed": grossed(row),
        "asks_wages": getattr(form, "asks_wages", False),
        "is_for_other": not permissions.represents(request.user, row.organization, clock.today()),
        "sitting": _sitting(request) or secrets.token_hex(16),
    }


def _sitting(request: HttpRequest) -> str:
    posted = request.POST.get("sitting", "")
    return posted if SITTING.fullmatch(posted) else ""


def seen(request: HttpRequest) -> datetime | None:
    """The moment of the version that the page showed; what cannot be read matches no version."""
    value = request.POST.get("seen", "")
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return NEVER
    return moment if moment.tzinfo else NEVER


def _save(request: HttpRequest, row: AnnualReport, form: ReportForm) -> HttpResponse:
    """Typed on the way, what can be read is saved; asked for by the button, what cannot is shown."""
    form.is_valid()
    asked_before = "wages_shown" in request.POST
    version = row.saved_at if "overwrite" in request.POST else seen(request)
    try:
        actions.save(
            report=row, changes=form.changes(), seen=version, sitting=_sitting(request), by=request.user, at=clock.now()
        )
    except actions.SavedMeanwhile as refusal:
        return _told(request, form, str(refusal))
    except IllegalTransition:
        return too_late(request, load(row.organization.code, row.fiscal_year))
    if request.htmx:
        context = _context(request, row, form)
        return render(
            request,
            "registry/report_saved.html",
            {**context, "swaps_wages": context["asks_wages"] and not asked_before},
        )
    if form.errors:
        return _page(request, row, form, status=422)
    if "submit" in request.POST:
        return redirect("report_submit", row.organization.code, row.fiscal_year)
    messages.success(request, _("저장했습니다. 아직 제출하지는 않았습니다."))
    return redirect(f"{row.get_absolute_url()}?way={form.way}")


def _told(request: HttpRequest, form: ReportForm, reason: str) -> HttpResponse:
    """Somebody else saved meanwhile: nothing is overruled, and nothing that was typed is lost."""
    row = load(form.report.organization.code, form.report.fiscal_year)
    conflict = {"reason": reason, "rows": _differences(form, row), "other_way": row.entry_way != form.way}
    if request.htmx:
        return render(
            request, "registry/report_saved.html", {"report": row, "form": form, "way": form.way, "conflict": conflict}
        )
    return _page(request, row, form, status=409, conflict=conflict)


def _differences(form: ReportForm, row: AnnualReport) -> list[dict[str, Any]]:
    theirs = type(form)(report=row)
    rows = []
    for name, field in form.fields.items():
        if name not in form.data:
            continue
        mine, other = form.typed(name, None), theirs.get_initial_for_field(field, name)
        if (mine or None) != (other or None) or (mine == 0) != (other == 0):
            said = {"mine": field.prepare_value(mine), "theirs": field.prepare_value(other)}
            rows.append({"label": field.label, **said})
    return rows


def too_late(request: HttpRequest, row: AnnualReport) -> HttpResponse:
    """The report was handed in or decided while it was being typed."""
    reason = _("그사이 이 보고가 ‘%(state)s’ 상태가 되어 더 고칠 수 없습니다. 방금 적은 것은 저장하지 않았습니다.") % {
        "state": row.get_state_display()
    }
    if request.htmx:
        return render(request, "registry/report_saved.html", {"report": row, "conflict": {"reason": reason}})
    raise IllegalTransition(reason)


@login_required
@require_POST
def paste(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A pasted statement fills the lines it names; what it names and we do not know is said."""
    row = load(code, year)
    require(permissions.may_enter_report(request.user, row.organization, clock.today()))
    if row.state not in actions.OPEN:
        return too_late(request, row)
    asked = PasteForm(request.POST)
    form = StatementForm(request.POST, report=row)
    if not asked.is_valid():
        return _page(request, row, form, status=422, paste=asked)
    found = report_pasted.read(asked.cleaned_data["table"], unit=asked.cleaned_data["unit"])
    if not found.lines:
        return _page(request, row, form, status=422, paste=asked, pasted=found)
    lines = {PREFIX + key: str(amount) for key, amount in found.lines.items()}
    form = StatementForm({**request.POST.dict(), **lines}, report=row)
    form.is_valid()
    try:
        actions.save(
            report=row,
            changes=form.changes(),
            seen=seen(request),
            sitting=_sitting(request),
            by=request.user,
            at=clock.now(),
        )
    except actions.SavedMeanwhile as refusal:
        return _told(request, form, str(refusal))
    return _page(request, row, form if form.errors else StatementForm(report=row), pasted=found)


@login_required
def submit(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The last look before handing in: the sums, the questions, and what is still missing."""
    row, on = load(code, year), clock.today()
    require(permissions.may_enter_report(request.user, row.organization, on))
    if request.method == "POST":
        return _hand_in(request, row)
    if row.state not in actions.OPEN:
        return redirect(row)
    reasons = actions.reasons_against_submitting(row, replace(_handing(request, row), read_back=True))
    return _last_look(request, row, ReadBackForm(on=on), reasons)


def _handing(request: HttpRequest, row: AnnualReport) -> rules.Handing:
    on = clock.today()
    return rules.Handing(
        names=_form(row).called(),
        year_is_over=queries.year_end(row) < on,
        by_advisor=not permissions.represents(request.user, row.organization, on),
    )


def _hand_in(request: HttpRequest, row: AnnualReport) -> HttpResponse:
    on, user = clock.today(), request.user
    if row.state == ReportState.SUBMITTED and row.submitted_by_id == user.pk:
        return redirect(row)
    handing = _handing(request, row)
    read_back = ReadBackForm(request.POST if handing.by_advisor else None, on=on)
    read_back_on = read_back.cleaned_data["read_back_on"] if read_back.is_bound and read_back.is_valid() else None
    try:
        actions.submit(
            report=row,
            seen=seen(request),
            handing=handing,
            sitting=_sitting(request),
            answers=_answers(request),
            read_back_on=read_back_on,
            by=user,
            at=clock.now(),
        )
    except actions.NotSubmittable as refusal:
        return _last_look(request, row, read_back, refusal.reasons)
    except actions.SavedMeanwhile as refusal:
        messages.error(request, str(refusal))
        return redirect("report_submit", row.organization.code, row.fiscal_year)
    messages.success(request, _("제출했습니다. 확인이 끝나면 알려 드립니다."))
    return redirect(row)


def _form(row: AnnualReport) -> ReportForm:
    return FORMS.get(row.entry_way, FullForm)(report=row)


def _answers(request: HttpRequest) -> dict[str, str]:
    given = request.POST.items()
    return {
        name.removeprefix("answer_"): text.replace("\x00", "").strip()[:500]
        for name, text in given
        if name.startswith("answer_")
    }


def _last_look(request: HttpRequest, row: AnnualReport, read_back: ReadBackForm, reasons: Any) -> HttpResponse:
    form = _form(row)
    answers = _answers(request)
    context = shown(request, row)
    context["asked"] = [
        {**question, "answer": answers.get(question["code"], question["answer"])} for question in context["asked"]
    ]
    context |= {
        "reasons": [{"text": reason.text, "field": form.needed.get(reason.field, reason.field)} for reason in reasons],
        "is_advisor": not permissions.represents(request.user, row.organization, clock.today()),
        "read_back": read_back,
    }
    return render(
        request, "registry/report_submit.html", context, status=422 if reasons and request.method == "POST" else 200
    )
