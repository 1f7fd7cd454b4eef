"""Writes the plan that the software is shipped with: once, and never over what somebody has changed on screen."""

import tomllib
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.plan.models import Indicator, Plan, Reading, ReadingChoice, TargetPoint

SHIPPED = Path(__file__).parent.parent / "data" / "wanju-2025.toml"
AS_IN_THE_FILE = {"key", "readings", "target", "beside", "series"}


def read(path: Path = SHIPPED) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@transaction.atomic
def write_plan(*, at: datetime, path: Path = SHIPPED) -> Plan:
    """The plan, its indicators and their readings, with the targets and the first reading chosen. What is there already stays."""
    given = read(path)
    listed = given.pop("indicators")
    plan, is_new = Plan.objects.get_or_create(key=given.pop("key"), defaults={**given, "written_at": at})
    for position, row in enumerate(listed, 1):
        _indicator(plan, position, row, at)
    if is_new:
        events.record("plan.plan.written", plan, by=None, at=at, source=plan.source)
    return plan


def _indicator(plan: Plan, position: int, row: dict[str, Any], at: datetime) -> None:
    about = {name: value for name, value in row.items() if name not in AS_IN_THE_FILE}
    indicator, is_new = Indicator.objects.get_or_create(
        key=row["key"], defaults={**about, "plan": plan, "position": position}
    )
    for number, reading in enumerate(row["readings"], 1):
        _reading(plan, indicator, number, reading, at)
    if is_new:
        first = indicator.readings.filter(is_beside=False).order_by("position")[0]
        reason = "계획을 적을 때 처음으로 둔 읽기입니다. 총괄 담당관이 정하면 바뀝니다."
        ReadingChoice.objects.create(indicator=indicator, reading=first, reason=reason, by=None, at=at)


def _reading(plan: Plan, indicator: Indicator, position: int, row: dict[str, Any], at: datetime) -> None:
    about = {name: value for name, value in row.items() if name.partition("_")[0] in {"name", "words"}}
    reading, is_new = Reading.objects.get_or_create(
        key=row["key"],
        defaults={
            **about,
            "indicator": indicator,
            "position": position,
            "series": row["series"],
            "unit": row.get("unit", indicator.unit),
            "is_beside": row.get("beside", False),
        },
    )
    if is_new and "target" in row:
        value = Decimal(str(row["target"]))
        TargetPoint.objects.create(
            reading=reading, year=plan.until_year, value=value, reason=plan.source, by=None, at=at
        )
