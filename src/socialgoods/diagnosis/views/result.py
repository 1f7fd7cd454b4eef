"""What an organisation's year says: the page, a score opened, and the sheet to take away."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from socialgoods.analysis.definitions import DIMENSIONS
from socialgoods.diagnosis import permissions, sheet
from socialgoods.diagnosis.queries import result as queries
from socialgoods.diagnosis.queries.page import Page
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import codes
from socialgoods.registry.models import Organization


def bold(figure: str) -> str:
    return f"<b>{figure}</b>"


def _load(request: HttpRequest, code: str) -> Organization:
    organization = get_object_or_404(Organization.objects.select_related("district"), code=code)
    require(permissions.may_see_diagnosis(request.user, organization, clock.today()))
    return organization


def _page(organization: Organization, year: int | None) -> Page | None:
    """Without a year the newest in which anything is known; None where there is none yet."""
    rows = queries.of(organization)
    known = [row for row in rows if row.self_reliance_ratio is not None or row.known] or rows
    chosen = next((row for row in rows if row.year == year), None) if year else next(iter(known), None)
    if year and chosen is None:
        raise Http404
    return Page(organization, chosen, rows) if chosen else None


def _context(page: Page) -> dict[str, Any]:
    report, code = page.report, page.organization.code
    return {
        "page": page,
        "organization": page.organization,
        "row": page.row,
        "lede": mark_safe(sheet.lede(page, mark=bold)),  # noqa: S308 figures only
        "report_url": reverse("report", args=[code, report.fiscal_year]) if report else "",
    }


@login_required
@require_safe
def diagnosis(request: HttpRequest, code: str, year: int | None = None) -> HttpResponse:
    organization = _load(request, code)
    page = _page(organization, year)
    if page is None:
        return render(request, "diagnosis/diagnosis_none.html", {"organization": organization})
    tabs = [
        {
            "label": str(row.year),
            "url": reverse("diagnosis_year", args=[code, row.year]),
            "active": row.year == page.row.year,
            "count": None,
        }
        for row in page.all_rows
    ]
    context = _context(page) | {"tabs": tabs, "stale": queries.stale_years()}
    return render(request, "diagnosis/diagnosis.html", context)


@login_required
@require_safe
def score(request: HttpRequest, code: str, year: int, dimension: str) -> HttpResponse:
    organization = _load(request, code)
    if dimension not in DIMENSIONS:
        raise Http404
    page = _page(organization, year)
    if page is None:
        raise Http404
    parts = page.parts(dimension)
    context = _context(page) | {
        "score": next(score for score in page.scores if score.dimension == dimension),
        "name": codes.dimensions()[dimension],
        "items": [part for part in parts if part.is_item],
        "indicators": [part for part in parts if not part.is_item],
        "assessment_url": page.assessment.get_absolute_url() if page.assessment else "",
    }
    return render(request, "diagnosis/score.html", context)


@login_required
@require_safe
def one_page(request: HttpRequest, code: str, year: int) -> HttpResponse:
    page = _page(_load(request, code), year)
    if page is None:
        raise Http404
    response = HttpResponse(sheet.pdf(page), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="diagnosis-{page.organization.code}-{year}.pdf"'
    return response
