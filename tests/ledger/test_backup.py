"""Books brought back from a backup are the books: every won, every seal, every receipt, and the triggers that guard them."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from factories import UserFactory
from ledger.conftest import open_books
from ledger.made import NOON, draft, posted
from ledger.world import RECEIPT
from socialgoods.ledger.actions import attachment as receipts
from socialgoods.ledger.actions.close import close_period
from socialgoods.ledger.actions.post import PeriodClosed, reverse
from socialgoods.ledger.models import Attachment, Entity, Entry
from socialgoods.ledger.queries.balances import role_balance, trial_balance

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
APRIL, UNTIL = date(2018, 4, 1), date(2019, 1, 1)


@pytest.fixture
def kept(settings, tmp_path):
    """Books with entries in a closed month and after, a reversal, a receipt; and their backup."""
    settings.MEDIA_ROOT = tmp_path / "files"
    books = open_books()
    first, wrong, *_rest = posted(
        books, draft(50_000_000), draft(300_000, key="wrong", credit="@sales"),
        draft(8_000_000, key="sales", credit="@sales", day=date(2018, 5, 3), text="매출"),
    )  # fmt: skip
    reverse(entry=wrong, day=date(2018, 3, 9), reason="두 번 적음", key="back", by=None, at=NOON)
    close_period(entity=books, until=APRIL, by=None, at=NOON)
    receipts.attach(entry=first, file=RECEIPT, by=None, at=NOON)
    call_command("backup", tmp_path / "today.backup", verbosity=0)
    return books, tmp_path / "today.backup"


def told(books):
    rows = Entry.objects.filter(entity=books).order_by("number")
    return [row.balance for row in trial_balance(books, until=UNTIL)], list(
        rows.values_list("number", "text", "sealed_at", "reverses__number")
    )


def emptied():
    """As a new house is: tables, county and triggers, and nothing else. Only SQLite's flush asks the triggers."""
    with connection.cursor() as cursor:
        triggers = []
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        call_command("flush", interactive=False, verbosity=0)
        for _name, sql in triggers:
            cursor.execute(sql)
    call_command("load_county", verbosity=0)


def refused(command):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(command)


def test_books_come_back_into_an_emptied_house_whole_and_guarded(kept, capsys):
    books, archive = kept
    before = told(books)
    emptied()
    assert not Entity.objects.exists()

    call_command("restore", archive, verbosity=0)

    assert told(books) == before
    call_command("verify_ledger")
    assert "4 entries, agrees" in capsys.readouterr().out
    row = Attachment.objects.get()
    assert receipts.content(row, by=UserFactory(), at=NOON) == RECEIPT.content
    refused("UPDATE ledger_entry SET text = 'x'")
    refused("DELETE FROM ledger_posting")
    refused("UPDATE ledger_entity SET closed_until = '2018-01-01'")
    refused("DELETE FROM ledger_closing")
    refused("DELETE FROM ledger_attachment")
    refused("UPDATE ledger_posting SET amount = amount * 2")


def test_who_posts_after_a_restore_goes_on_where_the_backup_was_made(kept, capsys):
    """What was posted since the backup is given up; this process, which knew the accounts, posts on."""
    books, archive = kept
    posted(books, draft(7, key="later", day=date(2018, 6, 1)))

    call_command("restore", archive, replace=True, verbosity=0)

    with pytest.raises(PeriodClosed):
        posted(books, draft(7, key="march"))
    assert posted(books, draft(9, key="later", day=date(2018, 6, 1)))[0].number == 5
    assert role_balance(books, "bank", until=UNTIL) == 58_000_009
    call_command("verify_ledger")
    assert "5 entries, agrees" in capsys.readouterr().out
