"""The measures on offer and the money of each year, as everyone may know them. What they truly do stands in `needs`.

The measures are those of the catalogue that the county is shipped with; places and budgets grow with the made-up county.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

MILLION = 1_000_000


@dataclass(frozen=True)
class Measure:
    name: str
    dimension: str
    unit_cost: int
    capacity: int | None
    """Places a year for 310 organisations."""
    sources: str
    expected: float
    """What the experts expect of it where half is needed."""
    kinds: tuple[str, ...] = ()
    own_share: float | None = None
    mode: str = "call"


def _measure(row: Mapping[str, Any]) -> Measure:
    return Measure(
        name=row["name"],
        dimension=row["dimension"],
        unit_cost=row["unit_cost"],
        capacity=row.get("capacity"),
        sources=row["sources"],
        expected=row["effect"][0],
        kinds=tuple(row.get("kinds", ())),
        own_share=row.get("own_share"),
        mode=row["mode"],
    )


def _shipped() -> dict[str, Measure]:
    text = (files("socialgoods.prescription") / "data" / "measures-2018.toml").read_text(encoding="utf-8")
    return {row["code"]: _measure(row) for row in tomllib.loads(text)["measure"]}


MEASURES = _shipped()

PAST = (
    "accounting", "bridge_loan", "sales_channel", "design", "product_finish", "equipment", "job_creation", "professional_staff",
    "business_development", "village_enterprise_fund", "rules_advice", "mentor", "joint_project", "care_service",
)  # fmt: skip
"""What the county gave before the plan, in the order in which the made-up past draws from it. The others begin in 2018."""

ON_EQUIPMENT = {"equipment"}
"""Pays for things that last: a capital grant in the books. What a call pays otherwise is an operating subsidy."""

LASTS = {"job_creation": 2, "professional_staff": 3}
"""Years for which a wage is promised; of the others no end is known."""

SOURCES = {"county": 720, "province": 360, "national": 440, "fund": 80}
"""Millions of won of 2018 that reach 310 organisations by prescription."""
GROWTH = {"fund": 1.15}
USUAL_GROWTH = 1.02
BUDGET_FROM, BUDGET_UNTIL = 2014, 2025


def budgets(factor: float) -> list[tuple[int, str, int]]:
    """(year, source, won), in whole hundred thousands."""
    return [
        (
            year,
            source,
            round(millions * factor * GROWTH.get(source, USUAL_GROWTH) ** (year - 2018) * 10) * MILLION // 10,
        )
        for year in range(BUDGET_FROM, BUDGET_UNTIL + 1)
        for source, millions in SOURCES.items()
    ]


def places(code: str, factor: float) -> int | None:
    """A year, in a county of that size."""
    capacity = MEASURES[code].capacity
    return None if capacity is None else max(1, round(capacity * factor))


def amounts(code: str, way: str = "") -> dict[str, int]:
    """What each source pays for one case, own share apart; the first way where none is named."""
    measure = MEASURES[code]
    public = round(measure.unit_cost * (1 - (measure.own_share or 0)))
    parts = [part.partition(":") for part in (way or measure.sources.split(";")[0]).split("+")]
    won = {source: int(public * float(share or 1)) for source, _, share in parts}
    last = list(won)[-1]
    return won | {last: won[last] + public - sum(won.values())}
