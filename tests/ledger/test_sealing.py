"""What the database itself refuses, whoever asks. Each is told by raw SQL on both databases."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from ledger.conftest import open_books
from ledger.made import DAY, NOON, draft, posted
from socialgoods.ledger.actions.close import close_period
from socialgoods.ledger.models import Attachment, Balance, Entry, Posting

pytestmark = pytest.mark.django_db


def refused(command, *values):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(command, values)


def unsealed(books, *amounts, day=DAY, account="bank"):
    entry = Entry.objects.create(entity=books, number=99, day=day, text="손으로", key="hand", at=NOON)
    pk = books.accounts.get(role=account).pk
    Posting.objects.bulk_create(Posting(entry=entry, account_id=pk, amount=amount) for amount in amounts)
    return entry


def seal(entry):
    Entry.objects.filter(pk=entry.pk).update(sealed_at=NOON)


def test_a_sealed_entry_and_its_postings_stay(books):
    entry = posted(books, draft())[0]

    refused("UPDATE ledger_entry SET text = 'x' WHERE id = %s", entry.pk)
    refused("UPDATE ledger_entry SET sealed_at = NULL WHERE id = %s", entry.pk)
    refused("DELETE FROM ledger_entry WHERE id = %s", entry.pk)
    refused("UPDATE ledger_posting SET amount = amount * 2 WHERE entry_id = %s", entry.pk)
    refused("DELETE FROM ledger_posting WHERE entry_id = %s", entry.pk)
    account = books.accounts.get(role="cash").pk
    refused(
        "INSERT INTO ledger_posting (entry_id, account_id, amount, party, programme, text) VALUES (%s, %s, 5, '', '', '')",
        entry.pk,
        account,
    )


def test_an_entry_is_not_born_sealed(books):
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(entity=books, number=9, day=DAY, text="x", key="k", at=NOON, sealed_at=NOON)


@pytest.mark.parametrize("amounts", [(), (1,), (5, -4), (10**15, -(10**15) + 1)])
def test_what_does_not_balance_is_not_sealed(books, amounts):
    entry = unsealed(books, *amounts)

    with pytest.raises(DatabaseError), transaction.atomic():
        seal(entry)


def test_an_unsealed_entry_counts_nowhere(books):
    unsealed(books, 5, -5)

    assert not Balance.objects.exists()
    assert not Entry.objects.sealed().exists()


def test_sealing_adds_to_the_month(books):
    entry = unsealed(books, 5, -5)
    seal(entry)

    row = Balance.objects.get()
    assert (row.month, row.debit, row.credit) == (date(2018, 3, 1), 5, 5)


def test_a_closed_period_is_not_written_into_by_hand_either(books):
    close_period(entity=books, until=date(2018, 4, 1), by=None, at=NOON)

    with pytest.raises(DatabaseError), transaction.atomic():
        seal(unsealed(books, 5, -5))


def test_postings_are_on_open_accounts_of_the_same_books(books):
    other = open_books("other")
    entry = unsealed(books, 5)
    Posting.objects.create(entry=entry, account=other.accounts.get(role="bank"), amount=-5)

    with pytest.raises(DatabaseError), transaction.atomic():
        seal(entry)

    books.accounts.filter(role="bank").update(closed_on=DAY)
    entry = Entry.objects.create(entity=books, number=100, day=DAY, text="손으로", key="hand2", at=NOON)
    for amount in (5, -5):
        Posting.objects.create(entry=entry, account=books.accounts.get(role="bank"), amount=amount)
    with pytest.raises(DatabaseError), transaction.atomic():
        seal(entry)


def test_what_was_closed_stays_closed(books):
    close_period(entity=books, until=date(2018, 4, 1), by=None, at=NOON)

    refused("UPDATE ledger_entity SET closed_until = '2018-02-01' WHERE id = %s", books.pk)
    refused("UPDATE ledger_entity SET opened_on = '2017-01-01' WHERE id = %s", books.pk)
    refused("UPDATE ledger_closing SET digest = 'x' WHERE entity_id = %s", books.pk)
    refused("DELETE FROM ledger_closing WHERE entity_id = %s", books.pk)


def test_an_account_with_postings_keeps_its_number_and_kind(books):
    posted(books, draft())
    bank, cash = (books.accounts.get(role=role).pk for role in ("bank", "cash"))

    refused("UPDATE ledger_account SET kind = 'income' WHERE id = %s", bank)
    refused("UPDATE ledger_account SET code = '1' WHERE id = %s", bank)
    refused("DELETE FROM ledger_account WHERE id = %s", bank)
    books.accounts.filter(pk=cash).update(name="작은 돈", closed_on=DAY)


def test_an_attachment_stays(books):
    entry = posted(books, draft())[0]
    row = Attachment.objects.create(entry=entry, file="a.pdf", name="영수증", sha256="0" * 64, size=1, at=NOON)

    refused("UPDATE ledger_attachment SET name = 'x' WHERE id = %s", row.pk)
    refused("DELETE FROM ledger_attachment WHERE id = %s", row.pk)


@pytest.mark.parametrize(
    "change",
    [
        {"number": 1}, {"key": "one"}, {"key": ""},
    ],
)  # fmt: skip
def test_numbers_and_keys_are_once(books, change):
    posted(books, draft())

    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(
            **{"entity": books, "number": 7, "day": DAY, "text": "x", "key": "k", "at": NOON, **change}
        )


def test_a_posting_is_not_nothing_and_a_sum_has_two_sides(books):
    with pytest.raises(DatabaseError), transaction.atomic():
        unsealed(books, 0)
    account = books.accounts.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        Balance.objects.create(account=account, month=DAY, debit=-1)


MOST = 10**15
SQLITE_ONLY = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL refuses by the types of its columns")


@pytest.mark.parametrize("won", [MOST + 1, -MOST - 1, 0])
def test_a_posting_holds_so_much_and_no_more_on_both_databases(books, won):
    with pytest.raises(DatabaseError), transaction.atomic():
        unsealed(books, won)


@pytest.mark.parametrize("won", ["'many'", pytest.param("1.5", marks=SQLITE_ONLY)])
@pytest.mark.parametrize(
    ("table", "columns", "values"),
    [
        ("budget", "entity_id, year, programme, account_id, amount", "{books}, 2018, '', {account}, {won}"),
        ("balance", "account_id, month, debit, credit", "{account}, '2018-03-01', {won}, 0"),
        ("balance", "account_id, month, debit, credit", "{account}, '2018-03-01', 0, {won}"),
        ("posting", "entry_id, account_id, amount, party, programme, text", "{entry}, {account}, {won}, '', '', ''"),
    ],
)
def test_won_are_whole_wherever_they_are_kept(books, table, columns, values, won):
    entry = unsealed(books, 5)
    said = values.format(books=books.pk, account=books.accounts.first().pk, entry=entry.pk, won=won)

    refused(f"INSERT INTO ledger_{table} ({columns}) VALUES ({said})")


def test_a_budget_is_neither_below_nothing_nor_beyond_what_a_posting_holds(books):
    for won in (-1, MOST + 1):
        with pytest.raises(DatabaseError), transaction.atomic():
            books.budgets.create(year=2018, account=books.accounts.first(), amount=won)


def test_a_month_does_not_change_into_what_is_no_sum(books):
    seal(unsealed(books, 5, -5))

    for change in ("debit = -1", "credit = 'many'", "month = 'never'"):
        refused(f"UPDATE ledger_balance SET {change}")


@pytest.mark.parametrize("change", [{"text": "x" * 201}, {"key": "x" * 101}, {"origin": "x" * 81}])
def test_words_of_an_entry_have_an_end_on_both_databases(books, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(
            **{"entity": books, "number": 7, "day": DAY, "text": "x", "key": "k", "at": NOON, **change}
        )


@pytest.mark.parametrize("name", ["party", "programme", "text"])
def test_words_of_a_posting_have_an_end_on_both_databases(books, name):
    entry = unsealed(books)

    with pytest.raises(DatabaseError), transaction.atomic():
        Posting.objects.create(entry=entry, account=books.accounts.first(), amount=5, **{name: "x" * 201})


@SQLITE_ONLY
def test_what_a_replacing_insert_would_push_out_stays(books):
    """`INSERT OR REPLACE` deletes the row in its way; SQLite asks the triggers only when they are recursive."""
    entry = posted(books, draft())[0]
    Attachment.objects.create(entry=entry, file="a.pdf", name="영수증", sha256="0" * 64, size=1, at=NOON)
    close_period(entity=books, until=date(2018, 4, 1), by=None, at=NOON)

    refused("INSERT OR REPLACE INTO ledger_posting SELECT * FROM ledger_posting")
    refused("INSERT OR REPLACE INTO ledger_attachment SELECT * FROM ledger_attachment")
    refused("INSERT OR REPLACE INTO ledger_closing SELECT * FROM ledger_closing")
    refused("INSERT OR REPLACE INTO ledger_entity SELECT * FROM ledger_entity")
    refused("INSERT OR REPLACE INTO ledger_account SELECT * FROM ledger_account")
    refused(
        "INSERT OR REPLACE INTO ledger_entry (entity_id, number, day, text, key, origin, at) "
        "SELECT entity_id, number, day, 'other', key, origin, at FROM ledger_entry"
    )
    assert Entry.objects.get() == entry


def test_books_with_a_closing_are_never_deleted(books):
    close_period(entity=books, until=date(2018, 4, 1), by=None, at=NOON)

    refused("DELETE FROM ledger_entity WHERE id = %s", books.pk)
