"""A page of an account's postings in a period, with what stands on it after each: as quick on the last page as on the first."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Sum

from socialgoods.ledger.models import Account, Posting
from socialgoods.ledger.models.books import DEBIT_KINDS
from socialgoods.ledger.queries.balances import sums

SIZE = 100


@dataclass(frozen=True)
class Step:
    posting: Posting
    balance: int
    """After it, with the sign of the account's own side."""


@dataclass(frozen=True)
class AccountPage:
    page: "Page[Posting]"
    before: int
    """What stood on the account before the first posting of this page."""
    steps: list[Step]
    debit: int
    credit: int
    opening: int
    closing: int


def account_page(account: Account, *, since: date, until: date, number: str | int | None) -> AccountPage:
    sign = 1 if account.kind in DEBIT_KINDS else -1
    opened = _held(account, since)
    debit, credit = sums(account.entity, since=since, until=until).get(account.pk, (0, 0))
    rows = of_period(account, since, until)
    page = Paginator(rows.select_related("entry"), SIZE).get_page(number)
    earlier = rows.values("amount")[: max(page.start_index() - 1, 0)]
    held = opened + (earlier.aggregate(won=Sum("amount"))["won"] or 0 if page.number > 1 else 0)
    before, steps = held, []
    for row in page.object_list:
        held += row.amount
        steps.append(Step(row, sign * held))
    return AccountPage(
        page, sign * before, steps, debit, credit, sign * opened, sign * (opened + debit - credit)
    )  # fmt: skip


def of_period(account: Account, since: date, until: date) -> QuerySet[Posting]:
    rows = Posting.objects.filter(
        account=account, entry__sealed_at__isnull=False, entry__day__gte=since, entry__day__lt=until
    )
    return rows.order_by("entry__day", "entry__number", "pk")


def _held(account: Account, until: date) -> int:
    debit, credit = sums(account.entity, until=until).get(account.pk, (0, 0))
    return debit - credit
