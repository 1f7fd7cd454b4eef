"""Income statement and balance sheet as of any day, from sealed entries alone. Amounts are shown with the sign of their side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Sum

from socialgoods.ledger.models import Account, AccountKind, Entity, Posting
from socialgoods.ledger.models.books import DEBIT_KINDS, RESULT_KINDS
from socialgoods.ledger.queries.balances import sums
from socialgoods.ledger.rules.entry import CARRIED_OVER


@dataclass(frozen=True)
class Line:
    account: Account
    amount: int


@dataclass(frozen=True)
class Group:
    name: str
    kind: str
    lines: list[Line]

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True)
class IncomeStatement:
    since: date
    until: date
    income: list[Group]
    expense: list[Group]

    @property
    def total_income(self) -> int:
        return sum(group.amount for group in self.income)

    @property
    def total_expense(self) -> int:
        return sum(group.amount for group in self.expense)

    @property
    def result(self) -> int:
        """Surplus above zero, loss below."""
        return self.total_income - self.total_expense


@dataclass(frozen=True)
class BalanceSheet:
    until: date
    assets: list[Group]
    liabilities: list[Group]
    equity: list[Group]
    result: int
    """Of the time since the last year that was carried over: part of equity, not booked there yet."""

    @property
    def total_assets(self) -> int:
        return sum(group.amount for group in self.assets)

    @property
    def total_liabilities(self) -> int:
        return sum(group.amount for group in self.liabilities)

    @property
    def total_equity(self) -> int:
        return sum(group.amount for group in self.equity) + self.result


def income_statement(entity: Entity, *, since: date, until: date) -> IncomeStatement:
    moved = _moved(entity, since=since, until=until)
    carried = _carried_over(entity, since, until)
    amounts = {pk: won - carried.get(pk, 0) for pk, won in moved.items()}
    return IncomeStatement(
        since,
        until,
        list(_groups(entity, amounts, (AccountKind.INCOME,))),
        list(_groups(entity, amounts, (AccountKind.EXPENSE,))),
    )


def balance_sheet(entity: Entity, *, until: date) -> BalanceSheet:
    held = _moved(entity, until=until)
    results = entity.accounts.filter(kind__in=RESULT_KINDS).values_list("pk", flat=True)
    return BalanceSheet(
        until,
        list(_groups(entity, held, (AccountKind.ASSET,))),
        list(_groups(entity, held, (AccountKind.LIABILITY,))),
        list(_groups(entity, held, (AccountKind.EQUITY,))),
        -sum(held.get(pk, 0) for pk in results),
    )


def _moved(entity: Entity, *, since: date | None = None, until: date) -> dict[int, int]:
    return {pk: debit - credit for pk, (debit, credit) in sums(entity, since=since, until=until).items()}


def _carried_over(entity: Entity, since: date, until: date) -> dict[int, int]:
    rows = Posting.objects.filter(
        entry__entity=entity,
        entry__sealed_at__isnull=False,
        entry__origin__startswith=CARRIED_OVER,
        entry__day__gte=since,
        entry__day__lt=until,
    )
    return dict(rows.order_by().values_list("account").annotate(Sum("amount")))


def _groups(entity: Entity, amounts: dict[int, int], kinds: Iterable[str]) -> Iterable[Group]:
    """By heading, in the order of the accounts' numbers; what is nothing is left out."""
    accounts = [row for row in entity.accounts.filter(kind__in=kinds).order_by("code") if amounts.get(row.pk)]
    for (name, kind), rows in groupby(accounts, key=lambda row: (row.group, row.kind)):
        sign = 1 if kind in DEBIT_KINDS else -1
        yield Group(name, kind, [Line(row, sign * amounts[row.pk]) for row in rows])
