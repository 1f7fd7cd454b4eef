"""An assessment is started, answered as one goes, read back, handed in and taken back."""

import re
import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.diagnosis import paper, permissions
from socialgoods.diagnosis.actions import assessment as actions
from socialgoods.diagnosis.forms.assessment import OwnStartForm, StartForm, cleared, posted, sections
from socialgoods.diagnosis.models import Assessment, AssessmentState, Purpose, View, Way
from socialgoods.diagnosis.parameters import KNOWN_SHARE
from socialgoods.diagnosis.queries import assessment as queries
from socialgoods.diagnosis.queries import instrument as instruments
from socialgoods.diagnosis.rules import assessment as rules
from socialgoods.diagnosis.rules import points
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.kernel.states import IllegalTransition
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


def summary(row: Assessment, items: list[rules.Asked], answers: rules.Answers) -> list[tuple[str, float | None]]:
    """By dimension, or by the area of an instrument with points of its own, 0–100."""
    found = instruments.points_of(row.version, answers) if row.purpose == Purpose.SVI else None
    names = {item.dimension: item.section for item in items}
    if found is None:
        return [(names[dimension], value) for dimension, value in rules.dimension_means(items, answers).items()]
    shares = points.area_shares(found, names.values(), english=instruments.in_english())
    return list(shares.items())


@login_required
@require_safe
def assessments(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = get_object_or_404(Organization, code=code), clock.today()
    require(permissions.may_see_assessments(request.user, organization, on))
    year, rows = last_closed_year(organization, on), queries.of_organization(organization)
    is_mine = registry.represents(request.user, organization, on)
    may_advise = permissions.may_assess(request.user, organization, on, View.VISIT)
    context = {
        "organization": organization,
        "rows": [row for row in rows if permissions.may_see_assessment(request.user, row, on)],
        "year": year,
        "purposes": [_purpose(organization, purpose, year, rows) for purpose in Purpose],
        "is_mine": is_mine,
        "may_advise": may_advise and not is_mine,
        "may_write": may_advise or is_mine,
        "form": StartForm(today=on, year=current_year(organization, on), initial={"way": Way.ASSISTED, "year": year}),
    }
    return render(request, "diagnosis/assessments.html", context)


def _purpose(organization: Organization, purpose: str, year: int, rows: list[Assessment]) -> dict[str, Any]:
    """How far the organisation has come with one of the two, and what it would be asked."""
    own = next((row for row in rows if (row.year, row.view, row.purpose) == (year, View.OWN, purpose)), None)
    version = own.version if own else instruments.in_use(year, purpose)
    instrument = instruments.instrument_of(version)
    form = own.form if own else instruments.form_of(instrument, organization, year)
    longest = instrument.forms[0].name
    return {
        "purpose": purpose,
        "name": Purpose(purpose).label,
        "is_points": purpose == Purpose.SVI,
        "own": own,
        "count": len(instruments.asked(instrument, form)),
        "longest": longest if form != longest else "",
        "longest_count": len(instruments.asked(instrument, longest)),
    }


@login_required
@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = get_object_or_404(Organization, code=code), clock.today()
    require(permissions.may_assess(request.user, organization, on))
    now = current_year(organization, on)
    if registry.represents(request.user, organization, on):
        form = OwnStartForm(request.POST, year=now)
    else:
        form = StartForm(request.POST, today=on, year=now)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for errors in form.errors.values() for text in errors))
        return redirect("assessments", code)
    row = actions.start(organization=organization, **form.told(), by=request.user, at=clock.now())
    return redirect(row)


