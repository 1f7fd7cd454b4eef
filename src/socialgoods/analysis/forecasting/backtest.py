"""The method tried on the past: learn up to a year, forecast the years after it, compare with what was reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from socialgoods.analysis import panel as panels
from socialgoods.analysis.forecasting.moments import moments
from socialgoods.analysis.forecasting.paths import draws
from socialgoods.analysis.learning import Learned, learn
from socialgoods.analysis.panel import Panel
from socialgoods.analysis.state import given_dose, present

if TYPE_CHECKING:
    from socialgoods.analysis.forecasting.forecast import Forecast

Array = np.ndarray

LEAST_YEARS = 3
"""Years of reports before an origin, so that there is something to learn from."""
ORIGINS = 2
QUANTILE = 1.6448536269514722
SCHEMA = pa.schema(
    [("origin", pa.int64()), ("year", pa.int64()), ("indicator", pa.string()), ("p05", pa.float64()), ("p95", pa.float64()),
     ("actual", pa.float64()), ("held", pa.bool_())]
)  # fmt: skip


@dataclass(frozen=True)
class Backtest:
    table: pa.Table
    """origin (last year seen), year, indicator, p05, p95, actual, held."""
    coverage: float | None
    """Share of organisations' ratios that lay in their own 90 % interval; None where there are too few years."""
    organisations: int
    """Ratios compared."""


def backtest(done: Forecast) -> Backtest:
    """Up to `ORIGINS` origins, the newest first held back. Supports of the held-back years are taken as known."""
    panel = done.learned.panel
    last = int(panel.years[-1])
    origins = [year for year in range(last - ORIGINS, last) if year - int(panel.years[0]) + 1 >= LEAST_YEARS]
    rows: list[dict] = []
    inside: list[Array] = []
    for origin in origins:
        found, held = _from(done, panel, origin, last)
        rows += found
        inside.append(held)
    every = np.concatenate(inside) if inside else np.zeros(0)
    return Backtest(pa.Table.from_pylist(rows, schema=SCHEMA), float(every.mean()) if len(every) else None, len(every))


def _from(done: Forecast, panel: Panel, origin: int, last: int) -> tuple[list[dict], Array]:
    from socialgoods.analysis.forecasting.forecast import scenario

    seen = panels.build(done.tables, done.learned.catalogue.codes, until=origin, definitions=done.definitions)
    learned = learn(seen, done.learned.catalogue)
    theta = float(done.definitions.theta)
    years = list(range(origin + 1, last + 1))
    laws = scenario(learned, draws(learned, len(years), seed=done.seed), years, theta)
    rows = []
    for index, year in enumerate(years):
        for indicator, actual in actuals(panel, year).items():
            law = laws[indicator][index]
            low, high = law.quantile(0.05), law.quantile(0.95)
            rows.append({"origin": origin, "year": year, "indicator": indicator, "p05": low, "p95": high, "actual": actual,
                         "held": bool(low <= actual <= high)})  # fmt: skip
    return rows, _ratios_inside(learned, panel, years, theta)


def actuals(panel: Panel, year: int) -> dict[str, float]:
    """What was reported for a year of the panel."""
    index = panel.year_index(year)
    there = panel.open_in[:, index] & panel.reported[:, index]
    both = (panel.covers[:, index] == 1) & (panel.covers[:, index - 1] == 1) & (panel.workers[:, index] > 0) & there
    return {
        "self_reliant": float(both.sum()),
        "self_reliance_rate": float(both.sum() / max(there.sum(), 1)),
        "jobs": float(np.nansum(panel.workers[there, index])),
    }


def _ratios_inside(learned: Learned, panel: Panel, years: list[int], theta: float) -> Array:
    """Whether each reported ratio lay in its own 90 % interval."""
    now = present(learned)
    doses = [given_dose(learned, learned.panel.year_index(year), now) for year in years]
    ahead = moments(now.state, learned.dynamics, doses, covers=learned.panel.covers[:, -1], theta=theta)
    actual = panel.ratio[:, [panel.year_index(year) for year in years]].T
    known = ~np.isnan(actual)
    return (np.abs(actual - ahead.mean) <= QUANTILE * np.sqrt(ahead.variance))[known].astype(float)
