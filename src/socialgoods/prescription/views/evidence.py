"""What the measures did, as far as the confirmed reports say. In public for the county; the cases for those who may see them."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.kernel import clock
from socialgoods.people import permissions as people
from socialgoods.prescription import permissions
from socialgoods.prescription.models import Offer
from socialgoods.prescription.queries import cases
from socialgoods.prescription.queries import evidence as queries
from socialgoods.prescription.rules import evidence as rules
from socialgoods.registry.models import Measure

PAGE = 30
ORDER = (rules.HELPS, rules.HELPS_NOT, rules.EARLY, rules.NOTHING)


def _mark(name, found):
    return {
        "name": name, "value": found.mean if found else None, "low": found.low if found else None, "high": found.high if found else None,
    }  # fmt: skip


@require_safe
def evidence(request):
    years = queries.years()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) <= 4 and int(asked) in years else next(iter(years), None)
    if year is None:
        return render(request, "prescription/evidence_none.html")
    row = queries.of_year(year)
    found = queries.lines(row, sees_small=permissions.sees_small_groups(request.user, clock.today()))
    found.sort(key=lambda line: (ORDER.index(line.verdict), -(line.estimate.mean if line.estimate else -9), line.name))
    context = {
        "row": row, "year": year, "years": years, "lines": found, "fresh": queries.fresh(year),
        "told": [line for line in found if line.verdict != rules.NOTHING],
        "silent": [line for line in found if line.verdict == rules.NOTHING],
        "counts": {name: sum(line.verdict == name for line in found) for name in ORDER},
        "placebo": row.checks.get("placebo") or {},
        "chart": {
            "unit": "share", "zero": 0,
            "rows": [
                {"label": line.name, "marks": [_mark(_("전문가"), line.expert), _mark(_("배운 것"), line.estimate)]}
                for line in found if line.verdict != rules.NOTHING
            ],
        },
    }  # fmt: skip
    return render(request, "prescription/evidence.html", context)


@require_safe
def evidence_measure(request, code):
    measure, on = get_object_or_404(Measure, code=code), clock.today()
    sees_small = permissions.sees_small_groups(request.user, on)
    row = queries.latest()
    if row is None or code not in row.estimates.get("measures", {}):
        if not measure.offers.exists():
            raise Http404
        return render(request, "prescription/evidence_none.html", {"measure": measure})
    line = queries.line(row, code, measure.name, sees_small=sees_small)
    past = [(year, each) for year, each in queries.history(code, sees_small=sees_small) if each.estimate]
    may_see_cases = sees_small or people.is_advisor(request.user, on)
    page = None
    if may_see_cases:
        page = Paginator(cases.supports(measure, request.user, on), PAGE).get_page(request.GET.get("page"))
        page.object_list = cases.told(list(page.object_list))
    context = {
        "measure": measure, "row": row, "line": line, "page": page, "may_see_cases": may_see_cases, "past": past,
        "sees_small": sees_small, "fresh": queries.fresh(row.year), "placebo": row.checks.get("placebo") or {},
        "is_on_offer": Offer.objects.in_year(on.year).filter(measure=measure).exists(), **_charts(line, past),
    }  # fmt: skip
    return render(request, "prescription/evidence_measure.html", context)


def _charts(line, past):
    names = {"low": _("필요가 작을 때"), "middle": _("필요가 중간일 때"), "high": _("필요가 클 때")}
    rows = [
        {
            "label": _("필요가 중간인 조직"),
            "marks": [_mark(_("전문가"), line.expert), _mark(_("배운 것"), line.estimate)],
        }
    ]
    if line.difference:
        rows.append(
            {
                "label": _("비슷한 조직과의 차이"),
                "marks": [_mark(_("전문가"), None), _mark(_("배운 것"), line.difference)],
            }
        )
    return {
        "needs": [(names[name], found, count) for name, found, count in line.needs],
        "chart": {"unit": "share", "zero": 0, "rows": rows},
        "moved": {
            "unit": "share",
            "series": [{"name": _("배운 효과"), "points": [[year, each.estimate.mean] for year, each in past]}],
            "band": [[year, each.estimate.low, each.estimate.high] for year, each in past],
        },
    }
