"""Everything computed anew from the postings, and each difference named."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth

from socialgoods.ledger.actions.bank_match import ORIGIN as BANK_LINE
from socialgoods.ledger.actions.close import digest_of
from socialgoods.ledger.models import Account, Balance, BankLine, Entity, Entry, Posting
from socialgoods.ledger.rules.entry import CARRIED_OVER

STANDS_ONCE = (CARRIED_OVER, f"{BANK_LINE}:")
"""Origins that are one fact each: a year's result, a line of a bank. Other origins name whom or what several entries are about."""


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read as of one moment, while others go on posting."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # A transaction of Django's would take the place of a writer.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def strays() -> Iterator[str]:
    """What belongs to no books at all: no foreign key looks after these."""
    lost: list[tuple[str, QuerySet[Entry] | QuerySet[Posting]]] = [
        ("entry {} is of no books", Entry.objects.filter(~Exists(Entity.objects.filter(pk=OuterRef("entity_id"))))),
        ("posting {} is of no entry", Posting.objects.filter(~Exists(Entry.objects.filter(pk=OuterRef("entry_id"))))),
        (
            "posting {} is on no account",
            Posting.objects.filter(~Exists(Account.objects.filter(pk=OuterRef("account_id")))),
        ),
    ]
    for words, rows in lost:
        for pk in rows.order_by("pk").values_list("pk", flat=True):
            yield words.format(pk)


def differences(entity: Entity) -> Iterator[str]:
    """Sentences for whoever looks after the database; none where everything agrees."""
    yield from _entries(entity)
    yield from _accounts(entity)
    yield from _numbers(entity)
    yield from _balances(entity)
    yield from _reversals(entity)
    yield from _origins(entity)
    yield from _bank_lines(entity)
    yield from _closings(entity)


def _entries(entity: Entity) -> Iterator[str]:
    rows = Entry.objects.filter(entity=entity)
    for number in rows.filter(sealed_at=None).values_list("number", flat=True):
        yield f"entry {number} was never sealed"
    summed = rows.annotate(won=Coalesce(Sum("postings__amount"), 0), legs=Count("postings"))
    for number, won, legs in summed.filter(~Q(won=0) | Q(legs__lt=2)).values_list("number", "won", "legs"):
        yield f"entry {number} has {legs} postings that sum to {won}"
    for number in rows.filter(day__lt=entity.opened_on).values_list("number", flat=True):
        yield f"entry {number} is older than the books"


def _accounts(entity: Entity) -> Iterator[str]:
    rows = Posting.objects.filter(entry__entity=entity)
    strange = rows.exclude(account__entity=F("entry__entity"))
    for number in strange.order_by("entry__number").values_list("entry__number", flat=True).distinct():
        yield f"entry {number} posts on an account of other books"
    late = rows.filter(account__closed_on__lte=F("entry__day")).exclude(entry__origin__startswith=CARRIED_OVER)
    found = late.order_by("entry__number").values_list("entry__number", "account__code").distinct()
    for number, code in found:
        yield f"entry {number} posts on account {code} after its end"


def _numbers(entity: Entity) -> Iterator[str]:
    found = Entry.objects.filter(entity=entity).aggregate(first=Min("number"), last=Max("number"), count=Count("pk"))
    last, count = found["last"] or 0, found["count"]
    if count and (found["first"], last) != (1, count):
        yield f"{count} entries are numbered from {found['first']} to {last}"
    if last != entity.last_number:
        yield f"the last entry is {last}, the books say {entity.last_number}"


def _balances(entity: Entity) -> Iterator[str]:
    rows = Posting.objects.filter(entry__entity=entity, entry__sealed_at__isnull=False).order_by()
    summed = rows.annotate(month=TruncMonth("entry__day")).values_list("account", "month")
    found = {
        (account, month): (debit, credit)
        for account, month, debit, credit in summed.annotate(
            debit=Coalesce(Sum("amount", filter=Q(amount__gt=0)), 0),
            credit=-Coalesce(Sum("amount", filter=Q(amount__lt=0)), 0),
        )
    }
    kept = {
        (account, month): (debit, credit)
        for account, month, debit, credit in Balance.objects.filter(account__entity=entity).values_list(
            "account", "month", "debit", "credit"
        )
    }
    codes = dict(entity.accounts.values_list("pk", "code"))
    for account, month in sorted(found.keys() | kept.keys()):
        now, then = found.get((account, month), (0, 0)), kept.get((account, month), (0, 0))
        if now != then:
            code = codes.get(account, "of other books")
            yield f"account {code} in {month:%Y-%m}: postings say {now}, the month's sum says {then}"


def _reversals(entity: Entity) -> Iterator[str]:
    pairs = list(
        Entry.objects.filter(entity=entity, reverses__isnull=False)
        .order_by("number")
        .values_list("pk", "number", "reverses", "reverses__number", "reverses__entity")
    )
    undone = Entry.objects.filter(entity=entity, reverses__isnull=False).values("reverses")
    legs: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
    of_both = Q(entry__entity=entity, entry__reverses__isnull=False) | Q(entry__in=undone)
    for entry, account, won in Posting.objects.filter(of_both).order_by().values_list("entry", "account", "amount"):
        legs[entry].append((account, won))
    for pk, number, before, before_number, books in pairs:
        if books != entity.pk or before_number >= number:
            yield f"entry {number} reverses an entry of other books or a later one"
        elif sorted((account, -won) for account, won in legs[pk]) != sorted(legs[before]):
            yield f"entry {number} does not undo the entry that it reverses"


def _origins(entity: Entity) -> Iterator[str]:
    """One fact, two entries that both stand: neither reversed nor a reversal."""
    asked = Q()
    for origin in STANDS_ONCE:
        asked |= Q(origin__startswith=origin)
    standing = Entry.objects.filter(
        asked, ~Exists(Entry.objects.filter(reverses=OuterRef("pk"))), entity=entity, reverses=None
    )
    twice = standing.order_by("origin").values_list("origin").annotate(count=Count("pk")).filter(count__gt=1)
    for origin, count in twice:
        yield f"{count} entries stand for {origin}"


def _bank_lines(entity: Entity) -> Iterator[str]:
    split = BankLine.objects.filter(account__entity=entity, is_split=True).annotate(
        won=Coalesce(Sum("parts__amount"), 0)
    )
    for pk, won, said in split.exclude(won=F("amount")).order_by("pk").values_list("pk", "won", "amount"):
        yield f"the parts of bank line {pk} sum to {won}, the bank says {said}"


def _closings(entity: Entity) -> Iterator[str]:
    until, before = entity.opened_on, ""
    for closing in entity.closings.order_by("starts_on"):
        if closing.starts_on != until:
            yield f"the closing until {closing.ends_on} begins on {closing.starts_on}, not on {until}"
        count, digest = digest_of(entity, closing.starts_on, closing.ends_on, before)
        if (count, digest) != (closing.entries, closing.digest):
            now, then = f"{count} entries", f"{closing.entries} then"
            yield f"the period {closing.starts_on} – {closing.ends_on} was changed after it was closed: {now}, {then}"
        until, before = closing.ends_on, closing.digest
    if until != entity.closed_until:
        yield f"the books are closed until {entity.closed_until}, the last closing says {until}"
