"""What somebody with the run of the database did shows, each in a sentence."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ledger.made import DAY, NOON, draft, posted, without_triggers
from socialgoods.ledger.actions.close import close_period
from socialgoods.ledger.actions.post import reverse
from socialgoods.ledger.actions.verify import differences, one_moment, strays
from socialgoods.ledger.models import Balance, Entity, Entry

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2019, 1, 1)


def told(books):
    return list(differences(Entity.objects.get(pk=books.pk)))


def test_verify_names_what_was_tampered_with(year, capsys):
    close_period(entity=year, until=NEW_YEAR, by=None, at=NOON)
    call_command("verify_ledger")
    assert "5 entries, agrees" in capsys.readouterr().out

    Balance.objects.filter(account__role="bank", month=date(2018, 5, 1)).update(debit=1)
    without_triggers("UPDATE ledger_entry SET text = '다른 말' WHERE number = 2")
    without_triggers("UPDATE ledger_posting SET amount = amount + 1 WHERE amount = 3000000")

    with pytest.raises(CommandError):
        call_command("verify_ledger", "network")
    told = capsys.readouterr().out
    assert "entry 3 has 2 postings that sum to 1" in told
    assert "account 1030 in 2018-05" in told
    assert "was changed after it was closed" in told
    with pytest.raises(CommandError, match="nobody"):
        call_command("verify_ledger", "nobody")


def test_a_gap_in_the_numbers_is_found(year):
    without_triggers("UPDATE ledger_entry SET number = 40 WHERE number = 4")

    assert [text for text in told(year) if "number" in text]


def test_a_reversal_that_undoes_something_else_is_found(year, at):
    entry = Entry.objects.get(number=2)
    back = reverse(entry=entry, day=date(2018, 6, 1), reason="두 번 적음", key="back", by=None, at=at)
    assert told(year) == []

    without_triggers(f"UPDATE ledger_entry SET reverses_id = {Entry.objects.get(number=1).pk} WHERE id = {back.pk}")

    assert told(year) == ["entry 5 does not undo the entry that it reverses"]


def test_an_origin_that_stands_once_points_to_one_entry(books, at):
    first = posted(books, draft(origin="ledger.bankline:7"))[0]
    posted(books, draft(key="two", origin="ledger.bankline:7"))
    posted(books, *(draft(key=f"pay-{index}", origin="cooperative.subscription:1") for index in range(2)))
    assert told(books) == ["2 entries stand for ledger.bankline:7"]

    reverse(entry=first, day=DAY, reason="두 번 적음", key="back", by=None, at=at)

    assert told(books) == []


def test_a_posting_of_nothing_is_found(year):
    without_triggers("UPDATE ledger_posting SET entry_id = 999999 WHERE amount = 3000000")
    without_triggers("UPDATE ledger_entry SET entity_id = 999999 WHERE number = 4")

    found = list(strays())

    assert [text.split()[0] for text in found] == ["entry", "posting"]
    with pytest.raises(CommandError):
        call_command("verify_ledger", verbosity=0)


def test_a_posting_after_the_account_ended_is_found(year):
    year.accounts.filter(role="labour").update(closed_on=date(2018, 7, 1))

    assert len(told(year)) == 1
    assert told(year)[0].startswith("entry 3 posts on account 5")


def test_everything_is_read_as_of_one_moment(transactional_db):
    with one_moment(), connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM ledger_entry")
        assert connection.in_atomic_block == (connection.vendor == "postgresql")
    assert Entry.objects.count() == 0
