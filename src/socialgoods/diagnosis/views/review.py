"""What an advisor and an officer do with an assessment: see it beside a visit, settle what counts, return it, make it final."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.diagnosis import permissions
from socialgoods.diagnosis.actions import assessment as actions
from socialgoods.diagnosis.forms.assessment import ReviewForm, posted
from socialgoods.diagnosis.models import Assessment, AssessmentState, Purpose, View
from socialgoods.diagnosis.parameters import FAR_APART
from socialgoods.diagnosis.queries import assessment as queries
from socialgoods.diagnosis.rules import assessment as rules
from socialgoods.diagnosis.views.assessment import load, questions, summary
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry.forms.report import ReasonForm

PAGE = 30
SHOWS = {
    "submitted": AssessmentState.SUBMITTED,
    "reviewed": AssessmentState.REVIEWED,
    "open": AssessmentState.OPEN,
    "final": AssessmentState.FINAL,
}


def _compared(row: Assessment, visit: Assessment | None) -> dict[str, Any]:
    items, apart = questions(row), FAR_APART.on(clock.today())
    answers = visit.answers if visit else {}
    pairs = rules.compared(items, row.answers, answers, steps=apart)
    means = [
        (name, own, theirs)
        for (name, own), (_name, theirs) in zip(
            summary(row, items, row.answers), summary(row, items, answers), strict=True
        )
    ]
    return {
        "assessment": row,
        "organization": row.organization,
        "visit": visit,
        "pairs": pairs,
        "far": [pair for pair in pairs if pair.is_far(apart)],
        "apart": apart,
        "chart": _chart(means),
        "means": means,
        "is_points": row.purpose == Purpose.SVI,
    }


def _chart(means: list[tuple[str, float | None, float | None]]) -> dict[str, Any]:
    rows = [{"label": name, "left": own, "right": theirs} for name, own, theirs in means]
    return {"unit": "points", "left": _("조직"), "right": _("자문위원"), "max": 100, "rows": rows}


def _visit_of(request: HttpRequest, row: Assessment) -> Assessment | None:
    """One that is still being written is not compared yet."""
    visit = queries.of(row.organization, row.year, View.VISIT, row.purpose)
    may_see = visit and visit.is_handed_in and permissions.may_see_assessment(request.user, visit, clock.today())
    return visit if may_see else None


@login_required
def compare(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row, on = load(code, pk), clock.today()
    require(row.view == View.OWN and permissions.may_see_assessment(request.user, row, on))
    return render(request, "diagnosis/assessment_compare.html", _compared(row, _visit_of(request, row)))


@login_required
def review(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row, on = load(code, pk), clock.today()
    require(row.view == View.OWN and permissions.may_review_assessment(request.user, row, on))
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.review(
            assessment=row,
            agreed=_agreed(request, row),
            words=form.cleaned_data["words"],
            by=request.user,
            at=clock.now(),
        )
        messages.success(request, _("살펴본 것을 남겼습니다. 이제 확정할 수 있습니다."))
        return redirect(row)
    context = _compared(row, _visit_of(request, row)) | {"form": form, "reason_form": ReasonForm()}
    return render(request, "diagnosis/assessment_review.html", context)


def _agreed(request: HttpRequest, row: Assessment) -> dict[str, int]:
    """What was settled; what no scale has is left out."""
    answers, _notes = posted(questions(row), request.POST, prefix="agreed")
    return {code: score for code, score in answers.items() if score is not None}


@login_required
@require_POST
def return_(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = load(code, pk)
    require(permissions.may_review_assessment(request.user, row, clock.today()))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("돌려보내는 까닭을 적어 주세요."))
        return redirect("assessment_review", code, pk)
    actions.return_(assessment=row, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
    messages.success(request, _("까닭을 적어 돌려보냈습니다."))
    return redirect("assessment_queue")


@login_required
@require_POST
def finalise(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = load(code, pk)
    require(permissions.may_finalise_assessment(request.user, row, clock.today()))
    if row.state != AssessmentState.FINAL:
        actions.finalise(assessment=row, by=request.user, at=clock.now())
        messages.success(request, _("확정했습니다. 결과는 곧 다시 셈합니다."))
    return redirect(row)


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    require(permissions.may_see_queue(request.user, on))
    show = request.GET.get("show", "submitted")
    show = show if show in {*SHOWS, "none"} else "submitted"
    year = on.year - 1
    is_none = show == "none"
    rows = queries.not_begun(request.user, on, year) if is_none else queries.queue(request.user, on, SHOWS[show])
    labels = {
        "submitted": _("살펴볼 것"), "reviewed": _("확정할 것"), "open": _("적는 중"), "none": _("시작하지 않음"), "final": _("확정"),
    }  # fmt: skip
    tabs = [
        {"label": label, "url": f"?show={name}", "active": name == show, "count": None}
        for name, label in labels.items()
    ]
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "diagnosis/assessment_queue.html", {"page": page, "show": show, "tabs": tabs, "year": year})
