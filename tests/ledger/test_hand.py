"""What people write by hand: plain words, once only, not on what the register of members writes; undone, not erased."""

from datetime import date
from types import SimpleNamespace

import pytest

from ledger.made import draft, posted
from ledger.world import FROM, NOON, RECEIPT, TODAY, filled, kept, opened
from socialgoods.kernel.models import Event
from socialgoods.ledger.actions import hand
from socialgoods.ledger.actions.close import close_period
from socialgoods.ledger.actions.entity import chart_of
from socialgoods.ledger.actions.post import KeyReused, Line, NotPosted, PeriodClosed
from socialgoods.ledger.models import Attachment, BankLine, BankStatement, EntityKind, Entry
from socialgoods.ledger.queries.balances import role_balance
from socialgoods.ledger.queries.sheets import balance_sheet
from socialgoods.ledger.rules import hand as rules


def account(code, name="계정", kind="asset", role="", *, is_cash=False, group="묶음"):
    return SimpleNamespace(code=code, name=name, kind=kind, role=role, is_cash=is_cash, group=group)


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("income", [("1030", 5), ("4010", -5)]),
        ("expense", [("4010", 5), ("1030", -5)]),
        ("transfer", [("4010", 5), ("1030", -5)]),
    ],
)
def test_plain_words_become_debit_and_credit(way, expected):
    legs = rules.legs(way, what="4010", money="1030", amount=5)

    assert [(leg.account, leg.amount) for leg in legs] == expected


@pytest.mark.parametrize("kind", EntityKind.values)
def test_every_chart_is_whole_and_sorted_and_offers_something_in_plain_words(kind):
    rows = [SimpleNamespace(**{"is_cash": False, **row}) for row in chart_of(kind)]

    assert [row.code for row in rows] == sorted({row.code for row in rows})
    assert len({row.role for row in rows}) == len(rows)
    assert {"retained", "bank"} <= {row.role for row in rows}
    assert all(
        row.kind == {"1": "asset", "2": "liability", "3": "equity", "4": "income", "5": "expense"}[row.code[0]]
        for row in rows
    )
    assert all(what and money for what, money in (rules.plain_choices(way, rows) for way in rules.WAYS))


def test_a_cooperative_has_the_accounts_of_the_standard_form():
    names = {row["name"] for row in chart_of("cooperative")}

    assert {"조합원출자금", "법정적립금", "임의적립금", "미처분잉여금", "출자 예수금", "미지급배당금"} <= names


def test_money_not_yet_received_is_income_and_owed_to_us():
    rows = [
        account("1090", "미수금", role="other_receivable"),
        account("4010", "매출", "income"),
        account("1030", is_cash=True),
    ]

    what, money = rules.plain_choices("income", rows)

    assert ("묶음", [("4010", "매출")]) in what
    assert ("아직 받지 못함", [("1090", "미수금")]) in money


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"reversed_by": 7}, "7번"),
        ({"is_reversal": True}, "취소 전표"),
        ({"origin": "ledger.close:2018"}, "마감"),
        ({"origin": "cooperative.payment:1"}, "명부"),
        ({"has_bank_line": True}, "은행"),
    ],
)
def test_what_may_not_be_undone_by_hand_says_why(facts, word):
    none = {"origin": "", "is_reversal": False, "reversed_by": None, "has_bank_line": False}

    assert rules.reasons_against_reversing(**none) == []
    assert rules.reasons_against_reversing(**none | {"origin": "ledger.bankline:3"}) == []
    assert word in rules.reasons_against_reversing(**none | facts)[0]


@pytest.fixture
def books(db):
    return kept()


def written(entity, by, **more):
    said = {
        "day": date(2018, 3, 5), "text": "두부 콩", "lines": [Line("5010", 40_000), Line("1030", -40_000)], "key": "a" * 32,
        "today": TODAY, "at": NOON,
    }  # fmt: skip
    return hand.write(entity=entity, by=by, **said | more)


def test_an_entry_and_its_receipt_are_written_once_however_often_the_button_is_pressed(books):
    entity, keeper = books

    first, second = written(entity, keeper, file=RECEIPT), written(entity, keeper, file=RECEIPT)

    assert (first, first.number, Entry.objects.count(), Attachment.objects.count()) == (second, 1, 1, 1)


