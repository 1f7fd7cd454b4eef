"""Accounts, budgets, keepers, receipts: what changes, what is refused and why."""

from base64 import urlsafe_b64encode
from datetime import date
from fractions import Fraction

import pytest
from django.core.files.storage import default_storage

from factories import UserFactory
from ledger.made import draft, posted
from ledger.world import FROM, NOON, RECEIPT, TODAY, filled, kept, opened
from socialgoods.kernel.files import Fit
from socialgoods.kernel.kept import Gone, reseal
from socialgoods.kernel.models import Event
from socialgoods.ledger.actions import account as accounts
from socialgoods.ledger.actions import attachment as receipts
from socialgoods.ledger.actions.budget import Item, NotBudgeted, set_budget
from socialgoods.ledger.actions.close import close_period
from socialgoods.ledger.actions.keeper import LastBookkeeper, appoint, dismiss
from socialgoods.ledger.actions.post import AccountClosed, Draft, Line, NotPosted
from socialgoods.ledger.models import BankLine, BankStatement, Keeper
from socialgoods.ledger.queries.account_page import account_page
from socialgoods.ledger.queries.books import overview
from socialgoods.ledger.queries.budget import against_actual
from socialgoods.ledger.queries.open_points import open_points

UNTIL = date(2019, 1, 1)


@pytest.fixture
def books(db):
    return kept()


def account(entity, code):
    return entity.accounts.get(code=code)


def new_account(entity, **more):
    said = {"code": "1045", "name": "농협 통장", "kind": "asset", "group": "유동자산", "is_cash": True}
    return accounts.add(entity=entity, **said | more, by=None, at=NOON)


def test_an_account_of_ones_own_can_be_posted_on(books):
    entity, _keeper = books

    row = new_account(entity)

    posted(entity, draft(debit="1045", credit="@sales"))
    assert row.is_cash
    assert account_page(row, since=FROM, until=UNTIL, number=1).closing == 10_000


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"code": "1030"}, "이미 있습니다"),
        ({"code": "4045"}, "시작"),
        ({"code": "12"}, "세 자리"),
        ({"code": "10x5"}, "숫자"),
        ({"code": "2045", "kind": "liability"}, "자산 계정"),
    ],
)
def test_an_account_that_would_confuse_the_statements_is_refused(books, more, word):
    with pytest.raises(accounts.NotPossible, match=word):
        new_account(books[0], **more)


def test_nothing_is_posted_on_an_account_that_was_ended_until_it_is_taken_up_again(books):
    entity, _keeper = books
    row = new_account(entity)
    accounts.end(account=row, on=date(2018, 3, 1), by=None, at=NOON)

    with pytest.raises(AccountClosed):
        posted(entity, draft(debit="1045", credit="@sales"))

    accounts.take_up(account=row, by=None, at=NOON)
    assert posted(entity, draft(debit="1045", credit="@sales"))


def test_an_account_that_holds_something_or_is_needed_is_not_ended(books):
    entity, _keeper = books
    filled(entity)

    with pytest.raises(accounts.NotPossible, match="190,000원"):
        accounts.end(account=account(entity, "1030"), on=TODAY, by=None, at=NOON)
    with pytest.raises(accounts.NotPossible, match="그날이나 그 뒤"):
        accounts.end(account=account(entity, "1030"), on=date(2018, 2, 1), by=None, at=NOON)
    with pytest.raises(accounts.NotPossible, match="마감"):
        accounts.end(account=account(entity, "3750"), on=TODAY, by=None, at=NOON)


def test_the_running_balance_goes_on_from_page_to_page(books, monkeypatch):
    entity, _keeper = books
    monkeypatch.setattr("socialgoods.ledger.queries.account_page.SIZE", 2)
    posted(entity, *[draft(100 * n, credit="@sales", key=str(n)) for n in range(1, 6)])
    row = account(entity, "1030")

    pages = [account_page(row, since=FROM, until=UNTIL, number=number) for number in (1, 2, 3)]

    assert [page.before for page in pages] == [0, 300, 1_000]
    assert [step.balance for page in pages for step in page.steps] == [100, 300, 600, 1_000, 1_500]
    assert {(page.debit, page.credit, page.closing) for page in pages} == {(1_500, 0, 1_500)}


def test_a_liability_runs_up_on_its_own_side(books):
    entity, _keeper = books
    posted(entity, draft(70_000, debit="@bank", credit="@long_loans"))

    page = account_page(account(entity, "2930"), since=FROM, until=UNTIL, number=None)

    assert (page.closing, page.steps[0].balance) == (70_000, 70_000)


