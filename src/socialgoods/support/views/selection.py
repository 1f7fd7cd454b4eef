"""Officers weigh the applications of a call and conclude it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.support import permissions
from socialgoods.support.actions import application as applications
from socialgoods.support.actions import call as actions
from socialgoods.support.actions.refusals import NotPossible
from socialgoods.support.forms.call import ConcludeForm, WeighForm
from socialgoods.support.models import Application, Call
from socialgoods.support.queries import call as queries
from socialgoods.support.views.call import load


@login_required
@require_safe
def call_selection(request: HttpRequest, pk: int) -> HttpResponse:
    row = load(pk)
    require(permissions.may_see_applications(request.user, clock.today()))
    events.record("support.applications.seen", row, by=request.user, at=clock.now())
    return _page(request, row)


def _page(
    request: HttpRequest, row: Call, wrong: tuple[int, WeighForm] | None = None, form: ConcludeForm | None = None
) -> HttpResponse:
    on = clock.today()
    asked = list(queries.applications(row))
    invited = set(row.invitations.values_list("organization", flat=True))
    for each in asked:
        each.call = row
        each.is_invited = each.organization_id in invited
        each.may_weigh = permissions.may_weigh(request.user, each, on)
        each.form = wrong[1] if wrong and wrong[0] == each.pk else _weigh_form(each)
    granted = sum(each.granted or 0 for each in asked if each.proposed)
    context = {
        "call": row,
        "applications": asked,
        "undecided": sum(each.proposed is None for each in asked),
        "chosen": sum(bool(each.proposed) for each in asked),
        "granted": granted,
        "left": row.budget - granted,
        "is_closed": on > row.closes_on,
        "may_conclude": permissions.may_conclude(request.user, row, on),
        "form": form or ConcludeForm(),
    }
    return render(request, "support/selection.html", context)


def _weigh_form(each: Application, data=None) -> WeighForm:
    choice = {True: "yes", False: "no", None: ""}[each.proposed]
    initial = {
        "choice": choice,
        "granted": each.granted if each.granted is not None else each.amount,
        "reason": each.reason,
    }
    return WeighForm(data, initial=initial, prefix=f"a{each.pk}")


@login_required
@require_POST
def application_weigh(request: HttpRequest, pk: int) -> HttpResponse:
    each = get_object_or_404(Application.objects.select_related("call__measure", "organization"), pk=pk)
    require(permissions.may_weigh(request.user, each, clock.today()))
    form = _weigh_form(each, request.POST)
    if not form.is_valid():
        return _page(request, each.call, wrong=(each.pk, form))
    read = form.cleaned_data
    try:
        applications.weigh(
            application=each, is_selected=form.is_selected, granted=read["granted"], reason=read["reason"], by=request.user,
            at=clock.now(),
        )  # fmt: skip
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s의 심사를 적었습니다.") % {"name": each.organization.name})
    return redirect("call_selection", each.call_id)


@login_required
@require_POST
def call_conclude(request: HttpRequest, pk: int) -> HttpResponse:
    row, on = load(pk), clock.today()
    require(
        permissions.may_decide_call(request.user, row, on),
        _("신청한 조직의 대표이시면 결과는 다른 공무원이 정합니다.")
        if permissions.may_keep_calls(request.user, on)
        else "",
    )
    form = ConcludeForm(request.POST)
    if form.is_valid():
        try:
            told = actions.conclude(call=row, **form.cleaned_data, by=request.user, at=clock.now())
        except NotPossible as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("결과를 정하고 %(count)s곳에 알렸습니다.") % {"count": len(told)})
            return redirect("call_selection", pk)
    return _page(request, row, form=form)
