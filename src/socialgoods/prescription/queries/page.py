"""What the pages of a round show, from stored rows only."""

from typing import Any

from socialgoods.places.models import District
from socialgoods.prescription.models import Round, Variant
from socialgoods.prescription.queries import inputs
from socialgoods.prescription.rules import groups, limits
from socialgoods.registry import codes
from socialgoods.registry.codes import source_words
from socialgoods.registry.models import Measure


def summary_of(variant: Variant, round: Round) -> dict[str, Any]:
    """A variant in a few figures; of one that is not computed yet only what it is."""
    variant.round = round
    is_computed = variant.computed_at is not None
    found: dict[str, Any] = {
        "variant": variant,
        "is_computed": is_computed,
        "is_stale": inputs.is_stale(variant),
        "is_practice": variant.kind == "practice",
        "is_working": variant.job is not None and not variant.job.is_over,
        "failed": variant.job if variant.job is not None and variant.job.state == "failed" else None,
        "pins": len(variant.setup["pins"]),
    }
    if not is_computed:
        return found
    result = variant.result
    money = result["money"]
    return found | {
        "count": result["report"]["prescriptions"],
        "open": result["expected"]["open"],
        "expected": result["expected"],
        "rise": result["expected"]["rise"],
        "spent": sum(row["spent"] for row in money),
        "left": sum(row["left"] for row in money),
        "free": sum(row["free"] for row in money),
        "unmet": limits.unmet_floors(result, names()),
        "sentences": limits.sentences(result, kind=variant.kind, objective=variant.setup["objective"], names=names()),
    }


def names() -> dict[str, str]:
    """Of sectors, by code; a district's value is its name."""
    return codes.sectors()


def district_codes() -> dict[str, str]:
    return dict(District.objects.values_list("name", "code"))


def proposal_of(variant: Variant) -> dict[str, Any]:
    """The tables and the map of a computed variant."""
    result, sectors = variant.result, names()
    areas = result["groups"]["area"]
    codes_of = district_codes()
    return {
        "money": [row | {"name": source_words(row["source"])} for row in result["money"]],
        "measures": sorted(result["measures"], key=lambda row: (-row["count"], row["code"])),
        "areas": areas,
        "sectors": [row | {"name": sectors.get(row["value"], row["value"])} for row in result["groups"]["sector"]],
        "unserved": sorted(result["unserved"].items(), key=lambda pair: (-pair[1], pair[0])),
        "chart": {
            "unit": "count",
            "values": {codes_of[row["value"]]: row["count"] for row in areas if row["value"] in codes_of},
        },
    }


def public_of(round: Round) -> dict[str, Any]:
    """What was decided, as everybody may see it: no group under five, and none that follows from the others."""
    outcome = round.outcome
    if not outcome:
        return {}
    measures = dict(Measure.objects.values_list("code", "name"))
    labels = {"measure": measures, "sector": names(), "area": {}}
    shown = {
        name: [
            row | {"name": labels[name].get(row["value"], row["value"])}
            for row in groups.shown(outcome["groups"][name])
        ]
        for name in ("measure", "area", "sector")
    }
    codes_of = district_codes()
    open_areas = [row["value"] for row in shown["area"] if not row["hidden"]]
    return {
        "outcome": outcome,
        "money": [row | {"name": source_words(row["source"])} for row in outcome["money"]],
        "shown": shown,
        "cells": _cells(outcome, open_areas, measures),
        "chart": {
            "unit": "count",
            "values": {codes_of[row["value"]]: row.get("count") for row in shown["area"] if row["value"] in codes_of},
        },
    }


def _cells(outcome: dict[str, Any], areas: list[str], names: dict[str, str]) -> dict[str, Any]:
    """District × measure; only cells that may be seen."""
    counts = {(area, measure): count for area, measure, count in outcome["cells"]}
    all_areas = sorted({area for area, _measure in counts})
    measures = sorted({measure for _area, measure in counts})
    table = groups.table(counts, all_areas, measures)
    shown = [measure for measure in measures if any(table[area, measure] for area in all_areas)]
    return {
        "measures": [names.get(measure, measure) for measure in shown],
        "rows": [
            (area, [table[area, measure] for measure in shown])
            for area in all_areas
            if area in areas and any(table[area, measure] for measure in shown)
        ],
    }
