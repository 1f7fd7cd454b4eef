"""The example county as the files of the plan: what planners may see, never what is true behind it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from socialgoods.diagnosis.queries.tables import assessments
from socialgoods.example.advance import world_now
from socialgoods.exchange.writing import write_csv
from socialgoods.prescription.queries import tables as prescription
from socialgoods.prescription.queries.catalogue import offers
from socialgoods.prescription.queries.tables import MEASURES
from socialgoods.registry.queries import tables

Row = Sequence[Any]

TARGETS = (
    ("self_reliance_rate", 2025, 0.5), ("self_reliant", 2025, 300), ("jobs", 2025, 5000), ("new_income", 2025, 50_000_000_000),
    ("participation", 2025, 0.3), ("social_finance", 2025, 10_000_000_000),
)  # fmt: skip


def write_files(folder: Path) -> dict[str, int]:
    """Writes the folder's files and says how many rows each has. Reports are those confirmed, assessments the final ones."""
    data, _ = world_now()
    folder.mkdir(parents=True, exist_ok=True)
    year = data.last_year + 1
    sheets: dict[str, tuple[Sequence[str], Iterable[Row]]] = {
        "organisations": tables.organisations(),
        "annual_reports": tables.annual_reports(),
        "assessments": assessments(),
        "measures": (MEASURES, measures(year)),
        "budgets": prescription.budgets(),
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


def measures(year: int) -> Iterable[Row]:
    """What is on offer in the year."""
    for offer in offers(year):
        about = {name: getattr(offer, name) for name in MEASURES[2:]}
        yield offer.measure.code, offer.measure.name, *(about | {"kinds": tuple(sorted(offer.kinds))}).values()
