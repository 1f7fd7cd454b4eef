"""Registering an organisation, keeping its record, its status and its history."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.people import permissions as people
from socialgoods.registry import permissions
from socialgoods.registry.actions import organization as actions
from socialgoods.registry.forms.organization import OWN_FIELDS, OrganizationForm, StatusForm
from socialgoods.registry.models import Organization
from socialgoods.registry.queries import history as history_queries


@login_required
def organization_new(request: HttpRequest) -> HttpResponse:
    require(permissions.may_register_organization(request.user, clock.today()))
    form = OrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.register(fields=form.values(), by=request.user, at=clock.now())
        except actions.NotPossible as refusal:
            form.add_error("business_no", str(refusal))
        else:
            return _saved(request, row, form)
    return render(request, "registry/organization_form.html", {"form": form})


@login_required
def organization_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The county keeps the whole record; the organisation keeps what it says of itself."""
    row, on = get_object_or_404(Organization, code=code, merged_into=None), clock.today()
    require(permissions.may_edit_organization(request.user, row, on))
    is_officer = people.is_officer(request.user, on)
    form = OrganizationForm(
        request.POST or None, instance=Organization.objects.get(pk=row.pk), only=None if is_officer else OWN_FIELDS
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(organization=row, fields=form.values(), by=request.user, at=clock.now())
        except actions.NotPossible as refusal:
            form.add_error("business_no", str(refusal))
        else:
            return _saved(request, row, form)
    if is_officer and not permissions.represents(request.user, row, on):
        events.record("registry.contact.seen", row, by=request.user, at=clock.now())
    return render(
        request, "registry/organization_form.html", {"form": form, "organization": row, "is_officer": is_officer}
    )


def _saved(request: HttpRequest, row: Organization, form: OrganizationForm) -> HttpResponse:
    messages.success(request, _("저장했습니다."))
    for warning in form.warnings:
        messages.warning(request, warning)
    return redirect(row)


@login_required
def organization_status(request: HttpRequest, code: str) -> HttpResponse:
    row, on = get_object_or_404(Organization, code=code, merged_into=None), clock.today()
    require(permissions.may_register_organization(request.user, on))
    form = StatusForm(request.POST or None, initial={"on": on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_status(organization=row, **form.cleaned_data, by=request.user, at=clock.now())
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("상태를 바꾸었습니다."))
            return redirect(row)
    periods = row.status_periods.all()
    return render(request, "registry/organization_status.html", {"form": form, "organization": row, "periods": periods})


@login_required
def history(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(Organization, code=code)
    require(permissions.may_see_history(request.user, row, clock.today()))
    return render(request, "registry/history.html", {"organization": row, "entries": history_queries.entries(row)})
