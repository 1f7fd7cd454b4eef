from datetime import date

import pytest

from ledger.made import NOON, draft, posted
from socialgoods.ledger.actions.close import close_period
from socialgoods.ledger.actions.post import NotPosted, reverse
from socialgoods.ledger.models import Entry
from socialgoods.ledger.queries import account as accounts
from socialgoods.ledger.queries.balances import role_balance, trial_balance
from socialgoods.ledger.queries.statements import balance_sheet, income_statement

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2019, 1, 1)


def test_the_year_by_hand(year):
    shown = income_statement(year, since=date(2018, 1, 1), until=NEW_YEAR)
    sheet = balance_sheet(year, until=NEW_YEAR)

    assert (shown.total_income, shown.total_expense, shown.result) == (8_000_000, 3_500_000, 4_500_000)
    assert (sheet.total_assets, sheet.total_liabilities, sheet.total_equity) == (54_500_000, 0, 54_500_000)
    assert sheet.result == 4_500_000


def test_closing_the_year_carries_the_result_over_and_the_statement_still_shows_it(year):
    before = income_statement(year, since=date(2018, 1, 1), until=NEW_YEAR)

    closing = close_period(entity=year, until=NEW_YEAR, by=None, at=NOON)

    after, sheet = income_statement(year, since=date(2018, 1, 1), until=NEW_YEAR), balance_sheet(year, until=NEW_YEAR)
    assert closing.entries == 5
    assert (after.result, after.total_income) == (before.result, before.total_income)
    assert (sheet.result, sheet.total_equity) == (0, 54_500_000)
    assert role_balance(year, "retained", until=NEW_YEAR) == -4_500_000
    assert role_balance(year, "sales", until=NEW_YEAR) == 0
    assert income_statement(year, since=NEW_YEAR, until=date(2019, 6, 1)).result == 0


def test_years_that_end_on_the_way_are_closed_too_and_a_loss_is_carried_as_one(books):
    posted(
        books,
        draft(100, debit="@rent", credit="@cash", key="loss"),
        draft(900, credit="@dues", key="next", day=NEW_YEAR),
    )

    close_period(entity=books, until=date(2020, 3, 1), by=None, at=NOON)

    assert sorted(Entry.objects.filter(origin__startswith="ledger.close").values_list("origin", flat=True)) == [
        "ledger.close:2018",
        "ledger.close:2019",
    ]
    assert role_balance(books, "retained", until=NEW_YEAR) == 100
    assert role_balance(books, "retained", until=date(2020, 1, 1)) == -800


def test_a_year_of_another_month(db, books):
    books.end_month = 6
    books.save()
    posted(
        books,
        draft(700, credit="@sales", day=date(2018, 6, 30)),
        draft(1, credit="@sales", day=date(2018, 7, 1), key="2"),
    )

    close_period(entity=books, until=date(2018, 7, 1), by=None, at=NOON)

    assert role_balance(books, "retained", until=date(2018, 7, 1)) == -700
    assert role_balance(books, "sales", until=date(2018, 7, 2)) == -1


def test_what_is_closed_is_not_closed_again(year):
    close_period(entity=year, until=date(2018, 6, 1), by=None, at=NOON)

    for until in (date(2018, 6, 1), date(2018, 5, 1)):
        with pytest.raises(NotPosted):
            close_period(entity=year, until=until, by=None, at=NOON)


def test_an_account_shows_what_stood_on_it_after_each_posting(year):
    bank = year.accounts.get(role="bank")

    shown = accounts.postings(bank, since=date(2018, 2, 1), until=NEW_YEAR)

    assert (shown.before, [step.balance for step in shown.steps], shown.after) == (
        50_000_000, [58_000_000, 55_000_000], 55_000_000,
    )  # fmt: skip


@pytest.mark.parametrize(
    "until", [date(2018, 1, 1), date(2018, 1, 11), date(2018, 5, 31), date(2018, 12, 31), NEW_YEAR]
)
def test_a_trial_balance_is_nothing_in_all_as_of_any_day(year, until):
    assert sum(row.balance for row in trial_balance(year, until=until)) == 0


def test_since_and_until_within_one_month(year):
    rows = trial_balance(year, since=date(2018, 5, 2), until=date(2018, 5, 4))

    assert {row.account.role: row.balance for row in rows} == {"bank": 8_000_000, "sales": -8_000_000}


def test_an_account_that_ended_within_the_year_is_carried_over_too(year):
    year.accounts.filter(role="labour").update(closed_on=date(2018, 9, 1))

    close_period(entity=year, until=NEW_YEAR, by=None, at=NOON)

    assert role_balance(year, "labour", until=NEW_YEAR) == 0


def test_more_than_one_posting_can_hold_is_carried_over_in_pieces(books):
    posted(books, *(draft(10**15, credit="@sales", key=f"k{index}") for index in range(3)))

    close_period(entity=books, until=NEW_YEAR, by=None, at=NOON)

    assert role_balance(books, "retained", until=NEW_YEAR) == -3 * 10**15


def test_what_a_closing_carried_over_is_not_reversed(year, at):
    close_period(entity=year, until=NEW_YEAR, by=None, at=NOON)
    entry = Entry.objects.get(key="close:2018")

    with pytest.raises(NotPosted, match="마감"):
        reverse(entry=entry, day=NEW_YEAR, reason="취소", key="x", by=None, at=at)
