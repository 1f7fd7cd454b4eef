"""An assessment is started, answered as one goes, read back, handed in and taken back."""

import re
import secrets
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.diagnosis import paper, permissions
from socialgoods.diagnosis.actions import assessment as actions
from socialgoods.diagnosis.forms.assessment import StartForm, posted, sections
from socialgoods.diagnosis.models import Assessment, AssessmentState, View, Way
from socialgoods.diagnosis.parameters import KNOWN_SHARE
from socialgoods.diagnosis.queries import assessment as queries
from socialgoods.diagnosis.queries import instrument as instruments
from socialgoods.diagnosis.rules import assessment as rules
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import codes
from socialgoods.registry import permissions as registry
from socialgoods.registry.models import Organization
from socialgoods.registry.queries.report import current_year, last_closed_year
from socialgoods.registry.views.report_entry import seen

SITTING = re.compile(r"[0-9a-f]{32}")


def load(code: str, pk: int) -> Assessment:
    rows = Assessment.objects.select_related(
        "organization__district", "saved_by", "submitted_by", "reviewed_by", "finalised_by"
    )
    return get_object_or_404(rows, pk=pk, organization__code=code)


def questions(row: Assessment) -> list[rules.Asked]:
    return instruments.asked(instruments.instrument_of(row.version), row.form)


@login_required
def assessments(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = get_object_or_404(Organization, code=code), clock.today()
    require(permissions.may_see_assessments(request.user, organization, on))
    year = last_closed_year(organization, on)
    rows = queries.of_organization(organization)
    context = {
        "organization": organization,
        "rows": [row for row in rows if permissions.may_see_assessment(request.user, row, on)],
        "year": year,
        "own": next((row for row in rows if row.year == year and row.view == View.OWN), None),
        "is_mine": registry.represents(request.user, organization, on),
        "may_advise": permissions.may_assess(request.user, organization, on, View.VISIT),
        "form": StartForm(today=on, initial={"way": Way.ASSISTED}),
    }
    return render(request, "diagnosis/assessments.html", context)


@login_required
@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = get_object_or_404(Organization, code=code, merged_into=None), clock.today()
    require(permissions.may_assess(request.user, organization, on))
    year = request.POST.get("year", "")
    now = current_year(organization, on)
    if not year.isdecimal() or not now - 6 <= int(year) <= now:
        messages.error(request, _("올해와 지난 여섯 회계연도만 진단할 수 있습니다."))
        return redirect("assessments", code)
    view, way, day = View.OWN, Way.ONLINE, None
    if not registry.represents(request.user, organization, on):
        form = StartForm(request.POST, today=on)
        if not form.is_valid():
            messages.error(request, " ".join(str(text) for errors in form.errors.values() for text in errors))
            return redirect("assessments", code)
        view, way, day = form.view, form.cleaned_data["way"], form.cleaned_data["visited_on"]
    row = actions.start(
        organization=organization, year=int(year), view=view, way=way, form=request.POST.get("form", ""), visited_on=day,
        by=request.user, at=clock.now(),
    )  # fmt: skip
    return redirect(row)


@login_required
def assessment(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row, on = load(code, pk), clock.today()
    require(permissions.may_see_assessment(request.user, row, on))
    if permissions.may_edit_assessment(request.user, row, on):
        return _save(request, row) if request.method == "POST" else _page(request, row)
    return render(request, "diagnosis/assessment.html", _shown(request, row))


def _context(row: Assessment) -> dict:
    items = questions(row)
    names = codes.dimensions()
    progress = rules.progress(items, row.answers, KNOWN_SHARE)
    return {
        "assessment": row,
        "organization": row.organization,
        "sections": sections(items, row.answers, row.notes),
        "progress": progress,
        "unknown": [names[name] for name in progress.unknown],
    }


def _page(request: HttpRequest, row: Assessment, status: int = 200, **more) -> HttpResponse:
    sitting = request.POST.get("sitting", "")
    context = _context(row) | {"sitting": sitting if SITTING.fullmatch(sitting) else secrets.token_hex(16), **more}
    return render(request, "diagnosis/assessment_edit.html", context, status=status)


def _shown(request: HttpRequest, row: Assessment) -> dict:
    on = clock.today()
    other = queries.of(row.organization, row.year, View.OWN if row.view == View.VISIT else View.VISIT)
    return _context(row) | {
        "other": other if other and permissions.may_see_assessment(request.user, other, on) else None,
        "may_withdraw": row.state == AssessmentState.SUBMITTED
        and permissions.may_withdraw_assessment(request.user, row, on),
        "may_review": row.view == View.OWN and permissions.may_review_assessment(request.user, row, on),
        "may_finalise": row.state == AssessmentState.REVIEWED
        and permissions.may_finalise_assessment(request.user, row, on),
    }


def _save(request: HttpRequest, row: Assessment) -> HttpResponse:
    answers, notes = posted(questions(row), request.POST)
    sitting = request.POST.get("sitting", "")
    try:
        actions.save(
            assessment=row, answers=answers, notes=notes, seen=_seen(request), sitting=sitting if SITTING.fullmatch(sitting) else "",
            by=request.user, at=clock.now(),
        )  # fmt: skip
    except actions.SavedMeanwhile as refusal:
        return _page(request, load(row.organization.code, row.pk), 200 if request.htmx else 409, conflict=str(refusal))
    if request.htmx:
        return render(request, "diagnosis/assessment_saved.html", _context(row))
    return redirect("assessment_submit", row.organization.code, row.pk) if "submit" in request.POST else redirect(row)


def _seen(request: HttpRequest) -> datetime | None:
    return seen(request)


@login_required
def submit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = load(code, pk)
    require(permissions.may_edit_assessment(request.user, row, clock.today()))
    if request.method == "POST":
        try:
            actions.submit(assessment=row, by=request.user, at=clock.now())
        except actions.NotSubmittable as refusal:
            messages.error(request, str(refusal))
            return redirect(row)
        messages.success(request, _("진단을 냈습니다. 자문위원이 살펴본 뒤 결과를 알려 드립니다."))
        return redirect("assessments", code)
    return render(request, "diagnosis/assessment_submit.html", _context(row))


@login_required
@require_POST
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = load(code, pk)
    require(permissions.may_withdraw_assessment(request.user, row, clock.today()))
    if row.state != AssessmentState.OPEN:
        actions.withdraw(assessment=row, by=request.user, at=clock.now())
        messages.success(request, _("제출을 거두었습니다. 이어서 고칠 수 있습니다."))
    return redirect(row)


@login_required
def on_paper(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The form to be filled in by hand: large type, boxes to tick."""
    organization, on = get_object_or_404(Organization, code=code), clock.today()
    require(permissions.may_see_assessments(request.user, organization, on))
    if not 2000 <= year <= 2100:
        raise Http404
    version = instruments.in_use(year)
    instrument = instruments.instrument_of(version)
    form = instruments.form_of(instrument, organization, year)
    content = paper.pdf(organization, year=year, version=version, items=instruments.asked(instrument, form))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="assessment-{organization.code}-{year}.pdf"'
    return response
