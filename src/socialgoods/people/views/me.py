"""My account, and what the county knows about me. A room above may hand over further sections to show and export."""

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.people import exporting, known, permissions, text
from socialgoods.people.actions import accounts
from socialgoods.people.forms.me import CloseForm, ProfileForm
from socialgoods.people.models import User

SHOWN_AT_MOST = 20


@never_cache
@login_required
def me(request, more=None, labels=None):
    """`more`: what rooms above know of a user, as known.Section; `labels`: their words for their events."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        return _save_profile(request, form)
    sections = [
        *known.what_is_known(request.user, at_most=SHOWN_AT_MOST, labels=labels),
        *(more(request.user) if more else []),
    ]
    return render(
        request,
        "people/me.html",
        {
            "form": form,
            "sections": sections,
            "may_change_security": permissions.may_change_security(request.user),
            "social_login": bool(settings.SOCIALACCOUNT_PROVIDERS),
        },
    )


def _save_profile(request, form):
    user = User.objects.get(pk=request.user.pk)
    accounts.change_profile(user=user, by=request.user, at=clock.now(), **form.cleaned_data)
    with translation.override(user.language):
        messages.success(request, _("저장했습니다."))
    response = redirect("me")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
    return response


@require_POST
@login_required
def me_export(request, more=None, labels=None):
    at = clock.now()
    sections = [*known.what_is_known(request.user, labels=labels), *(more(request.user) if more else [])]
    archive = exporting.archive(sections, person=request.user, at=at)
    events.record("people.account.exported", request.user, by=request.user, at=at)
    name = f"socialgoods-{request.user.pk}-{clock.today():%Y%m%d}.zip"
    return HttpResponse(
        archive,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _closable(view):
    """Helped persons are turned away before allauth asks for a password that the helper must not know."""

    def guarded(request):
        require(permissions.may_change_security(request.user), str(text.ASSISTED_SECURITY))
        return reauthentication_required(view)(request)

    return login_required(guarded)


@_closable
def me_close(request):
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.close_account(user=request.user, by=request.user, at=clock.now())
        except accounts.NotClosed as refusal:
            form.add_error(None, str(refusal))
        else:
            get_adapter().logout(request)
            messages.success(request, _("계정을 닫았습니다. 그동안 함께해 주셔서 고맙습니다."))
            return redirect("home")
    return render(request, "people/me_close.html", {"form": form, "keeps_name": request.user.roles.exists()})
