"""What the plan's pages show, from stored figures only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from socialgoods.places.models import District
from socialgoods.plan import text
from socialgoods.plan.models import (
    ForecastRun,
    Indicator,
    Measurement,
    Observation,
    Plan,
    Reading,
    ReadingChoice,
    TargetPoint,
)
from socialgoods.plan.queries import forecast, levers
from socialgoods.plan.queries.indicators import Row, held, holding_points, measurements, row_of
from socialgoods.plan.rules.measured import BY
from socialgoods.registry import codes

NEAR, FAR = 0.5, 0.9
"""A target more likely than not; one as good as certain."""


@dataclass(frozen=True)
class Standing:
    """How the five targets stand, for one sentence."""

    likely: int
    unlikely: int
    unknown: int
    reached: int

    @property
    def all(self) -> int:
        return self.likely + self.unlikely + self.unknown + self.reached


def standing(rows: Sequence[Row]) -> Standing:
    targets = [row for row in rows if row.indicator.is_target]
    reached = [row for row in targets if row.reached]
    open_ = [row for row in targets if not row.reached]
    missed = [row for row in open_ if row.reached is False]
    known = [row for row in open_ if row.reached is None and row.probability is not None]
    likely = sum(row.probability >= NEAR for row in known if row.probability is not None)
    return Standing(likely, len(known) - likely + len(missed), len(open_) - len(known) - len(missed), len(reached))


@dataclass(frozen=True)
class Year:
    """A row of the table beside the fan."""

    year: int
    measurement: Measurement | None
    path: float | None
    target: float | None
    foreseen: forecast.Foreseen | None


def years(row: Row, own: Sequence[Measurement]) -> list[Year]:
    measured = {each.year: each for each in own}
    foreseen = {
        each.year: each for each in row.foreseen if each.year not in measured or measured[each.year].value is None
    }
    path = row.path
    every = sorted({*measured, *foreseen, *path})
    return [Year(y, measured.get(y), path.get(y), row.points.get(y), foreseen.get(y)) for y in every]


def fan(row: Row, table: Sequence[Year]) -> dict[str, Any]:
    """The picture: measured, foreseen with its 90 % band, what comes without support, and the path to the target."""
    return {
        "unit": row.unit,
        "observed": [[each.year, each.measurement.value] for each in table if each.measurement],
        "planned": [
            [each.year, each.foreseen.planned["p05"], each.foreseen.planned["mean"], each.foreseen.planned["p95"]]
            for each in table
            if each.foreseen
        ],
        "none": [[each.year, each.foreseen.none["mean"]] for each in table if each.foreseen and each.foreseen.none],
        "target": [[year, value] for year, value in row.path.items()],
    }


@dataclass(frozen=True)
class Side:
    """One reading beside the others."""

    row: Row
    holds: bool

    @property
    def reading(self) -> Reading:
        return self.row.reading


@dataclass(frozen=True)
class Down:
    """One way to open a figure: by district, sector or kind."""

    by: str
    label: str
    rows: list[dict[str, Any]]
    has_hidden: bool


@dataclass(frozen=True)
class Page:
    row: Row
    run: ForecastRun | None
    table: list[Year]
    sides: list[Side]
    downs: list[Down]
    map: dict[str, Any] | None
    drivers: list[dict[str, Any]]
    levers: list[dict[str, Any]]
    least: list[dict[str, Any]]
    choices: list[ReadingChoice]
    points: list[TargetPoint]
    observations: list[Observation]


def page_of(indicator: Indicator) -> Page:
    """Ten queries, however many years, readings and districts."""
    plan = indicator.plan
    readings = list(indicator.readings.prefetch_related(holding_points()))
    choices = list(indicator.choices.select_related("reading", "by").order_by("-at", "-pk"))
    indicator.holding = [choice for choice in choices if choice.ended_at is None]  # type: ignore[attr-defined]
    indicator._prefetched_objects_cache = {"readings": readings}  # type: ignore[attr-defined]
    chosen = held(indicator)
    known = measurements({reading.series for reading in readings})
    run = forecast.latest_of(plan)
    sides = [Side(row_of(plan, indicator, reading, known, run), reading.pk == chosen.pk) for reading in readings]
    row = next(side.row for side in sides if side.holds)
    own = [each for (series, _), each in sorted(known.items()) if series == chosen.series]
    districts = list(District.objects.all())
    downs = _downs(row.measurement, {district.name: str(district) for district in districts})
    return Page(
        row=row,
        run=run,
        table=years(row, own),
        sides=sides,
        downs=downs,
        map=_map(row, downs, districts),
        drivers=levers.drivers(run) if chosen.series in {"self_reliance_rate", "self_reliant"} else [],
        levers=levers.of_series(run, chosen.series),
        least=levers.least(run, chosen.series),
        choices=choices,
        points=list(
            TargetPoint.objects.filter(reading__indicator=indicator)
            .select_related("reading", "by")
            .order_by("-at", "year")
        ),
        observations=list(
            Observation.objects.filter(reading__indicator=indicator)
            .select_related("reading", "by")
            .order_by("-year", "-at")
        ),
    )


def _downs(measurement: Measurement | None, districts: dict[str, str]) -> list[Down]:
    if measurement is None:
        return []
    labels = {"area": districts, "sector": codes.sectors(), "kind": codes.kinds()}
    found = []
    for by in BY:
        rows = measurement.groups.get(by)
        if rows and any("figure" in each for each in rows):
            said = [{**each, "label": labels[by].get(each["value"], each["value"])} for each in rows]
            said.sort(key=lambda each: (each.get("hidden", False), -(each.get("figure") or 0), each["label"]))
            found.append(Down(by, str(text.BY[by]), said, any(each.get("hidden") for each in said)))
    return found


def _map(row: Row, downs: Sequence[Down], districts: Sequence[District]) -> dict[str, Any] | None:
    of = next((down for down in downs if down.by == "area"), None)
    if of is None:
        return None
    figures = {each["value"]: each.get("figure") for each in of.rows}
    return {"unit": row.unit, "values": {district.code: figures.get(district.name) for district in districts}}


def indicator_with_plan(key: str) -> Indicator | None:
    return Indicator.objects.select_related("plan", "department", "owner").filter(key=key).first()


def terms(rows: Sequence[Row], plan: Plan) -> list[dict[str, Any]]:
    """Notes on the plan's own open terms, each with its readings."""
    found = []
    for row in rows:
        if row.indicator.is_term:
            readings = list(row.indicator.readings.all())
            known = measurements({reading.series for reading in readings})
            sides = [row_of(plan, row.indicator, reading, known, None) for reading in readings]
            found.append({"row": row, "sides": sides})
    return found
