"""What accounts hold. Only sealed entries count. `since` is inclusive, `until` exclusive; debit is above zero."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from socialgoods.ledger.models import Account, Entity, Entry

# Whole months are summed already; what the first and the last one have of the period is added up from its postings, each range by the
# index of days. SQLite adds up to 9.2 · 10^18 and then gives up: thousands of millions and the rest are summed apart, so that no sum
# is too great.
SUMS = """
SELECT account, SUM(debit / 1000000000), SUM(debit %% 1000000000), SUM(credit / 1000000000), SUM(credit %% 1000000000) FROM (
    SELECT b.account_id AS account, b.debit AS debit, b.credit AS credit
    FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
    WHERE a.entity_id = %(entity)s AND b.month >= %(first_month)s AND b.month < %(last_month)s
    UNION ALL
    SELECT p.account_id, CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END, CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END
    FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
    WHERE e.entity_id = %(entity)s AND e.sealed_at IS NOT NULL AND e.day >= %(since)s AND e.day < %(begun)s
    UNION ALL
    SELECT p.account_id, CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END, CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END
    FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
    WHERE e.entity_id = %(entity)s AND e.sealed_at IS NOT NULL AND e.day >= %(last_month)s AND e.day < %(until)s
) sums GROUP BY account
"""
APART = 10**9
ALWAYS = date(1900, 1, 1)


@dataclass(frozen=True)
class Row:
    account: Account
    debit: int
    credit: int

    @property
    def balance(self) -> int:
        return self.debit - self.credit


def sums(entity: Entity, *, since: date | None = None, until: date) -> dict[int, tuple[int, int]]:
    """Account → sum of its debits and of its credits from `since` (the beginning) until `until`."""
    since = since or ALWAYS
    first_month = since if since.day == 1 else (since.replace(day=1) + timedelta(days=32)).replace(day=1)
    last_month = max(until.replace(day=1), first_month)
    asked: dict[str, int | date] = {
        "entity": entity.pk, "since": since, "begun": min(first_month, until), "first_month": first_month, "last_month": last_month,
        "until": until,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(SUMS, asked)
        return {
            account: (int(debits) * APART + int(debit), int(credits) * APART + int(credit))
            for account, debits, debit, credits, credit in cursor.fetchall()
        }


def trial_balance(entity: Entity, *, since: date | None = None, until: date) -> list[Row]:
    """A row for each account that was ever used until then, by number."""
    found = sums(entity, since=since, until=until)
    return [Row(account, *found[account.pk]) for account in entity.accounts.order_by("code") if account.pk in found]


def first_day(entity: Entity) -> date | None:
    """On which anything was booked."""
    return Entry.objects.sealed().filter(entity=entity).order_by("day").values_list("day", flat=True).first()


def balance(account: Account, *, until: date) -> int:
    """Debit above zero."""
    debit, credit = sums(account.entity, until=until).get(account.pk, (0, 0))
    return debit - credit


def role_balance(entity: Entity, role: str, *, until: date) -> int:
    """Of the account with a role, debit above zero; 0 where the books have none."""
    pk = entity.accounts.filter(role=role).values_list("pk", flat=True).first()
    debit, credit = sums(entity, until=until).get(pk or 0, (0, 0))
    return debit - credit
