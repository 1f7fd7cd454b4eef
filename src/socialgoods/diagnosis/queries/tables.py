"""Diagnoses as the plan's tables, for the rooms above and for files."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from socialgoods.analysis.definitions import DIMENSIONS
from socialgoods.analysis.scoring.instrument import Instrument, InstrumentError
from socialgoods.diagnosis.models import Assessment, AssessmentState, Diagnosis, Purpose, View
from socialgoods.diagnosis.queries.instrument import instrument_of
from socialgoods.registry.models import Residence
from socialgoods.registry.queries.tables import AT_ONCE, OF_COUNTY, Row, Sheet

if TYPE_CHECKING:
    import pyarrow as pa

DIAGNOSES = (
    "self_reliance_ratio", "self_reliant", "self_sustaining", "gap", "sales_needed", "support_dependence", "cover", "labour_cover",
    *DIMENSIONS, "known",
)  # fmt: skip
ASSESSMENTS = ("org_id", "year", "dimension", "item", "score", "max_score")


def assessments(*, years: Collection[int] | None = None) -> Sheet:
    """Final assessments of the county's diagnosis, an answer a row. An item that its instrument does not know is left out."""
    rows = Assessment.objects.filter(
        OF_COUNTY, state=AssessmentState.FINAL, purpose=Purpose.COUNTY, view=View.OWN
    ).order_by("organization__code", "year")
    if years is not None:
        rows = rows.filter(year__in=years)
    known: dict[str, dict[str, tuple[str, int]]] = {}
    found: list[Row] = []
    for code, of_year, version, answers, agreed in rows.values_list(
        "organization__code", "year", "version", "answers", "agreed"
    ).iterator(AT_ONCE):
        items = known.get(version)
        if items is None:
            items = known[version] = items_of(version)
        for item, score in {**answers, **agreed}.items():
            if item in items:
                dimension, scale = items[item]
                found.append((code, of_year, dimension, item, score, scale))
    return ASSESSMENTS, found


def diagnoses(year: int) -> Sheet:
    """The plan's `diagnoses` file of a year, as stored: what `socialgoods diagnose` writes for the same data."""
    rows = Diagnosis.objects.filter(OF_COUNTY, year=year).values_list("organization__code", "year", *DIAGNOSES)
    return ("org_id", "year", *DIAGNOSES), sorted(
        rows, key=lambda row: row[0]
    )  # as the file does, whatever the database


def items_of(version: str) -> dict[str, tuple[str, int]]:
    try:
        found = instrument_of(version)
    except InstrumentError:
        return {}
    return {item.code: (item.dimension, item.scale) for item in found.items} if isinstance(found, Instrument) else {}


def dimension_scores(*, until: int | None = None) -> pa.Table:
    """The scores as assessments of one item each, so that what is prescribed rests on what is shown: score 1 + points of 101."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = Diagnosis.objects.filter(organization__merged_into=None).exclude(organization__residence=Residence.OUTSIDE)
    if until is not None:
        rows = rows.filter(year__lte=until)
    found = rows.order_by("organization__code", "year").values_list("organization__code", "year", *DIMENSIONS)
    codes, years, *scores = list(zip(*found.iterator(AT_ONCE), strict=True)) or [()] * (2 + len(DIMENSIONS))
    points = pa.table([pa.array(codes, pa.string()), pa.array(years, pa.int64())], names=["org_id", "year"])
    each = [
        points.append_column("dimension", pa.repeat(dimension, len(codes)))
        .append_column("item", pa.repeat("score", len(codes)))
        .append_column("score", pc.add(pa.array(column, pa.float64()), 1.0))
        .append_column("max_score", pa.repeat(101.0, len(codes)))
        for dimension, column in zip(DIMENSIONS, scores, strict=True)
    ]
    table = pa.concat_tables(each)
    return table.filter(pc.is_valid(table["score"])).sort_by([("org_id", "ascending"), ("year", "ascending")])
