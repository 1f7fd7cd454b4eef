"""Organisations as a list, on a map and as files to take away; one set of filters for all of them."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from socialgoods.kernel import clock
from socialgoods.places import queries as places
from socialgoods.portal import permissions
from socialgoods.portal.forms import SearchForm
from socialgoods.portal.queries import directory as queries
from socialgoods.portal.queries import shapes
from socialgoods.registry.downloads import TYPES, table_response
from socialgoods.registry.queries.organization import find

GEOJSON = "application/geo+json"


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    form, on = _form(request), clock.today()
    sort, number = request.GET.get("sort", ""), request.GET.get("page")
    found = queries.directory(form.search, sort=sort, number=number, on=on)
    context = {
        "form": form,
        "search": form.search,
        "found": found,
        "page": found.page,
        "districts": {row.pk: row.label for row in form.districts},
        "on": on,
        "query": _query(request),
        "may_register": permissions.may_register(request.user, on),
    }
    return render(request, "portal/directory.html", context)


@require_safe
def organization_map(request: HttpRequest) -> HttpResponse:
    form, on = _form(request), clock.today()
    context = {
        "form": form,
        "search": form.search,
        "map": shapes.on_map(find(form.search, on=on)),
        "on": on,
        "query": _query(request),
        "boundary_source": places.boundary_source(),
    }
    return render(request, "portal/map.html", context)


@require_safe
@cache_control(no_cache=True)
@conditional_page
def points(request: HttpRequest) -> HttpResponse:
    rows = find(_form(request).search, on=clock.today())
    return JsonResponse(shapes.points(rows, _query(request, "district")), content_type=GEOJSON)


@require_safe
@cache_control(no_cache=True)
@conditional_page
def district_shapes(request: HttpRequest) -> HttpResponse:
    return JsonResponse(shapes.districts(), content_type=GEOJSON)


@require_safe
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The public columns of what the filters find."""
    if form not in TYPES:
        raise Http404
    on = clock.today()
    headings, rows = shapes.public_table(find(_form(request).search, on=on))
    return table_response(f"organizations-{on:%Y%m%d}", form, headings, rows, title=_("조직"))


def _form(request: HttpRequest) -> SearchForm:
    may_see_outside = permissions.may_see_outside(request.user, clock.today())
    return SearchForm(request.GET, may_see_outside=may_see_outside)


def _query(request: HttpRequest, *without: str) -> str:
    """The filters alone, to hand on to the map, the list and the files."""
    values = request.GET.copy()
    for name in ("page", "sort", *without):
        values.pop(name, None)
    return values.urlencode()
