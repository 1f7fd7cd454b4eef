"""The balance by the bank less the balance by the books is always explained to the won."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ledger.bank_made import NOON, brought, paid_in
from ledger.conftest import open_books
from ledger.made import draft, posted
from socialgoods.ledger.actions import bank_import, bank_match
from socialgoods.ledger.actions.post import reverse
from socialgoods.ledger.queries import bank as queries
from socialgoods.ledger.queries.bank_reconciliation import reconciliation

pytestmark = pytest.mark.django_db

DAY = date(2018, 3, 5)
APRIL = date(2018, 4, 1)


@pytest.fixture
def bank(books):
    return books.accounts.get(role="bank")


def test_without_a_line_there_is_nothing_to_compare(books, bank):
    paid_in(books, 500, DAY, key="a")

    sheet = reconciliation(bank, until=APRIL)

    assert (sheet.bank, sheet.books, sheet.lines) == (None, 500, [])


def test_open_lines_and_open_postings_explain_the_difference(books, bank):
    paid_in(books, 10_000, date(2018, 3, 3), key="matched")
    alone = paid_in(books, 4_000, date(2018, 3, 20), key="alone")
    lines = brought(bank, ("2018-03-03", "가", "회비", 10_000), ("2018-03-31", "", "이자", 12)).lines.all()
    bank_match.accept_certain(account=bank, by=None, at=NOON)

    sheet = reconciliation(bank, until=APRIL)

    assert (sheet.bank, sheet.books, sheet.difference, sheet.explained) == (10_012, 14_000, -3_988, -3_988)
    assert (sheet.lines, sheet.postings) == ([lines[1]], [alone])


def test_what_clears_in_the_next_month_is_open_at_the_end_of_this(books, bank):
    posting = paid_in(books, 500, date(2018, 3, 31), key="late")
    first, late = brought(bank, ("2018-03-03", "가", "모름", 100), ("2018-04-02", "나", "회비", 500)).lines.all()
    bank_match.link(line=late, posting=posting, by=None, at=NOON)

    march, april = (reconciliation(bank, until=day) for day in (APRIL, date(2018, 5, 1)))

    assert (march.postings, march.lines, march.difference, march.explained) == ([posting], [first], -400, -400)
    assert (april.postings, april.lines, april.difference) == ([], [first], 100)


def test_what_was_there_before_the_first_line_is_named(books, bank):
    paid_in(books, 900, date(2018, 1, 10), key="old")
    brought(bank, ("2018-03-03", "가", "모름", 100), start=1_000)

    sheet = reconciliation(bank, until=APRIL)

    assert (sheet.before_bank, sheet.before_books, sheet.before, sheet.difference, sheet.explained) == (
        1_000,
        900,
        100,
        200,
        200,
    )


def test_movements_that_no_file_brought_are_named(books, bank):
    brought(bank, ("2018-03-03", "가", "모름", 100))
    brought(bank, ("2018-03-20", "나", "모름", 50), start=700, name="뒤.csv")

    sheet = reconciliation(bank, until=APRIL)

    assert (sheet.bank, sheet.missing, sheet.of_lines, sheet.explained) == (750, 600, 150, 750)


def test_an_entry_and_its_reversal_are_not_listed(books, bank):
    brought(bank, ("2018-03-01", "가", "모름", 100))
    (entry,) = posted(books, draft(10_000, credit="@dues", key="x"))
    reverse(entry=entry, day=DAY, reason="잘못", key="undo", by=None, at=NOON)

    sheet = reconciliation(bank, until=APRIL)

    assert sheet.postings == []
    assert sheet.difference == sheet.explained == 100


def test_all_matched_is_clear(books, bank):
    paid_in(books, 100, date(2018, 3, 1), key="x")
    brought(bank, ("2018-03-01", "가", "회비", 100))
    bank_match.accept_certain(account=bank, by=None, at=NOON)

    sheet = reconciliation(bank, until=APRIL)

    assert sheet.is_clear
    assert sheet.difference == 0


MOVES = st.lists(st.tuples(st.integers(0, 40), st.sampled_from([-300, 100, 200, 300])), max_size=8)


class AnyBooks(TestCase):
    @settings(max_examples=20, deadline=None)
    @given(
        lines=MOVES,
        entries=MOVES,
        start=st.integers(-500, 500),
        gap=st.integers(0, 1),
        days=st.integers(0, 45),
        all_in=st.booleans(),
    )
    def test_the_difference_is_always_explained(self, lines, entries, start, gap, days, all_in):
        books = open_books("any")
        bank = books.accounts.get(role="bank")
        since = date(2018, 3, 1)
        drafts = [
            draft(amount, credit="@dues", day=since + timedelta(days=day), key=f"k{number}") for number, (day, amount) in enumerate(entries)
        ]  # fmt: skip
        posted(books, *drafts)
        rows = [(str(since + timedelta(days=day)), "가", "모름", amount) for day, amount in sorted(lines)]
        if rows:
            half = len(rows) // 2
            for number, (part, held) in enumerate(
                ((rows[:half], start), (rows[half:], start + gap * 77 + sum(row[3] for row in rows[:half])))
            ):
                if part:
                    try:
                        brought(bank, *part, start=held, name=f"{number}.csv")
                    except bank_import.NotImported:
                        assert number == 1
        for proposal in queries.proposals(bank) if all_in else ():
            if proposal.posting is not None:
                bank_match.link(line=proposal.line, posting=proposal.posting, by=None, at=NOON)

        sheet = reconciliation(bank, until=since + timedelta(days=days))

        assert sheet.bank is None or sheet.difference == sheet.explained
