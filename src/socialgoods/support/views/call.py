"""Calls in plain words for everybody; what officers open, change and cancel."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import codes
from socialgoods.registry import permissions as registry
from socialgoods.registry.models import Organization
from socialgoods.support import permissions
from socialgoods.support.actions import call as actions
from socialgoods.support.actions.refusals import NotPossible
from socialgoods.support.forms.call import CallForm
from socialgoods.support.models import Call, CallState
from socialgoods.support.queries import call as queries

ENDED_AT_MOST = 30


def load(pk: int) -> Call:
    return get_object_or_404(Call.objects.select_related("measure"), pk=pk)


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    running = list(queries.counted(queries.running()))
    ended = queries.counted(Call.objects.exclude(state=CallState.OPEN).select_related("measure"))
    context = {
        "open": [row for row in running if row.closes_on >= on],
        "closed": [row for row in running if row.closes_on < on],
        "ended": list(ended.order_by("-year", "-ended_at")[:ENDED_AT_MOST]),
        "on": on,
        "may_keep": permissions.may_keep_calls(request.user, on),
        "may_see_applications": permissions.may_see_applications(request.user, on),
    }
    return render(request, "support/calls.html", context)


@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    row, on, kinds = load(pk), clock.today(), codes.kinds()
    context = {
        "call": row,
        "on": on,
        "is_open": row.state == CallState.OPEN and on <= row.closes_on,
        "kinds": [kinds.get(kind, kind) for kind in row.kinds],
        "own_percent": row.own_share,
        "mine": mine(request.user, row, on),
        "may_keep": permissions.may_keep_calls(request.user, on),
        "may_see_applications": permissions.may_see_applications(request.user, on),
    }
    return render(request, "support/call.html", context)


def mine(user: Any, row: Call, on: Any) -> list[dict[str, Any]]:
    """Each organisation the reader stands for: how it stands with this call, and what it may do."""
    found = []
    pks = registry.represented(user, on) if user.is_authenticated else []
    for organization in Organization.objects.filter(pk__in=pks, merged_into=None):
        application = queries.of_organization(organization).get(row.pk)
        reasons = [] if application else queries.reasons_against(row, organization, on=on)
        invited = queries.invited_amount(row, organization)
        found.append({"organization": organization, "application": application, "reasons": reasons, "invited": invited})
    return found


@login_required
def call_new(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    require(permissions.may_keep_calls(request.user, on))
    form = CallForm(request.POST or None, initial={"year": on.year, "source": "county"})
    if request.method == "POST" and form.is_valid():
        read = form.said
        known = Call.objects.filter(measure=read["measure"], year=read["year"], source=read["source"]).first()
        if read["closes_on"] < on:
            form.add_error("closes_on", _("마감일은 오늘이거나 그 뒤여야 합니다."))
        elif known is not None:
            form.add_error(None, _("같은 해, 같은 지원 수단, 같은 재원의 공모가 이미 있습니다. 그 공모를 고쳐 주세요."))
        else:
            row = actions.open_call(**read, by=request.user, at=clock.now())
            messages.success(request, _("공모를 열었습니다."))
            return redirect(row)
    return render(request, "support/call_form.html", {"form": form})


@login_required
def call_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = load(pk)
    require(permissions.may_keep_calls(request.user, clock.today()))
    said = {name: getattr(row, name) for name in ("budget", "closes_on", "text", "kinds", "most", "basis")}
    said["own_percent"] = int(row.own_share * 100) if row.own_share else None
    form = CallForm(request.POST or None, is_change=True, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(call=row, fields=form.said, by=request.user, at=clock.now())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("공모를 고쳤습니다."))
            return redirect(row)
    return render(request, "support/call_form.html", {"form": form, "call": row})


@login_required
@require_POST
def call_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = load(pk)
    require(permissions.may_decide_call(request.user, row, clock.today()))
    try:
        actions.cancel(call=row, reason=request.POST.get("reason", "")[:300], by=request.user, at=clock.now())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("공모를 취소했습니다."))
    return redirect(row)
