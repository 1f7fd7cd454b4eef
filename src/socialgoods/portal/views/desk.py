from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from socialgoods.kernel import clock
from socialgoods.portal.queries import desk as queries


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    context = {
        "on": on,
        "sections": queries.sections(request.user, on),
        "mine": queries.my_organizations(request.user, on),
    }
    return render(request, "portal/desk.html", context)
