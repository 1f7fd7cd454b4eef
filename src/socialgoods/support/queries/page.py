"""What the case file shows at once, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from socialgoods.registry.models import Caseload, Organization
from socialgoods.support.models import Commitment, Contact, Document, Task
from socialgoods.support.queries import case, tasks
from socialgoods.support.queries import contact as contacts
from socialgoods.support.queries.commitment import of

CONTACTS, DONE, DOCUMENTS = 20, 5, 24


@dataclass(frozen=True)
class Pair:
    """A product or page before and after; the earliest before and the latest after."""

    subject: str
    before: Document | None
    after: Document | None


@dataclass(frozen=True)
class CasePage:
    commitments: list[Commitment]
    waiting: list[Task]
    done: list[Task]
    contacts: list[Contact]
    documents: list[Document]
    pairs: list[Pair]
    advisors: list[str]

    @property
    def running(self) -> list[Commitment]:
        return [row for row in self.commitments if row.is_running]

    @property
    def promised(self) -> int:
        return sum(row.amount for row in self.running)

    @property
    def delivered(self) -> int:
        return sum(row.delivered for row in self.running)  # type: ignore[attr-defined]


def case_page(organization: Organization, *, is_staff: bool, on: date) -> CasePage:
    all_tasks = list(tasks.of_organization(organization, is_staff=is_staff)[:100])
    documents = list(documents_of(organization, is_staff=is_staff)[:200])
    advising = Caseload.objects.running_on(on).filter(organization=organization).select_related("advisor")
    return CasePage(
        commitments=list(case.commitments(organization)),
        waiting=[row for row in all_tasks if row.done_on is None],
        done=[row for row in all_tasks if row.done_on is not None][:DONE],
        contacts=list(contacts.of_organization(organization, is_staff=is_staff)[:CONTACTS]),
        documents=[row for row in documents if not row.subject][:DOCUMENTS],
        pairs=pairs(documents),
        advisors=[row.advisor.name for row in advising],
    )


def documents_of(organization: Organization, *, is_staff: bool) -> Any:
    rows = Document.objects.standing().for_staff(is_staff).filter(of(organization))
    return rows.select_related("recorded_by").order_by("-recorded_at", "-pk")


def pairs(documents: list[Document]) -> list[Pair]:
    """Newest first in; each product or page once."""
    found: dict[str, dict[str, Document]] = {}
    for row in documents:
        if not row.subject:
            continue
        shown = found.setdefault(row.subject, {})
        if row.moment == "before" or row.moment not in shown:
            shown[row.moment] = row
    return [Pair(subject, shown.get("before"), shown.get("after")) for subject, shown in found.items()]


def of_commitment(commitment: Commitment, *, is_staff: bool) -> tuple[list[Document], list[Task]]:
    documents = Document.objects.standing().for_staff(is_staff)
    about = Q(commitment=commitment) | Q(delivery__commitment=commitment)
    waiting = Task.objects.standing().for_staff(is_staff).filter(commitment=commitment).select_related("person")
    return list(documents.filter(about).order_by("-recorded_at", "-pk")), list(waiting)
