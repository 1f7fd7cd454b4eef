from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from socialgoods.kernel import clock
from socialgoods.portal.queries.desk import desk_of, own


@never_cache
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    mine = own.own_organizations(request.user, on)
    found = desk_of(request.user, on)
    waiting = found.waiting + sum(entry.report_waits + len(entry.dues) for entry in mine)
    context = {
        "on": on,
        "desk": found,
        "mine": mine,
        "waiting": waiting,
        "near": own.near(request.user) if own.is_plain_resident(request.user, on) else None,
    }
    return render(request, "portal/desk.html", context)
