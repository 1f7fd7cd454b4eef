"""Designations, and the public money an organisation received."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.actions import designation as actions
from socialgoods.registry.forms.record import DesignationForm, MeasureForm, SupportForm
from socialgoods.registry.models import Designation, Measure, Organization, SupportGiven


@login_required
def designations(request: HttpRequest, code: str, pk: int | None = None) -> HttpResponse:
    row, on = get_object_or_404(Organization, code=code, merged_into=None), clock.today()
    require(
        permissions.may_keep_record(request.user, on)
        if request.method == "POST" or pk
        else permissions.may_see_record(request.user, row, on)
    )
    instance = get_object_or_404(Designation, pk=pk, organization=row) if pk else Designation(organization=row)
    form = DesignationForm(request.POST or None, instance=instance)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_designation(designation=form.save(commit=False), by=request.user, at=clock.now())
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("저장했습니다."))
            return redirect("designations", code)
    context = {
        "organization": row,
        "rows": row.designations.all(),
        "on": on,
        "form": form,
        "may_keep": permissions.may_keep_record(request.user, on),
    }
    return render(request, "registry/designations.html", context)


@login_required
def supports(request: HttpRequest, code: str) -> HttpResponse:
    row, on = get_object_or_404(Organization, code=code, merged_into=None), clock.today()
    may_keep = permissions.may_keep_record(request.user, on)
    require(may_keep if request.method == "POST" else permissions.may_see_record(request.user, row, on))
    form = SupportForm(request.POST or None, initial={"year": on.year, "source": "county"})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_support(organization=row, fields=form.cleaned_data, by=request.user, at=clock.now())
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("받은 지원을 적었습니다."))
            return redirect("supports", code)
    rows = row.supports.select_related("measure")
    by_source = rows.order_by("source").values("source").annotate(amount=Sum("amount"))
    total = sum(entry["amount"] for entry in by_source)
    context = {
        "organization": row,
        "rows": rows,
        "by_source": by_source,
        "total": total,
        "form": form,
        "may_keep": may_keep,
    }
    return render(request, "registry/supports.html", context)


@login_required
@require_POST
def support_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SupportGiven.objects.select_related("organization", "measure"), pk=pk)
    require(permissions.may_keep_record(request.user, clock.today()))
    try:
        actions.remove_support(support=row, by=request.user, at=clock.now())
    except actions.NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("지웠습니다. 지운 내용은 이력에 남습니다."))
    return redirect("supports", row.organization.code)


@login_required
def measures(request: HttpRequest) -> HttpResponse:
    require(permissions.may_keep_record(request.user, clock.today()))
    form = MeasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_measure(**form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, _("지원 수단을 더했습니다."))
        return redirect("measures")
    return render(request, "registry/measures.html", {"form": form, "rows": Measure.objects.all()})
