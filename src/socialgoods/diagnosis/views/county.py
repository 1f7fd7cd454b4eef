"""The county's self-reliance in public: all, and by kind, sector, size and eup/myeon; never a group under five."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.analysis.definitions import DEFAULT, GRADES
from socialgoods.diagnosis import permissions
from socialgoods.diagnosis.models import GroupFigure
from socialgoods.diagnosis.queries import result as queries
from socialgoods.diagnosis.queries import tables
from socialgoods.kernel import clock
from socialgoods.kernel.formats import number, percent
from socialgoods.kernel.permissions import require
from socialgoods.places.models import District
from socialgoods.registry import codes
from socialgoods.registry.downloads import table_response
from socialgoods.registry.models.report import Evidence


@require_safe
def county_diagnosis(request: HttpRequest) -> HttpResponse:
    totals = queries.totals()
    years = [row.year for row in totals]
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) <= 4 and int(asked) in years else next(iter(years), None)
    if year is None:
        return render(request, "diagnosis/county_none.html")
    total = next(row for row in totals if row.year == year)
    rows = queries.groups_of(year)
    districts = dict(District.objects.values_list("name", "code"))
    context = {
        "year": year,
        "totals": totals,
        "total": total,
        "lede": _lede(year, total),
        "tabs": [{"label": str(each), "url": f"?year={each}", "active": each == year, "count": None} for each in years],
        "evidence": _evidence(total),
        "areas": _named(rows.get("area", ()), {}),
        "groups": [
            (_("유형별"), _named(rows.get("kind", ()), codes.kinds())),
            (_("분야별"), _named(rows.get("sector", ()), codes.sectors())),
            (_("규모별(유급 근로자)"), _sizes(rows.get("size", ()))),
        ],
        "chart": {
            "unit": "share",
            "values": {districts[row.value]: row.figures.get("rate") for row in rows.get("area", ()) if row.value in districts},
        },
        "years_chart": {
            "unit": "share",
            "series": [{"name": _("자립율"), "points": [[row.year, row.figures.get("rate")] for row in reversed(totals)]}],
        },
        "fresh": queries.fresh(year),
        "definitions": DEFAULT.version,
        "may_download": permissions.may_download_diagnoses(request.user, clock.today()),
    }  # fmt: skip
    return render(request, "diagnosis/county.html", context)


def _lede(year: int, total: GroupFigure) -> str:
    figures = total.figures
    if total.is_suppressed or not figures.get("reported"):
        return _("%(year)s년은 보여 드릴 수 있는 보고가 없습니다.") % {"year": year}
    sentence = _(
        "%(year)s년에 보고한 %(reported)s곳 가운데 <b>%(count)s곳(%(rate)s)</b>이 자립했습니다. 평균 자립도(합산)는 %(ratio)s입니다."
    ) % {
        "year": year,
        "reported": number(figures["reported"]),
        "count": number(figures["self_reliant"]),
        "rate": percent(figures["rate"]),
        "ratio": percent(figures["pooled_ratio"]),
    }
    return mark_safe(sentence)  # noqa: S308 figures only


def _evidence(total: GroupFigure) -> list[tuple[str, int | None, float | None]]:
    """How many reports of each grade, and how many of which nobody said. Few of a grade are told together with another."""
    figures = total.figures
    reported = figures.get("reported") or 0
    counts = [(str(Evidence(grade).label), figures.get(f"evidence_{grade.lower()}")) for grade in GRADES]
    counts.append((_("적지 않음"), reported - sum(count or 0 for _label, count in counts)))
    told = _together(counts)
    return [(label, count, count / reported if reported and count is not None else None) for label, count in told]


def _together(counts: list[tuple[str, int | None]]) -> list[tuple[str, int | None]]:
    """One line for the groups under five, with as many of the next smallest as it takes."""
    least = DEFAULT.smallest_group
    by_size = sorted((count, place) for place, (_label, count) in enumerate(counts) if count)
    joined: list[int] = []
    total = 0
    for count, place in by_size:
        if count >= least and (not joined or total >= least):
            break
        joined.append(place)
        total += count
    if not joined:
        return counts
    label = " · ".join(counts[place][0] for place in sorted(joined))
    rest = [line for place, line in enumerate(counts) if place not in joined]
    return [*rest, (label, total if total >= least else None)]


def _named(rows: Any, names: dict[str, str]) -> list[tuple[str, GroupFigure]]:
    """In the order of the codes; what has no code of its own comes last."""
    order = {code: place for place, code in enumerate(names)}
    ordered = sorted(rows, key=lambda row: (not row.value, order.get(row.value, len(order)), row.value))
    return [(names.get(row.value, row.value) or _("자료 없음"), row) for row in ordered]


def _sizes(rows: Any) -> list[tuple[str, GroupFigure]]:
    return _named(rows, {name: _("%(size)s명") % {"size": name} for name in DEFAULT.size_names()})


@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The plan's `diagnoses` file of a year."""
    require(permissions.may_download_diagnoses(request.user, clock.today()))
    asked = request.GET.get("year", "")
    if not (asked.isdecimal() and len(asked) <= 4):
        raise Http404
    headings, values = tables.diagnoses(int(asked))
    return table_response(f"diagnoses-{asked}", "csv", headings, values, for_people=False)
