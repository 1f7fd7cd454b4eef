"""Up to three variants side by side."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from socialgoods.prescription.models import Choice, Variant
from socialgoods.prescription.queries.page import names
from socialgoods.registry.codes import source_words


def of(variants: list[Variant]) -> dict[str, Any]:
    if not variants:
        return {"chart": None, "money": [], "measures": [], "areas": [], "sectors": [], "same": []}
    sectors = names()
    titles = dict(pair for variant in variants for pair in _measures(variant))
    return {
        "chart": {
            "unit": "points",
            "zero": True,
            "rows": [{"label": variant.title, "marks": [_mark(variant)]} for variant in variants],
        },
        "money": _rows(variants, lambda result: {row["source"]: row["spent"] for row in result["money"]}, source_words),
        "measures": _rows(variants, _counts_of("measures"), lambda code: titles[code]),
        "areas": _rows(variants, _counts_of("area"), str),
        "sectors": _rows(variants, _counts_of("sector"), lambda code: sectors.get(code, code)),
        "same": [
            (one, other, _same(one, other)) for index, one in enumerate(variants) for other in variants[index + 1 :]
        ],
    }


def _mark(variant: Variant) -> dict[str, Any]:
    rise = variant.result["expected"]["rise"]
    return {"name": _("늘어나는 자립 조직"), "value": rise["mean"], "low": rise["low"], "high": rise["high"]}


def _measures(variant: Variant) -> list[tuple[str, str]]:
    return [(row["code"], row["name"]) for row in variant.result["measures"]]


def _counts_of(group: str) -> Any:
    def read(result: dict[str, Any]) -> dict[str, int]:
        if group == "measures":
            return {row["code"]: row["count"] for row in result["measures"]}
        return {row["value"]: row["count"] for row in result["groups"][group]}

    return read


def _rows(variants: list[Variant], read: Any, name: Any) -> list[dict[str, Any]]:
    found = [read(variant.result) for variant in variants]
    keys = sorted({key for one in found for key in one})
    rows = [{"name": name(key), "counts": [one.get(key, 0) for one in found]} for key in keys]
    return sorted((row for row in rows if any(row["counts"])), key=lambda row: (-max(row["counts"]), row["name"]))


def _same(one: Variant, other: Variant) -> dict[str, int]:
    """Of the organisations in both: with the same measure, with another one, in only one of the two."""
    table = connection.ops.quote_name(Choice._meta.db_table)
    asked = f"""
        SELECT COUNT(CASE WHEN a.measure_id = b.measure_id THEN 1 END),
               COUNT(CASE WHEN a.measure_id <> b.measure_id THEN 1 END),
               COUNT(CASE WHEN a.measure_id IS NOT NULL AND b.measure_id IS NULL THEN 1 END),
               COUNT(CASE WHEN a.measure_id IS NULL AND b.measure_id IS NOT NULL THEN 1 END)
        FROM {table} a JOIN {table} b ON a.organization_id = b.organization_id
        WHERE a.variant_id = %s AND b.variant_id = %s"""  # noqa: S608 our own table's name
    with connection.cursor() as cursor:
        cursor.execute(asked, [one.pk, other.pk])
        same, another, only_one, only_other = cursor.fetchone()
    return {"same": same, "another": another, "only_one": only_one, "only_other": only_other}
