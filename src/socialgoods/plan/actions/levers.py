"""Computes what would close the gap to the targets, and keeps it with the run that it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any

from socialgoods.kernel import events
from socialgoods.plan.actions import forecast as forecasts
from socialgoods.plan.models import ForecastRun, Plan
from socialgoods.plan.parameters import (
    BUDGET_FACTORS,
    BUDGET_FACTORS_OF_MANY,
    CHANCES,
    FACTOR_AT_MOST,
    FACTOR_STEPS,
    FACTOR_STEPS_OF_MANY,
    MANY_ORGANISATIONS,
)
from socialgoods.plan.queries import inputs

if TYPE_CHECKING:
    import pyarrow as pa

    from socialgoods.analysis.forecasting import Forecast


def run(
    *, plan: Plan, row: ForecastRun, done: Forecast | None, at: datetime, progress: Callable[[str], None] = lambda step: None
) -> bool:  # fmt: skip
    """Whether they were written: a run that has been replaced meanwhile keeps none. `done` is the run's computation, if at hand."""
    from socialgoods.analysis.forecasting.levers import Levers, pulled

    began = perf_counter()
    if done is None:
        done = forecasts.again(row)
    is_large = row.organizations >= MANY_ORGANISATIONS
    targets = {series: value for series, year, value in inputs.targets(plan) if year == row.until}
    found = pulled(
        Levers(done, floors=_floors(), progress=progress),
        targets,
        factors=BUDGET_FACTORS_OF_MANY if is_large else BUDGET_FACTORS,
        chances=CHANCES,
        at_most=FACTOR_AT_MOST,
        halvings=FACTOR_STEPS_OF_MANY if is_large else FACTOR_STEPS,
    )
    about = found | {"budgets": _budgets(done), "seconds": round(perf_counter() - began, 2)}
    row.levers = about
    is_there = bool(ForecastRun.objects.filter(pk=row.pk).update(levers=about))
    if is_there:
        events.record("plan.levers.computed", row, by=None, at=at)
    return is_there


def _budgets(done: Forecast) -> dict[str, int]:
    """Won by year ahead: what a factor multiplies."""
    found: dict[str, int] = {}
    for each in done.tables["budgets"].to_pylist():
        if each["year"] in done.years:
            found[str(each["year"])] = found.get(str(each["year"]), 0) + each["amount"]
    return found


def _floors() -> pa.Table | None:
    """Of the last decided round, as if they were kept in every year ahead."""
    from socialgoods.prescription.models import Round, RoundState
    from socialgoods.registry.queries.tables import table_of

    last = Round.objects.filter(state=RoundState.DECIDED).select_related("laid").order_by("-year", "-number").first()
    rows: list[dict[str, Any]] = (last.laid.setup.get("floors") or []) if last and last.laid else []
    if not rows:
        return None
    headings = ("field", "value", "count")
    return table_of("floors", (headings, [[each[name] for name in headings] for each in rows]))
