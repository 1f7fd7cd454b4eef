"""Records that may be one organisation, side by side; merged, and taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.actions import merge as actions
from socialgoods.registry.models import Merge, Organization
from socialgoods.registry.queries import merge as queries

PAGE = 20


@login_required
def duplicates(request: HttpRequest) -> HttpResponse:
    require(permissions.may_merge(request.user, clock.today()))
    page = Paginator(queries.candidates(), PAGE).get_page(request.GET.get("page"))
    done = Merge.objects.filter(undone_at=None).select_related("kept", "gone", "merged_by")[:PAGE]
    return render(request, "registry/duplicates.html", {"page": page, "done": done})


@login_required
def merge(request: HttpRequest, kept: str, gone: str) -> HttpResponse:
    require(permissions.may_merge(request.user, clock.today()))
    first, second = get_object_or_404(Organization, code=kept), get_object_or_404(Organization, code=gone)
    if request.method == "POST":
        years = [int(year) for year in request.POST.getlist("from_gone") if year.isdecimal() and len(year) == 4]
        try:
            actions.merge(kept=first, gone=second, by=request.user, at=clock.now(), years_from_gone=years)
        except actions.NotMergeable as refusal:
            messages.error(request, str(refusal))
            return redirect("duplicates")
        messages.success(request, _("두 기록을 합쳤습니다. 되돌릴 수 있습니다."))
        return redirect(first)
    context = {
        "kept": first,
        "gone": second,
        "rows": _compared(first, second),
        "conflicts": actions.conflicts(first, second),
    }
    return render(request, "registry/merge.html", context)


def _compared(first: Organization, second: Organization) -> list[dict[str, object]]:
    pairs = [
        (_("등록번호"), first.code, second.code),
        (_("이름"), first.name, second.name),
        (_("유형"), first.kind_name, second.kind_name),
        (_("법적 형태"), first.legal_form_name, second.legal_form_name),
        (_("분야"), first.sector_name, second.sector_name),
        (_("읍·면"), first.district, second.district),
        (_("주소"), first.address, second.address),
        (_("설립일"), first.founded_on, second.founded_on),
        (_("사업자등록번호"), first.business_no, second.business_no),
        (_("연간 보고"), first.reports.count(), second.reports.count()),
        (_("받은 지원"), first.supports.count(), second.supports.count()),
        (_("참여 기록"), first.memberships.count(), second.memberships.count()),
    ]
    return [{"label": label, "left": left, "right": right, "same": left == right} for label, left, right in pairs]


@login_required
@require_POST
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    require(permissions.may_merge(request.user, clock.today()))
    record = get_object_or_404(Merge, pk=pk)
    try:
        actions.undo(record=record, by=request.user, at=clock.now())
    except actions.NotUndoable as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("합치기 전으로 되돌렸습니다."))
    return redirect("duplicates")
