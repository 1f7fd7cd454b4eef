"""Code sheets on paper: issued at a counter, used to log in."""

import json

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.kernel.secrets import decrypt, encrypt, keyed_hash
from socialgoods.people import permissions, queries, sheet_document, text
from socialgoods.people.actions import code_sheets as actions
from socialgoods.people.forms.counter import CodeConfirmForm, CodeLoginForm, IssueSheetForm
from socialgoods.people.models import CodeSheet, IdentityCheck, User

ISSUED = "issued_sheet"
LOGIN = "code_login"
PRINTABLE_FOR_SECONDS = 600


@login_required
def code_sheet(request, pk):
    person = get_object_or_404(User, pk=pk)
    require(permissions.may_issue_code_sheet(request.user, person, clock.today()))
    form = IssueSheetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sheet, codes = actions.issue_sheet(
            user=person, checked_by=IdentityCheck.ID_CARD, by=request.user, at=clock.now()
        )
        request.session[ISSUED] = encrypt(
            json.dumps({"sheet": sheet.pk, "codes": codes, "at": clock.now().timestamp()})
        )
        return redirect("code_sheet_print", pk=person.pk)
    in_use = queries.sheet_in_use(person)
    context = {"person": person, "form": form, "sheet": in_use, "left": queries.codes_left(in_use) if in_use else 0}
    return render(request, "people/code_sheet.html", context)


@never_cache
@login_required
def code_sheet_print(request, pk):
    sheet, codes = _just_issued(request, pk)
    if sheet is None:
        messages.info(request, text.SHEET_GONE)
        return redirect("code_sheet", pk=pk)
    context = {
        "sheet": sheet,
        "codes": [(position, sheet_document.grouped(code)) for position, code in enumerate(codes, start=1)],
        "warning": text.SHEET_WARNING,
        "steps": sheet_document.steps(request.build_absolute_uri(reverse("code_login"))),
    }
    return render(request, "people/code_sheet_print.html", context)


@never_cache
@login_required
def code_sheet_pdf(request, pk):
    sheet, codes = _just_issued(request, pk)
    if sheet is None:
        messages.info(request, text.SHEET_GONE)
        return redirect("code_sheet", pk=pk)
    return HttpResponse(
        sheet_document.pdf(sheet, codes, address=request.build_absolute_uri(reverse("code_login"))),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="code-sheet-{sheet.serial}.pdf"'},
    )


def _just_issued(request, pk):
    """The readable codes live sealed in the issuer's session, for ten minutes, and nowhere else."""
    person = get_object_or_404(User, pk=pk)
    require(permissions.may_issue_code_sheet(request.user, person, clock.today()))
    issued = json.loads(decrypt(request.session[ISSUED])) if ISSUED in request.session else None
    if issued is None or clock.now().timestamp() - issued["at"] > PRINTABLE_FOR_SECONDS:
        request.session.pop(ISSUED, None)
        return None, []
    sheet = CodeSheet.objects.select_related("user", "issued_by").filter(pk=issued["sheet"], user=person, ended_at=None)
    return sheet.first(), issued["codes"]


@never_cache
def code_login(request):
    """First the user name, so that the sheet can be asked for its next code."""
    if request.user.is_authenticated:
        return redirect("desk")
    form = CodeLoginForm(request.POST or None)
    next_url = get_next_redirect_url(request)
    if request.method == "POST" and form.is_valid():
        request.session[LOGIN] = {"username": form.cleaned_data["username"], "next": next_url}
        return redirect("code_login_confirm")
    return render(request, "people/code_login.html", {"form": form, "next": next_url or ""})


@never_cache
@sensitive_post_parameters("code")
def code_login_confirm(request):
    begun = request.session.get(LOGIN)
    if not begun or request.user.is_authenticated:
        return redirect("code_login")
    user = queries.person_with_username(begun["username"])
    form, status = CodeConfirmForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="code_sheet", key=begun["username"].casefold()):
            form.add_error(None, text.TOO_MANY_TRIES)
            status = 429
        else:
            try:
                sheet = actions.use_code(user=user, code=form.cleaned_data["code"], by=user, at=clock.now())
            except actions.CodeRefused as refusal:
                form.add_error("code", str(refusal))
            else:
                return _log_in(request, sheet, begun["next"])
    context = {"form": form, "position": _asked_position(begun["username"], user), "username": begun["username"]}
    return render(request, "people/code_login_confirm.html", context, status=status)


def _log_in(request, sheet, next_url):
    """allauth finishes: who has set up a second step is asked for it; the session remembers that a sheet was used."""
    del request.session[LOGIN]
    request.session.set_expiry(0)
    record_authentication(request, sheet.user, method="code_sheet", serial=sheet.serial)
    return perform_login(request, Login(user=sheet.user, redirect_url=next_url))


def _asked_position(username, user):
    """Who has no sheet, or is nobody, is asked just the same."""
    asked = queries.asked_code(user) if user else None
    return asked.position if asked else 1 + int(keyed_hash("asked", username.casefold())[:4], 16) % 5
