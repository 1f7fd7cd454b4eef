"""The plan's figures to take away, in the plan's file formats or as a table for people."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.plan import permissions
from socialgoods.plan.queries import contributions, forecast, indicators, inputs, participation
from socialgoods.plan.queries.plan import current
from socialgoods.plan.rules.series import IN_THE_FILE
from socialgoods.plan.views.plan import asked, load
from socialgoods.registry.downloads import TYPES, table_response

FORECAST = ("scenario", "indicator", "year", "mean", "sd", "p05", "p50", "p95", "target", "probability")


def _plan() -> Any:
    found = current()
    if found is None:
        raise Http404
    return found


@require_safe
def targets(request: HttpRequest) -> HttpResponse:
    return table_response("targets", "csv", inputs.TARGETS_HEADINGS, inputs.targets(_plan()), for_people=False)


@require_safe
def observations(request: HttpRequest) -> HttpResponse:
    rows = inputs.observations(until=clock.today().year)
    return table_response("observations", "csv", inputs.OBSERVATIONS_HEADINGS, rows, for_people=False)


@require_safe
def forecast_file(request: HttpRequest) -> HttpResponse:
    """As `socialgoods forecast` writes it from the same files."""
    run = forecast.latest_of(_plan())
    if run is None:
        raise Http404
    rows = [[row[name] for name in FORECAST] for row in run.table if row["indicator"] in IN_THE_FILE]
    return table_response("forecast", "csv", FORECAST, rows, for_people=False)


@require_safe
def forecast_inputs(request: HttpRequest) -> FileResponse:
    """What the forecast was made from: unpacked, `socialgoods forecast` makes it again. Every organisation's accounts are in it."""
    require(permissions.may_see_organizations(request.user, clock.today()))
    run = forecast.latest_of(_plan())
    if run is None or not run.inputs or not run.inputs.storage.exists(run.inputs.name):
        raise Http404
    events.record("plan.inputs.seen", run, by=request.user, at=clock.now())
    return FileResponse(run.inputs.open("rb"), as_attachment=True, filename=f"forecast-{run.start}-{run.until}.zip")


@require_safe
def measurements(request: HttpRequest) -> HttpResponse:
    """Every figure of every reading, year by year, with what it rests on."""
    rows = indicators.all_of()
    readings = [(row.indicator, each) for row in rows for each in row.indicator.readings.all()]
    known = indicators.measurements({each.series for _, each in readings})
    headings = [
        _("지표"), _("읽는 법"), _("연도"), _("값"), _("적어도"), _("많아야"), _("셈에 든 조직"), _("활동하는 조직"), _("적은 값"),
        _("정의의 판"), _("셈한 때"),
    ]  # fmt: skip
    table = [
        [str(row), str(each), year, found.value, found.low, found.high, found.organizations or None, found.of or None,
         found.is_entered, found.definitions, found.computed_at]
        for row, each in readings
        for (series, year), found in sorted(known.items())
        if series == each.series
    ]  # fmt: skip
    return table_response("plan-measurements", "csv", headings, table)


@require_safe
def participation_file(request: HttpRequest, form: str) -> HttpResponse:
    if form not in TYPES:
        raise Http404
    said = request.GET.get("year", "")
    found = participation.page_of(int(said) if said.isdecimal() and len(said) == 4 else None)
    if not found.is_known or found.measured is None:
        raise Http404
    headings = [
        _("읍·면"), _("참여한 주민"), _("많아야"), _("주민 수"), _("참여율"), _("그곳 조직에 참여한 사람"), _("구매자"),
        _("명단을 적은 조직"), _("활동하는 조직"),
    ]  # fmt: skip
    rows = [
        [
            row["label"] or _("읍·면을 적지 않음"),
            row["people"],
            row["most"],
            row["residents"],
            row["share"],
            row["here"],
            row["buyers"],
            row.get("listed"),
            row.get("of"),
        ]
        for row in found.districts
    ]
    name = f"participation-{found.measured.year}"
    return table_response(name, form, headings, rows, title=_("주민 참여"))


@require_safe
def organizations(request: HttpRequest, key: str, form: str) -> HttpResponse:
    if form not in TYPES:
        raise Http404
    row, on = load(key), clock.today()
    require(permissions.may_see_organizations(request.user, on))
    reading, year = asked(request, row)
    found = contributions.of(reading.series, year, row.plan)
    headings = [_("등록번호"), _("이름"), _("읍·면"), str(reading)]
    rows = ([each.code, each.name, str(each.district or ""), each.value] for each in found)
    return table_response(f"{reading.key}-{year}", form, headings, rows, title=str(reading))
