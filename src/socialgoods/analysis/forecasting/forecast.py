"""One call: learn, plan the years ahead, draw what is shared, add up, compare with targets, and test on years held back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from socialgoods.analysis import panel as panels
from socialgoods.analysis.catalogue import Catalogue, read
from socialgoods.analysis.definitions import DEFAULT, Definitions
from socialgoods.analysis.forecasting.mixture import Mixture
from socialgoods.analysis.forecasting.observed import BEYOND as BEYOND_OBSERVED
from socialgoods.analysis.forecasting.observed import OBSERVED, observed_laws
from socialgoods.analysis.forecasting.paths import Draw, draws
from socialgoods.analysis.forecasting.plan import planned, without_later
from socialgoods.analysis.forecasting.totals import BEYOND, COMPUTED, ground, laws
from socialgoods.analysis.learning import Learned, learn
from socialgoods.analysis.threads import on_one_thread

if TYPE_CHECKING:
    from socialgoods.analysis.forecasting.backtest import Backtest
    from socialgoods.analysis.scoring.instrument import Instrument

Array = np.ndarray
Tables = Mapping[str, pa.Table]

SCENARIOS = ("none", "planned")
TABLE = pa.schema(
    [
        ("scenario", pa.string()), ("indicator", pa.string()), ("year", pa.int64()), ("mean", pa.float64()), ("sd", pa.float64()),
        ("p05", pa.float64()), ("p50", pa.float64()), ("p95", pa.float64()), ("target", pa.float64()), ("probability", pa.float64()),
    ]
)  # fmt: skip
PLAN_INDICATORS = ("self_reliance_rate", "self_reliant", "jobs", "new_income", "participation", "social_finance")


@dataclass(frozen=True)
class Forecast:
    """`table` has the columns of the plan's file, sorted by scenario, indicator and year."""

    table: pa.Table
    missing: tuple[str, ...]
    """Indicators of the plan without data to forecast them from."""
    learned: Learned
    plan: Learned
    """With the planned supports of the years ahead."""
    tables: Tables
    years: tuple[int, ...]
    definitions: Definitions
    seed: int
    laws: Mapping[str, Mapping[str, Sequence[Mixture]]]
    """Scenario, indicator, one law a year."""
    base: int
    """The year that increases are counted from."""
    drawn: Sequence[Draw]
    """What all organisations share, drawn once for every scenario."""

    @cached_property
    def backtest(self) -> "Backtest":
        """The same method on years held back: how often its 90 % intervals held the truth."""
        from socialgoods.analysis.forecasting.backtest import backtest

        return backtest(self)

    @cached_property
    def drivers(self) -> pa.Table:
        """What moves the last year's self-reliance rate most, one at a time and together."""
        from socialgoods.analysis.forecasting.drivers import drivers

        return drivers(self)

    @property
    def report(self) -> dict[str, Any]:
        from socialgoods.analysis.report import of_forecast

        return of_forecast(self)


@on_one_thread
def forecast(
    tables: Tables, start: int, until: int, *,
    instrument: "Instrument | None" = None,
    definitions: Definitions = DEFAULT,
    scenarios: Sequence[str] = SCENARIOS,
    seed: int = 2017,
    base: int | None = None,
    beyond: bool = False,
    progress: Callable[[str], None] = lambda step: None,
) -> Forecast:  # fmt: skip
    """The indicators of every year from `start` to `until`, from reports up to the year before `start`.

    `tables`: organisations and annual_reports; assessments, supports, measures, budgets, targets and observations if there are any.
    Scenario `none` gives nothing in those years; `planned` gives what is given already and, for years without any, what the
    allocation would choose within that year's budget. The same seed gives the same figures. Increases are counted from the year `base`,
    by default the one before `start`. `beyond` adds other readings of the plan's terms (`totals.BEYOND`, `observed.BEYOND`).
    """
    if until < start:
        raise ValueError(f"until {until} lies before from {start}")
    base = start - 1 if base is None else base
    progress("read")
    catalogue = read(tables["measures"]) if "measures" in tables else NO_MEASURES
    panel = panels.build(tables, catalogue.codes, until=start - 1, instrument=instrument, definitions=definitions)
    progress("learn")
    learned = learn(panel, catalogue)
    progress("plan")
    years = list(range(start, until + 1))
    theta = float(definitions.theta)
    plans = {"none": without_later(learned)}
    if "planned" in scenarios:
        plans["planned"] = planned(tables, learned, years, theta)
    progress("draw")
    drawn = draws(learned, len(years), seed=seed)
    found = {name: scenario(plans[name], drawn, years, theta, base=base, beyond=beyond) for name in scenarios}
    observed = observed_laws(tables, years, (*OBSERVED, *(BEYOND_OBSERVED if beyond else ())))
    for name in found:
        found[name] |= observed
    missing = tuple(name for name in PLAN_INDICATORS if not found[scenarios[0]].get(name))
    return Forecast(
        table(found, years, targets(tables)),
        missing,
        learned,
        plans[scenarios[-1]],
        tables,
        tuple(years),
        definitions,
        seed,
        found,
        base,
        drawn,
    )


NO_MEASURES = Catalogue(
    (), (), np.zeros(0, dtype=int), np.zeros(0), (), np.zeros((0, 2)), np.zeros((0, 2)), (), np.zeros(0, dtype=int)
)


def scenario(
    plan: Learned, drawn: Sequence[Draw], years: Sequence[int], theta: float, *, base: int | None = None,
    beyond: bool = False,
) -> dict[str, list[Mixture]]:  # fmt: skip
    """The computed indicators under a plan, with draws that all scenarios share."""
    start = ground(plan, len(years), base)
    own = [replace(draw, learned=replace(draw.learned, panel=plan.panel, doses=plan.doses)) for draw in drawn]
    indices = [plan.panel.year_index(year) for year in years]
    found = laws(start, own, indices, theta)
    return {name: found[name] for name in (*COMPUTED, *(BEYOND if beyond else ()))}


def targets(tables: Tables) -> dict[tuple[str, int], float]:
    rows = tables["targets"].to_pylist() if "targets" in tables else []
    return {(row["indicator"], row["year"]): float(row["value"]) for row in rows}


def table(
    found: Mapping[str, Mapping[str, Any]], years: Sequence[int], wanted: Mapping[tuple[str, int], float]
) -> pa.Table:
    rows = []
    for name in sorted(found):
        for indicator in sorted(found[name]):
            for year, law in zip(years, found[name][indicator], strict=True):
                rows.append(_row(name, indicator, year, law, wanted.get((indicator, year))))
    return pa.Table.from_pylist(rows, schema=TABLE)


def _row(scenario_: str, indicator: str, year: int, law: Mixture, target: float | None) -> dict[str, Any]:
    return {
        "scenario": scenario_, "indicator": indicator, "year": year, "mean": law.mean, "sd": law.sd,
        "p05": law.quantile(0.05), "p50": law.quantile(0.5), "p95": law.quantile(0.95), "target": target,
        "probability": None if target is None else law.at_least(target),
    }  # fmt: skip


__all__ = ["COMPUTED", "Forecast", "forecast"]