def test_a_budget_stands_beside_what_became_of_it_programme_by_programme(books):
    entity, keeper = books
    labour, rent, sales = (account(entity, code) for code in ("5110", "5310", "4010"))
    items = [Item("체험", labour, 60_000), Item("", rent, 40_000), Item("체험", sales, 100_000)]
    set_budget(entity=entity, year=2018, items=items, by=keeper, at=NOON)
    posted(
        entity,
        _spent("@labour", 80_000, "체험", "x"),
        _spent("@rent", 30_000, "", "y"),
        _spent("@supplies", 5_000, "", "z"),
    )

    found = {
        (programme.name, line.account.name): (line.budget, line.actual, line.rest, line.is_over)
        for programme in against_actual(entity, year=2018, until=UNTIL)
        for line in programme.lines
    }

    assert found == {
        ("체험", "인건비"): (60_000, 80_000, -20_000, True),
        ("체험", "매출"): (100_000, 0, 100_000, False),
        ("", "임차료"): (40_000, 30_000, 10_000, False),
        ("", "소모품비"): (None, 5_000, -5_000, True),
    }


def _spent(role, amount, programme, key):
    lines = [Line(role, amount, programme=programme), Line("@bank", -amount)]
    return Draft(date(2018, 3, 5), "지출", lines, key)


def test_the_years_closing_entry_is_no_spending(books):
    entity, keeper = books
    filled(entity)
    close_period(entity=entity, until=UNTIL, by=keeper, at=NOON)

    (programme,) = against_actual(entity, year=2018, until=UNTIL)

    assert (programme.expense.actual, programme.income.actual) == (110_000, 350_000)
    assert programme.expense.share is None


def test_a_total_counts_what_was_planned(books):
    entity, keeper = books
    filled(entity)
    set_budget(entity=entity, year=2018, items=[Item("", account(entity, "5110"), 220_000)], by=keeper, at=NOON)

    (programme,) = against_actual(entity, year=2018, until=UNTIL)

    assert programme.expense.share == Fraction(1, 2)


def test_a_budget_is_replaced_whole_and_says_what_it_was(books):
    entity, keeper = books
    row = account(entity, "5110")
    for amount in (1_000, 2_000, 2_000):
        set_budget(entity=entity, year=2018, items=[Item("", row, amount)], by=keeper, at=NOON)

    said = Event.objects.filter(name="ledger.budget.set").order_by("pk")
    assert [(event.data["before"], event.data["now"]) for event in said] == [
        ([], [["", "5110", 1_000]]),
        ([["", "5110", 1_000]], [["", "5110", 2_000]]),
    ]


def test_two_lines_for_one_account_and_a_closed_year_are_refused(books):
    entity, keeper = books
    item = Item("", account(entity, "5110"), 1_000)

    with pytest.raises(NotBudgeted, match="두 번"):
        set_budget(entity=entity, year=2018, items=[item, item], by=keeper, at=NOON)
    close_period(entity=entity, until=UNTIL, by=keeper, at=NOON)
    with pytest.raises(NotBudgeted, match="마감"):
        set_budget(entity=entity, year=2018, items=[item], by=keeper, at=NOON)


def test_a_keeper_is_appointed_once_and_another_role_ends_the_one_before(books):
    entity, _keeper = books
    user = UserFactory()
    first = appoint(entity=entity, user=user, starts_on=FROM, by=None, at=NOON)

    again = appoint(entity=entity, user=user, starts_on=TODAY, by=None, at=NOON)
    other = appoint(entity=entity, user=user, role="reader", starts_on=TODAY, by=None, at=NOON)

    first.refresh_from_db()
    assert (again, first.ends_on, other.role) == (first, TODAY, "reader")


def test_the_last_bookkeeper_of_an_organisation_stays_until_there_is_another(books):
    entity, _keeper = books
    row = entity.keepers.get()

    with pytest.raises(LastBookkeeper):
        dismiss(keeper=row, on=TODAY, by=None, at=NOON)
    with pytest.raises(LastBookkeeper):
        appoint(entity=entity, user=row.user, role="reader", starts_on=TODAY, by=None, at=NOON)

    appoint(entity=entity, user=UserFactory(), starts_on=TODAY, by=None, at=NOON)
    dismiss(keeper=row, on=TODAY, by=None, at=NOON)
    assert Keeper.objects.get(pk=row.pk).ends_on == TODAY


@pytest.mark.django_db
def test_the_countys_books_may_be_without_a_keeper_for_a_while():
    entity, _keeper = kept("programme")

    dismiss(keeper=entity.keepers.get(), on=TODAY, by=None, at=NOON)

    assert not entity.keepers.filter(ends_on=None).exists()


