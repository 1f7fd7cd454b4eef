"""The Social Goods mark: applied for, decided on its criteria, verified by anyone."""

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.actions import mark as actions
from socialgoods.registry.forms.report import ReasonForm
from socialgoods.registry.models import Mark, MarkState, Organization
from socialgoods.registry.queries import mark as queries
from socialgoods.registry.rules.mark import criteria, is_valid_on

PAGE = 30


@login_required
def marks(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    rows = Mark.objects.select_related("organization").order_by("state", "-applied_at")
    if not permissions.may_see_marks(request.user, on):
        rows = rows.filter(organization__in=permissions.represented(request.user, on))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(
        request, "registry/marks.html", {"page": page, "may_decide": permissions.may_decide_mark(request.user, on)}
    )


@login_required
def mark_apply(request: HttpRequest, code: str) -> HttpResponse:
    row, on = get_object_or_404(Organization, code=code, merged_into=None), clock.today()
    require(permissions.may_apply_for_mark(request.user, row, on))
    if request.method == "POST":
        try:
            actions.apply(organization=row, by=request.user, at=clock.now())
        except actions.NotGrantable as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("신청했습니다. 군에서 살펴보고 알려 드립니다."))
        return redirect("marks")
    return render(
        request, "registry/mark_apply.html", {"organization": row, "criteria": criteria(queries.facts(row, on=on))}
    )


@login_required
def mark_decide(request: HttpRequest, pk: int) -> HttpResponse:
    on = clock.today()
    require(permissions.may_decide_mark(request.user, on))
    row = get_object_or_404(Mark.objects.select_related("organization"), pk=pk)
    results = criteria(queries.facts(row.organization, on=on))
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    if request.method == "POST":
        if "grant" in request.POST:
            try:
                actions.grant(mark=row, criteria=results, by=request.user, at=clock.now())
            except actions.NotGrantable as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("마크를 주었습니다: %(number)s") % {"number": row.number})
            return redirect("mark_decide", pk)
        if form.is_valid():
            _end(row, results, form.cleaned_data["reason"], request)
            return redirect("marks")
    shown = row.criteria or [result.as_data() for result in results]
    return render(request, "registry/mark_decide.html", {"mark": row, "criteria": shown, "form": form})


def _end(row: Mark, results: list, reason: str, request: HttpRequest) -> None:
    if row.state == MarkState.GRANTED:
        actions.revoke(mark=row, reason=reason, by=request.user, at=clock.now())
        messages.success(request, _("마크를 거두었습니다."))
    else:
        actions.refuse(mark=row, criteria=results, reason=reason, by=request.user, at=clock.now())
        messages.success(request, _("까닭을 적어 알렸습니다."))


def mark_verify(request: HttpRequest, number: str) -> HttpResponse:
    """For anyone with a certificate or a product in hand."""
    row = Mark.objects.select_related("organization").filter(number=number).first()
    on = clock.today()
    address = request.build_absolute_uri(reverse("mark_verify", args=[number]))
    context = {
        "number": number,
        "mark": row,
        "is_valid": bool(row) and is_valid_on(state=row.state, starts_on=row.starts_on, ends_on=row.ends_on, day=on),
        "qr": mark_safe(segno.make(address, micro=False).svg_inline(scale=4, border=2)) if row else "",  # noqa: S308
        "address": address,
    }
    return render(request, "registry/mark_verify.html", context, status=200 if row else 404)
