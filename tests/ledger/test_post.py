from datetime import date

import pytest

from ledger.conftest import open_books
from ledger.made import DAY, NOON, draft, posted
from socialgoods.ledger.actions.close import close_period
from socialgoods.ledger.actions.post import (
    AccountClosed,
    Draft,
    KeyReused,
    Line,
    NotBalanced,
    NotPosted,
    PeriodClosed,
    UnknownAccount,
    post,
    reverse,
)
from socialgoods.ledger.actions.verify import differences
from socialgoods.ledger.models import Entry, Posting
from socialgoods.ledger.queries.balances import role_balance, trial_balance

pytestmark = pytest.mark.django_db
TOMORROW = date(2018, 3, 6)


def test_an_entry_is_numbered_sealed_and_counted(books):
    first, second = posted(books, draft(), draft(5_000, key="two"))

    stored = Entry.objects.get(pk=second.pk)
    assert (first.number, second.number, stored.sealed_at) == (1, 2, NOON)
    assert role_balance(books, "bank", until=TOMORROW) == 15_000
    assert role_balance(books, "share_capital", until=TOMORROW) == -15_000
    assert list(differences_of(books)) == []


def test_a_day_counts_from_that_day_on(books):
    posted(books, draft())

    assert role_balance(books, "bank", until=DAY) == 0
    assert role_balance(books, "bank", until=TOMORROW) == 10_000
    assert role_balance(books, "bank", until=date(2018, 4, 1)) == 10_000


def test_the_same_fact_under_the_same_key_is_there_once(books):
    first = posted(books, draft())[0]
    again = posted(books, draft(key="other"), draft())

    assert again[1].pk == first.pk
    assert [entry.number for entry in again] == [2, 1]
    assert Entry.objects.count() == 2


def test_another_fact_under_the_same_key_is_refused(books):
    posted(books, draft())

    with pytest.raises(KeyReused):
        posted(books, draft(20_000))
    with pytest.raises(KeyReused):
        posted(books, draft(key="a"), draft(key="a"))
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "lines",
    [
        [Line("@bank", 1), Line("@sales", -2)],
        [Line("@bank", 0), Line("@sales", 0)],
        [Line("@bank", 1)],
        [],
        [Line("@bank", 2 * 10**15), Line("@sales", -2 * 10**15)],
    ],
)
def test_what_does_not_balance_is_refused_with_a_sentence(books, lines):
    with pytest.raises(NotBalanced, match=r"\."):
        posted(books, Draft(DAY, "매출", lines, "one"))
    assert not Entry.objects.exists()


def test_text_is_needed_and_may_not_be_too_long(books):
    for text in ("  ", "가" * 201):
        with pytest.raises(NotBalanced):
            posted(books, draft(text=text))


@pytest.mark.parametrize("code", ["9999", "@nothing", "@"])
def test_an_account_that_is_not_there_is_named(books, code):
    with pytest.raises(UnknownAccount, match=code):
        posted(books, draft(key="good"), draft(debit=code))
    assert not Entry.objects.exists()


def test_accounts_of_other_books_are_not_known(books):
    other = open_books("other")
    stranger = other.accounts.create(code="7777", name="남의 계정", kind="asset")

    with pytest.raises(UnknownAccount):
        posted(books, draft(debit=stranger))


def test_an_account_of_other_books_is_not_taken_for_ones_own_of_that_number(books):
    strangers = open_books("other").accounts.get(role="bank")

    with pytest.raises(UnknownAccount):
        posted(books, draft(debit=strangers))


@pytest.mark.parametrize("amount", [1.5, True, "5"])
def test_won_are_whole(books, amount):
    with pytest.raises(TypeError):
        posted(
            books,
            Draft(DAY, "매출", [Line("@bank", 1), Line("@cash", 2), Line("@sales", -3), Line("@rent", amount)], "k"),
        )


@pytest.mark.parametrize("more", [{"text": "가" * 201}, {"party": "p" * 81}, {"programme": "p" * 81}])
def test_words_that_are_too_long_are_refused_on_both_databases(books, more):
    with pytest.raises(NotPosted):
        posted(books, Draft(DAY, "매출", [Line("@bank", 1, **more), Line("@sales", -1)], "k"))


