"""The balance by the bank beside the balance by the books, and every won of the difference, as of a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from socialgoods.ledger.models import Account, BankLine, Posting
from socialgoods.ledger.queries.balances import balance


@dataclass(frozen=True)
class Reconciliation:
    until: date
    bank: int | None
    """As the last line until then states it, or as the lines add up; None where there is no line."""
    books: int
    before_bank: int
    """What the bank held before the first line that was brought."""
    before_books: int
    """What the books held then, less what lines have been matched to since."""
    missing: int
    """What the stated balance has that the lines do not: movements that no file brought."""
    lines: list[BankLine]
    """By the bank, not in the books."""
    postings: list[Posting]
    """In the books, not by the bank."""
    first_day: date | None
    is_stated: bool

    @property
    def difference(self) -> int:
        return (self.bank or 0) - self.books

    @property
    def before(self) -> int:
        return self.before_bank - self.before_books

    @property
    def of_lines(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def of_postings(self) -> int:
        return sum(row.amount for row in self.postings)

    @property
    def taken_off(self) -> int:
        return -self.of_postings

    @property
    def explained(self) -> int:
        """Always the difference: the identity that the tests look at."""
        return self.before + self.missing + self.of_lines - self.of_postings

    @property
    def is_clear(self) -> bool:
        return not (self.lines or self.postings or self.before or self.missing)


def reconciliation(account: Account, *, until: date) -> Reconciliation:
    """`until` is exclusive. A line and its posting on different sides of the day are both open on it."""
    lines = BankLine.objects.said().filter(account=account, day__lt=until)
    pieces = BankLine.objects.pieces().filter(account=account, day__lt=until)
    books = balance(account, until=until)
    first = lines.order_by("day", "pk").first()
    if first is None:
        return Reconciliation(until, None, books, 0, 0, 0, [], [], None, is_stated=False)
    start = _start(lines)
    moved = lines.aggregate(all=Sum("amount"))["all"] or 0
    last = lines.order_by("-day", "-pk").first()
    stated = last.balance if last is not None and last.balance is not None else None
    open_lines = list(
        pieces.filter(Q(posting=None) | Q(posting__entry__day__gte=until)).select_related("posting__entry").order_by("day", "pk")
    )  # fmt: skip
    not_there = Posting.objects.filter(
        Q(bank_line=None) | Q(bank_line__day__gte=until), account=account, entry__sealed_at__isnull=False, entry__day__lt=until
    )  # fmt: skip
    of_before = not_there.filter(entry__day__lt=first.day).aggregate(all=Sum("amount"))["all"] or 0
    rows = not_there.filter(entry__day__gte=first.day).select_related("entry", "bank_line")
    bank = stated if stated is not None else start + moved
    return Reconciliation(
        until, bank, books, start, of_before, bank - start - moved, open_lines,
        _without_undone(list(rows.order_by("entry__day", "entry__number", "pk"))), first.day, is_stated=stated is not None,
    )  # fmt: skip


def _start(lines: QuerySet[BankLine]) -> int:
    """What the bank held before the first line, by the first line that states a balance; nothing where none does."""
    line = lines.exclude(balance=None).order_by("day", "pk").first()
    if line is None or line.balance is None:
        return 0
    until_then = lines.filter(Q(day__lt=line.day) | Q(day=line.day, pk__lte=line.pk))
    return line.balance - int(until_then.aggregate(all=Sum("amount"))["all"] or 0)


def _without_undone(rows: list[Posting]) -> list[Posting]:
    """An entry and its reversal, both open, come to nothing: neither is shown."""
    by_entry: dict[int, list[Posting]] = {}
    for row in rows:
        by_entry.setdefault(row.entry_id, []).append(row)
    undone: set[int] = set()
    for entry, those in by_entry.items():
        back = those[0].entry.reverses_id
        if back in by_entry and sum(row.amount for row in (*those, *by_entry[back])) == 0:
            undone |= {entry, back}
    return [row for row in rows if row.entry_id not in undone]
