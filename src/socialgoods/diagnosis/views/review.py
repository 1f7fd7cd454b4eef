"""What an advisor and an officer do with an assessment: see it beside a visit, settle what counts, return it, make it final."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.diagnosis import permissions
from socialgoods.diagnosis.actions import assessment as actions
from socialgoods.diagnosis.forms.assessment import ReviewForm
from socialgoods.diagnosis.models import AssessmentState, View
from socialgoods.diagnosis.parameters import FAR_APART
from socialgoods.diagnosis.queries import assessment as queries
from socialgoods.diagnosis.rules import assessment as rules
from socialgoods.diagnosis.views.assessment import load, questions
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import codes
from socialgoods.registry.forms.report import ReasonForm

PAGE = 30
SHOWS = {
    "submitted": AssessmentState.SUBMITTED,
    "reviewed": AssessmentState.REVIEWED,
    "open": AssessmentState.OPEN,
    "final": AssessmentState.FINAL,
}


def _compared(row, visit) -> dict:
    items = questions(row)
    names, apart = codes.dimensions(), FAR_APART.on(clock.today())
    pairs = rules.compared(items, row.scores(), visit.answers if visit else {})
    own, theirs = (rules.dimension_means(items, each) for each in (row.scores(), visit.answers if visit else {}))
    chart = {
        "unit": "points",
        "left": _("조직"),
        "right": _("자문위원"),
        "max": 100,
        "rows": [{"label": names[name], "left": own[name], "right": theirs[name]} for name in own],
    }
    return {
        "assessment": row,
        "organization": row.organization,
        "visit": visit,
        "pairs": pairs,
        "far": [pair for pair in pairs if pair.apart is not None and pair.apart >= apart],
        "apart": apart,
        "chart": chart,
        "means": [(names[name], own[name], theirs[name]) for name in own],
    }


def _visit_of(request, row):
    visit = queries.of(row.organization, row.year, View.VISIT)
    return visit if visit and permissions.may_see_assessment(request.user, visit, clock.today()) else None


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


def _agreed(request: HttpRequest, row) -> dict[str, int]:
    found = {}
    for item in questions(row):
        text = request.POST.get(f"agreed:{item.code}", "")
        if text.isdecimal() and 1 <= int(text) <= item.scale:
            found[item.code] = int(text)
    return found


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
