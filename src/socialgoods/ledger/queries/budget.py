"""Budget against actual, by programme and account."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Sum

from socialgoods.kernel.periods import FiscalYear
from socialgoods.ledger.models import Account, Budget, Entity, Posting
from socialgoods.ledger.models.books import DEBIT_KINDS, RESULT_KINDS
from socialgoods.ledger.queries.statements import CARRIED_OVER


@dataclass(frozen=True)
class Line:
    programme: str
    account: Account
    budget: int
    actual: int

    @property
    def left(self) -> int:
        return self.budget - self.actual

    @property
    def is_over(self) -> bool:
        """More was spent than was planned."""
        return self.account.kind in DEBIT_KINDS and self.actual > self.budget


@dataclass(frozen=True)
class Programme:
    name: str
    lines: list[Line]

    def sum(self, kind: str, which: str) -> int:
        return sum(getattr(line, which) for line in self.lines if line.account.kind == kind)


def of_year(entity: Entity, year: int) -> list[Programme]:
    """Every programme with a budget or with income or expense in the year; what belongs to none comes last."""
    when = FiscalYear(year, entity.end_month)
    planned = {(row.programme, row.account_id): row.amount for row in Budget.objects.filter(entity=entity, year=year)}
    rows = (
        Posting.objects.filter(
            entry__entity=entity, entry__sealed_at__isnull=False, entry__day__gte=when.starts_on, entry__day__lt=when.ends_on,
            account__kind__in=RESULT_KINDS,
        )
        .exclude(entry__origin__startswith=CARRIED_OVER)
        .order_by()
        .values_list("programme", "account")
        .annotate(won=Sum("amount"))
    )  # fmt: skip
    actual: dict[tuple[str, int], int] = defaultdict(int)
    for programme, account, won in rows:
        actual[programme, account] = won
    accounts = {row.pk: row for row in entity.accounts.filter(kind__in=RESULT_KINDS)}
    lines = [
        Line(
            programme, accounts[pk], planned.get((programme, pk), 0),
            actual[programme, pk] * (1 if accounts[pk].kind in DEBIT_KINDS else -1),
        )
        for programme, pk in planned.keys() | set(actual)
        if pk in accounts
    ]  # fmt: skip
    lines.sort(key=lambda line: (not line.programme, line.programme, line.account.code))
    return [Programme(name, list(found)) for name, found in groupby(lines, key=lambda line: line.programme)]


def programmes(entity: Entity) -> list[str]:
    """Names that were used already, to choose from."""
    used = Posting.objects.filter(entry__entity=entity).exclude(programme="").order_by()
    planned = Budget.objects.filter(entity=entity).exclude(programme="").order_by()
    return sorted(
        set(used.values_list("programme", flat=True).distinct()) | set(planned.values_list("programme", flat=True))
    )
