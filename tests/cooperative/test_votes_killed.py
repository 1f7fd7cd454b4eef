"""Two real processes cast at once, for the same voters and for different ones, and are killed at random points, again and again."""

import random
import signal
import time

import pytest
from django.db import connection

from beside import address, started, told
from cooperative.voting import assembly, opened

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
VOTERS = 160
ROUNDS = 3
CASTS = """
import random, sys
from datetime import UTC, datetime
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.actions.vote import cast, cast_on_paper
from socialgoods.cooperative.models import AgendaItem
item, at = AgendaItem.objects.get(), datetime(2018, 3, 5, 3, 0, tzinfo=UTC)
voters = list(item.assembly.roll.all())
random.Random(sys.argv[1]).shuffle(voters)
for voter in voters:
    choice = random.choice(["1,2", "3", "abstain"])
    try:
        cast(item=item, voter=voter, choice=choice, key=sys.argv[1], by=None, at=at) if voter.pk % 5 else cast_on_paper(
            item=item, voter=voter, by=None, at=at
        )
    except NotLawful:
        pass
    print(voter.pk, flush=True)
print("all", flush=True)
"""
LOOKS = """
import json
from socialgoods.cooperative.models import Ballot, SealedMark, Voted
rows = list(Voted.objects.values_list("voter_id", "channel"))
print(json.dumps([sorted(pk for pk, _ in rows), sum(way == "electronic" for _, way in rows), SealedMark.objects.count(),
                  Ballot.objects.count()]))
"""
CLOSES = """
import json, sys
from datetime import UTC, datetime
from socialgoods.cooperative.actions.item import close_vote
from socialgoods.cooperative.models import AgendaItem
from socialgoods.kernel.states import IllegalTransition
try:
    close_vote(item=AgendaItem.objects.get(), by=None, at=datetime(2018, 3, 5, 4, 0, tzinfo=UTC))
    print("closed", flush=True)
except IllegalTransition:
    print("late", flush=True)
"""
SEALED = """
import json
from socialgoods.cooperative.models import SealedMark
print(json.dumps([bytes(each).hex() for each in SealedMark.objects.values_list("sealed", flat=True)]))
"""


def test_no_vote_is_lost_none_is_doubled_and_who_voted_equals_what_was_voted(tmp_path):
    row = opened(assembly(VOTERS, accounts=False), is_secret=True, nominees=3, seats=2)
    database, random_, acknowledged = address(tmp_path), random.Random(11), set()
    for attempt in range(ROUNDS):
        pair = [started(database, tmp_path, CASTS, f"{attempt}-{number}") for number in range(2)]
        for process in pair:
            process.stdout.readline()
        time.sleep(random_.random() * 0.3)
        for process in pair:
            process.send_signal(signal.SIGKILL)
        for process in pair:
            acknowledged.update(int(word) for word in process.communicate()[0].split() if word.isdigit())
        voted, electronic, sealed, ballots = told(database, tmp_path, LOOKS)
        assert acknowledged <= set(voted)
        assert len(voted) == len(set(voted))
        assert (sealed, ballots) == (2 * electronic, 0)
    for process in [started(database, tmp_path, CASTS, f"last-{number}") for number in range(2)]:
        out, err = process.communicate(timeout=120)
        assert out.split()[-1:] == ["all"], err
    sealed_before = [bytes.fromhex(each) for each in told(database, tmp_path, SEALED)]

    closing = [started(database, tmp_path, CLOSES) for _ in range(2)]

    assert sorted(process.communicate(timeout=60)[0].strip() for process in closing) == ["closed", "late"]
    voted, electronic, sealed, ballots = told(database, tmp_path, LOOKS)
    assert voted == sorted(row.assembly.roll.values_list("pk", flat=True))
    assert (sealed, ballots) == (0, 2 * electronic)
    assert len(sealed_before) == 2 * electronic
    if connection.vendor == "sqlite":
        _assert_files_hold_none(tmp_path, sealed_before)


def _assert_files_hold_none(folder, sealed):
    """Of the database as SQLite keeps it, with its write-ahead log: what lay in the box is overwritten."""
    files = [file for file in folder.rglob("*") if file.is_file() and "sqlite" in file.name]
    content = b"".join(file.read_bytes() for file in files)
    assert files
    assert content.startswith(b"SQLite format 3")
    assert not any(mark in content for mark in sealed)
