"""The books as a journal of hledger: plain text that another programme adds up to the same won."""

from collections.abc import Iterator
from datetime import date

from socialgoods.ledger.models import Account, Entity, Entry

TYPES = {"asset": "A", "liability": "L", "equity": "E", "income": "R", "expense": "X"}
TOPS = {"asset": "assets", "liability": "liabilities", "equity": "equity", "income": "revenues", "expense": "expenses"}
AT_ONCE = 2_000
MEANT = str.maketrans(";|:", "；｜：", "\0")


def journal(entity: Entity, *, until: date | None = None) -> Iterator[str]:
    """Line by line: a head, the accounts, then every sealed entry in the order of its day."""
    accounts = {row.pk: row for row in entity.accounts.order_by("code")}
    cash = {row.pk for row in accounts.values() if row.is_cash}
    yield f"; {plain(entity.name)} ({entity.code})\n"
    yield "; Social Goods: every sealed entry. hledger -f FILE check; hledger -f FILE balance\n\n"
    yield "decimal-mark .\ncommodity 1. KRW\n\n"
    for row in accounts.values():
        yield f"account {account_name(row)}  ; type:{'C' if row.pk in cash else TYPES[row.kind]}\n"
    rows = Entry.objects.sealed().filter(entity=entity).order_by("day", "number").prefetch_related("postings")
    if until:
        rows = rows.filter(day__lt=until)
    numbers = dict(entity.entries.exclude(reverses=None).values_list("number", "reverses__number"))
    for entry in rows.iterator(AT_ONCE):
        yield f"\n{entry.day.isoformat()} * ({entry.number}) {plain(entry.text)}\n"
        tags = {"key": entry.key, "origin": entry.origin, "reverses": str(numbers.get(entry.number, ""))}
        yield from (f"    ; {name}: {tag(value)}\n" for name, value in tags.items() if value)
        for posting in entry.postings.all():
            said = {"party": posting.party, "programme": posting.programme, "text": posting.text}
            words = ", ".join(f"{name}: {tag(value)}" for name, value in said.items() if value)
            comment = f"  ; {words}" if words else ""
            yield f"    {account_name(accounts[posting.account_id])}  {posting.amount} KRW{comment}\n"


def account_name(row: Account) -> str:
    return f"{TOPS[row.kind]}:{row.code} {plain(row.name)}"


def plain(text: str) -> str:
    """On one line, single spaces, and none of the signs that mean something to hledger."""
    return " ".join(text.split()).translate(MEANT)


def tag(text: str) -> str:
    return " ".join(text.split()).replace(",", "，").replace("\0", "")
