"""Writes the plan that the software is shipped with: once, and never over what somebody has changed on screen."""

import tomllib
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.places.county import SHIPPED as SHIPPED_COUNTY
from socialgoods.places.county import County
from socialgoods.plan.models import Indicator, Plan, Reading, ReadingChoice, TargetPoint, Unit
from socialgoods.plan.rules.series import SERIES

SHIPPED = Path(__file__).parent.parent / "data" / "wanju-2025.toml"
AS_IN_THE_FILE = {"key", "readings", "target", "beside", "series"}


OF_THE_PLAN = {"key", "title", "base_year", "from_year", "until_year", "source", "published_on", "indicators"}
OF_AN_INDICATOR = {"key", "unit", "name", "definition", "formula", "data_source", "said", "readings"}
OF_A_READING = {"key", "series", "name", "words"}


class BadPlan(Exception):
    """The file cannot be used; says where and what to mend."""


def file_of(county: County) -> Path | None:
    """The county folder's own `plan.toml`; the shipped plan for the county that it is about; else none."""
    own = county.folder / "plan.toml"
    if own.exists():
        return own
    return SHIPPED if county.folder == SHIPPED_COUNTY else None


def read(path: Path = SHIPPED) -> dict[str, Any]:
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BadPlan(f"{path}: {wrong}") from None
    _require(given, OF_THE_PLAN, f"{path}")
    for indicator in given["indicators"]:
        where = f"{path}: {indicator.get('key', '?')}"
        _require(indicator, OF_AN_INDICATOR, where)
        if indicator["unit"] not in Unit.values:
            raise BadPlan(f"{where}: unit is one of {', '.join(Unit.values)}.")
        for reading in indicator["readings"]:
            _require(reading, OF_A_READING, f"{where}: {reading.get('key', '?')}")
            _known(reading, f"{where}: {reading['key']}")
        if all(reading.get("beside") for reading in indicator["readings"]):
            raise BadPlan(f"{where}: at least one reading must not be `beside`: a target speaks of it.")
    return given


def _require(row: dict[str, Any], names: set[str], where: str) -> None:
    missing = sorted(name for name in names if row.get(name) in (None, "", []))
    if missing:
        raise BadPlan(f"{where} lacks {', '.join(missing)}.")


def _known(reading: dict[str, Any], where: str) -> None:
    if reading["series"] not in SERIES:
        raise BadPlan(f"{where}: there is no series {reading['series']}. There are {', '.join(sorted(SERIES))}.")


@transaction.atomic
def write_plan(*, at: datetime, path: Path = SHIPPED, by: Any = None) -> Plan:
    """The plan, its indicators and their readings, with the targets and the first reading chosen. What is there already stays."""
    given = read(path)
    listed = given.pop("indicators")
    plan, is_new = Plan.objects.get_or_create(key=given.pop("key"), defaults={**given, "written_at": at})
    for position, row in enumerate(listed, 1):
        _indicator(plan, position, row, at)
    if is_new:
        events.record("plan.plan.written", plan, by=by, at=at, source=plan.source)
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
