"""What moves the forecast most: each lever alone between its unfavourable and favourable end, then all together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialgoods.analysis.forecasting.moments import moments_in_blocks
from socialgoods.analysis.forecasting.plan import planned, without_later
from socialgoods.analysis.forecasting.totals import ground, newcomer_counts
from socialgoods.analysis.learning import Learned, at
from socialgoods.analysis.learning.design import Columns
from socialgoods.analysis.learning.hyper import packed, unpacked
from socialgoods.analysis.state import given_dose, present

if TYPE_CHECKING:
    from socialgoods.analysis.forecasting.forecast import Forecast

Array = np.ndarray

BUDGET_STEP = 0.1
SCHEMA = pa.schema([("driver", pa.string()), ("low", pa.float64()), ("high", pa.float64()), ("swing", pa.float64())])


@dataclass(frozen=True)
class Setting:
    """A plan as it would go with some things other than expected."""

    plan: Learned
    shift: float = 0.0
    """Added to r every year, as a shared shock would."""


def drivers(done: Forecast) -> pa.Table:
    """The last year's expected self-reliance rate at each driver's low and high end, widest first.

    Effects, the common drift, κ and φ move by one posterior standard deviation; shocks are one standard deviation in every year;
    closures halve and double; every open organisation reports or as before; budgets of the years ahead are a tenth less and more.
    """
    expected = Setting(done.plan)
    ends = {
        name: tuple(rate(done, change(done, expected, sign)) for sign in (-1, 1)) for name, change in LEVERS.items()
    }
    rows = [_row(name, *found) for name, found in ends.items()]
    rows.sort(key=lambda row: (-row["swing"], row["driver"]))
    together = []
    for favourable in (False, True):
        setting = expected
        for name, change in LEVERS.items():
            helps = ends[name][1] >= ends[name][0]
            setting = change(done, setting, 1 if helps == favourable else -1)
        together.append(rate(done, setting))
    rows += [_row("together", *together), _row("expected", rate(done, expected), rate(done, expected))]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _row(name: str, one: float, other: float) -> dict[str, Any]:
    return {"driver": name, "low": min(one, other), "high": max(one, other), "swing": abs(other - one)}


def rate(done: Forecast, setting: Setting) -> float:
    """Expected self-reliant over expected reporting in the last year, newcomers included; exact moments."""
    plan, years, theta = setting.plan, done.years, float(done.definitions.theta)
    now = present(plan)
    shocks = np.full((len(years), 1), setting.shift)
    doses = [given_dose(plan, plan.panel.year_index(year), now) for year in years]
    found = moments_in_blocks(
        now.state, plan.dynamics, doses, covers=plan.panel.covers[:, -1], theta=theta, shift=shocks
    )
    base = ground(plan, len(years))
    new_reliant, new_reporting = (counts[-1, 0] for counts in newcomer_counts(base, plan.dynamics, len(years), theta))
    seen = base.there.open[-1] * base.there.reports[-1]
    reliant = (seen * base.there.worker[-1] * base.there.known_before[-1] * found.chance[-1]).sum()
    return float((reliant + new_reliant) / max(seen.sum() + new_reporting, 1e-9))


def _coefficients(columns: Callable[[Columns], slice | int]) -> Callable[[Forecast, Setting, int], Setting]:
    def change(done: Forecast, setting: Setting, sign: int) -> Setting:
        where = columns(setting.plan.columns)
        mean = setting.plan.mean.copy()
        mean[where] += sign * np.sqrt(np.diag(setting.plan.covariance))[where]
        return replace(setting, plan=replace(setting.plan, mean=mean))

    return change


def _dynamics(index: int) -> Callable[[Forecast, Setting, int], Setting]:
    def change(done: Forecast, setting: Setting, sign: int) -> Setting:
        plan = setting.plan
        vector = packed(plan.dynamics)
        vector[index] += sign * np.sqrt(plan.uncertainty[index, index])
        moved = unpacked(vector, plan.dynamics.tails)
        return replace(setting, plan=at(plan.panel, plan.catalogue, plan.doses, moved, plan.uncertainty, plan.columns))

    return change


def _shocks(done: Forecast, setting: Setting, sign: int) -> Setting:
    return replace(setting, shift=sign * setting.plan.dynamics.shock)


def _closures(done: Forecast, setting: Setting, sign: int) -> Setting:
    habits = replace(setting.plan.habits, closes=min(1.0, setting.plan.habits.closes * 2.0**-sign))
    return replace(setting, plan=replace(setting.plan, habits=habits))


def _reporting(done: Forecast, setting: Setting, sign: int) -> Setting:
    if sign < 0:
        return setting
    habits = replace(setting.plan.habits, reports=np.ones_like(setting.plan.habits.reports))
    return replace(setting, plan=replace(setting.plan, habits=habits))


def _budget(done: Forecast, setting: Setting, sign: int) -> Setting:
    """The allocation rule again, with a tenth more or less in every year ahead."""
    if "budgets" not in done.tables:
        return setting
    budgets = done.tables["budgets"]
    scaled = pc.cast(pc.round(pc.multiply(budgets["amount"], 1 + sign * BUDGET_STEP)), pa.int64())
    tables = {**done.tables, "budgets": budgets.set_column(budgets.column_names.index("amount"), "amount", scaled)}
    start = without_later(done.learned) if not _given_ahead(done) else done.learned
    return Setting(planned(tables, start, list(done.years), float(done.definitions.theta)))


def _given_ahead(done: Forecast) -> bool:
    return bool((done.learned.panel.given[:, 1] >= len(done.learned.panel.years)).any())


# In the order in which they can be moved together: the budget makes a new plan, κ and φ learn it anew, the rest adjusts that.
LEVERS: dict[str, Callable[[Forecast, Setting, int], Setting]] = {
    "budget": _budget,
    "pull": _dynamics(0),
    "lasting": _dynamics(1),
    "effects": _coefficients(lambda columns: slice(columns.effect, columns.count)),
    "drift": _coefficients(lambda columns: Columns.DRIFT),
    "shocks": _shocks,
    "closures": _closures,
    "reporting": _reporting,
}
