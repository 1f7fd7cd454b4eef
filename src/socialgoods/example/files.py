"""The example county as the files of the plan: what planners may see, never what is true behind it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from socialgoods.example.advance import world_now
from socialgoods.example.measures import MEASURES, budgets
from socialgoods.example.needs import answers
from socialgoods.example.world import World, stream
from socialgoods.exchange.files import SPECS
from socialgoods.exchange.writing import write_csv
from socialgoods.registry.models import AnnualReport, Membership, Organization, ReportState, SupportGiven

Row = Sequence[Any]

TARGETS = (
    ("self_reliance_rate", 2025, 0.5), ("self_reliant", 2025, 300), ("jobs", 2025, 5000), ("new_income", 2025, 50_000_000_000),
    ("participation", 2025, 0.3), ("social_finance", 2025, 10_000_000_000),
)  # fmt: skip


def write_files(folder: Path) -> dict[str, int]:
    """Writes the folder's files and says how many rows each has. Reports are those confirmed; assessments are the world's."""
    data, world = world_now()
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, tuple[Sequence[str], Iterable[Row]]] = {
        "organisations": organisations(),
        "annual_reports": annual_reports(),
        "assessments": (("org_id", "year", "dimension", "item", "score", "max_score"), assessments(world)),
        "measures": measures(data.factor),
        "budgets": (("year", "source", "amount"), budgets(data.factor)),
        "supports": supports(),
        "memberships": memberships(),
        "targets": (("indicator", "year", "value"), TARGETS),
    }
    written = {}
    for name, (headings, rows) in tables.items():
        listed = list(rows)
        write_csv(folder / f"{name}.csv", headings, listed, for_people=False)
        written[name] = len(listed)
    return written


def organisations() -> tuple[Sequence[str], Iterable[Row]]:
    headings = (
        "org_id",
        "name",
        "kind",
        "sector",
        "area",
        "founded_on",
        "status",
        "closed_on",
        "legal_form",
        "lon",
        "lat",
    )
    rows = Organization.objects.select_related("district").prefetch_related("status_periods").order_by("code")
    return headings, (
        (row.code, row.name, row.kind, row.sector, row.district.name if row.district else "", row.founded_on, row.status,
         closed_on(row), row.legal_form, row.lon, row.lat)
        for row in rows
    )  # fmt: skip


def closed_on(organization: Organization) -> Any:
    if organization.status != "closed":
        return None
    return next((period.starts_on for period in organization.status_periods.all() if period.status == "closed"), None)


def annual_reports() -> tuple[Sequence[str], Iterable[Row]]:
    """The register grosses labour cost up where a book netted it, so what it holds is gross."""
    fields = [field.name for field in SPECS["annual_reports"] if not field.foreign and field.name != "org_id"]
    asked = {"fy_end": "fiscal_year_ends_on"}
    rows = AnnualReport.objects.filter(state=ReportState.CONFIRMED).select_related("organization")
    return ("org_id", *fields), (
        (
            row.organization.code,
            *("gross" if name == "wages_booked" else getattr(row, asked.get(name, name)) for name in fields),
        )
        for row in rows.order_by("organization__code", "fiscal_year")
    )


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


def supports() -> tuple[Sequence[str], Iterable[Row]]:
    rows = SupportGiven.objects.select_related("organization", "measure").order_by(
        "organization__code", "year", "measure__code", "source"
    )
    return ("org_id", "year", "measure", "source", "amount", "ends_on"), (
        (row.organization.code, row.year, row.measure.code, row.source, row.amount, row.ends_on) for row in rows
    )


def memberships() -> tuple[Sequence[str], Iterable[Row]]:
    rows = (
        Membership.objects.exclude(token="")
        .select_related("organization", "district")
        .order_by("organization__code", "pk")
    )
    return ("org_id", "token", "role", "area", "from", "to"), (
        (
            row.organization.code,
            row.token,
            row.part,
            row.district.name if row.district else "",
            row.starts_on,
            row.ends_on,
        )
        for row in rows
    )
