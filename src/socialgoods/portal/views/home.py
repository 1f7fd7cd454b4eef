from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from socialgoods.kernel import clock
from socialgoods.places import queries as places
from socialgoods.portal.queries import overview


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html", {"overview": overview.overview(on=clock.today())})


def districts(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    context = {"rows": overview.districts(on=on), "county_population": places.county_population(on=on)}
    return render(request, "portal/districts.html", context)


def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "offline.html")


@cache_control(max_age=0, no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, because a worker only rules the addresses below its own."""
    path = finders.find("portal/js/sw.js")
    if path is None:
        raise Http404
    with open(path, encoding="utf-8") as file:
        return HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")


@cache_control(max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    closed = "Disallow: /" if not settings.PRODUCTION else "Disallow: /account/\nDisallow: /people/\nDisallow: /desk/"
    return HttpResponse(f"User-agent: *\n{closed}\n", content_type="text/plain")
