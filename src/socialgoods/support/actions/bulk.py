"""Many case files at once, from a file or for an example: promises as they ended, what was spoken and what is to be done.

Nothing is written as support given here: a finished promise is tied to the row of support that is already in the register.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.kernel.periods import SEOUL
from socialgoods.people.models import User
from socialgoods.registry.models import SupportGiven
from socialgoods.support.models import Commitment, CommitmentState, Contact, Delivery, Task, Written

BATCH = 500


@dataclass(frozen=True)
class Part:
    """A delivery of a past promise."""

    delivered_on: date
    what: str
    cost: int
    provider: str = ""


@dataclass(frozen=True)
class Past:
    """A promise that was kept, and the support in the register that it became. The parts cost what the support amounts to."""

    support: SupportGiven
    origin: str
    promised_at: datetime
    finished_at: datetime
    parts: tuple[Part, ...]
    due_on: date | None = None
    advisor: User | None = None


@transaction.atomic
def load(
    *,
    past: Iterable[Past] = (),
    contacts: Iterable[Contact] = (),
    tasks: Iterable[Task] = (),
    by: User | None,
    at: datetime,
) -> dict[str, int]:
    """Counts of what was new. A promise whose origin is known, and an entry whose key is known, stays as it is.

    A task that arises from one of `contacts` names it; both need their `key`. One event for all.
    """
    counts = {
        "commitments": _past(list(past), by, at),
        "contacts": _contacts(list(contacts)),
        "tasks": _tasks(list(tasks)),
    }
    events.record("support.cases.loaded", None, by=by, at=at, **counts)
    return counts


def _past(rows: list[Past], by: User | None, at: datetime) -> int:
    known = set(Commitment.objects.filter(origin__in=[row.origin for row in rows]).values_list("origin", flat=True))
    tied = set(Written.objects.values_list("support", flat=True))
    new = [row for row in rows if row.origin not in known and row.support.pk not in tied]
    for row in new:
        if sum(part.cost for part in row.parts) != row.support.amount or not row.parts:
            raise ValueError(f"{row.origin}: the parts do not add up to the support")
    written = Written.objects.bulk_create([Written(support=row.support, before=None) for row in new], BATCH)
    commitments = Commitment.objects.bulk_create(
        [_commitment(row, tie, by) for row, tie in zip(new, written, strict=True)], BATCH
    )
    deliveries = [
        Delivery(
            commitment=commitment, delivered_on=part.delivered_on, what=part.what, cost=part.cost, provider=part.provider,
            key=f"{row.origin}:{number}"[:64], recorded_by=row.advisor or by,
            recorded_at=datetime(part.delivered_on.year, part.delivered_on.month, part.delivered_on.day, 18, tzinfo=SEOUL),
        )
        for row, commitment in zip(new, commitments, strict=True)
        for number, part in enumerate(row.parts)
    ]  # fmt: skip
    Delivery.objects.bulk_create(deliveries, BATCH)
    return len(new)


def _commitment(row: Past, tie: Written, by: User | None) -> Commitment:
    support = row.support
    return Commitment(
        organization_id=support.organization_id, origin=row.origin, year=support.year, measure_id=support.measure_id,
        source=support.source, amount=support.amount, due_on=row.due_on, carried_by=support.carried_by, advisor=row.advisor,
        state=CommitmentState.DELIVERED, promised_by=by, promised_at=row.promised_at, finished_by=row.advisor or by,
        finished_at=row.finished_at, given=support.amount, written=tie,
    )  # fmt: skip


def _contacts(rows: list[Contact]) -> int:
    known = set(Contact.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    return len(Contact.objects.bulk_create([row for row in rows if row.key not in known], BATCH))


def _tasks(rows: list[Task]) -> int:
    known = set(Task.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    new = [row for row in rows if row.key not in known]
    there = {row.key: row for row in Contact.objects.filter(key__in=[row.contact.key for row in new if row.contact])}
    for row in new:
        if row.contact is not None:
            row.contact = there[row.contact.key]  # one that was in the table before has no number here
    return len(Task.objects.bulk_create(new, BATCH))
