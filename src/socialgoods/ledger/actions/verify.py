"""Everything computed anew from the postings, and each difference named."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Count, F, Max, Min, Q, Sum
from django.db.models.functions import Coalesce, TruncMonth

from socialgoods.ledger.actions.close import digest_of
from socialgoods.ledger.models import Balance, Entity, Entry, Posting


def differences(entity: Entity) -> Iterator[str]:
    """Sentences for whoever looks after the database; none where everything agrees."""
    yield from _entries(entity)
    yield from _numbers(entity)
    yield from _balances(entity)
    yield from _reversals(entity)
    yield from _closings(entity)


def _entries(entity: Entity) -> Iterator[str]:
    rows = Entry.objects.filter(entity=entity)
    for number in rows.filter(sealed_at=None).values_list("number", flat=True):
        yield f"entry {number} was never sealed"
    summed = rows.annotate(won=Coalesce(Sum("postings__amount"), 0), legs=Count("postings"))
    for number, won, legs in summed.filter(~Q(won=0) | Q(legs__lt=2)).values_list("number", "won", "legs"):
        yield f"entry {number} has {legs} postings that sum to {won}"
    strange = Posting.objects.filter(entry__entity=entity).exclude(account__entity=F("entry__entity"))
    for number in strange.values_list("entry__number", flat=True).distinct():
        yield f"entry {number} posts on an account of other books"


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
            yield f"account {codes[account]} in {month:%Y-%m}: postings say {now}, the month's sum says {then}"


def _reversals(entity: Entity) -> Iterator[str]:
    for entry in Entry.objects.filter(entity=entity, reverses__isnull=False).select_related("reverses"):
        undone = Posting.objects.filter(entry=entry.reverses_id).values_list("account", "amount")
        if sorted((account, -won) for account, won in entry.postings.values_list("account", "amount")) != sorted(
            undone
        ):
            yield f"entry {entry.number} does not undo the entry that it reverses"


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
    if connection.vendor == "sqlite" and Entry.objects.filter(entity=entity, day__lt=entity.opened_on).exists():
        yield "an entry is older than the books"
