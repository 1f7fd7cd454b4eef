"""The forecast that holds, and how it came to be."""

from dataclasses import dataclass
from typing import Any

from socialgoods.kernel import freshness
from socialgoods.kernel.models import Freshness
from socialgoods.plan.models import ForecastRun, Plan
from socialgoods.plan.queries.plan import current

PLANNED, NONE = "planned", "none"
NAME = "plan:forecast"


def latest() -> ForecastRun | None:
    """Of the county's plan; `None` until one was computed."""
    plan = current()
    return None if plan is None else latest_of(plan)


def latest_of(plan: Plan) -> ForecastRun | None:
    return ForecastRun.objects.filter(plan=plan).order_by("-computed_at", "-pk").first()


def fresh() -> Freshness:
    return freshness.of(NAME)


@dataclass(frozen=True)
class Foreseen:
    """A series' year in the two scenarios."""

    year: int
    planned: dict[str, Any]
    none: dict[str, Any] | None


def of_series(run: ForecastRun | None, series: str) -> list[Foreseen]:
    """By year; empty where the forecast says nothing of the series."""
    if run is None:
        return []
    rows = {(row["scenario"], row["year"]): row for row in run.table if row["indicator"] == series}
    years = sorted({year for scenario, year in rows if scenario == PLANNED})
    return [Foreseen(year, rows[PLANNED, year], rows.get((NONE, year))) for year in years]


def chance(run: ForecastRun | None, reading: str, year: int, scenario: str = PLANNED) -> float | None:
    """That the reading's own target of the year is reached."""
    return None if run is None else run.chances.get(reading, {}).get(scenario, {}).get(str(year))


def earlier(run: ForecastRun) -> list[ForecastRun]:
    """The last forecast from each start year, oldest first: how it narrowed as years were reported. Of each day one is kept, so the
    many others are not read."""
    rows = ForecastRun.objects.filter(plan=run.plan_id).order_by("start", "computed_at", "pk")
    last = dict(rows.values_list("start", "pk"))
    found = ForecastRun.objects.filter(pk__in=last.values()).order_by("start")
    return list(found.only("start", "until", "table"))