def test_the_same_key_for_another_amount_is_refused(books):
    entity, keeper = books
    written(entity, keeper)

    with pytest.raises(KeyReused):
        written(entity, keeper, lines=[Line("5010", 1), Line("1030", -1)])


def test_days_to_come_are_refused(books):
    with pytest.raises(NotPosted, match="오늘보다 뒤"):
        written(*books, day=date(2018, 3, 21))


@pytest.mark.django_db
def test_a_cooperatives_share_capital_is_not_written_by_hand():
    entity, keeper = kept("cooperative")

    with pytest.raises(NotPosted, match="조합원 명부"):
        written(entity, keeper, lines=[Line("1030", 5), Line("3310", -5)])

    assert not Entry.objects.exists()


def test_undoing_brings_back_what_stood_there_and_happens_once(books):
    entity, keeper = books
    entry = written(entity, keeper)
    said = {"entry": entry, "day": TODAY, "reason": "잘못 적음", "today": TODAY, "by": keeper, "at": NOON}

    first, second = hand.undo(**said), hand.undo(**said)

    assert first == second
    assert first.reverses == entry
    assert role_balance(entity, "bank", until=date(2019, 1, 1)) == 0


@pytest.mark.parametrize(("day", "word"), [(date(2018, 3, 4), "앞선 날"), (date(2018, 3, 21), "오늘보다")])
def test_an_entry_is_undone_neither_before_its_day_nor_ahead(books, day, word):
    entity, keeper = books
    entry = written(entity, keeper)

    with pytest.raises(NotPosted, match=word):
        hand.undo(entry=entry, day=day, reason="x", today=TODAY, by=keeper, at=NOON)


def test_an_entry_of_a_closed_period_is_undone_on_an_open_day(books):
    entity, keeper = books
    entry = written(entity, keeper, day=date(2018, 1, 5))
    close_period(entity=entity, until=date(2018, 2, 1), by=keeper, at=NOON)
    said = {"entry": entry, "reason": "잘못", "today": TODAY, "by": keeper, "at": NOON}

    with pytest.raises(PeriodClosed):
        hand.undo(day=date(2018, 1, 20), **said)

    assert hand.undo(day=TODAY, **said).day == TODAY


def test_an_entry_that_the_bank_confirms_is_taken_apart_there_first(books):
    entity, keeper = books
    entry = written(entity, keeper)
    posting = entry.postings.get(account__code="1030")
    statement = BankStatement.objects.create(account=posting.account, name="a.csv", sha256="0" * 64, at=NOON)
    BankLine.objects.create(
        statement=statement,
        account=posting.account,
        day=entry.day,
        amount=-40_000,
        key="k",
        posting=posting,
        linked_at=NOON,
    )

    with pytest.raises(NotPosted, match="은행"):
        hand.undo(entry=entry, day=TODAY, reason="x", today=TODAY, by=keeper, at=NOON)


def test_what_the_register_posted_is_not_undone_here(books):
    entity, keeper = books
    (entry,) = posted(entity, draft(debit="@bank", credit="@capital", origin="cooperative.payment:1"))

    with pytest.raises(NotPosted, match="명부"):
        hand.undo(entry=entry, day=TODAY, reason="x", today=TODAY, by=keeper, at=NOON)


def test_balances_at_the_beginning_leave_the_rest_to_the_retained_surplus(books):
    entity, keeper = books

    hand.open_balances(entity=entity, amounts={"1030": 900_000, "2570": -400_000, "1010": 0}, by=keeper, at=NOON)

    sheet = balance_sheet(entity, on=FROM)
    assert {row.name: row.amounts[0] for row in sheet.rows if row.kind == "line" and row.account} == {
        "보통예금": 900_000,
        "단기차입금": 400_000,
        "미처분이익잉여금": 500_000,
    }


def test_balances_at_the_beginning_come_first(books):
    entity, keeper = books
    filled(entity)

    with pytest.raises(NotPosted, match="이미 전표가"):
        hand.open_balances(entity=entity, amounts={"1030": 1}, by=keeper, at=NOON)


def test_books_are_opened_once(db):
    assert opened() == opened()
    assert Event.objects.filter(name="ledger.entity.opened").count() == 1
