"""An organisation applies: begun, saved as typed, submitted, taken back or withdrawn until the closing day."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions as registry
from socialgoods.registry.models import Organization
from socialgoods.support import permissions
from socialgoods.support.actions import application as actions
from socialgoods.support.actions.refusals import NotPossible
from socialgoods.support.forms.call import ApplicationForm
from socialgoods.support.models import Application, ApplicationState, Call, CallState
from socialgoods.support.queries import call as queries
from socialgoods.support.rules.call import own_part
from socialgoods.support.views import call as calls
from socialgoods.support.views.shared import load, note_look


def _own(call: Call, organization: Organization) -> Application | None:
    rows = Application.objects.filter(call=call, organization=organization)
    return rows.select_related("call__measure", "organization", "submitted_by", "decided_by").first()


@login_required
def call_apply(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Read by those who may see the record, written by the organisation or the advisor beside it."""
    organization, call, on = load(code), calls.load(pk), clock.today()
    may_apply = permissions.may_apply(request.user, organization, on)
    require(may_apply if request.method == "POST" else permissions.may_see_case(request.user, organization, on))
    row = _own(call, organization)
    if request.method == "POST":
        return _write(request, call, organization, row)
    if not may_apply or (row is not None and row.state != ApplicationState.DRAFT):
        note_look(request, organization, call=call.pk)
    return _page(request, call, organization, row)


def _write(request: HttpRequest, call: Call, organization: Organization, row: Application | None) -> HttpResponse:
    if row is None or row.state == ApplicationState.WITHDRAWN:
        try:
            actions.begin(call=call, organization=organization, by=request.user, at=clock.now())
        except NotPossible as refusal:
            messages.error(request, str(refusal))
        return redirect("call_apply", organization.code, call.pk)
    form = ApplicationForm(request.POST)
    form.is_valid()
    read = {name: value for name, value in form.cleaned_data.items() if name in request.POST}
    try:
        actions.save(application=row, changes=read, by=request.user, at=clock.now())
    except NotPossible as refusal:
        if request.htmx:
            return render(request, "components/saved_at.html", {"at": row.saved_at}, status=409)
        messages.error(request, str(refusal))
        return redirect("call_apply", organization.code, call.pk)
    if request.htmx:
        return render(request, "components/saved_at.html", {"at": row.saved_at})
    if "submit" not in request.POST or not form.is_valid():
        return _page(request, call, organization, row, form)
    return _submit(request, call, organization, row, form)


def _submit(
    request: HttpRequest, call: Call, organization: Organization, row: Application, form: ApplicationForm
) -> HttpResponse:
    for name, text in actions.reasons_against_submitting(row):
        form.add_error(name, text)
    if form.errors:
        return _page(request, call, organization, row, form)
    try:
        actions.submit(application=row, by=request.user, at=clock.now())
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return _page(request, call, organization, row, form)
    messages.success(request, _("신청했습니다. 마감일까지 고치거나 거둘 수 있습니다."))
    return redirect("call_apply", organization.code, call.pk)


def _page(
    request: HttpRequest,
    call: Call,
    organization: Organization,
    row: Application | None,
    form: ApplicationForm | None = None,
) -> HttpResponse:
    on = clock.today()
    may_apply = permissions.may_apply(request.user, organization, on)
    said = {name: getattr(row, name) for name in actions.TYPED} if row else {}
    still_open = call.state == CallState.OPEN and on <= call.closes_on
    is_told = row is not None and row.state in {ApplicationState.SELECTED, ApplicationState.REFUSED}
    context = {
        "call": call,
        "organization": organization,
        "application": row,
        "reasons": queries.reasons_against(call, organization, on=on, but=row),
        "invited": queries.invited_amount(call, organization),
        "own_least": own_part(row.amount, call.own_share) if row and row.amount else 0,
        "form": form or ApplicationForm(initial=said),
        "may_apply": may_apply,
        "may_edit": may_apply and still_open and row is not None and row.state == ApplicationState.DRAFT,
        "may_begin": may_apply and (row is None or row.state == ApplicationState.WITHDRAWN),
        "may_withdraw": may_apply and still_open and row is not None and row.state in {"draft", "submitted"},
        "is_told": is_told,
        "is_own": registry.represents(request.user, organization, on),
    }
    return render(request, "support/apply.html", context)


@login_required
@require_POST
def application_take_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    return _move(request, code, pk, actions.take_back, _("신청서를 다시 고칠 수 있습니다. 고친 뒤 다시 신청해 주세요."))


@login_required
@require_POST
def application_withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    return _move(request, code, pk, actions.withdraw, _("신청을 거두었습니다."))


def _move(request: HttpRequest, code: str, pk: int, act, done: str) -> HttpResponse:
    organization, call = load(code), calls.load(pk)
    require(permissions.may_apply(request.user, organization, clock.today()))
    row = _own(call, organization)
    if row is None:
        messages.error(request, _("아직 신청하지 않았습니다."))
        return redirect("call_apply", code, pk)
    try:
        act(application=row, by=request.user, at=clock.now())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("call_apply", code, pk)
