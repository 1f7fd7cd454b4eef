"""What the pages of a case file have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from socialgoods.kernel import clock, events
from socialgoods.registry import permissions as registry
from socialgoods.registry.models import Organization


def load(code: str) -> Organization:
    return get_object_or_404(Organization.objects.select_related("district"), code=code)


def note_look(request: HttpRequest, organization: Organization, **what: Any) -> None:
    """Somebody from outside the organisation looked at its case file."""
    if not registry.represents(request.user, organization, clock.today()):
        events.record("support.case.seen", organization, by=request.user, at=clock.now(), **what)


def is_from_device(request: HttpRequest) -> bool:
    """Sent by the script that keeps notes while the network is away, which wants a short answer."""
    return request.headers.get("Accept", "").startswith("application/json")


def login_or_word(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As `login_required`, but the device is told in a word instead of being led to a page."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if is_from_device(request):
            return JsonResponse({"login": reverse("account_login")}, status=401)
        return redirect_to_login(request.get_full_path())

    return inner
