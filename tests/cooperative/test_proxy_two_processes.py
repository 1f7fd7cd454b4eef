"""Two real processes hand over two principals' authority to the same proxy at once: one is refused, politely (§23③)."""

import pytest

from beside import address, started, together, told
from cooperative import meeting as made

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROUNDS = 20
GIVES = """
import sys
from datetime import UTC, datetime
from socialgoods.cooperative.actions.presence import give_proxy
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import Attendance
at, got, refused = datetime(2018, 3, 20, 5, 5, tzinfo=UTC), 0, 0
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[1])):
    principal, holder = int(sys.argv[2]) + 3 * number, 3 + 3 * number
    rows = {row.number: row for row in Attendance.objects.filter(number__in=[principal, holder])}
    try:
        give_proxy(attendance=rows[principal], kind="member", holder=rows[holder], is_written=True, by=None, at=at)
        got += 1
    except NotLawful as refusal:
        assert "한 사람이 한 명만" in str(refusal), refusal
        refused += 1
print([got, refused], flush=True)
"""
LOOKS = """
import json
from django.db.models import Count
from socialgoods.cooperative.models import Attendance
rows = Attendance.objects.exclude(proxy=None)
most = rows.values("proxy").annotate(count=Count("pk")).order_by("-count")[0]["count"]
print(json.dumps([rows.count(), most, rows.filter(channel="proxy", proxy_paper=True).count()]))
"""


def test_one_proxy_for_one_principal_whoever_comes_first_art_23_3(tmp_path):
    """Principals 1, 2 want proxy 3; 4, 5 want 6; and so on."""
    made.opened(made.cooperative(3 * ROUNDS))
    database = address(tmp_path)
    pair = [started(database, tmp_path, GIVES, ROUNDS, first) for first in (1, 2)]

    counts = together(pair)

    assert sum(got for got, _refused in counts) == sum(refused for _got, refused in counts) == ROUNDS
    assert told(database, tmp_path, LOOKS) == [ROUNDS, 1, ROUNDS]
