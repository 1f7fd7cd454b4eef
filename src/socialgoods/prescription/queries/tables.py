"""Everything that `analysis.prescribe` and `analysis.forecast` compute from, as the plan's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from socialgoods.diagnosis.queries.tables import dimension_scores
from socialgoods.prescription.models import Prescription, PrescriptionState, YearBudget
from socialgoods.prescription.queries.catalogue import offers
from socialgoods.prescription.rules.catalogue import ways
from socialgoods.registry.models import SupportGiven
from socialgoods.registry.queries import tables as registry
from socialgoods.registry.queries.tables import OF_COUNTY, Row, Sheet, table_of
from socialgoods.support.models import Commitment
from socialgoods.support.models.commitment import RUNNING, CommitmentState

if TYPE_CHECKING:
    import pyarrow as pa

LIVE = (PrescriptionState.SENT, PrescriptionState.ACCEPTED, PrescriptionState.INVITED)
COLUMNS = ("organization__code", "year", "measure__code", "source", "amount")
OF_WHOM = ("organization", "year", "measure")
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
    return table_of("supports", (headings, [*rows, *promised(until)]))


def promised(until: int) -> list[Row]:
    """What is promised or decided and lives, for years whose reports are not looked at, and is not in the register yet.

    Every running promise, for what it gives is written in the register only when it is finished; and of what was decided all that did not
    become a promise. An invitation to a call may have become one under the first invitation's origin: then the promise stands for it.
    """
    running = Commitment.objects.filter(OF_COUNTY, year__gt=until, state__in=RUNNING)
    live = Prescription.objects.filter(OF_COUNTY, year__gt=until, state__in=LIVE)
    of_rounds = Commitment.objects.filter(year__gt=until, origin__startswith="prescription:")
    made = list(of_rounds.values_list("origin", "state", *OF_WHOM))
    became = {origin for origin, *_rest in made}
    answered = {tuple(of_whom) for _origin, state, *of_whom in made if state != CommitmentState.CANCELLED}
    given = set(SupportGiven.objects.filter(year__gt=until).values_list(*OF_WHOM))
    rows: list[tuple[Any, ...]] = list(running.values_list(*COLUMNS))
    for pk, state, organization, measure, *row in live.values_list("pk", "state", "organization", "measure", *COLUMNS):
        of_whom = (organization, row[1], measure)
        is_told = (state != PrescriptionState.SENT and of_whom in answered) or (
            state == PrescriptionState.ACCEPTED and of_whom in given
        )
        if f"prescription:{pk}" not in became and not is_told:
            rows.append(tuple(row))
    return [(*row, None) for row in sorted(rows)]
