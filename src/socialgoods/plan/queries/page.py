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
from socialgoods.plan.queries import forecast
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
        drivers=drivers(run) if chosen.series in {"self_reliance_rate", "self_reliant"} else [],
        levers=levers(run, chosen.series),
        least=least(run, chosen.series),
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


def drivers(run: ForecastRun | None) -> list[dict[str, Any]]:
    """Widest first; what was expected stands apart."""
    rows = run.drivers if run else []
    return [{**row, "label": str(text.DRIVERS[row["driver"]])} for row in rows if row["driver"] in text.DRIVERS]


def drivers_chart(rows: Sequence[dict[str, Any]], expected: float | None) -> dict[str, Any]:
    name = str(text.SCENARIOS["planned"])
    return {
        "unit": "share",
        "zero": expected,
        "rows": [
            {
                "label": row["label"],
                "marks": [{"name": name, "value": expected, "low": row["low"], "high": row["high"]}],
            }
            for row in rows
        ],
    }


def levers(run: ForecastRun | None, series: str) -> list[dict[str, Any]]:
    """What each lever makes of the series' last year; those that say nothing of it are left out."""
    rows = run.levers.get("rows", []) if run else []
    return [
        {"lever": row["lever"], "label": text.lever(row["lever"], row["factor"]), **row["figures"][series]}
        for row in rows
        if series in row["figures"]
    ]


def least(run: ForecastRun | None, series: str) -> list[dict[str, Any]]:
    """The smallest budget for a chance, with what it comes to in the first year ahead that has a budget."""
    if run is None:
        return []
    budgets = {year: won for year, won in run.levers.get("budgets", {}).items() if won}
    year = min(budgets, default=None)
    return [
        {
            **row,
            "year": year,
            "won": None if year is None or row["factor"] is None else round(row["factor"] * budgets[year]),
        }
        for row in run.levers.get("least", [])
        if row["indicator"] == series
    ]


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


def lever_table(run: ForecastRun | None, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Each lever with what it makes of the indicators that support moves, under the readings that hold."""
    moved = [row for row in rows if row.reading.series in MOVED]
    return [
        {
            "label": text.lever(lever["lever"], lever["factor"]),
            "cells": [(row, lever["figures"].get(row.reading.series)) for row in moved],
        }
        for lever in (run.levers.get("rows", []) if run else [])
    ]


MOVED = ("self_reliant", "self_reliance_rate", "new_income", "new_income_sum", "income", "income_sum", "pooled_ratio")


def least_table(run: ForecastRun | None, rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"row": row, "least": found} for row in rows if (found := least(run, row.reading.series))]


@dataclass(frozen=True)
class Backtest:
    coverage: float | None
    organizations: int
    rows: list[dict[str, Any]]

    @property
    def held(self) -> int:
        return sum(row["held"] for row in self.rows)


BACKTESTED = {"self_reliant": "count", "self_reliance_rate": "share", "jobs": "count"}


def backtest(run: ForecastRun | None) -> Backtest | None:
    if run is None:
        return None
    found = run.backtest
    names = dict(
        Reading.objects.filter(series__in=BACKTESTED, is_beside=False).values_list("series", "indicator__name")
    )
    rows = [{**row, "unit": BACKTESTED[row["indicator"]], "label": names.get(row["indicator"], row["indicator"])}
            for row in found["rows"]]  # fmt: skip
    return Backtest(found["coverage"], found["organisations"], rows)


def narrowing(run: ForecastRun | None, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """How each year's reports have changed what is foreseen of the plan's last year: nothing to show with one forecast only."""
    if run is None:
        return []
    runs = forecast.earlier(run)
    if len(runs) < 2:
        return []
    found = []
    for row in rows:
        each = [(other, forecast.of_series(other, row.reading.series)) for other in runs]
        last = [{"start": other.start, **series[-1].planned} for other, series in each if series]
        if last and not row.indicator.is_term:
            found.append({"row": row, "runs": last})
    return found
