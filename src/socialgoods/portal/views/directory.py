"""Organisations as a list, on a map and as files to take away; one set of filters for all of them."""

import io
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from socialgoods.kernel import clock
from socialgoods.people import permissions as people
from socialgoods.places.models import District
from socialgoods.portal.forms import SearchForm
from socialgoods.portal.queries import shapes
from socialgoods.registry.models import MarkState, Organization
from socialgoods.registry.queries import organization as queries

PAGE = 30
FORMATS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def directory(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    may_see_outside = _may_see_outside(request)
    search = form.search(may_see_outside=may_see_outside, on=clock.today())
    order = queries.SORTS.get(request.GET.get("sort", ""), queries.SORTS["name"])
    rows = queries.find(search).select_related("district").only(*queries.LISTED).order_by(*order)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    marked = _marked(page.object_list)
    context = {
        "form": form,
        "search": search,
        "page": page,
        "marked": marked,
        "query": request.GET.urlencode(),
        "may_see_outside": may_see_outside,
    }
    return render(request, "portal/directory.html", context)


def _may_see_outside(request: HttpRequest) -> bool:
    on = clock.today()
    return people.is_officer(request.user, on) or people.is_auditor(request.user, on)


def _marked(rows: Any) -> set[int]:
    pks = [row.pk for row in rows]
    return set(
        Organization.objects.filter(pk__in=pks, marks__state=MarkState.GRANTED).values_list("pk", flat=True)
    )


def organization_map(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    search = form.search(may_see_outside=False, on=clock.today())
    rows = queries.find(search)
    totals = rows.aggregate(all=Count("pk"), placed=Count("lon"), districted=Count("district"))
    districts = District.objects.annotate(
        found=Count("organizations", filter=Q(organizations__in=rows)),
    ).order_by("-found", "name")
    context = {
        "form": form,
        "search": search,
        "totals": totals,
        "to_ask": totals["all"] - totals["districted"],
        "districts": districts,
        "query": request.GET.urlencode(),
    }
    return render(request, "portal/map.html", context)


def points(request: HttpRequest) -> HttpResponse:
    rows = queries.find(SearchForm(request.GET).search(may_see_outside=False, on=clock.today()))
    return JsonResponse(shapes.points(rows), content_type="application/geo+json")


def district_shapes(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(shapes.districts(), content_type="application/geo+json")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def download(request: HttpRequest, form: str) -> HttpResponse:
    """The public columns of what the filters find. The writer of spreadsheets is loaded only when somebody wants one."""
    from socialgoods.exchange import writing

    if form not in FORMATS:
        raise Http404
    search = SearchForm(request.GET).search(may_see_outside=_may_see_outside(request), on=clock.today())
    headings, rows = shapes.public_table(queries.find(search))
    target = io.BytesIO()
    if form == "csv":
        writing.write_csv(target, headings, rows, for_people=True)
    else:
        writing.write_xlsx(target, {_("조직"): (headings, rows)})
    response = HttpResponse(target.getvalue(), content_type=FORMATS[form])
    response["Content-Disposition"] = f'attachment; filename="organizations-{clock.today():%Y%m%d}.{form}"'
    return response
