"""The county's self-reliance in public: all, and by kind, sector, size and eup/myeon; never a group under five."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.diagnosis import permissions
from socialgoods.diagnosis.models import Diagnosis
from socialgoods.diagnosis.queries import result as queries
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.places.models import District
from socialgoods.registry import codes
from socialgoods.registry.downloads import table_response


@require_safe
def county_diagnosis(request: HttpRequest) -> HttpResponse:
    years = queries.years()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else next(iter(years), None)
    if year is None:
        return render(request, "diagnosis/county_none.html")
    names = {"kind": codes.kinds(), "sector": codes.sectors()}
    areas = queries.groups(year, "area")
    codes_of = dict(District.objects.values_list("name", "code"))
    groups = [
        (
            title,
            [(names.get(by, {}).get(row.value, row.value) or _("자료 없음"), row) for row in queries.groups(year, by)],
        )
        for by, title in (("kind", _("유형별")), ("sector", _("분야별")), ("size", _("규모별(유급 근로자)")))
    ]
    context = {
        "year": year,
        "years": years,
        "total": queries.county(year),
        "areas": areas,
        "groups": groups,
        "chart": {
            "unit": "share",
            "values": {codes_of[row.value]: row.figures.get("rate") for row in areas if row.value in codes_of},
        },
        "fresh": queries.fresh(year),
        "may_download": permissions.may_download_diagnoses(request.user, clock.today()),
    }
    return render(request, "diagnosis/county.html", context)


@login_required
def download(request: HttpRequest) -> HttpResponse:
    """The plan's `diagnoses` file of a year."""
    require(permissions.may_download_diagnoses(request.user, clock.today()))
    asked = request.GET.get("year", "")
    if not asked.isdecimal():
        raise Http404
    columns = (
        "self_reliance_ratio", "self_reliant", "self_sustaining", "gap", "sales_needed", "support_dependence", "cover", "labour_cover",
        "finance", "market", "product", "people", "governance", "collaboration", "social", "known",
    )  # fmt: skip
    rows = Diagnosis.objects.filter(year=int(asked)).order_by("organization__code")
    values = rows.values_list("organization__code", "year", *columns).iterator(2000)
    return table_response(f"diagnoses-{asked}", "csv", ("org_id", "year", *columns), values, for_people=False)
