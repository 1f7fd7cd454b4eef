"""Everything a forecast is made from: the rooms' tables with the plan's targets and what was observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from socialgoods.plan.models import Measurement, Plan, ReadingChoice, TargetPoint
from socialgoods.plan.parameters import ENOUGH_REPORTS
from socialgoods.prescription.queries import tables as prescription
from socialgoods.registry.queries.tables import table_of

if TYPE_CHECKING:
    import pyarrow as pa

OBSERVED = (
    "participation", "participation_of_150000", "participation_of_2018", "social_finance", "social_finance_outstanding",
)  # fmt: skip


def start_year() -> int | None:
    """The year after the last one that enough of the active organisations have reported for."""
    rows = (
        Measurement.objects.filter(series="jobs", of__gt=0).order_by("-year").values_list("year", "organizations", "of")
    )
    return next((year + 1 for year, reported, active in rows if reported >= ENOUGH_REPORTS * active), None)


def targets(plan: Plan) -> list[tuple[str, int, float]]:
    """Of the readings that hold: rows of the plan's `targets` file."""
    held = ReadingChoice.objects.filter(ended_at=None, indicator__plan=plan, indicator__is_term=False).values("reading")
    rows = TargetPoint.objects.filter(ended_at=None, reading__in=held).order_by("reading__series", "year")
    return [
        (series, year, float(value)) for series, year, value in rows.values_list("reading__series", "year", "value")
    ]


def targets_of_all_readings(plan: Plan) -> list[tuple[str, str, int, float]]:
    """(reading, series, year, value), whichever reading holds."""
    rows = TargetPoint.objects.filter(ended_at=None, reading__indicator__plan=plan, reading__indicator__is_term=False)
    found = rows.order_by("reading__key", "year").values_list("reading__key", "reading__series", "year", "value")
    return [(key, series, year, float(value)) for key, series, year, value in found]


def observations(*, until: int) -> list[tuple[str, int, float]]:
    """What no report holds, by year: rows of the plan's `observations` file."""
    rows = Measurement.objects.filter(series__in=OBSERVED, year__lte=until).order_by("series", "year")
    found = rows.values_list("series", "year", "value")
    return [(series, year, value) for series, year, value in found if value is not None]


TARGETS_HEADINGS = OBSERVATIONS_HEADINGS = ("indicator", "year", "value")


def given(plan: Plan, start: int) -> dict[str, pa.Table]:
    """The tables of `analysis.forecast` from the year `start`."""
    found = dict(prescription.given(start, until=start - 1))
    found["targets"] = table_of("targets", (TARGETS_HEADINGS, targets(plan)))
    found["observations"] = table_of("observations", (OBSERVATIONS_HEADINGS, observations(until=start - 1)))
    return found
