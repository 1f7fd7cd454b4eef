"""What is open between the bank and the books, and what to do about each line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from socialgoods.ledger.models import Account, BankLine, Entity, Entry, Posting
from socialgoods.ledger.rules.bank_guess import Before, Booked, Guess, guess
from socialgoods.ledger.rules.bank_match import WINDOW_DAYS, Match, Open, adding_up, matches

AT_ONCE = 200
"""Open lines matched together, oldest first; the next follow when these are done."""
NEAR_DAYS, SEVERAL_SHOWN = 31, 40
REMEMBERED = 2_000
"""How many lines, the latest first, teach how lines are booked."""


@dataclass(frozen=True)
class Proposal:
    line: BankLine
    match: Match | None
    posting: Posting | None
    guess: Guess | None
    account: Account | None
    """Of the guess."""


@dataclass(frozen=True)
class AccountState:
    account: Account
    lines: int
    open_lines: int
    last_day: date | None


def accounts_state(entity: Entity) -> list[AccountState]:
    """The accounts at banks; cash in the box has no list of movements."""
    rows = entity.accounts.filter(is_cash=True, closed_on=None).order_by("code")
    lines = BankLine.objects.filter(account__entity=entity).values("account").order_by()
    found = {
        row["account"]: row
        for row in lines.annotate(
            all=Count("pk", filter=Q(whole=None)),
            open=Count("pk", filter=Q(posting=None, is_split=False)),
            last=Max("day"),
        )
    }
    nothing: dict[str, Any] = {"all": 0, "open": 0, "last": None}
    states = []
    for row in rows:
        one: dict[str, Any] = dict(found.get(row.pk, nothing))
        if row.role != "cash" or one["all"]:
            states.append(AccountState(row, one["all"], one["open"], one["last"]))
    return states


def open_postings(account: Account) -> QuerySet[Posting]:
    """Sealed postings on the account that no line stands for. An entry and its reversal undo each other: neither is open."""
    undone = Entry.objects.filter(reverses=OuterRef("entry"))
    return (
        Posting.objects.filter(account=account, entry__sealed_at__isnull=False, bank_line=None, entry__reverses=None)
        .exclude(Exists(undone))
        .select_related("entry")
        .order_by("entry__day", "entry__number", "pk")
    )


def open_lines(account: Account) -> QuerySet[BankLine]:
    return BankLine.objects.open().filter(account=account).order_by("day", "pk")


def proposals(account: Account, *, at_once: int = AT_ONCE) -> list[Proposal]:
    lines = list(open_lines(account).select_related("account__entity")[:at_once])
    if not lines:
        return []
    within = timedelta(days=WINDOW_DAYS)
    rows = open_postings(account).filter(
        entry__day__gte=lines[0].day - within, entry__day__lte=lines[-1].day + within, amount__in={line.amount for line in lines}
    )  # fmt: skip
    postings = {row.pk: row for row in rows}
    found = matches([_open_line(line) for line in lines], [_open_posting(row) for row in postings.values()])
    accounts = {row.pk: row for row in account.entity.accounts.filter(closed_on=None)}
    roles = {row.role: row.pk for row in accounts.values() if row.role}
    taught = before(account) if len(found) < len(lines) else []
    made = []
    for line in lines:
        match = found.get(line.pk)
        guessed = None if match else _guess(line, taught, roles)
        known = accounts.get(guessed.booked.account) if guessed else None
        made.append(
            Proposal(line, match, postings[match.posting] if match else None, guessed if known else None, known)
        )
    return made


def candidates(line: BankLine) -> list[Posting]:
    """Open postings of the same amount, the nearest day first; of all days, since somebody may know better."""
    rows = list(open_postings(line.account).filter(amount=line.amount)[:AT_ONCE])
    return sorted(rows, key=lambda row: (abs((row.entry.day - line.day).days), row.pk))[:10]


def for_several(line: BankLine) -> list[tuple[Posting, bool]]:
    """Open postings near the line's day, and whether each is of the nearest two or three that add up to it."""
    near = timedelta(days=NEAR_DAYS)
    rows = open_postings(line.account).filter(entry__day__gte=line.day - near, entry__day__lte=line.day + near)
    found = sorted(
        rows.exclude(amount=line.amount)[:AT_ONCE], key=lambda row: (abs((row.entry.day - line.day).days), row.pk)
    )
    found = found[:SEVERAL_SHOWN]
    chosen = adding_up(line.amount, [row.amount for row in found])
    return [(row, index in chosen) for index, row in enumerate(found)] if len(found) > 1 else []


def guess_for(line: BankLine) -> Guess | None:
    roles = dict(line.account.entity.accounts.filter(closed_on=None).exclude(role="").values_list("role", "pk"))
    return _guess(line, before(line.account), roles)


def _guess(line: BankLine, taught: Sequence[Before], roles: dict[str, int]) -> Guess | None:
    return guess(counterpart=line.counterpart, text=line.text, is_in=line.amount > 0, before=taught, roles=roles)


def before(account: Account) -> list[Before]:
    """How the latest lines were booked whose entries have one other side."""
    lines = BankLine.objects.filter(account=account).exclude(posting=None).order_by("-day", "-pk")
    rows = list(lines.values_list("counterpart", "text", "amount", "posting__entry", "posting")[:REMEMBERED])
    bank_side = {posting for *_rest, posting in rows}
    others: dict[int, list[Booked]] = {}
    for entry, pk, booked, programme, party in Posting.objects.filter(
        entry__in={entry for *_rest, entry, _posting in rows}
    ).values_list("entry", "pk", "account", "programme", "party"):
        if pk not in bank_side:
            others.setdefault(entry, []).append(Booked(booked, programme, party))
    return [
        Before(counterpart, text, amount > 0, others[entry][0])
        for counterpart, text, amount, entry, _posting in rows
        if len(others.get(entry, ())) == 1
    ]


def _open_line(line: BankLine) -> Open:
    return Open(line.pk, line.day, line.amount, tuple(word for word in (line.counterpart, line.text) if word))


def _open_posting(row: Posting) -> Open:
    words = (row.text, row.entry.text, row.party.rpartition(":")[2])
    return Open(row.pk, row.entry.day, row.amount, tuple(word for word in words if word))
