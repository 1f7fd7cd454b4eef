from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.portal import permissions, text
from socialgoods.portal.queries.desk import cases, county, own, resident, roles

LAY = {
    "county": county.lay,
    "cases": cases.lay,
    "own": own.lay,
    "audit": roles.lay_audit,
    "network": roles.lay_network,
    "partner": roles.lay_partner,
    "counter": roles.lay_counter,
    "resident": resident.lay,
}


@require_safe
@never_cache
@login_required
def desk(request: HttpRequest, face: str = "") -> HttpResponse:
    """Without a face, the first of those that the person has."""
    on = clock.today()
    faces = permissions.desk_faces(request.user, on)
    here = face or faces[0]
    require(here in faces, str(text.NOT_YOUR_DESK))
    tabs = [
        {"label": text.DESK_FACES[each], "url": reverse("desk_face", args=[each]), "active": each == here}
        for each in faces
    ]
    laid = LAY[here](request.user, on, request.GET.get("of", ""))
    context = {"on": on, "tabs": tabs if len(tabs) > 1 else [], "laid": laid}
    return render(request, f"portal/desk/{here}.html", context)
