"""What a variant is computed from: the register's tables with the round's own budgets, places, floors and pins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from socialgoods.places.models import District
from socialgoods.prescription import archive
from socialgoods.prescription.models import Variant
from socialgoods.prescription.queries import catalogue, money, tables
from socialgoods.prescription.rules.settings import COMPUTED_FROM
from socialgoods.registry import codes
from socialgoods.registry.models import AnnualReport, ReportState
from socialgoods.registry.queries.tables import table_of

if TYPE_CHECKING:
    import pyarrow as pa


def settings_of(variant: Variant) -> dict[str, Any]:
    """What the figures depend on; who asked for a pin, and why, is not among it."""
    whole = {**variant.setup, "year": variant.round.year, "until": variant.round.until, "kind": variant.kind}
    pins = [{name: pin[name] for name in ("org_id", "measure", "choice")} for pin in whole["pins"]]
    return {name: whole[name] for name in COMPUTED_FROM} | {"pins": pins}


def is_stale(variant: Variant) -> bool:
    """The settings were changed after it was computed."""
    if variant.computed_at is None:
        return False
    settings = archive.canonical(settings_of(variant))
    return bool(variant.result.get("settings_sha256") != archive.sha256(settings))


def given(settings: Mapping[str, Any]) -> dict[str, pa.Table]:
    year = settings["year"]
    found = tables.given(year, settings["reports_until"])
    headings, rows = tables.measures(year)
    place = list(headings).index("capacity"), list(headings).index("code")
    changed = settings["capacities"]
    measures = [(*row[: place[0]], changed.get(row[place[1]], row[place[0]]), *row[place[0] + 1 :]) for row in rows]
    other_years = [(when, source, amount) for when, source, amount in tables.budgets()[1] if when != year]
    held = money.reserved(year)
    own = [
        (year, source, max(0, amount - held.get(source, 0))) for source, amount in sorted(settings["budgets"].items())
    ]
    return found | {
        "measures": table_of("measures", (headings, measures)),
        "budgets": table_of("budgets", (("year", "source", "amount"), sorted([*other_years, *own]))),
        "floors": table_of(
            "floors",
            (("field", "value", "count"), [(row["field"], row["value"], row["count"]) for row in settings["floors"]]),
        ),
        "pins": table_of(
            "pins",
            (
                ("org_id", "measure", "choice"),
                [(row["org_id"], row["measure"], row["choice"]) for row in settings["pins"]],
            ),
        ),
    }


def last_reports() -> int | None:
    """The last year with confirmed reports."""
    rows = AnnualReport.objects.filter(state=ReportState.CONFIRMED)
    found: int | None = rows.aggregate(last=Max("fiscal_year"))["last"]
    return found


def known(year: int) -> dict[str, list[str]]:
    """What settings may name."""
    return {
        "sources": catalogue.sources(year),
        "measures": list(catalogue.offers(year).values_list("measure__code", flat=True)),
        "areas": list(District.objects.order_by("code").values_list("name", flat=True)),
        "sectors": list(codes.sectors()),
    }
