"""Two real processes at the same books at once: closing and posting, sealing by hand and posting, reversing the same entries."""

from datetime import date

import pytest

from beside import address, started, together, told
from ledger.conftest import open_books
from ledger.made import draft, posted

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WORK = """
import json, sys
from datetime import UTC, date, datetime
from django.db import DatabaseError, transaction
from socialgoods.ledger.actions.close import close_period
from socialgoods.ledger.actions.post import Draft, Line, NotPosted, post, reverse
from socialgoods.ledger.models import Entity, Entry, Posting
what, name = sys.argv[1:3]
books, at = Entity.objects.get(code="network"), datetime(2019, 1, 2, 3, 0, tzinfo=UTC)
bank, sales = (books.accounts.get(role=role) for role in ("bank", "sales"))
done, refused = [], 0

def close(number):
    close_period(entity=books, until=date(2018, 2 + number // 10, 1), by=None, at=at)

def post_one(number):
    day = date(2018, 1 + number * 7 % 12, 5)
    post(entity=books, by=None, at=at, drafts=[Draft(day, "매출", [Line("@bank", 10), Line("@sales", -10)], f"{name}-{number}")])

def seal(number):
    day = date(2018, 1 + number * 7 % 12, 6)
    entry = Entry.objects.create(entity=books, number=10_000 + number, day=day, text="손으로", key=f"{name}-{number}", at=at)
    Posting.objects.bulk_create([Posting(entry=entry, account=bank, amount=10), Posting(entry=entry, account=sales, amount=-10)])
    Entry.objects.filter(pk=entry.pk).update(sealed_at=at)

def undo(number):
    key = f"undo-{number}" if what == "undo_same" else f"{name}-{number}"
    reverse(entry=Entry.objects.get(number=number + 1), day=date(2018, 3, 9), reason="두 번 적음", key=key, by=None, at=at)

deed = {"close": close, "post": post_one, "seal": seal, "undo": undo, "undo_same": undo}[what]
print("ready", flush=True)
sys.stdin.readline()
for number in range(0, int(sys.argv[3]), 10 if what == "close" else 1):
    try:
        with transaction.atomic():
            deed(number)
        done.append(f"{name}-{number}")
    except (NotPosted, DatabaseError) as refusal:
        if not isinstance(refusal, NotPosted) and "the period is closed" not in str(refusal):
            raise
        refused += 1
print(json.dumps([done, refused]))
"""
LOOKS = """
import json
from datetime import date
from django.db.models import Sum
from socialgoods.ledger.actions.verify import differences
from socialgoods.ledger.models import Entity, Entry, Posting
from socialgoods.ledger.queries.balances import role_balance
books = Entity.objects.get(code="network")
keys = sorted(Entry.objects.sealed().values_list("key", flat=True))
summed = Posting.objects.filter(account__role="bank", entry__sealed_at__isnull=False).aggregate(won=Sum("amount"))["won"]
bank = role_balance(books, "bank", until=date(2020, 1, 1))
reversals = Entry.objects.exclude(reverses=None).count()
print(json.dumps([keys, bank == summed, reversals, list(differences(books))]))
"""


def at_once(database, folder, *deeds, times):
    named = zip(deeds, ("one", "two"), times, strict=True)
    return together([started(database, folder, WORK, deed, name, count) for deed, name, count in named])


@pytest.mark.parametrize("other", ["post", "seal"])
def test_nothing_gets_into_a_period_that_is_being_closed(tmp_path, other):
    """The closing keeps a hash over its entries: one that slipped in would show."""
    open_books()
    database = address(tmp_path)

    (closed, _none), (done, refused) = at_once(database, tmp_path, "close", other, times=(110, 150))
    keys, agrees, _reversals, differences = told(database, tmp_path, LOOKS)

    assert len(closed) == 11
    assert len(done) + refused == 150
    assert keys == sorted(done)
    assert agrees
    assert [
        text for text in differences if other == "post" or ("number" not in text and "last entry" not in text)
    ] == []


def test_an_entry_sealed_by_hand_beside_one_that_is_posted_both_count_in_the_month(tmp_path):
    open_books()
    database = address(tmp_path)

    (done, _), (also, _) = at_once(database, tmp_path, "post", "seal", times=(150, 150))
    keys, agrees, _reversals, differences = told(database, tmp_path, LOOKS)

    assert keys == sorted(done + also)
    assert len(keys) == 300
    assert agrees
    assert [text for text in differences if "number" not in text and "last entry" not in text] == []


@pytest.mark.parametrize(("deed", "refused"), [("undo", 60), ("undo_same", 0)])
def test_an_entry_is_reversed_once_by_two_at_once_and_the_slower_is_told(tmp_path, deed, refused):
    """The same press twice gives the same reversal; two different presses give one."""
    books = open_books()
    posted(books, *(draft(10, key=f"k{number}", day=date(2018, 3, 1)) for number in range(60)))
    database = address(tmp_path)

    (done, told_no), (also, told_no_either) = at_once(database, tmp_path, deed, deed, times=(60, 60))
    _keys, agrees, reversals, differences = told(database, tmp_path, LOOKS)

    assert told_no + told_no_either == refused
    assert len(done) + len(also) == 120 - refused
    assert (reversals, agrees, differences) == (60, True, [])
