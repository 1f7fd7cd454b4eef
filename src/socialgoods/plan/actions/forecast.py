"""Makes the plan's forecast and keeps it with what it was made from. The same inputs give the run that is there already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from socialgoods.analysis.definitions import DEFAULT
from socialgoods.kernel.periods import seoul_day
from socialgoods.plan.models import ForecastRun, Plan
from socialgoods.plan.parameters import SEED
from socialgoods.plan.queries import inputs
from socialgoods.prescription import archive

if TYPE_CHECKING:
    import pyarrow as pa

    from socialgoods.analysis.forecasting import Forecast

Progress = Callable[[str], None]


def silent(step: str) -> None:
    """Nobody watches."""


def run(*, plan: Plan, at: datetime, progress: Progress = silent) -> tuple[ForecastRun, Forecast | None] | None:
    """The run for what the rooms say now, and the computation itself where it was new. None: nothing to forecast (yet, or any more)."""
    start = inputs.start_year()
    if start is None or start > plan.until_year:
        return None
    tables = inputs.given(plan, start)
    settings = _settings(plan, start, tables)
    content = archive.pack(tables, settings)
    same = {
        "plan": plan, "start": start, "until": plan.until_year, "seed": SEED, "inputs_sha256": archive.sha256(content),
    }  # fmt: skip
    if row := ForecastRun.objects.filter(**same).first():
        ForecastRun.objects.filter(pk=row.pk).update(computed_at=at)
        row.computed_at = at
        return row, None
    began = perf_counter()
    done = compute(tables, settings, progress)
    about = _about(done, settings["targets"]) | {"seconds": round(perf_counter() - began, 2)}
    return _keep(same, about, content, at), done


def again(row: ForecastRun, progress: Progress = silent) -> Forecast:
    """The run's computation once more, from what it was stored with. `archive.Damaged` where that is gone."""
    try:
        with default_storage.open(str(row.inputs.name)) as file:
            content = file.read()
    except (OSError, ValueError) as wrong:
        raise archive.Damaged(str(wrong)) from None
    if archive.sha256(content) != row.inputs_sha256:
        raise archive.Damaged(row.inputs.name)
    tables, settings = archive.unpack(content)
    return compute(tables, settings, progress)


def compute(tables: Mapping[str, pa.Table], settings: Mapping[str, Any], progress: Progress = silent) -> Forecast:
    from socialgoods.analysis import forecast

    return forecast(
        tables, settings["start"], settings["until"], definitions=DEFAULT, seed=settings["seed"], base=settings["base"],
        beyond=True, progress=progress,
    )  # fmt: skip


def _settings(plan: Plan, start: int, tables: Mapping[str, pa.Table]) -> dict[str, Any]:
    """What else the figures depend on. Increases are counted from the plan's base year, or the first that is reported."""
    years = tables["annual_reports"]["fiscal_year"].to_pylist()
    return {
        "start": start,
        "until": plan.until_year,
        "base": max(plan.base_year, min(years)),
        "seed": SEED,
        "definitions": DEFAULT.version,
        "targets": [list(target) for target in inputs.targets_of_all_readings(plan)],
        "program": archive.program(),
    }


def _about(done: Forecast, own: Sequence[Sequence[Any]]) -> dict[str, Any]:
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


def chances(laws: Any, years: tuple[int, ...], own: Sequence[Sequence[Any]]) -> dict[str, dict[str, dict[str, float]]]:
    """Reading to scenario to year: how likely the reading's own target is reached."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for reading, series, year, value in own:
        for scenario, by_series in laws.items():
            if series in by_series and year in years:
                law = by_series[series][years.index(year)]
                found.setdefault(reading, {}).setdefault(scenario, {})[str(year)] = law.at_least(value)
    return found


@transaction.atomic
def _keep(same: dict[str, Any], about: dict[str, Any], content: bytes, at: datetime) -> ForecastRun:
    """Of a Seoul day the last run stays: the history shows how the forecast narrowed, not every report's step."""
    name = f"forecasts/{same['inputs_sha256']}.zip"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(content))
    now = {**about, "inputs": name, "computed_at": at}
    row, _ = ForecastRun.objects.update_or_create(**same, defaults=now, create_defaults={**same, **now, "made_at": at})
    earlier = ForecastRun.objects.filter(plan=row.plan, start=row.start).exclude(pk=row.pk)
    for each in list(earlier.only("pk", "computed_at", "inputs")):
        if seoul_day(each.computed_at) == seoul_day(at):
            each.delete()
            transaction.on_commit(partial(_forget, str(each.inputs.name or "")))
    return row


def _forget(name: str) -> None:
    if name and not ForecastRun.objects.filter(inputs=name).exists():
        default_storage.delete(name)
