"""Two real processes subscribe and pay in the same co-operative at once, near the cap: it holds, and nothing is lost or doubled."""

import pytest

from beside import address, started, together, told
from cooperative.sharing import founded

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROUNDS = 25
SUBSCRIBES = """
import sys
from datetime import UTC, date, datetime
from socialgoods.cooperative.actions.payment import pay
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.actions.subscription import subscribe
from socialgoods.cooperative.models import Member
at, day = datetime(2018, 3, 5, 3, 0, tzinfo=UTC), date(2018, 3, 5)
member, got, refused = Member.objects.get(number=1), 0, 0
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[1])):
    key = f"{sys.argv[2]}:{number}"
    try:
        row = subscribe(member=member, shares=1, on=day, key=key, by=None, at=at)
        pay(subscription=row, amount=10_000, paid_on=day, key=key, by=None, at=at)
        got += 1
    except NotLawful:
        refused += 1
    # What both send, under one key: only one of them does it.
    try:
        same = subscribe(member=Member.objects.get(number=2), shares=1, on=day, key=f"same:{number}", by=None, at=at)
        pay(subscription=same, amount=10_000, paid_on=day, key=f"same:{number}", by=None, at=at)
    except NotLawful:
        pass
print([got, refused], flush=True)
"""
LOOKS = """
import json
from datetime import date
from socialgoods.cooperative.models import Cooperative, Member
from socialgoods.cooperative.queries import liabilities, register
cooperative, day = Cooperative.objects.get(), date(2018, 3, 5)
print(json.dumps([
    register.held_by(Member.objects.get(number=1), day), register.held_by(Member.objects.get(number=2), day),
    sum(register.standing_on(cooperative, day).values()), len(register.above_cap(cooperative, day)),
    len(liabilities.reconcile(cooperative, day)),
]))
"""


def test_two_at_once_near_the_cap_act_22_2(tmp_path):
    founded(members=4)
    database = address(tmp_path)
    pair = [started(database, tmp_path, SUBSCRIBES, ROUNDS, name) for name in ("left", "right")]

    counts = together(pair)

    first, second, total, above, differences = told(database, tmp_path, LOOKS)
    assert first == 10 + sum(got for got, _refused in counts)
    assert total == 20 + first + second
    assert (above, differences) == (0, 0)
    assert first > 10
    assert second > 10
    assert sum(refused for _got, refused in counts) > 0
