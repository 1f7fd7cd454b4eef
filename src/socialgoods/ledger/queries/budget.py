"""Budget against actual, programme by programme."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q, Sum

from socialgoods.kernel.periods import FiscalYear
from socialgoods.ledger.models import Account, AccountKind, Budget, Entity, Posting
from socialgoods.ledger.models.books import RESULT_KINDS
from socialgoods.ledger.queries.statements import CARRIED_OVER


@dataclass(frozen=True)
class Line:
    account: Account
    budget: int | None
    """None: nothing was planned for it."""
    actual: int

    @property
    def is_income(self) -> bool:
        return self.account.kind == AccountKind.INCOME

    @property
    def rest(self) -> int:
        return (self.budget or 0) - self.actual

    @property
    def is_over(self) -> bool:
        """Spent more than was planned; more income than planned is no trouble."""
        return not self.is_income and self.rest < 0

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.actual, self.budget) if self.budget else None


@dataclass(frozen=True)
class Programme:
    name: str
    lines: list[Line]

    def _total(self, *, income: bool) -> Line | None:
        rows = [line for line in self.lines if line.is_income == income]
        if not rows:
            return None
        planned = [line.budget for line in rows if line.budget is not None]
        return Line(rows[0].account, sum(planned) if planned else None, sum(line.actual for line in rows))

    @property
    def income(self) -> Line | None:
        return self._total(income=True)

    @property
    def expense(self) -> Line | None:
        return self._total(income=False)

    @property
    def over(self) -> list[Line]:
        return [line for line in self.lines if line.is_over]


def against_actual(entity: Entity, *, year: int, until: date) -> list[Programme]:
    """Of a fiscal year, what was booked before `until`; programmes by name, what belongs to none last."""
    when = FiscalYear(year, entity.end_month)
    accounts = {row.pk: row for row in entity.accounts.filter(kind__in=RESULT_KINDS)}
    planned = {(row.programme, row.account_id): row.amount for row in Budget.objects.filter(entity=entity, year=year)}
    booked = {
        (programme, account): (won if accounts[account].kind == AccountKind.EXPENSE else -won)
        for programme, account, won in _booked(entity, accounts, when.starts_on, min(until, when.ends_on))
    }
    keys = sorted(
        planned.keys() | {key for key, won in booked.items() if won},
        key=lambda key: (not key[0], key[0], accounts[key[1]].code),
    )
    found: dict[str, list[Line]] = {}
    for programme, account in keys:
        line = Line(accounts[account], planned.get((programme, account)), booked.get((programme, account), 0))
        found.setdefault(programme, []).append(line)
    return [Programme(name, lines) for name, lines in found.items()]


def _booked(entity: Entity, accounts: dict[int, Account], since: date, until: date) -> list[tuple[str, int, int]]:
    rows = Posting.objects.filter(
        entry__entity=entity, entry__sealed_at__isnull=False, entry__day__gte=since, entry__day__lt=until, account__in=accounts
    ).exclude(Q(entry__origin__startswith=CARRIED_OVER))  # fmt: skip
    return list(rows.order_by().values_list("programme", "account").annotate(won=Sum("amount")))


def programmes(entity: Entity) -> list[str]:
    """Names that budgets know, to be offered where one is typed."""
    rows = Budget.objects.filter(entity=entity).exclude(programme="").order_by("programme")
    return list(rows.values_list("programme", flat=True).distinct()[:200])


def years(entity: Entity, on: date) -> list[int]:
    first = FiscalYear.of(entity.opened_on, entity.end_month).year
    return list(range(FiscalYear.of(on, entity.end_month).year + 1, first - 1, -1))
