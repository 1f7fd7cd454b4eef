"""Two real processes press the same line, or give two lines the same posting, at once: one entry, one link, and the other is told."""

import pytest

from beside import address, started, together, told
from ledger.bank_made import brought, date, paid_in
from ledger.conftest import open_books

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PRESS = """
import json, sys
from datetime import UTC, datetime
from socialgoods.ledger.actions import bank_match
from socialgoods.ledger.actions.post import Line
from socialgoods.ledger.models import BankLine, Posting
what, mine = sys.argv[1], int(sys.argv[2])
lines = list(BankLine.objects.order_by("pk"))
at = datetime(2018, 12, 31, 3, 0, tzinfo=UTC)
print("ready", flush=True)
sys.stdin.readline()
done = refused = 0
for line in lines:
    try:
        if what == "same":
            bank_match.book(line=line, day=line.day, text="회비", others=[Line("@dues", -line.amount)], by=None, at=at)
        elif what == "other":
            roles = ["@dues", "@sales"]
            bank_match.book(line=line, day=line.day, text="회비", others=[Line(roles[mine], -line.amount)], by=None, at=at)
        elif what == "several":
            pair = Posting.objects.filter(account=line.account, entry__key__in=[f"a{line.pk}", f"{'bc'[mine]}{line.pk}"])
            bank_match.link_several(line=line, postings=list(pair), by=None, at=at)
        else:
            twin = lines[(lines.index(line) + mine) % len(lines)]
            bank_match.link(line=twin, posting=Posting.objects.get(account=line.account, text="", entry__key=f"k{line.pk}"), by=None, at=at)
        done += 1
    except bank_match.NotMatched:
        refused += 1
print(json.dumps([done, refused]))
"""
LOOKS = """
import json
from socialgoods.ledger.actions.verify import differences
from socialgoods.ledger.models import BankLine, Entity, Entry
linked = list(BankLine.objects.exclude(posting=None).values_list("posting", flat=True))
print(json.dumps([Entry.objects.sealed().count(), len(linked), len(set(linked)), list(differences(Entity.objects.get()))]))
"""
LINES = 12


def pressed(database, folder, what):
    return together([started(database, folder, PRESS, what, number) for number in range(2)])


def lines_of(count=LINES):
    bank = open_books().accounts.get(role="bank")
    brought(bank, *[("2018-03-05", f"조합원{number}", "이체", 100) for number in range(count)])
    return bank


def test_the_same_press_twice_at_once_makes_one_entry(tmp_path):
    lines_of()
    database = address(tmp_path)

    found = pressed(database, tmp_path, "same")

    assert found == [[LINES, 0], [LINES, 0]]
    assert told(database, tmp_path, LOOKS) == [LINES, LINES, LINES, []]


def test_two_different_presses_at_once_book_a_line_once_and_tell_the_slower(tmp_path):
    lines_of()
    database = address(tmp_path)

    (done, refused), (also, told_no) = pressed(database, tmp_path, "other")

    assert done + also == LINES
    assert refused + told_no == LINES
    assert told(database, tmp_path, LOOKS) == [LINES, LINES, LINES, []]


def test_one_posting_for_two_lines_at_once_goes_to_one(tmp_path):
    bank = lines_of()
    for pk in bank.statements.get().lines.values_list("pk", flat=True):
        paid_in(bank.entity, 100, date(2018, 3, 5), key=f"k{pk}")
    database = address(tmp_path)

    pressed(database, tmp_path, "link")
    _entries, linked, different, differences = told(database, tmp_path, LOOKS)

    assert linked == different
    assert linked >= LINES // 2
    assert differences == []


def test_two_different_choices_of_entries_for_a_line_at_once_one_stands(tmp_path):
    bank = lines_of()
    for pk in bank.statements.get().lines.values_list("pk", flat=True):
        for name, won in (("a", 60), ("b", 40), ("c", 40)):
            paid_in(bank.entity, won, date(2018, 3, 5), key=f"{name}{pk}")
    database = address(tmp_path)

    (done, refused), (also, told_no) = pressed(database, tmp_path, "several")

    assert (done + also, refused + told_no) == (LINES, LINES)
    assert told(database, tmp_path, LOOKS) == [3 * LINES, 2 * LINES, 2 * LINES, []]
