"""What an organisation's year says: the page, a score opened, and the sheet to take away."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from socialgoods.analysis.definitions import DIMENSIONS
from socialgoods.diagnosis import permissions, sheet
from socialgoods.diagnosis.queries import result as queries
from socialgoods.diagnosis.queries.page import Page
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import codes
from socialgoods.registry.models import Organization


def _page(request: HttpRequest, code: str, year: int | None) -> Page | None:
    """Without a year the newest in which anything is known; None where there is none yet."""
    organization = get_object_or_404(Organization.objects.select_related("district"), code=code)
    require(permissions.may_see_diagnosis(request.user, organization, clock.today()))
    rows = queries.of(organization)
    known = [row for row in rows if row.self_reliance_ratio is not None or row.known] or rows
    chosen = next((row for row in rows if row.year == year), None) if year else next(iter(known), None)
    if year and chosen is None:
        raise Http404
    return Page(organization, chosen, rows) if chosen else None


@login_required
def diagnosis(request: HttpRequest, code: str, year: int | None = None) -> HttpResponse:
    page = _page(request, code, year)
    if page is None:
        return render(request, "diagnosis/diagnosis_none.html", {"organization": Organization.objects.get(code=code)})
    context = {"page": page, "organization": page.organization, "row": page.row, "fresh": queries.fresh(page.row.year)}
    return render(request, "diagnosis/diagnosis.html", context)


@login_required
def score(request: HttpRequest, code: str, year: int, dimension: str) -> HttpResponse:
    if dimension not in DIMENSIONS:
        raise Http404
    page = _page(request, code, year)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "organization": page.organization,
        "row": page.row,
        "score": next(score for score in page.scores if score.dimension == dimension),
        "name": codes.dimensions()[dimension],
        "parts": page.parts(dimension),
    }
    return render(request, "diagnosis/score.html", context)


@login_required
def one_page(request: HttpRequest, code: str, year: int) -> HttpResponse:
    page = _page(request, code, year)
    if page is None:
        raise Http404
    response = HttpResponse(sheet.pdf(page), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="diagnosis-{page.organization.code}-{year}.pdf"'
    return response
