"""The case file of an organisation on one page, and what a device asks before it sends what it kept."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.support import permissions
from socialgoods.support.device import device_word
from socialgoods.support.queries import page as queries
from socialgoods.support.views.shared import load, note_look


@login_required
@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = load(code), clock.today()
    require(permissions.may_see_case(request.user, organization, on))
    if organization.merged_into_id is not None:
        return redirect("case", organization.merged_into.code)
    is_staff = permissions.may_see_private(request.user, organization, on)
    may_keep = permissions.may_keep_case(request.user, organization, on)
    context = {
        "organization": organization,
        "page": queries.case_page(organization, is_staff=is_staff, on=on),
        "on": on,
        "may_keep": may_keep,
        "may_add_document": permissions.may_add_document(request.user, organization, on),
        "may_promise": permissions.may_promise(request.user, organization, on),
        "device": device_word(request.user) if may_keep else "",
        "shown": reverse("case", args=[code]),
    }
    note_look(request, organization)
    return render(request, "support/case.html", context)


@require_safe
@never_cache
@ensure_csrf_cookie
def case_device(request: HttpRequest) -> HttpResponse:
    """Who is logged in, as the device knows it; and a fresh token to send with."""
    return JsonResponse({"device": device_word(request.user)})
