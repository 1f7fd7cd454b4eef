"""The books as a journal of hledger: plain text that another programme adds up to the same won."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from socialgoods.ledger.models import Account, Entity, Entry

TYPES = {"asset": "A", "liability": "L", "equity": "E", "income": "R", "expense": "X"}
TOPS = {"asset": "assets", "liability": "liabilities", "equity": "equity", "income": "revenues", "expense": "expenses"}
AT_ONCE = 5_000
MEANT = str.maketrans(";|:", "；｜：", "\0")


@dataclass(frozen=True, slots=True)
class Leg:
    """A posting, with what its entry says."""

    number: int
    day: date
    text: str
    key: str
    origin: str
    reverses: int | None
    account: int
    amount: int
    party: str
    programme: str
    said: str


def legs(entity: Entity, *, until: date | None = None) -> Iterator[Leg]:
    """Every posting of sealed entries in the order of its day, read a piece at a time: books of any size take as little memory."""
    rows = Entry.objects.sealed().filter(entity=entity).order_by("day", "number", "postings__pk")
    if until:
        rows = rows.filter(day__lt=until)
    found = rows.values_list(
        "number", "day", "text", "key", "origin", "reverses__number", "postings__account", "postings__amount", "postings__party",
        "postings__programme", "postings__text",
    )  # fmt: skip
    return (Leg(*row) for row in found.iterator(AT_ONCE))


def journal(entity: Entity, *, until: date | None = None) -> Iterator[str]:
    """A head, the accounts, then every sealed entry in the order of its day; some lines at a time."""
    accounts = {row.pk: row for row in entity.accounts.order_by("code")}
    cash = {row.pk for row in accounts.values() if row.is_cash}
    names = {pk: account_name(row) for pk, row in accounts.items()}
    yield f"; {plain(entity.name)} ({entity.code})\n"
    yield "; Social Goods: every sealed entry. hledger -f FILE check; hledger -f FILE balance\n\n"
    yield "decimal-mark .\ncommodity 1. KRW\n\n"
    for row in accounts.values():
        yield f"account {names[row.pk]}  ; type:{'C' if row.pk in cash else TYPES[row.kind]}\n"
    last: int | None = None
    lines: list[str] = []
    for leg in legs(entity, until=until):
        if leg.number != last:
            if len(lines) >= AT_ONCE:
                yield "".join(lines)
                lines.clear()
            last = leg.number
            lines += _head(leg)
        said = _comment(leg.party, leg.programme, leg.said)
        lines.append(f"    {names[leg.account]}  {leg.amount} KRW{said}\n")
    yield "".join(lines)


def _head(leg: Leg) -> Iterator[str]:
    yield f"\n{leg.day.isoformat()} * ({leg.number}) {plain(leg.text)}\n"
    tags = {"key": leg.key, "origin": leg.origin, "reverses": str(leg.reverses or "")}
    yield from (f"    ; {name}: {tag(value)}\n" for name, value in tags.items() if value)


@lru_cache(1_000)
def _comment(party: str, programme: str, text: str) -> str:
    said = {"party": party, "programme": programme, "text": text}
    words = ", ".join(f"{name}: {tag(value)}" for name, value in said.items() if value)
    return f"  ; {words}" if words else ""


def account_name(row: Account) -> str:
    return f"{TOPS[row.kind]}:{row.code} {plain(row.name)}"


def plain(text: str) -> str:
    """On one line, single spaces, and none of the signs that mean something to hledger."""
    return " ".join(text.split()).translate(MEANT)


def tag(text: str) -> str:
    return " ".join(text.split()).replace(",", "，").replace("\0", "")
