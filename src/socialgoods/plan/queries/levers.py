"""What moves the forecast most, what closes the gap, and how the method did on the past: as a run keeps them, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from socialgoods.plan import text
from socialgoods.plan.models import ForecastRun, Reading
from socialgoods.plan.queries import forecast
from socialgoods.plan.queries.indicators import Row

MOVED = ("self_reliant", "self_reliance_rate", "new_income", "new_income_sum", "income", "income_sum", "pooled_ratio")
"""Series that support moves, in this model."""
SHOWN_FACTORS = (1.0, 1.1, 1.5, 2.0)
"""Of the factors computed, those that stand beside the other levers; an indicator's own page shows them all."""


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


def of_series(run: ForecastRun | None, series: str) -> list[dict[str, Any]]:
    """What each lever makes of the series' last year; those that say nothing of it are left out."""
    rows = run.levers.get("rows", []) if run else []
    return [
        {"lever": row["lever"], "label": text.lever(row["lever"], row["factor"]), **row["figures"][series]}
        for row in rows
        if series in row["figures"] and series in MOVED
    ]


def least(run: ForecastRun | None, series: str) -> list[dict[str, Any]]:
    """The smallest budget for each chance, with what it comes to in the first year ahead that has one.

    What is not reached for one chance is not reached for a higher one: that is said once.
    """
    if run is None:
        return []
    budgets = {year: won for year, won in run.levers.get("budgets", {}).items() if won}
    year = min(budgets, default=None)
    found: list[dict[str, Any]] = []
    for row in run.levers.get("least", []):
        said = any(each["of"] == row["of"] and each["factor"] is None for each in found)
        if row["indicator"] == series and not said:
            won = None if year is None or row["factor"] is None else round(row["factor"] * budgets[year])
            found.append({**row, "year": year, "won": won})
    return found


@dataclass(frozen=True)
class Compared:
    """The rate's last year under the choices that a county has, for one sentence."""

    practice: float
    planned: float
    money: float
    both: float
    reporting: float


def compared(run: ForecastRun | None) -> Compared | None:
    rows = {(row["lever"], row["factor"]): row["figures"] for row in (run.levers.get("rows", []) if run else [])}
    wanted = (("practice", 1.0), ("as_planned", 1.0), ("money", 2.0), ("money_and_places", 2.0), ("reporting", 1.0))
    if not all(key in rows for key in wanted):
        return None
    return Compared(*(rows[key]["self_reliance_rate"]["mean"] for key in wanted))


def is_without_money(run: ForecastRun | None) -> bool:
    """Whether no year ahead has a budget: then there is no money to do better or worse with."""
    budgets = run.levers.get("budgets") if run else None
    return budgets is not None and not any(budgets.values())


def lever_table(run: ForecastRun | None, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Each lever with what it makes of the indicators that support moves, under the readings that hold."""
    moved = [row for row in rows if row.reading.series in MOVED]
    return [
        {
            "label": text.lever(lever["lever"], lever["factor"]),
            "cells": [(row, lever["figures"].get(row.reading.series)) for row in moved],
        }
        for lever in (run.levers.get("rows", []) if run else [])
        if lever["factor"] in SHOWN_FACTORS
    ]


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
