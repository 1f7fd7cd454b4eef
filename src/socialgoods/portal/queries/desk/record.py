"""What the rooms know of an organisation, for its own desk: kept until something changes.

Its open report and assessment are not among it: they are saved as typed, which leaves no event.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from socialgoods.diagnosis.queries import result
from socialgoods.diagnosis.queries.page import Page
from socialgoods.portal.queries.kept import until_change
from socialgoods.prescription.models import Prescription, PrescriptionState
from socialgoods.prescription.queries import available, mine
from socialgoods.prescription.queries.available import Item
from socialgoods.registry.models import Mark, Organization
from socialgoods.registry.queries.due import DueItem, due_items
from socialgoods.support.models import Task, Whose
from socialgoods.support.queries import case, tasks
from socialgoods.support.queries.case import CaseState

SHOWN = 4
LONGEST_OVERDUE_DAYS = 180
"""What is longer overdue stands on the page of dues; here it would hide what comes next."""


@dataclass(frozen=True)
class Record:
    dues: list[DueItem]
    """Open ones, the earliest first."""
    mark: Mark | None
    page: Page | None
    """The latest diagnosis in which anything is known; None before the first."""
    prescriptions: list[Prescription]
    """Of the latest year that had one."""
    became: dict[str, CaseState]
    """By origin, what became of each of them."""
    available: list[Item]
    """The first few of what it can get now."""
    tasks: list[Task]
    """What it took upon itself in its case file."""


def record(row: Organization, on: date) -> Record:
    kept: Record = until_change(f"desk.own.{row.pk}.{get_language()}", lambda: _record(row, on), on=on)
    return kept


def _record(row: Organization, on: date) -> Record:
    prescriptions = _prescriptions(row)
    own_dues = [each for each in due_items([row], on=on) if each.done_on is None]
    return Record(
        dues=[each for each in own_dues if each.days_left >= -LONGEST_OVERDUE_DAYS],
        mark=Mark.objects.filter(organization=row).order_by("-applied_at", "-pk").first(),
        page=_page(row),
        prescriptions=prescriptions,
        became=case.of_origins([each.origin for each in prescriptions]),
        available=available.for_organization(row, on).eligible[:SHOWN],
        tasks=list(tasks.waiting().filter(whose=Whose.ORGANIZATION, organization=row)),
    )


def _page(row: Organization) -> Page | None:
    rows = result.of(row)
    known = [each for each in rows if each.self_reliance_ratio is not None or each.known] or rows
    return Page(row, known[0], rows) if known else None


def _prescriptions(row: Organization) -> list[Prescription]:
    rows = list(mine.of_organization(row).exclude(state=PrescriptionState.WITHDRAWN)[:SHOWN])
    return [each for each in rows if each.year == rows[0].year]
