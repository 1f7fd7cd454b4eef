"""Two real processes post into the same books with overlapping keys and are killed at random points, again and again."""

import random
import signal
import time

import pytest

from beside import address, started, told
from ledger.conftest import open_books

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
KEYS = 400
ROUNDS = 4
POSTS = """
import random, sys
from datetime import UTC, date, datetime
from socialgoods.ledger.actions.post import Draft, Line, post
from socialgoods.ledger.models import Entity
books, at = Entity.objects.get(code="network"), datetime(2018, 3, 5, 3, 0, tzinfo=UTC)
keys = list(range(int(sys.argv[1])))
random.Random(sys.argv[2]).shuffle(keys)
for start in range(0, len(keys), 3):
    post(entity=books, by=None, at=at, drafts=[
        Draft(date(2018, 3, 5), "매출", [Line("@bank", key + 1), Line("@sales", -key - 1)], f"k{key}") for key in keys[start:start + 3]
    ])
    print(*keys[start:start + 3], flush=True)
print("all", flush=True)
"""
LOOKS = """
import json
from datetime import date
from socialgoods.ledger.actions.verify import differences
from socialgoods.ledger.models import Entity, Entry
from socialgoods.ledger.queries.balances import role_balance
books = Entity.objects.get(code="network")
keys = list(Entry.objects.sealed().values_list("key", flat=True))
print(json.dumps([sorted(keys), role_balance(books, "bank", until=date(2018, 4, 1)), list(differences(books))]))
"""


def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(tmp_path):
    open_books()
    database, random_, acknowledged = address(tmp_path), random.Random(7), set()
    for attempt in range(ROUNDS):
        pair = [started(database, tmp_path, POSTS, KEYS, f"{attempt}-{number}") for number in range(2)]
        for process in pair:
            process.stdout.readline()
        time.sleep(random_.random() * 0.4)
        for process in pair:
            process.send_signal(signal.SIGKILL)
        for process in pair:
            acknowledged.update(f"k{word}" for word in process.communicate()[0].split() if word.isdigit())
        keys, bank, differences = told(database, tmp_path, LOOKS)
        assert acknowledged <= set(keys)
        assert bank == sum(int(key[1:]) + 1 for key in keys)
        assert differences == []
    for process in [started(database, tmp_path, POSTS, KEYS, f"last-{number}") for number in range(2)]:
        out, err = process.communicate(timeout=120)
        assert out.split()[-1:] == ["all"], err
    keys, bank, differences = told(database, tmp_path, LOOKS)
    assert (len(keys), len(set(keys)), bank) == (KEYS, KEYS, sum(range(1, KEYS + 1)))
    assert differences == []
