"""Whatever is posted, reversed and closed in whatever order: it balances, it is numbered without gaps, and what was closed stays."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ledger.conftest import open_books
from ledger.made import NOON, posted
from socialgoods.kernel.periods import day_before
from socialgoods.ledger.actions.close import close_period
from socialgoods.ledger.actions.post import Draft, Line, NotPosted, reverse
from socialgoods.ledger.actions.verify import differences
from socialgoods.ledger.models import Entity, Entry, Posting
from socialgoods.ledger.queries import account as accounts
from socialgoods.ledger.queries.balances import trial_balance
from socialgoods.ledger.queries.statements import balance_sheet, income_statement

CODES = ["@bank", "@cash", "@share_capital", "@sales", "@labour", "@refunds_due", "@retained", "@subsidy"]
FIRST = date(2018, 1, 1)
days = st.integers(0, 900).map(lambda number: FIRST + timedelta(days=number))
amounts = st.integers(-(10**15), 10**15).filter(bool)


@st.composite
def drafts(draw):
    legs = draw(st.lists(st.tuples(st.sampled_from(CODES), amounts), min_size=1, max_size=4))
    left = -sum(won for _code, won in legs)
    lines = [Line(code, won) for code, won in legs]
    if left and abs(left) <= 10**15:
        lines.append(Line(draw(st.sampled_from(CODES)), left))
    return ("post", draw(days), lines)


steps = st.one_of(
    drafts(),
    st.tuples(st.just("reverse"), days, st.integers(0, 30)),
    st.tuples(st.just("close"), days, st.none()),
)


def done(books, index, step):
    what, day, more = step
    if what == "post":
        posted(books, Draft(day, "아무거나", more, f"step-{index}"))
    elif what == "close":
        close_period(entity=books, until=day, by=None, at=NOON)
    else:
        entry = Entry.objects.filter(entity=books, number=more + 1).first()
        if entry is not None:
            reverse(entry=entry, day=day, reason="취소", key=f"step-{index}", by=None, at=NOON)


@pytest.mark.slow
class AnySequence(TestCase):
    @settings(max_examples=40)
    @given(st.lists(steps, max_size=25), days)
    def test_it_balances_and_what_is_closed_stays(self, sequence, asked):
        books = open_books()
        frozen = {}
        for index, step in enumerate(sequence):
            with suppress(NotPosted):
                done(books, index, step)
            books = Entity.objects.get(pk=books.pk)
            for day, sums in frozen.items():
                assert sums == held(books, day)
            frozen.setdefault(books.closed_until, held(books, books.closed_until))

        assert list(differences(books)) == []
        rows, sheet = trial_balance(books, until=asked), balance_sheet(books, until=asked)
        naive = naively(books, asked)
        assert {row.account.pk: row.balance for row in rows if row.balance} == naive
        assert sum(naive.values()) == 0
        assert sheet.total_assets == sheet.total_liabilities + sheet.total_equity
        shown = income_statement(books, since=FIRST, until=asked)
        assert shown.total_income - shown.total_expense == shown.result == results(books, asked)
        for account in books.accounts.filter(role__in=["bank", "sales"]):
            page = accounts.postings(account, since=day_before(asked), until=asked + timedelta(days=200))
            assert page.after == naively(books, asked + timedelta(days=200)).get(account.pk, 0)


def held(books, until):
    return {row.account.pk: (row.debit, row.credit) for row in trial_balance(books, until=until)}


def naively(books, until):
    found = {}
    for account, won in Posting.objects.filter(entry__entity=books, entry__day__lt=until).values_list(
        "account", "amount"
    ):
        found[account] = found.get(account, 0) + won
    return {account: won for account, won in found.items() if won}


def results(books, until):
    rows = Posting.objects.filter(
        entry__entity=books, entry__day__lt=until, account__kind__in=["income", "expense"]
    ).exclude(entry__origin__startswith="ledger.close")
    return -sum(rows.values_list("amount", flat=True))
