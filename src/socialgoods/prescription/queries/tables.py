"""Everything that `analysis.prescribe` and `analysis.forecast` compute from, as the plan's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from socialgoods.diagnosis.queries.tables import dimension_scores
from socialgoods.prescription.models import Prescription, PrescriptionState, YearBudget
from socialgoods.prescription.queries.catalogue import offers
from socialgoods.prescription.rules.catalogue import ways
from socialgoods.registry.queries import tables as registry
from socialgoods.registry.queries.tables import OF_COUNTY, Row, Sheet, table_of
from socialgoods.support.models import Commitment
from socialgoods.support.models.commitment import RUNNING

if TYPE_CHECKING:
    import pyarrow as pa

LIVE = (PrescriptionState.SENT, PrescriptionState.ACCEPTED, PrescriptionState.INVITED)
MEASURES = (
    "code", "name", "dimension", "unit_cost", "capacity", "sources", "effect_mean", "effect_sd", "kinds", "slope_mean", "slope_sd",
    "own_share", "mode", "basis",
)  # fmt: skip


def given(year: int, until: int | None = None) -> dict[str, pa.Table]:
    """The tables for a choice in `year`, on confirmed reports and scores up to `until` (by default the year before).

    Supports are what was given, and for years after `until` also what is decided or promised and still lives: its money is
    spoken for. `measures` are those on offer in the year, `budgets` those of all years.
    """
    until = year - 1 if until is None else until
    return {
        **registry.arrow("organisations", "annual_reports", until=until),
        "supports": _supports(until),
        "assessments": dimension_scores(until=until),
        "measures": table_of("measures", measures(year)),
        "budgets": table_of("budgets", budgets()),
    }


def measures(year: int) -> Sheet:
    fields = ["measure__code", "measure__name", *MEASURES[2:]]
    rows = (dict(zip(MEASURES, row, strict=True)) for row in offers(year).values_list(*fields))
    return MEASURES, [
        tuple({**row, "kinds": sorted(row["kinds"]), "sources": ways(row["sources"])}.values()) for row in rows
    ]


def budgets() -> Sheet:
    return ("year", "source", "amount"), list(
        YearBudget.objects.order_by("year", "source").values_list("year", "source", "amount")
    )


def _supports(until: int) -> pa.Table:
    headings, rows = registry.supports()
    found = list(rows)
    known = {tuple(row[:3]) for row in found}
    return table_of("supports", (headings, found + [row for row in promised(until) if tuple(row[:3]) not in known]))


def promised(until: int) -> list[Row]:
    """What is promised or decided and lives, for years whose reports are not looked at: a promise stands for what led to it.

    What was delivered already stands in the register, under the same organisation, year and measure.
    """
    columns = ("organization__code", "year", "measure__code", "source", "amount")
    rows: dict[tuple, list[Row]] = {}
    for query in (
        Commitment.objects.filter(OF_COUNTY, year__gt=until, state__in=RUNNING),
        Prescription.objects.filter(OF_COUNTY, year__gt=until, state__in=LIVE),
    ):
        found: dict[tuple, list[Row]] = {}
        for row in query.order_by("organization__code", "year", "measure__code", "source", "pk").values_list(*columns):
            found.setdefault(tuple(row[:3]), []).append((*row, None))
        for key, value in found.items():
            if key not in rows:
                rows[key] = value
    return [row for key in sorted(rows) for row in rows[key]]
