"""The plan's public pages: how it stands, an indicator, the forecast, who takes part."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.plan import permissions
from socialgoods.plan.actions.setup import file_of
from socialgoods.plan.models import Indicator
from socialgoods.plan.queries import contributions, forecast, indicators, levers, page, participation
from socialgoods.plan.queries.plan import current
from socialgoods.plan.rules.series import SERIES, is_entered

PAGE = 50


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    rows, on = indicators.all_of(), clock.today()
    found = current()
    context: dict[str, Any] = {
        "plan": found,
        "rows": rows,
        "five": [row for row in rows if row.indicator.is_target],
        "sixth": next((row for row in rows if not row.indicator.is_target and not row.indicator.is_term), None),
        "terms": page.terms(rows, found) if found else [],
        "standing": page.standing(rows),
        "run": forecast.latest(),
        "fresh": forecast.fresh(),
        "may_choose": permissions.may_choose_reading(request.user, on),
        "may_write": permissions.may_write_plan(request.user, on),
        "has_file": file_of(settings.COUNTY) is not None,
    }
    return render(request, "plan/plan.html", context)


def load(key: str) -> Indicator:
    found = page.indicator_with_plan(key)
    if found is None:
        raise Http404
    return found


@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    row, on = load(key), clock.today()
    found = page.page_of(row)
    own = permissions.own_organizations(request.user, on)
    series, year = found.row.reading.series, found.row.year
    opens = series in SERIES and not is_entered(series) and year is not None
    expected = (found.row.last or {}).get("mean") if series == "self_reliance_rate" else None
    context = {
        "indicator": row,
        "page": found,
        "row": found.row,
        "fan": page.fan(found.row, found.table),
        "fresh": forecast.fresh(),
        "drivers_chart": levers.drivers_chart(found.drivers, expected) if expected is not None else None,
        "may_see_organizations": opens and permissions.may_see_organizations(request.user, on),
        "own": contributions.of(series, year, row.plan).filter(pk__in=own) if opens and own and year else [],
        "may_choose": permissions.may_choose_reading(request.user, on),
        "may_enter": found.row.is_entered and permissions.may_enter(request.user, row, on),
        "may_see_names": permissions.may_see_names(request.user, on),
    }
    return render(request, "plan/indicator.html", context)


@require_safe
def organizations(request: HttpRequest, key: str) -> HttpResponse:
    """Down to the record."""
    row, on = load(key), clock.today()
    require(permissions.may_see_organizations(request.user, on))
    reading, year = asked(request, row)
    found = contributions.of(reading.series, year, row.plan)
    context = {
        "indicator": row,
        "reading": reading,
        "year": year,
        "years": indicators.years_of(reading.series),
        "readings": [each for each in row.readings.all() if not is_entered(each.series)],
        "measured": indicators.measurements([reading.series]).get((reading.series, year)),
        "adds_up": reading.series in contributions.ADDS_UP,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "plan/organizations.html", context)


def asked(request: HttpRequest, row: Indicator) -> tuple[Any, int]:
    """The reading and year of the address, else those that hold. What cannot be opened is not there."""
    by_key = {each.key: each for each in row.readings.all()}
    reading = by_key.get(request.GET.get("reading", "")) or indicators.held_of(row)
    years = indicators.years_of(reading.series)
    if is_entered(reading.series) or not years:
        raise Http404
    said = request.GET.get("year", "")
    return reading, int(said) if said.isdecimal() and len(said) == 4 and int(said) in years else years[0]


@require_safe
def forecast_page(request: HttpRequest) -> HttpResponse:
    rows, run = indicators.all_of(), forecast.latest()
    rate = next((row for row in rows if row.reading.series == "self_reliance_rate"), None)
    expected = rate.last["mean"] if rate and rate.last else None
    found = levers.drivers(run)
    context = {
        "plan": current(),
        "run": run,
        "fresh": forecast.fresh(),
        "rows": [row for row in rows if not row.indicator.is_term],
        "standing": page.standing(rows),
        "drivers": found,
        "drivers_chart": levers.drivers_chart(found, expected) if expected is not None and found else None,
        "levers": levers.lever_table(run, rows),
        "is_without_money": levers.is_without_money(run),
        "compared": levers.compared(run),
        "least": levers.least_table(run, rows),
        "backtest": levers.backtest(run),
        "narrowing": levers.narrowing(run, rows),
        "may_see_organizations": permissions.may_see_organizations(request.user, clock.today()),
    }
    return render(request, "plan/forecast.html", context)


@require_safe
def participation_page(request: HttpRequest) -> HttpResponse:
    said = request.GET.get("year", "")
    found = participation.page_of(int(said) if said.isdecimal() and len(said) == 4 else None)
    return render(request, "plan/participation.html", {"page": found, "plan": current()})