def test_a_receipt_is_sealed_on_the_disk_and_comes_back_to_the_byte(books):
    entity, keeper = books
    entry = filled(entity)[1]

    row = receipts.attach(entry=entry, file=RECEIPT, by=keeper, at=NOON)

    with default_storage.open(row.file.name) as stream:
        assert RECEIPT.content not in stream.read()
    assert receipts.content(row, by=keeper, at=NOON) == RECEIPT.content
    assert receipts.type_of(row) == "application/pdf"
    assert Event.objects.filter(name="ledger.attachment.opened").count() == 1


def test_the_same_receipt_is_there_once_and_another_beside_it(books):
    entity, keeper = books
    entry = filled(entity)[1]
    for content in (b"%PDF-1", b"%PDF-1", b"%PDF-2"):
        receipts.attach(entry=entry, file=Fit("file", "a.pdf", "application/pdf", content), by=keeper, at=NOON)

    assert entry.attachments.count() == 2


def test_a_receipt_that_was_changed_on_the_disk_is_not_handed_out(books):
    entity, keeper = books
    row = receipts.attach(entry=filled(entity)[1], file=RECEIPT, by=keeper, at=NOON)
    other = receipts.attach(
        entry=filled(opened(code="b"))[1], file=Fit("file", "b.pdf", "x", b"%PDF-2"), by=keeper, at=NOON
    )
    row.file.name = other.file.name

    with pytest.raises(Gone):
        receipts.content(row, by=keeper, at=NOON)


def test_receipts_are_sealed_anew_under_the_newest_key(books, settings):
    entity, keeper = books
    old, new = (urlsafe_b64encode(letter * 32).decode() for letter in (b"o", b"n"))
    settings.CONTACT_KEYS = [old]
    row = receipts.attach(entry=filled(entity)[1], file=RECEIPT, by=keeper, at=NOON)
    settings.CONTACT_KEYS = [new, old]

    assert [reseal(), reseal()] == [1, 0]

    settings.CONTACT_KEYS = [new]
    row.refresh_from_db()
    assert receipts.content(row, by=keeper, at=NOON) == RECEIPT.content


def test_what_is_open_is_named_before_a_period_is_closed(books):
    entity, _keeper = books
    posted(
        entity,
        draft(5_000, debit="@rent", credit="@cash", key="a"),
        draft(1_000, debit="@payable", credit="@bank", key="b"),
        draft(9_000, debit="@bank", credit="@sales", key="c"),
    )
    bank = account(entity, "1030")
    statement = BankStatement.objects.create(account=bank, name="a.csv", sha256="0" * 64, at=NOON)
    for number in range(2):
        BankLine.objects.create(statement=statement, account=bank, day=date(2018, 3, 1), amount=7, key=str(number))

    found = {(point.kind, point.account, point.is_serious) for point in open_points(entity, until=date(2019, 2, 1))}

    assert found == {
        ("year_open", "", False), ("bank", "1030", True), ("negative_cash", "1010", True), ("wrong_side", "2510", True),
        ("no_receipt", "", False),
    }  # fmt: skip


def test_a_year_before_anything_was_booked_is_not_waited_for(books):
    entity, _keeper = books
    assert open_points(entity, until=date(2021, 1, 1)) == []

    posted(entity, draft(5_000, debit="@cash", credit="@sales", day=date(2019, 5, 1)))

    assert [
        "2019" in point.text for point in open_points(entity, until=date(2021, 1, 1)) if point.kind == "year_open"
    ] == [True]


def test_accounts_that_stand_on_the_other_side_by_nature_are_no_trouble(books):
    entity, _keeper = books
    posted(entity, draft(5_000, debit="@depreciation", credit="@accumulated_depreciation"))

    assert [point.kind for point in open_points(entity, until=TODAY)] == ["no_receipt"]


def test_the_first_page_adds_up_what_is_there(books):
    entity, _keeper = books
    filled(entity)

    found = overview(entity, on=TODAY)

    assert (found.cash_total, found.income, found.expense, found.result) == (190_000, 350_000, 110_000, 240_000)
    assert (found.owed_to_us, found.owed_by_us) == (50_000, 0)
    assert found.months == [(date(2018, 1, 1), 300_000), (date(2018, 2, 1), 190_000), (date(2018, 3, 1), 190_000)]
    assert [entry.number for entry in found.last] == [4, 3, 2, 1]


def test_not_posted_is_the_parent_of_every_refusal():
    assert issubclass(AccountClosed, NotPosted)
