"""A year's diagnoses, computed by `analysis` from confirmed reports and final assessments and kept for pages to read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction

from socialgoods.analysis.definitions import DEFAULT, Definitions
from socialgoods.diagnosis.models import Diagnosis, GroupFigure
from socialgoods.diagnosis.parameters import MINIMUM_WAGE
from socialgoods.diagnosis.queries import instrument as instruments
from socialgoods.diagnosis.queries import tables
from socialgoods.registry.models import Organization
from socialgoods.registry.queries import tables as registry

if TYPE_CHECKING:
    from socialgoods.analysis.scoring.instrument import Instrument

BATCH = 500
OTHER = (
    "kind", "sector", "size", "evidence", "has_report", "is_active", "earned", "support", "cost", "goods", "labour", "near_line",
    "value_added_ratio", "ratio_without_commissions", "ratio_with_unpaid_work", "cliff", "cliff_amount", "cover_after_cliff",
    "posts_run_out", "posts_kept", "posts_ended", "income_per_fte", "public_share", "vulnerable_share", "subsidised_share",
    "local_share",
)  # fmt: skip
LADDER = {"kind and size": ("kind", "size"), "sector": ("sector",), "all": ()}
Row = dict[str, Any]
Key = tuple[str, int]
"""Organisation and year."""


def definitions() -> Definitions:
    """The plan's, with the minimum wages that the county's dated parameters know."""
    wages = tuple((since.from_on.year, since.value) for since in MINIMUM_WAGE.values)
    return replace(DEFAULT, minimum_wages=wages)


def compute(year: int, *, at: datetime) -> int:
    """How many organisations."""
    return compute_years([year], at=at)


def compute_years(years: Collection[int], *, at: datetime) -> int:
    """How many organisations' years. Years asked alike are computed together, and each is written in one short transaction."""
    asked: dict[str, list[int]] = defaultdict(list)
    for year in sorted(years):
        asked[instruments.in_use(year)].append(year)
    return sum(_compute(together, version, at) for version, together in asked.items())


def _compute(years: list[int], version: str, at: datetime) -> int:
    from socialgoods.analysis import diagnose

    given = registry.arrow("organisations", "annual_reports", "supports", until=max(years))
    given["assessments"] = registry.table_of("assessments", tables.assessments(years=years))
    instrument = cast("Instrument", instruments.instrument_of(version))
    found = diagnose(given, years, instrument=instrument, definitions=definitions(), through=max(years))
    details, ids = _details(found), dict(Organization.objects.values_list("code", "pk"))
    rows: dict[int, list[Diagnosis]] = {year: [] for year in years}
    for row in found.diagnoses.to_pylist():
        year = row["year"]
        rows[year].append(
            Diagnosis(
                organization_id=ids[row["org_id"]],
                year=year,
                **{name: row[name] for name in tables.DIAGNOSES},
                detail=details[row["org_id"], year],
                instrument=version,
                definitions=found.definitions.version,
                computed_at=at,
            )
        )
    groups: dict[int, list[GroupFigure]] = {year: [] for year in years}
    for row in found.groups.to_pylist():
        groups[row["year"]].append(_group(row, at))
    for year in years:
        _write(year, rows[year], groups[year])
    return sum(map(len, rows.values()))


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


def _group(row: Row, at: datetime) -> GroupFigure:
    year, by, value, is_suppressed = (row.pop(name) for name in ("year", "by", "value", "suppressed"))
    return GroupFigure(
        year=year,
        by=by,
        value=value or "",
        is_suppressed=is_suppressed,
        figures={} if is_suppressed else row,
        computed_at=at,
    )


def _details(found: Any) -> dict[Key, Row]:
    """By organisation and year what opens below its figures."""
    about = {_key(row): row for row in found.readings.to_pylist()}
    details: dict[Key, Row] = {
        key: {"readings": {name: row[name] for name in OTHER}, "scores": {}, "parts": {}, "advice": []}
        for key, row in about.items()
    }
    scores = found.scores.to_pylist()
    middles = _middles(scores, about)
    for row in scores:
        keys = LADDER.get(row["peers"])
        place = about[_key(row)]
        group = None if keys is None else (row["year"], row["dimension"], row["peers"], *(place[key] for key in keys))
        details[_key(row)]["scores"][row["dimension"]] = {
            "peers": row["peers"], "count": row["peers_count"], "percentile": row["percentile"],
            "middle": middles.get(group) if group else None,
        }  # fmt: skip
    for row in found.contributions.to_pylist():
        part = [row["item"], row["points"], row["share"], row["up"]]
        details[_key(row)]["parts"].setdefault(row["dimension"], []).append(part)
    for row in found.advice.to_pylist():
        details[_key(row)]["advice"].append([row["dimension"], row["item"], row["points"], row["up"], row["rise"]])
    for row in found.causes.to_pylist():
        if _key(row) in details:
            details[_key(row)]["causes"] = {
                name.removeprefix("by_"): value for name, value in row.items() if name not in {"org_id", "year"}
            }
    return details


def _key(row: Row) -> Key:
    return row["org_id"], row["year"]


def _middles(scores: Iterable[Row], about: Mapping[Key, Row]) -> dict[tuple[Any, ...], float]:
    """The median score of each group of peers that is large enough to be shown."""
    groups: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for row in scores:
        for name, keys in LADDER.items():
            values = tuple(about[_key(row)][key] for key in keys)
            groups[row["year"], row["dimension"], name, *values].append(row["score"])
    return {group: median(values) for group, values in groups.items() if len(values) >= DEFAULT.smallest_group}
