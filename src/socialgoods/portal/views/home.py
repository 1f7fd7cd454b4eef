from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from socialgoods.kernel import clock
from socialgoods.portal import permissions
from socialgoods.portal.queries import overview
from socialgoods.portal.queries.plain import plain_words
from socialgoods.portal.queries.plan import county_plan


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    found = overview.overview(on=on)
    plan = county_plan(on=on)
    context = {
        "plan": plan,
        "words": plain_words(plan),
        "on": on,
        "overview": found,
        "picture": overview.picture(found.by_district) if found.organizations else None,
        "may_register": permissions.may_register(request.user, on),
    }
    return render(request, "portal/home.html", context)


@require_safe
def districts(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    found = overview.districts(on=on)
    context = {"on": on, "found": found, "picture": overview.picture(found.counts)}
    return render(request, "portal/districts.html", context)
