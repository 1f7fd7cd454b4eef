"""A helper at a counter, on the telephone or on a visit acts for a person."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.middleware.csrf import rotate_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.people import identity, permissions, queries, rules, text
from socialgoods.people.actions import accounts, code_sheets
from socialgoods.people.actions import assistance as actions
from socialgoods.people.forms.counter import AssistForm, FindForm
from socialgoods.people.middleware import SESSION_KEY
from socialgoods.people.models import IdentityCheck, User

FOUND = "found_at_counter"


@login_required
def assist_start(request):
    require(permissions.may_assist(request.user, clock.today()))
    form, found = FindForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="find_person", user=request.user):
            found = _find(request, form.cleaned_data["words"])
        else:
            form.add_error(None, text.TOO_MANY_LOOKS)
    return render(request, "people/assist_start.html", {"form": form, "found": found})


@transaction.atomic
def _find(request, words):
    """Every person shown is told that they were looked up."""
    at = clock.now()
    found = [person for person in queries.find_at_counter(words) if person != request.user]
    for person in found:
        events.record("people.person.found", person, by=request.user, at=at)
    request.session[FOUND] = [person.pk for person in found]
    return found


@login_required
@sensitive_post_parameters("code")
def assist_person(request, pk):
    person = get_object_or_404(User.objects.select_related("district"), pk=pk)
    require(permissions.may_assist_person(request.user, person, clock.today()))
    if pk not in request.session.get(FOUND, []):
        messages.info(request, text.ASSIST_FIND_FIRST)
        return redirect("assist_start")
    if "send" in request.POST:
        form = AssistForm(initial=request.POST.dict() | {"checked_by": IdentityCheck.SMS})
        _send_code(request, person)
    else:
        form = AssistForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and _started(request, person, form):
            return redirect("desk")
    context = {
        "person": person,
        "form": form,
        "asked": queries.asked_code(person),
        "may_issue": permissions.may_issue_code_sheet(request.user, person, clock.today()),
    }
    return render(request, "people/assist_person.html", context)


def _send_code(request, person):
    try:
        identity.send_code(request, person)
    except identity.NotIdentified as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("문자를 보냈습니다. 본인에게 코드 여섯 자리를 여쭈어 적으세요."))


def _started(request, person, form):
    data, at = form.cleaned_data, clock.now()
    reasons = rules.reasons_against_assisting(
        same_person=person == request.user, is_open=person.is_active, way=data["way"], checked_by=data["checked_by"]
    )
    if reasons:
        form.add_error(None, " ".join(map(str, reasons)))
        return False
    try:
        with transaction.atomic():
            _identify(request, person, data, at)
            row = actions.start_assistance(
                person=person,
                way=data["way"],
                checked_by=data["checked_by"],
                reason=data["reason"],
                by=request.user,
                at=at,
            )
    except (identity.NotIdentified, code_sheets.CodeRefused) as refusal:
        form.add_error("code", str(refusal))
        return False
    except actions.AssistanceRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    request.session[SESSION_KEY] = row.pk
    del request.session[FOUND]
    rotate_token(request)  # forms opened before, in another window, were the helper's own and are refused now
    return True


def _identify(request, person, data, at):
    if data["checked_by"] == IdentityCheck.SMS:
        identity.check_code(request, person, data["code"])
        accounts.confirm_phone(user=person, by=request.user, at=at)
    elif data["checked_by"] == IdentityCheck.CODE_SHEET:
        if queries.asked_code(person) is None:
            raise identity.NotIdentified(text.ASSIST_NO_SHEET)
        if not ratelimit.consume(request, action="code_sheet", key=person.username.casefold()):
            raise identity.NotIdentified(text.TOO_MANY_TRIES)
        code_sheets.use_code(user=person, code=data["code"], by=request.user, at=at)


@require_POST
@login_required
def assist_end(request):
    row = request.assistance
    if row is not None:
        actions.end_assistance(assistance=row, by=row.helper, at=clock.now())
        del request.session[SESSION_KEY]
        rotate_token(request)
        messages.success(request, _("%(person)s 님 돕기를 마쳤습니다.") % {"person": row.person})
    return redirect("assist_start")
