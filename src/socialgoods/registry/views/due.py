"""What an organisation is due, when, and by which article; ticked off; as a calendar to subscribe to."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.actions import due as actions
from socialgoods.registry.models import Organization
from socialgoods.registry.queries import due as queries
from socialgoods.registry.rules.calendar import calendar


@login_required
def dues(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = get_object_or_404(Organization, code=code, merged_into=None), clock.today()
    require(permissions.may_see_record(request.user, organization, on))
    items = queries.due_items([organization], on=on)
    address = request.build_absolute_uri(reverse("dues_calendar", args=[code, queries.calendar_key(organization)]))
    context = {
        "organization": organization,
        "on": on,
        "ahead": [item for item in items if item.done_on is None and item.days_left >= 0],
        "overdue": [item for item in items if item.is_overdue],
        "done": [item for item in items if item.done_on],
        "may_tick": permissions.may_tick_due(request.user, organization, on),
        "calendar_url": address,
        "subscribe_url": "webcal://" + address.split("://", 1)[1],
    }
    return render(request, "registry/dues.html", context)


def _asked(request: HttpRequest, organization: Organization) -> tuple[str, date]:
    """Only what is really due, and is not a report of its own, can be ticked off."""
    rule, due_on = request.POST.get("rule", ""), request.POST.get("due_on", "")
    for item in queries.due_items([organization], on=clock.today()):
        if item.duty.rule == rule and item.duty.due_on.isoformat() == due_on and not item.is_report:
            return rule, item.duty.due_on
    raise Http404


@login_required
@require_POST
def tick_off(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = get_object_or_404(Organization, code=code, merged_into=None), clock.today()
    require(permissions.may_tick_due(request.user, organization, on))
    rule, due_on = _asked(request, organization)
    if "undo" in request.POST:
        actions.take_back(organization=organization, rule=rule, due_on=due_on, by=request.user, at=clock.now())
        messages.success(request, _("아직 하지 않은 일로 되돌렸습니다."))
        return redirect("dues", code)
    done_on = _day(request.POST.get("done_on", ""), on)
    if done_on is None:
        messages.error(request, _("마친 날을 ‘2018-03-02’처럼, 오늘까지의 날로 적어 주세요."))
        return redirect("dues", code)
    actions.tick_off(
        organization=organization, rule=rule, due_on=due_on, done_on=done_on, by=request.user, at=clock.now()
    )
    messages.success(request, _("마친 일로 적었습니다."))
    return redirect("dues", code)


def _day(text: str, today: date) -> date | None:
    """The day typed; today when none was; nothing for one that cannot be read or has not come."""
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        return None
    return day if day <= today else None


@login_required
@require_POST
def renew(request: HttpRequest, code: str) -> HttpResponse:
    organization = get_object_or_404(Organization, code=code, merged_into=None)
    require(permissions.may_tick_due(request.user, organization, clock.today()))
    actions.renew_calendar(organization=organization, by=request.user, at=clock.now())
    messages.success(request, _("달력 주소를 새로 만들었습니다. 예전 주소는 더 쓸 수 없습니다."))
    return redirect("dues", code)


def dues_calendar(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """For calendar programs, which cannot log in: whoever has the address reads it. Duties only, no figures, no persons."""
    organization = get_object_or_404(Organization, code=code, merged_into=None)
    if not constant_time_compare(key, queries.calendar_key(organization)):
        raise Http404
    items = queries.due_items([organization], on=clock.today())
    text = calendar(
        name=organization.name,
        code=organization.code,
        host=settings.COUNTY.email.rpartition("@")[2],
        duties=[item.duty for item in items if item.done_on is None],
        stamp=clock.now(),
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="dues.ics"'
    response["Cache-Control"] = "private, max-age=3600"
    return response
