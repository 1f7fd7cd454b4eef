"""The example county as the files of the plan: what planners may see, never what is true behind it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from socialgoods.example.advance import world_now
from socialgoods.example.measures import MEASURES, budgets
from socialgoods.example.needs import answers
from socialgoods.example.world import World, stream
from socialgoods.exchange.writing import write_csv
from socialgoods.registry.models import Organization
from socialgoods.registry.queries import tables

Row = Sequence[Any]

TARGETS = (
    ("self_reliance_rate", 2025, 0.5), ("self_reliant", 2025, 300), ("jobs", 2025, 5000), ("new_income", 2025, 50_000_000_000),
    ("participation", 2025, 0.3), ("social_finance", 2025, 10_000_000_000),
)  # fmt: skip


def write_files(folder: Path) -> dict[str, int]:
    """Writes the folder's files and says how many rows each has. Reports are those confirmed; assessments are the world's."""
    data, world = world_now()
    folder.mkdir(parents=True, exist_ok=True)
    sheets: dict[str, tuple[Sequence[str], Iterable[Row]]] = {
        "organisations": tables.organisations(),
        "annual_reports": tables.annual_reports(),
        "assessments": (("org_id", "year", "dimension", "item", "score", "max_score"), assessments(world)),
        "measures": measures(data.factor),
        "budgets": (("year", "source", "amount"), budgets(data.factor)),
        "supports": tables.supports(),
        "memberships": tables.memberships(),
        "targets": (("indicator", "year", "value"), TARGETS),
    }
    written = {}
    for name, (headings, rows) in sheets.items():
        listed = list(rows)
        write_csv(folder / f"{name}.csv", headings, listed, for_people=False)
        written[name] = len(listed)
    return written


def assessments(world: World) -> Iterable[Row]:
    """Of the organisations that are still in the register: a merged one has left it."""
    there = set(Organization.objects.values_list("code", flat=True))
    for body in world.bodies:
        if body.code not in there:
            continue
        for year in sorted(body.path):
            random = stream(world.seed, f"assessment/{body.number}/{year}")
            for dimension, item, score in answers(body.scores[year], random):
                yield body.code, year, dimension, item, score, 5


def measures(factor: int) -> tuple[Sequence[str], Iterable[Row]]:
    headings = ("code", "name", "dimension", "unit_cost", "capacity", "sources", "effect_mean", "effect_sd", "kinds", "slope_mean",
                "slope_sd", "own_share", "mode", "basis")  # fmt: skip
    return headings, (
        (code, row.name, row.dimension, row.unit_cost, row.capacity and row.capacity * factor, row.sources, row.expected, row.doubt,
         row.kinds, *(row.by_need or (None, None)), row.own_share, row.mode, row.basis)
        for code, row in sorted(MEASURES.items())
    )  # fmt: skip
