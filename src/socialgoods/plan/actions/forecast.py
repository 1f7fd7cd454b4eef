"""Makes the plan's forecast and keeps it with all that is said of it. The same inputs give the run that is there already."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any

from django.db import transaction

from socialgoods.analysis.definitions import DEFAULT
from socialgoods.kernel.periods import seoul_day
from socialgoods.plan.models import ForecastRun, Plan, TargetPoint
from socialgoods.plan.parameters import SEED
from socialgoods.plan.queries import inputs

if TYPE_CHECKING:
    import pyarrow as pa

    from socialgoods.analysis.forecasting import Forecast


def run(
    *, plan: Plan, at: datetime, progress: Callable[[str], None] = lambda step: None
) -> tuple[ForecastRun, Forecast | None] | None:  # fmt: skip
    """The run for what the rooms say now, and the computation itself where it was new. None: nothing to forecast (yet, or any more)."""
    start = inputs.start_year()
    if start is None or start > plan.until_year:
        return None
    tables, _, _, base = asked(plan, start)
    own = _targets(plan)
    key = inputs.fingerprint(
        tables,
        start=start,
        until=plan.until_year,
        base=base,
        seed=SEED,
        definitions=DEFAULT.version,
        targets=sorted(own),
    )
    same = {"plan": plan, "start": start, "until": plan.until_year, "seed": SEED, "inputs_sha256": key}
    if row := ForecastRun.objects.filter(**same).first():
        ForecastRun.objects.filter(pk=row.pk).update(computed_at=at)
        row.computed_at = at
        return row, None
    began = perf_counter()
    done = compute(tables, start, plan.until_year, base, progress)
    about = _about(done, own) | {"seconds": round(perf_counter() - began, 2)}
    return _keep(same, about, at), done


def asked(plan: Plan, start: int) -> tuple[dict[str, pa.Table], int, int, int]:
    """What `compute` is handed: tables, first and last year, base."""
    tables = inputs.given(plan, start)
    return tables, start, plan.until_year, _base(plan, tables)


def compute(
    tables: Any, start: int, until: int, base: int, progress: Callable[[str], None] = lambda step: None
) -> Forecast:  # fmt: skip
    from socialgoods.analysis import forecast

    return forecast(tables, start, until, definitions=DEFAULT, seed=SEED, base=base, beyond=True, progress=progress)


def _base(plan: Plan, tables: Any) -> int:
    """The plan's base year, or the first that is reported."""
    years = tables["annual_reports"]["fiscal_year"].to_pylist()
    return max(plan.base_year, min(years))


Own = list[tuple[str, str, int, float]]


def _targets(plan: Plan) -> Own:
    """(reading, series, year, value) of every reading, whichever holds."""
    rows = TargetPoint.objects.filter(ended_at=None, reading__indicator__plan=plan, reading__indicator__is_term=False)
    return [
        (key, series, year, float(value))
        for key, series, year, value in rows.values_list("reading__key", "reading__series", "year", "value")
    ]


def _about(done: Forecast, own: Own) -> dict[str, Any]:
    from socialgoods.analysis.report import estimates

    return {
        "definitions": done.definitions.version,
        "organizations": done.learned.panel.n,
        "table": done.table.to_pylist(),
        "chances": chances(done.laws, done.years, own),
        "missing": list(done.missing),
        "drivers": done.drivers.to_pylist(),
        "backtest": {
            "coverage": done.backtest.coverage,
            "organisations": done.backtest.organisations,
            "rows": done.backtest.table.to_pylist(),
        },
        "estimates": estimates(done.learned),
    }


def chances(laws: Any, years: tuple[int, ...], own: Own) -> dict[str, dict[str, dict[str, float]]]:
    """Reading to scenario to year: how likely the reading's own target is reached."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for reading, series, year, value in own:
        for scenario, by_series in laws.items():
            if series in by_series and year in years:
                law = by_series[series][years.index(year)]
                found.setdefault(reading, {}).setdefault(scenario, {})[str(year)] = law.at_least(value)
    return found


@transaction.atomic
def _keep(same: dict[str, Any], about: dict[str, Any], at: datetime) -> ForecastRun:
    """Of a Seoul day the last run stays: the history shows how the forecast narrowed, not every report's step."""
    row, _ = ForecastRun.objects.update_or_create(
        **same,
        defaults={**about, "computed_at": at},
        create_defaults={**same, **about, "computed_at": at, "made_at": at},
    )
    earlier = ForecastRun.objects.filter(plan=row.plan, start=row.start).exclude(pk=row.pk).only("pk", "computed_at")
    day = seoul_day(at)
    ForecastRun.objects.filter(pk__in=[each.pk for each in earlier if seoul_day(each.computed_at) == day]).delete()
    return row
