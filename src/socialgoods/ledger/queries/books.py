"""Somebody's books at a glance."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from socialgoods.kernel.periods import FiscalYear
from socialgoods.ledger.models import BankLine, Entity, Entry
from socialgoods.ledger.models.books import OF_THE_COUNTY
from socialgoods.ledger.queries.balances import sums
from socialgoods.ledger.queries.statements import income_statement
from socialgoods.people import permissions as people


@dataclass(frozen=True)
class Overview:
    cash: int
    result: int
    """Of the running fiscal year so far."""
    year: int
    open_bank_lines: int
    negative_cash: list[str]
    last: list[Entry]


def readable(user: Any, on: date) -> QuerySet[Entity]:
    """Those that the person keeps or reads, and for the county's officers and auditors the county's own."""
    kept = Q(keepers__user=user, keepers__starts_on__lte=on) & (Q(keepers__ends_on=None) | Q(keepers__ends_on__gt=on))
    county = people.is_officer(user, on) or people.is_auditor(user, on)
    return Entity.objects.filter(kept | Q(kind__in=OF_THE_COUNTY) if county else kept).distinct().order_by("name")


def overview(entity: Entity, on: date) -> Overview:
    until = on + timedelta(days=1)
    held = sums(entity, until=until)
    cash = {row: held.get(row.pk, (0, 0)) for row in entity.accounts.filter(is_cash=True)}
    year = FiscalYear.of(on, entity.end_month)
    return Overview(
        cash=sum(debit - credit for debit, credit in cash.values()),
        result=income_statement(entity, since=year.starts_on, until=until).result,
        year=year.year,
        open_bank_lines=BankLine.objects.filter(account__entity=entity, posting=None).count(),
        negative_cash=[str(row) for row, (debit, credit) in cash.items() if debit < credit],
        last=list(Entry.objects.sealed().filter(entity=entity).order_by("-number")[:10]),
    )
