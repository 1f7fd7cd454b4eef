"""What would close the gap to a target: the forecast made again with more money, more places, the past's way of choosing, floors, reports.

Every lever is the whole computation once more (the plan of the years ahead, then the laws), with the draws of the forecast itself, so
that two levers differ by what they change and not by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialgoods.analysis.forecasting.forecast import scenario
from socialgoods.analysis.forecasting.mixture import Mixture
from socialgoods.analysis.forecasting.plan import best, planned
from socialgoods.analysis.learning import Learned
from socialgoods.analysis.threads import on_one_thread

if TYPE_CHECKING:
    from socialgoods.analysis.allocation import Problem
    from socialgoods.analysis.forecasting.forecast import Forecast

Laws = Mapping[str, Mixture]
"""Indicator to its law in the last year."""

MONEY, MONEY_AND_PLACES = "money", "money_and_places"


@dataclass
class Levers:
    """Levers on a forecast; what was computed once is kept. `floors` is a table of the plan's file, for the lever of that name."""

    done: Forecast
    floors: pa.Table | None = None
    progress: Callable[[str], None] = lambda step: None
    _kept: dict[tuple[str, float], Laws] = field(default_factory=dict)

    def as_planned(self) -> Laws:
        return {name: laws[-1] for name, laws in self.done.laws["planned"].items()}

    def more(self, of: str, factor: float) -> Laws:
        """`factor` times the budgets of the years ahead; with `MONEY_AND_PLACES` so many places of each measure, too, rounded down."""
        if factor == 1:
            return self.as_planned()
        if (of, factor) not in self._kept:
            self.progress(f"{of}:{factor:g}")
            tables = with_budgets(self.done.tables, factor)
            learned = self.done.learned
            if of == MONEY_AND_PLACES:
                learned = with_places(learned, factor)
            self._kept[of, factor] = self._laws(planned(tables, learned, list(self.done.years), self._theta))
        return self._kept[of, factor]

    def practice(self) -> Laws:
        """The same money given in the years ahead as the past gave it, asking nobody what ails them."""
        from socialgoods.analysis.practice import first_come

        def choose(problem: Problem, learned: Learned, year: int) -> np.ndarray:
            return first_come(problem, learned, year, seed=self.done.seed).choice

        self.progress("practice")
        return self._laws(
            planned(self.done.tables, self.done.learned, list(self.done.years), self._theta, choose=choose)
        )

    def with_floors(self) -> Laws | None:
        """The floors kept in every year ahead; None where there are none."""
        if self.floors is None or not len(self.floors):
            return None
        self.progress("floors")
        tables = {**self.done.tables, "floors": self.floors}
        return self._laws(
            planned(tables, self.done.learned, list(self.done.years), self._theta, choose=best, floors=True)
        )

    def reporting(self) -> Laws:
        """Every open organisation reports every year: nothing changes but what is known."""
        self.progress("reporting")
        plan = self.done.plan
        habits = replace(plan.habits, reports=np.ones_like(plan.habits.reports))
        return self._laws(replace(plan, habits=habits))

    @property
    def _theta(self) -> float:
        return float(self.done.definitions.theta)

    def _laws(self, plan: Learned) -> Laws:
        found = scenario(plan, self.done.drawn, self.done.years, self._theta, base=self.done.base, beyond=True)
        return {name: laws[-1] for name, laws in found.items()}


def with_budgets(tables: Mapping[str, pa.Table], factor: float) -> dict[str, pa.Table]:
    budgets = tables["budgets"]
    scaled = pc.cast(pc.round(pc.multiply(budgets["amount"], factor)), pa.int64())
    return {**tables, "budgets": budgets.set_column(budgets.column_names.index("amount"), "amount", scaled)}


def with_places(learned: Learned, factor: float) -> Learned:
    catalogue = learned.catalogue
    return replace(learned, catalogue=replace(catalogue, capacity=np.floor(catalogue.capacity * factor)))


@dataclass(frozen=True)
class Least:
    """The smallest factor found; None: not even the largest is enough."""

    factor: float | None
    chance: float
    """At that factor, or at the largest."""


def least(
    chance_at: Callable[[float], float], wanted: float, *, at_most: float, grid: Sequence[float], halvings: int
) -> Least:
    """The smallest factor with a chance of at least `wanted`, by bisection between the two neighbours of `grid` that enclose it.

    The chance is taken to rise with the factor. `grid` rises and ends with `at_most`; before its first there is 0.

    >>> least(lambda factor: factor / 8, 0.5, at_most=8, grid=(1, 2, 8), halvings=10)
    Least(factor=4.001953125, chance=0.500244140625)
    >>> least(lambda factor: 0.1, 0.5, at_most=8, grid=(1, 8), halvings=10)
    Least(factor=None, chance=0.1)
    """
    low, high = 0.0, None
    for factor in (*[each for each in grid if each < at_most], at_most):
        found = chance_at(factor)
        if found >= wanted:
            high = factor
            break
        low = factor
    if high is None:
        return Least(None, found)
    for _ in range(halvings):
        middle = (low + high) / 2
        if chance_at(middle) >= wanted:
            high = middle
        else:
            low = middle
    return Least(high, chance_at(high))


@on_one_thread
def pulled(
    levers: Levers, targets: Mapping[str, float], *, factors: Sequence[float], chances: Sequence[float], at_most: float,
    halvings: int,
) -> dict[str, Any]:  # fmt: skip
    """Every lever's last year by indicator, and for each indicator of `targets` the least money that reaches it, as plain values."""
    rows = [_row("as_planned", 1.0, levers.as_planned(), targets)]
    rows += [
        _row(of, factor, levers.more(of, factor), targets) for of in (MONEY, MONEY_AND_PLACES) for factor in factors
    ]
    for name, laws in (
        ("practice", levers.practice()), ("floors", levers.with_floors()), ("reporting", levers.reporting()),
    ):  # fmt: skip
        if laws is not None:
            rows.append(_row(name, 1.0, laws, targets))
    grid = sorted({*factors, 1.0})
    needed = []
    for name in (name for name in MOVED_BY_SUPPORT if name in targets):
        for of in (MONEY, MONEY_AND_PLACES):
            chance_at = _chance_at(levers, of, name, targets[name])
            for wanted in chances:
                found = least(chance_at, wanted, at_most=at_most, grid=grid, halvings=halvings)
                needed.append(
                    {"indicator": name, "of": of, "wanted": wanted, "factor": found.factor, "chance": found.chance}
                )
    return {"rows": rows, "least": needed}


def _chance_at(levers: Levers, of: str, name: str, target: float) -> Callable[[float], float]:
    return lambda factor: levers.more(of, factor)[name].at_least(target)


MOVED_BY_SUPPORT = (
    "self_reliance_rate", "self_reliant", "new_income", "new_income_sum", "income", "income_sum", "pooled_ratio",
)  # fmt: skip
"""Support acts on ratios; jobs and participation do not move with it in this model."""


def _row(name: str, factor: float, laws: Laws, targets: Mapping[str, float]) -> dict[str, Any]:
    figures = {
        indicator: {
            "mean": law.mean, "p05": law.quantile(0.05), "p95": law.quantile(0.95),
            "probability": law.at_least(targets[indicator]) if indicator in targets else None,
        }
        for indicator, law in sorted(laws.items())
    }  # fmt: skip
    return {"lever": name, "factor": factor, "figures": figures}
