"""The same year booked by two processes at once: once, and the books are right."""

import json

import pytest

from beside import address, started, told
from cooperative.made_year import approved, earned, house

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

BOOK = """
import json, sys, time
from datetime import UTC, datetime
from socialgoods.cooperative.actions.year_end import book
from socialgoods.cooperative.models import YearEnd
row = YearEnd.objects.get(pk=int(sys.argv[1]))
while time.time() < float(sys.argv[2]):
    time.sleep(0.01)
found = book(year_end=row, by=None, at=datetime(2019, 3, 28, tzinfo=UTC))
print(json.dumps([found.state, found.entry_id]))
"""
LOOK = """
import json, sys
from datetime import date
from socialgoods.cooperative.models import YearEnd
from socialgoods.ledger.actions.verify import differences
from socialgoods.ledger.models import Closing, Entry
from socialgoods.ledger.queries.balances import role_balance
row = YearEnd.objects.select_related("cooperative__entity").get(pk=int(sys.argv[1]))
entity = row.cooperative.entity
entries = Entry.objects.filter(entity=entity, origin__startswith="cooperative.disposition").count()
closings = Closing.objects.filter(entity=entity).count()
reserve = -role_balance(entity, "legal_reserve", until=date(2020, 1, 1))
print(json.dumps([entries, closings, reserve, list(differences(entity))]))
"""


def test_two_processes_book_the_same_year_once(tmp_path):
    """§97①: 30 % of 1,000,000."""
    import time

    row = house()
    earned(row, 1_000_000)
    pk = approved(row).pk
    database, start = address(tmp_path), time.time() + 4

    both = [started(database, tmp_path, BOOK, pk, start) for _each in range(2)]
    answers = [process.communicate(timeout=120) for process in both]

    assert [process.returncode for process in both] == [0, 0], answers
    first, second = (json.loads(out.splitlines()[-1]) for out, _err in answers)
    assert first == second
    assert first[0] == "booked"
    assert told(database, tmp_path, LOOK, pk) == [1, 1, 300_000, []]
