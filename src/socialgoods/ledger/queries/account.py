"""An account's postings, one after the other, with what stands on it after each."""

from dataclasses import dataclass
from datetime import date

from socialgoods.ledger.models import Account, Posting
from socialgoods.ledger.queries.balances import balance


@dataclass(frozen=True)
class Step:
    posting: Posting
    balance: int
    """After it; debit above zero."""


@dataclass(frozen=True)
class Page:
    before: int
    """What stood on the account before `since`."""
    steps: list[Step]

    @property
    def after(self) -> int:
        return self.steps[-1].balance if self.steps else self.before


def postings(account: Account, *, since: date, until: date) -> Page:
    rows = (
        Posting.objects.filter(
            account=account, entry__sealed_at__isnull=False, entry__day__gte=since, entry__day__lt=until
        )
        .select_related("entry")
        .order_by("entry__day", "entry__number", "pk")
    )
    held = before = balance(account, until=since)
    steps = []
    for row in rows:
        held += row.amount
        steps.append(Step(row, held))
    return Page(before, steps)
