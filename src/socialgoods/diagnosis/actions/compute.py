"""A year's diagnoses, computed by `analysis` from confirmed reports and final assessments and kept for pages to read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from statistics import median
from typing import Any

from django.db import transaction

from socialgoods.analysis.definitions import DEFAULT, Definitions
from socialgoods.diagnosis.models import Diagnosis, GroupFigure
from socialgoods.diagnosis.parameters import MINIMUM_WAGE
from socialgoods.diagnosis.queries import instrument as instruments
from socialgoods.diagnosis.queries import tables
from socialgoods.registry.models import Organization
from socialgoods.registry.queries import tables as registry

BATCH = 500
OTHER = (
    "kind", "sector", "size", "evidence", "has_report", "is_active", "earned", "support", "cost", "goods", "labour", "near_line",
    "value_added_ratio", "ratio_without_commissions", "ratio_with_unpaid_work", "cliff", "cliff_amount", "cover_after_cliff",
    "posts_run_out", "posts_kept", "posts_ended", "income_per_fte", "public_share", "vulnerable_share", "subsidised_share",
    "local_share",
)  # fmt: skip
LADDER = {"kind and size": ("kind", "size"), "sector": ("sector",), "all": ()}
Row = dict[str, Any]


def definitions() -> Definitions:
    """The plan's, with the minimum wages that the county's dated parameters know."""
    wages = tuple((since.from_on.year, since.value) for since in MINIMUM_WAGE.values)
    return replace(DEFAULT, minimum_wages=wages)


def compute(year: int, *, at: datetime) -> int:
    """How many organisations. Written in one short transaction; what is no longer to be said of the year goes."""
    from socialgoods.analysis import diagnose

    version = instruments.in_use(year)
    given = registry.arrow("organisations", "annual_reports", "supports", until=year)
    given["assessments"] = registry.table_of("assessments", tables.assessments(year=year))
    found = diagnose(
        given, year, instrument=instruments.instrument_of(version), definitions=definitions(), through=year
    )
    details = _details(found)
    ids = dict(Organization.objects.values_list("code", "pk"))
    rows = [
        Diagnosis(
            organization_id=ids[row["org_id"]],
            year=year,
            **{name: row[name] for name in tables.DIAGNOSES},
            detail=details[row["org_id"]],
            instrument=version,
            definitions=found.definitions.version,
            computed_at=at,
        )
        for row in found.diagnoses.to_pylist()
    ]
    _write(year, rows, [_group(year, row, at) for row in found.groups.to_pylist()])
    return len(rows)


@transaction.atomic
def forget(year: int) -> None:
    """Of a year of which no confirmed report and no final assessment is left nothing is to be said."""
    Diagnosis.objects.filter(year=year).delete()
    GroupFigure.objects.filter(year=year).delete()


@transaction.atomic
def _write(year: int, rows: list[Diagnosis], groups: list[GroupFigure]) -> None:
    kept = {row.organization_id for row in rows}
    there = set(Diagnosis.objects.filter(year=year).values_list("organization_id", flat=True))
    Diagnosis.objects.filter(year=year, organization__in=there - kept).delete()
    changed = [*tables.DIAGNOSES, "detail", "instrument", "definitions", "computed_at"]
    Diagnosis.objects.bulk_create(
        rows, BATCH, update_conflicts=True, unique_fields=["organization", "year"], update_fields=changed
    )
    GroupFigure.objects.filter(year=year).delete()
    GroupFigure.objects.bulk_create(groups, BATCH)


def _group(year: int, row: Row, at: datetime) -> GroupFigure:
    by, value, is_suppressed = row.pop("by"), row.pop("value"), row.pop("suppressed")
    row.pop("year")
    return GroupFigure(
        year=year,
        by=by,
        value=value or "",
        is_suppressed=is_suppressed,
        figures={} if is_suppressed else row,
        computed_at=at,
    )


def _details(found: Any) -> dict[str, Row]:
    """By organisation what opens below its figures."""
    details: dict[str, Row] = {}
    about = {row["org_id"]: row for row in found.readings.to_pylist()}
    for code, row in about.items():
        details[code] = {"readings": {name: row[name] for name in OTHER}, "scores": {}, "parts": {}, "advice": []}
    scores = found.scores.to_pylist()
    middles = _middles(scores, about)
    for row in scores:
        keys = LADDER.get(row["peers"])
        group = None if keys is None else (row["dimension"], row["peers"], *(about[row["org_id"]][key] for key in keys))
        details[row["org_id"]]["scores"][row["dimension"]] = {
            "peers": row["peers"], "count": row["peers_count"], "percentile": row["percentile"],
            "middle": middles.get(group) if group else None,
        }  # fmt: skip
    for row in found.contributions.to_pylist():
        part = [row["item"], row["points"], row["share"], row["up"]]
        details[row["org_id"]]["parts"].setdefault(row["dimension"], []).append(part)
    for row in found.advice.to_pylist():
        details[row["org_id"]]["advice"].append([row["dimension"], row["item"], row["points"], row["up"], row["rise"]])
    for row in found.causes.to_pylist():
        details[row["org_id"]]["causes"] = {
            name.removeprefix("by_"): value for name, value in row.items() if name not in {"org_id", "year"}
        }
    return details


def _middles(scores: Iterable[Row], about: Mapping[str, Row]) -> dict[tuple[Any, ...], float]:
    """The median score of each group of peers that is large enough to be shown."""
    groups: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for row in scores:
        for name, keys in LADDER.items():
            values = tuple(about[row["org_id"]][key] for key in keys)
            groups[row["dimension"], name, *values].append(row["score"])
    return {group: median(values) for group, values in groups.items() if len(values) >= DEFAULT.smallest_group}
