"""The county's own colour as a style sheet, and the switch to high contrast. No inline style is allowed anywhere."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

YEAR_SECONDS = 60 * 60 * 24 * 365
LEAST_CONTRAST = 4.5
SHIPPED_ACCENT = "#1b6b4a"


@cache_control(public=True, max_age=3600)
def county_style(request: HttpRequest) -> HttpResponse:
    accent = readable_on_white(settings.COUNTY.accent)
    return HttpResponse(f":root {{ --accent: {accent}; }}\n", content_type="text/css; charset=utf-8")


@require_POST
def contrast(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(target if safe else "/")
    if request.POST.get("contrast") == "high":
        response.set_cookie(
            "contrast",
            "high",
            max_age=YEAR_SECONDS,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    else:
        response.delete_cookie("contrast", samesite="Lax")
    return response


def readable_on_white(colour: str) -> str:
    """The county's colour, darkened in small steps until text in it can be read on white (KWCAG: 4.5 to 1)."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return SHIPPED_ACCENT
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    while contrast_to_white(parts) < LEAST_CONTRAST:
        parts = [part * 95 // 100 for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)


def contrast_to_white(parts: list[int]) -> float:
    """WCAG 2: relative luminance of white over that of the colour."""
    shares = [part / 255 for part in parts]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