@login_required
def assessment(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row, on = load(code, pk), clock.today()
    if request.method == "POST":
        require(permissions.may_assess(request.user, row.organization, on, row.view))
        return _save(request, row)
    require(permissions.may_see_assessment(request.user, row, on))
    if permissions.may_edit_assessment(request.user, row, on):
        return _page(request, row)
    return render(request, "diagnosis/assessment.html", _shown(request, row))


def _context(row: Assessment) -> dict:
    items = questions(row)
    names = {item.dimension: item.section for item in items}
    progress = rules.progress(items, row.answers, KNOWN_SHARE)
    context = {
        "assessment": row,
        "organization": row.organization,
        "sections": sections(items, row.answers, row.notes, row.agreed),
        "progress": progress,
        "is_points": row.purpose == Purpose.SVI,
    }
    if row.purpose != Purpose.SVI:
        return context | {"unknown": [names[name] for name in progress.unknown]}
    found, english = instruments.points_of(row.version, row.scores()), instruments.in_english()
    return context | {
        "unknown": points.unknown(found, english=english),
        "lines": points.lines(found, english=english),
        "total": points.total(found),
        "grade": points.grade(found, english=english),
    }


def _page(request: HttpRequest, row: Assessment, status: int = 200, **more) -> HttpResponse:
    sitting = request.POST.get("sitting", "")
    context = _context(row) | {"sitting": sitting if SITTING.fullmatch(sitting) else secrets.token_hex(16), **more}
    return render(request, "diagnosis/assessment_edit.html", context, status=status)


def _shown(request: HttpRequest, row: Assessment) -> dict:
    on = clock.today()
    view = View.OWN if row.view == View.VISIT else View.VISIT
    other = queries.of(row.organization, row.year, view, row.purpose)
    other = other if other and permissions.may_see_assessment(request.user, other, on) else None
    is_own, user = row.view == View.OWN, request.user
    may_review = is_own and permissions.may_review_assessment(user, row, on)
    state = row.state
    return _context(row) | {
        "other": other,
        "may_compare": is_own and other is not None and other.is_handed_in,
        "may_withdraw": state == AssessmentState.SUBMITTED and permissions.may_withdraw_assessment(user, row, on),
        "may_review": may_review,
        "may_return": may_review and state in {AssessmentState.SUBMITTED, AssessmentState.REVIEWED},
        "may_finalise": state == AssessmentState.REVIEWED
        and is_own
        and permissions.may_finalise_assessment(user, row, on),
    }


def _save(request: HttpRequest, row: Assessment) -> HttpResponse:
    items, sitting = questions(row), request.POST.get("sitting", "")
    answers, notes = posted(items, request.POST)
    try:
        actions.save(
            assessment=row, answers=answers, notes=notes, seen=seen(request),
            sitting=sitting if SITTING.fullmatch(sitting) else "",
            cleared=cleared(items, request.POST), by=request.user, at=clock.now(),
        )  # fmt: skip
    except (actions.SavedMeanwhile, IllegalTransition) as refusal:
        if request.htmx:
            context = _context(row) | {"conflict": str(refusal)}
            return render(request, "diagnosis/assessment_saved.html", context)
        if isinstance(refusal, IllegalTransition):
            raise
        return _page(request, load(row.organization.code, row.pk), 409, conflict=str(refusal))
    if request.htmx:
        return render(request, "diagnosis/assessment_saved.html", _context(row))
    return redirect("assessment_submit", row.organization.code, row.pk) if "submit" in request.POST else redirect(row)


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
@require_safe
def on_paper(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The form to be filled in by hand: large type, boxes to tick."""
    organization, on = get_object_or_404(Organization, code=code), clock.today()
    require(permissions.may_see_assessments(request.user, organization, on))
    purpose = request.GET.get("purpose", Purpose.COUNTY)
    if not 2000 <= year <= 2100 or purpose not in Purpose.values:
        raise Http404
    there = queries.of(organization, year, View.OWN, purpose)
    version = there.version if there else instruments.in_use(year, purpose)
    instrument = instruments.instrument_of(version)
    form = there.form if there else instruments.form_of(instrument, organization, year)
    title = str(Purpose(purpose).label)
    items = instruments.asked(instrument, form)
    content = paper.pdf(organization, year=year, title=title, version=version, items=items)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="assessment-{organization.code}-{year}.pdf"'
    return response