def test_an_account_that_ended_takes_nothing_from_that_day_on(books):
    books.accounts.filter(role="sales").update(closed_on=DAY)

    posted(books, draft(credit="@sales", day=date(2018, 3, 4)))
    with pytest.raises(AccountClosed, match="4010 매출"):
        posted(books, draft(credit="@sales", key="two"))


def test_a_closed_period_takes_nothing(books):
    close_period(entity=books, until=date(2018, 3, 1), by=None, at=NOON)

    with pytest.raises(PeriodClosed, match="2018"):
        posted(books, draft(day=date(2018, 2, 28)))
    assert posted(books, draft(day=date(2018, 3, 1)))[0].number == 1


def test_before_the_books_were_opened_nothing_is_posted(books):
    with pytest.raises(PeriodClosed):
        posted(books, draft(day=date(2017, 12, 31)))


def test_a_mistake_is_reversed_once(books, at):
    entry = posted(books, draft())[0]

    back = reverse(entry=entry, day=TOMORROW, reason="두 번 적음", key="back", by=None, at=at)
    again = reverse(entry=entry, day=TOMORROW, reason="두 번 적음", key="back", by=None, at=at)

    assert (back.pk, back.reverses) == (again.pk, entry)
    assert role_balance(books, "bank", until=date(2018, 3, 7)) == 0
    with pytest.raises(NotPosted):
        reverse(entry=entry, day=TOMORROW, reason="또", key="more", by=None, at=at)
    assert list(differences_of(books)) == []


def test_thousands_at_once_are_all_there_or_none(books):
    drafts = [draft(index + 1, key=f"k{index}") for index in range(4_100)]

    entries = posted(books, *drafts)

    assert [entry.number for entry in entries] == list(range(1, 4_101))
    assert role_balance(books, "bank", until=TOMORROW) == sum(range(1, 4_101))
    with pytest.raises(PeriodClosed):
        posted(books, *(draft(key=f"n{index}") for index in range(2_500)), draft(key="old", day=date(2017, 1, 1)))
    assert Entry.objects.count() == 4_100


@pytest.mark.slow
def test_a_thousand_times_a_countys_budget_adds_up(books):
    months = [date(2018, month, 1) for month in range(1, 4)]
    posted(books, *(draft(10**15, key=f"{day}-{index}", day=day) for day in months for index in range(500)))

    assert role_balance(books, "bank", until=TOMORROW) == 1_500 * 10**15


@pytest.mark.slow
def test_no_sum_is_too_great(books):
    """More than 2^63 in all, which neither a month nor SQLite's own sums could hold."""
    months = [date(2018 + year, month, 1) for year in range(2) for month in (1, 2, 3, 5, 7)]
    posted(books, *(draft(10**15, key=f"{day}-{index}", day=day) for day in months for index in range(1_000)))

    assert role_balance(books, "bank", until=date(2020, 1, 1)) == 10_000 * 10**15 > 2**63
    assert sum(row.balance for row in trial_balance(books, until=date(2019, 7, 2))) == 0


def test_parties_and_programmes_stand_with_the_posting(books, at):
    lines = [Line("@bank", 3, party="member:1", programme="market", text="현금"), Line("@dues", -3)]
    entry = post(entity=books, drafts=[Draft(DAY, "회비", lines, "k", "test:1")], by=None, at=at)[0]

    row = Posting.objects.get(entry=entry, amount=3)
    assert (row.party, row.programme, row.text, row.entry.origin) == ("member:1", "market", "현금", "test:1")


def test_lists_take_as_many_questions_for_one_account_as_for_many(books, django_assert_num_queries):
    posted(books, draft())
    with django_assert_num_queries(2):
        trial_balance(books, until=TOMORROW)
    posted(books, draft(credit="@sales", key="2"), draft(debit="@labour", credit="@cash", key="3"))
    with django_assert_num_queries(2):
        rows = trial_balance(books, until=TOMORROW)
    assert sum(row.balance for row in rows) == 0


def differences_of(books):
    books.refresh_from_db()
    return differences(books)
