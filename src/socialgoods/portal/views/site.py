"""What browsers, search engines and watchmen ask of a site."""

from datetime import timedelta

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from socialgoods import __version__
from socialgoods.portal.queries import health as queries

CLOSED_TO_ROBOTS = ("account_login", "desk", "people", "organization_points", "contrast")


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """503 says that somebody should look. A machine gets JSON, a browser a page."""
    found = queries.health()
    status = 200 if found.is_good else 503
    if request.get_preferred_type(["application/json", "text/html"]) == "text/html":
        return render(request, "portal/health.html", {"health": found, "version": __version__}, status=status)
    data = {
        "status": "ok" if found.is_good else "failing",
        "version": __version__,
        "checks": found.checks,
        "oldest_waiting_seconds": found.oldest_waiting_seconds,
        "free_disk_megabytes": found.free_disk_megabytes,
    }
    return JsonResponse(data, status=status)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "offline.html")


@require_safe
@cache_control(max_age=0, no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, because a worker only rules the addresses below its own."""
    path = finders.find("portal/js/sw.js")
    if path is None:
        raise Http404
    with open(path, encoding="utf-8") as file:
        return HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(max_age=86400)
def manifest(request: HttpRequest) -> HttpResponse:
    """A phone may put the site beside its programmes."""
    name = _("소셜굿즈 %(county)s") % {"county": settings.COUNTY.name}
    return JsonResponse(
        {
            "name": name,
            "short_name": _("소셜굿즈"),
            "lang": "ko",
            "start_url": reverse("home"),
            "scope": "/",
            "display": "minimal-ui",
            "background_color": "#ffffff",
            "theme_color": settings.COUNTY.accent,
            "icons": [{"src": static("portal/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@require_safe
@cache_control(max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    """A site for trying is nothing to be found by; of a real one, what is public."""
    closed = [f"Disallow: {reverse(name)}" for name in CLOSED_TO_ROBOTS] if settings.PRODUCTION else ["Disallow: /"]
    return HttpResponse("\n".join(["User-agent: *", *closed, ""]), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=86400)
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell of a hole."""
    expires = timezone.now() + timedelta(days=365)
    lines = [
        f"Contact: mailto:{settings.COUNTY.email}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: ko, en",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
