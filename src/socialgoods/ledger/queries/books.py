"""Whose books somebody may see, and one of them at a glance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, prefetch_related_objects

from socialgoods.kernel.periods import FiscalYear, add_months
from socialgoods.ledger.models import Account, Balance, Entity, Entry
from socialgoods.ledger.models.books import OF_THE_COUNTY
from socialgoods.ledger.queries.balances import sums
from socialgoods.ledger.queries.open_points import Point, open_points
from socialgoods.ledger.queries.statements import income_statement
from socialgoods.ledger.rules.hand import OWED_BY_US, OWED_TO_US

LAST_ENTRIES = 8
MONTHS = 12


def visible(*, kept: Iterable[int], with_county: bool) -> QuerySet[Entity]:
    """Those that a person keeps or reads, and the county's own for who supervises it."""
    mine = Q(pk__in=list(kept))
    return Entity.objects.filter(mine | Q(kind__in=OF_THE_COUNTY) if with_county else mine)


@dataclass(frozen=True)
class Overview:
    year: FiscalYear
    cash: list[tuple[Account, int]]
    income: int
    expense: int
    owed_to_us: int
    owed_by_us: int
    months: list[tuple[date, int]]
    """What was in hand and at the bank at the end of each of the last months (its first day), and today."""
    points: list[Point]
    last: list[Entry]

    @property
    def cash_total(self) -> int:
        return sum(won for _account, won in self.cash)

    @property
    def result(self) -> int:
        return self.income - self.expense

    @property
    def has_months(self) -> bool:
        """Something to draw."""
        return len(self.months) > 1 and any(won for _month, won in self.months)

    @property
    def loss(self) -> int:
        return max(-self.result, 0)


def overview(entity: Entity, *, on: date) -> Overview:
    until = on + timedelta(days=1)
    year = FiscalYear.of(on, entity.end_month)
    held = {pk: debit - credit for pk, (debit, credit) in sums(entity, until=until).items()}
    accounts = list(entity.accounts.order_by("code"))
    cash = [
        (row, held.get(row.pk, 0)) for row in accounts if row.is_cash and (row.closed_on is None or held.get(row.pk))
    ]
    result = income_statement(entity, since=year.starts_on, until=until)
    return Overview(
        year, cash, result.total_income, result.total_expense,
        sum(held.get(row.pk, 0) for row in accounts if row.role in OWED_TO_US),
        -sum(held.get(row.pk, 0) for row in accounts if row.role in OWED_BY_US),
        cash_by_month(entity, on, sum(won for _row, won in cash)),
        open_points(entity, until=until, accounts=accounts, held=held),
        list(last_entries(entity)[:LAST_ENTRIES]),
    )  # fmt: skip


def cash_by_month(entity: Entity, on: date, today: int) -> list[tuple[date, int]]:
    """From the sums by month that the sealing keeps: backwards from what is there today."""
    first = add_months(on.replace(day=1), 1 - MONTHS)
    rows = Balance.objects.filter(
        account__entity=entity, account__is_cash=True, month__gte=first, month__lte=on.replace(day=1)
    )
    moved: dict[date, int] = {}
    for month, debit, credit in rows.values_list("month", "debit", "credit"):
        moved[month] = moved.get(month, 0) + debit - credit
    found, month, held = [], on.replace(day=1), today
    while month >= max(first, entity.opened_on.replace(day=1)):
        found.append((month, held))
        held -= moved.get(month, 0)
        month = add_months(month, -1)
    return found[::-1]


def last_entries(entity: Entity) -> QuerySet[Entry]:
    return Entry.objects.sealed().filter(entity=entity).select_related("by").order_by("-number")


def entries(entity: Entity, *, since: date | None = None, until: date | None = None, text: str = "") -> QuerySet[Entry]:
    """Newest first. `text` looks in what was written, in the party and the programme; a number finds the entry."""
    rows = last_entries(entity)
    if since:
        rows = rows.filter(day__gte=since)
    if until:
        rows = rows.filter(day__lt=until)
    if is_number(text):
        return rows.filter(Q(number=int(text)) | Q(text__icontains=text))
    if text:
        said = Q(text__icontains=text) | Q(postings__party__icontains=text) | Q(postings__programme__icontains=text)
        rows = rows.filter(said | Q(postings__text__icontains=text)).distinct()
    return rows.order_by("-day", "-number")


def searched_since(entity: Entity, *, on: date, text: str) -> date:
    """Words are looked for in this fiscal year unless other days are said: no index helps, and each entry's postings are read. A number
    is looked for everywhere."""
    if not text or is_number(text):
        return entity.opened_on
    return max(entity.opened_on, FiscalYear.of(on, entity.end_month).starts_on)


def is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 12


def in_order(pks: Sequence[int]) -> list[Entry]:
    found = Entry.objects.select_related("by").in_bulk(list(pks))
    return [found[pk] for pk in pks]


def with_legs(rows: list[Entry]) -> list[Entry]:
    """Each entry with its postings and their accounts: two queries, however many entries."""
    prefetch_related_objects(rows, "postings__account", "attachments")
    return rows
