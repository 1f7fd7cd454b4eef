"""What is on offer, for everyone to read and for officers to keep; and the year's money."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Max, Min
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.prescription import permissions
from socialgoods.prescription.actions import catalogue as actions
from socialgoods.prescription.forms.offer import BudgetForm, NewOfferForm, OfferForm
from socialgoods.prescription.models import Offer, YearBudget
from socialgoods.prescription.queries import catalogue, money, rounds
from socialgoods.registry import codes
from socialgoods.registry.codes import source_words
from socialgoods.registry.models import Measure


def _year(request, usual):
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 and 2000 <= int(asked) <= 2100 else usual


def _this_year():
    """The year that is being decided on, else this one."""
    row = rounds.current()
    return row.year if row else clock.today().year


@require_safe
def offers(request):
    year = _year(request, _this_year())
    rows = list(catalogue.offers(year))
    learnt_until, learnt = catalogue.learnt()
    names = codes.dimensions()
    for row in rows:
        row.learnt = learnt.get(row.measure.code)
        if row.learnt:
            row.learnt_low, row.learnt_high = _interval(row.learnt["base"], row.learnt["base_sd"])
    by_dimension = [(names[code], [row for row in rows if row.dimension == code]) for code in names]
    bounds = Offer.objects.aggregate(first=Min("from_year"), last=Max("until_year"))
    first = bounds["first"] or year
    context = {
        "year": year,
        "years": range(first, max(year, clock.today().year + 1) + 1),
        "count": len(rows),
        "groups": [(name, found) for name, found in by_dimension if found],
        "learnt_until": learnt_until,
        "may_keep": permissions.may_keep_offers(request.user, clock.today()),
    }
    return render(request, "prescription/offers.html", context)


@require_safe
def offer(request, code):
    """The measure as it is offered now, what it offered before, and what was learnt of it."""
    measure = get_object_or_404(Measure, code=code)
    versions = list(measure.offers.order_by("-from_year"))
    if not versions:
        raise Http404
    learnt_until, learnt = catalogue.learnt()
    may_keep = permissions.may_keep_offers(request.user, clock.today())
    context = {
        "measure": measure,
        "offer": versions[0],
        "older": versions[1:],
        "learnt_until": learnt_until,
        "learnt": learnt.get(code),
        "chart": _chart(versions[0], learnt.get(code)),
        "kinds": [codes.kinds().get(kind, kind) for kind in versions[0].kinds],
        "dimension": codes.dimensions()[versions[0].dimension],
        "may_keep": may_keep,
        "history": events.of(versions[0]).select_related("by") if may_keep else [],
        "last_years": range(versions[0].from_year, max(versions[0].from_year, clock.today().year) + 3),
    }
    return render(request, "prescription/offer.html", context)


def _interval(mean, sd):
    """90 %."""
    return mean - 1.645 * sd, mean + 1.645 * sd


def _chart(row, learnt):
    """The experts' view beside what was learnt, with 90 % intervals."""

    def mark(name, mean, sd):
        low, high = _interval(mean, sd)
        return {"name": name, "value": mean, "low": low, "high": high}

    marks = [mark(_("전문가"), row.effect_mean, row.effect_sd)]
    if learnt and learnt["cases"]:
        marks.append(mark(_("배운 것"), learnt["base"], learnt["base_sd"]))
    return {"unit": "share", "zero": True, "rows": [{"label": str(row.measure), "marks": marks}]}


@login_required
def offer_new(request):
    require(permissions.may_keep_offers(request.user, clock.today()))
    form = NewOfferForm(request.POST or None, initial={"from_year": _this_year()})
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        try:
            actions.add(
                code=read["code"], name=read["name"], from_year=read["from_year"], content=form.content(), by=request.user, at=clock.now(),
            )  # fmt: skip
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("지원 수단을 더했습니다."))
            return redirect("offer", read["code"])
    return render(request, "prescription/offer_form.html", {"form": form})


@login_required
def offer_edit(request, code):
    require(permissions.may_keep_offers(request.user, clock.today()))
    row = Offer.objects.filter(measure__code=code).select_related("measure").order_by("-from_year").first()
    if row is None:
        raise Http404
    first = max(row.from_year, (actions.last_decided_year() or 0) + 1)
    form = OfferForm(request.POST or None, instance=row, initial={"from_year": first})
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        try:
            actions.change(
                offer=Offer.objects.get(pk=row.pk), from_year=read["from_year"], content=form.content(), name=read["name"],
                by=request.user, at=clock.now(),
            )  # fmt: skip
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("저장했습니다. 앞선 해에 쓴 내용은 그대로 남습니다."))
            return redirect("offer", code)
    return render(request, "prescription/offer_form.html", {"form": form, "offer": row, "measure": row.measure})


@require_POST
@login_required
def offer_retire(request, code):
    require(permissions.may_keep_offers(request.user, clock.today()))
    row = Offer.objects.filter(measure__code=code).order_by("-from_year").first()
    if row is None:
        raise Http404
    year = request.POST.get("until_year", "")
    try:
        if not year.isdecimal() or len(year) != 4:
            raise actions.Refused(_("마지막 해를 네 자리 수로 적어 주세요."))
        actions.retire(offer=row, until_year=int(year), by=request.user, at=clock.now())
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(year)s년까지만 하는 지원으로 정했습니다.") % {"year": year})
    return redirect("offer", code)


@require_POST
@login_required
def offers_load(request):
    require(permissions.may_keep_offers(request.user, clock.today()))
    added = actions.load(at=clock.now(), by=request.user)
    messages.success(request, _("지원 수단 %(count)s가지를 넣었습니다.") % {"count": added})
    if added:
        messages.info(request, _("비용, 정원, 재원, 근거는 예시입니다. 배정하기 전에 우리 군의 것으로 고쳐 주세요."))
    return redirect("offers")


@login_required
def budgets(request, year=None):
    on = clock.today()
    require(permissions.may_see_budgets(request.user, on))
    shown = year or _this_year()
    if not 2000 <= shown <= 2100:
        raise Http404
    may_keep = permissions.may_keep_budgets(request.user, on)
    require(may_keep or request.method != "POST")
    amounts = catalogue.budgets(shown)
    form = BudgetForm(request.POST or None, sources=catalogue.sources(shown), amounts=amounts)
    if request.method == "POST" and form.is_valid():
        actions.set_budgets(year=shown, amounts=form.amounts(), by=request.user, at=clock.now())
        messages.success(request, _("저장했습니다. 이미 셈한 안의 예산은 그대로입니다."))
        return redirect("budgets_year", shown)
    taken = money.taken(shown)
    rows = [
        {"source": source_words(source), "amount": amounts.get(source), "taken": taken.get(source, 0),
         "left": None if amounts.get(source) is None else amounts[source] - taken.get(source, 0)}
        for source in catalogue.sources(shown)
    ]  # fmt: skip
    context = {
        "year": shown,
        "years": sorted({shown, *YearBudget.objects.values_list("year", flat=True).distinct()}),
        "rows": rows,
        "total": sum(amounts.values()),
        "form": form if may_keep else None,
    }
    return render(request, "prescription/budgets.html", context)
