"""A request made while helping is the helped person's request; a visitor sent to log in comes back to a page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from socialgoods.kernel import clock, events
from socialgoods.people import text
from socialgoods.people.actions import assistance as actions
from socialgoods.people.models import Assistance

SESSION_KEY = "assistance"

Next = Callable[[HttpRequest], HttpResponse]


class AssistanceMiddleware:
    """While helping, `request.user` is the person, `request.assistance` the row, and every event names both."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.assistance = None  # type: ignore[attr-defined]
        if SESSION_KEY not in request.session:
            return self.get_response(request)
        helper: Any = request.user
        at = clock.now()
        row = (
            Assistance.objects.select_related("person")
            .filter(pk=request.session[SESSION_KEY], helper=helper.pk)
            .first()
        )
        if row is None or not actions.still_running(row, helper=helper, at=at):
            return self._over(request)
        if request.path == reverse("account_logout") and request.method == "POST":
            actions.end_assistance(assistance=row, by=helper, at=at)
            return self.get_response(request)
        actions.keep_open(row, at=at)
        return self._as_person(request, row)

    def _as_person(self, request: HttpRequest, row: Assistance) -> HttpResponse:
        helper: Any = request.user
        row.helper = helper
        row.person.assisted_by = row
        request.user = row.person
        request.assistance = row  # type: ignore[attr-defined]
        with events.helped_by(helper):
            if request.path.startswith(reverse("account_logout").removesuffix("logout/")):
                raise PermissionDenied(str(text.ASSISTED_SECURITY))
            return self.get_response(request)

    def _over(self, request: HttpRequest) -> HttpResponse:
        """What was about to be done for the person must not be done as the helper: nothing is done."""
        del request.session[SESSION_KEY]
        messages.warning(request, text.ASSISTANCE_OVER)
        return _leave_for(request, reverse("assist_start"))


class LoginRedirectMiddleware:
    """Log-in leads back to the page. A form that was sent cannot be repeated: its page comes back, with a word."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        login = resolve_url(settings.LOGIN_URL)
        sent_to_login = response.status_code == 302 and _asks_to_log_in(request, response["Location"], login)
        if not sent_to_login or request.user.is_authenticated or request.path.startswith(login):
            return response
        is_htmx = "HX-Request" in request.headers
        if request.method in {"GET", "HEAD"} and not is_htmx:
            return response
        if request.method == "POST":
            messages.warning(request, text.LOGIN_BEFORE_SENDING)
        came_from = _own_path(request, request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
        return _leave_for(request, f"{login}?{urlencode({'next': came_from})}" if came_from else login)


def _asks_to_log_in(request: HttpRequest, address: str, login: str) -> bool:
    """Because this request needs it. The language switch, which leads back to the log-in page, does not."""
    parts = urlsplit(address)
    return parts.path == login and urlsplit(parse_qs(parts.query).get("next", [""])[0]).path == request.path


def _own_path(request: HttpRequest, address: str) -> str:
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _leave_for(request: HttpRequest, address: str) -> HttpResponse:
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
