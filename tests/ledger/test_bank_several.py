"""One line of the bank for several postings: an invoice and another, a sale less the fee that the bank took."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ledger.bank_made import NOON, brought, paid_in
from ledger.made import posted
from socialgoods.ledger.actions import bank_import, bank_match
from socialgoods.ledger.actions.post import Draft, Line
from socialgoods.ledger.actions.verify import differences
from socialgoods.ledger.models import BankLine, Entity
from socialgoods.ledger.queries import bank as queries
from socialgoods.ledger.queries.bank_reconciliation import reconciliation
from socialgoods.ledger.rules.bank_match import adding_up

pytestmark = pytest.mark.django_db
DAY, UNTIL = date(2018, 3, 5), date(2018, 4, 1)


@pytest.fixture
def bank(books):
    return books.accounts.get(role="bank")


@pytest.fixture
def line(bank):
    """100,000 from one who pays two invoices."""
    return brought(bank, ("2018-03-05", "두레", "대금", 100_000)).lines.get()


@pytest.fixture
def invoices(books):
    return [paid_in(books, won, DAY, key=f"invoice-{won}", credit="@sales") for won in (60_000, 40_000)]


def told(books):
    return list(differences(Entity.objects.get(pk=books.pk)))


def several(line, postings):
    return bank_match.link_several(line=line, postings=postings, by=None, at=NOON)


def test_a_line_stands_for_two_entries_that_add_up_to_it(books, bank, line, invoices):
    several(line, invoices)

    assert list(queries.open_lines(bank)) == []
    assert list(queries.open_postings(bank)) == []
    assert reconciliation(bank, until=UNTIL).is_clear
    assert (queries.accounts_state(books)[0].lines, queries.accounts_state(books)[0].open_lines) == (1, 0)
    assert told(books) == []


def test_a_line_stands_for_an_entry_with_several_legs_on_the_account(books, bank):
    """Sold for 100,000, of which the bank took 500: the account was credited 99,500 in one sum."""
    line = brought(bank, ("2018-03-05", "두레", "대금", 99_500)).lines.get()
    legs = [Line("@bank", 100_000), Line("@sales", -100_000), Line("@fees", 500), Line("@bank", -500)]
    (entry,) = posted(books, Draft(DAY, "판매", legs, "fee"))

    several(line, list(entry.postings.filter(account=bank)))

    assert reconciliation(bank, until=UNTIL).is_clear


def test_the_same_press_twice_gives_the_same_and_another_is_told(line, invoices, books):
    first = several(line, invoices)

    assert several(line, invoices) == first
    with pytest.raises(bank_match.NotMatched, match="이미 맞춘"):
        several(line, [*invoices, paid_in(books, 5, DAY, key="more")])
    with pytest.raises(bank_match.NotMatched, match="이미 맞춘"):
        bank_match.book(line=line, day=DAY, text="대금", others=[Line("@sales", -100_000)], by=None, at=NOON)
    with pytest.raises(bank_match.NotMatched, match="이미 맞춘"):
        bank_match.link(line=line, posting=paid_in(books, 100_000, DAY, key="whole"), by=None, at=NOON)


def test_what_does_not_add_up_or_stands_for_another_line_already_is_refused(books, bank, line, invoices):
    with pytest.raises(bank_match.NotMatched, match="더하면 60,005원"):
        several(line, [invoices[0], paid_in(books, 5, DAY, key="five")])
    other = brought(bank, ("2018-03-06", "한빛", "대금", 40_000), start=100_000, name="b.csv").lines.get()
    bank_match.link(line=other, posting=invoices[1], by=None, at=NOON)

    with pytest.raises(bank_match.NotMatched, match="둘 이상"):
        several(line, invoices)
    with pytest.raises(bank_match.NotMatched, match="둘 이상"):
        several(line, invoices[:1])
    assert BankLine.objects.count() == 2


def test_the_database_keeps_a_posting_to_one_part_and_a_part_to_one_posting(line, invoices):
    first, _second = several(line, invoices)

    for change in ({"posting": None, "linked_at": None}, {"posting": invoices[1]}, {"is_split": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BankLine.objects.filter(pk=first.pk).update(**change)


def test_a_split_line_is_taken_apart_as_a_whole(bank, line, invoices, books):
    first, _second = several(line, invoices)
    with pytest.raises(bank_import.NotUndone):
        bank_import.undo(statement=line.statement, by=None, at=NOON)

    bank_match.unlink(line=first, by=None, at=NOON)

    assert list(queries.open_lines(bank)) == [line]
    assert len(queries.open_postings(bank)) == 2
    assert several(line, invoices)
    assert told(books) == []


def test_on_a_day_between_the_entries_what_is_not_booked_yet_is_open(books, bank, line):
    rows = [paid_in(books, won, day, key=f"{won}") for won, day in ((60_000, DAY), (40_000, date(2018, 3, 20)))]
    several(line, rows)

    sheet = reconciliation(bank, until=date(2018, 3, 10))

    assert [row.amount for row in sheet.lines] == [40_000]
    assert sheet.explained == sheet.difference == 40_000
    assert reconciliation(bank, until=UNTIL).is_clear


def test_a_part_that_was_changed_by_hand_is_found(books, line, invoices):
    first, _second = several(line, invoices)

    BankLine.objects.filter(pk=first.pk).update(amount=1)

    assert told(books)


def test_two_or_three_that_add_up_are_found():
    assert adding_up(100, [70, 60, 40, 30]) == (0, 3)
    assert adding_up(99, [100, 50, -1]) == (0, 2)
    assert adding_up(9, [2, 3, 4, 5]) == (2, 3)
    assert adding_up(9, [1, 3, 5]) == (0, 1, 2)
    assert adding_up(7, [1, 2]) == ()


def test_the_page_offers_those_that_add_up_and_takes_them_with_one_press(client, keeper, books, line, invoices):
    paid_in(books, 7, DAY, key="seven")
    address = reverse("bank_line", args=["network", line.pk])

    shown = client.get(address).text
    chosen = {"posting": [row.pk for row in invoices]}
    done = client.post(reverse("bank_several", args=["network", line.pk]), chosen, follow=True)
    matched = client.get(address, follow=True)

    assert shown.count(" checked>") == 2
    assert "전표 2건과 맞추었습니다" in done.text
    assert "이 거래는 전표 <b>2건</b>과 맞추었습니다" in matched.text
    assert client.get(reverse("bank_files", args=["network", line.account.code])).status_code == 200

    part = line.parts.first()
    open_again = client.post(reverse("bank_unlink", args=["network", part.pk]), follow=True)
    assert open_again.redirect_chain[-1][0] == address
    assert "맞춤을 풀었습니다" in open_again.text


def test_a_choice_that_does_not_add_up_is_said_on_the_page(client, keeper, line, invoices, books):
    more = paid_in(books, 7, DAY, key="seven")

    answer = client.post(
        reverse("bank_several", args=["network", line.pk]), {"posting": [invoices[0].pk, more.pk]}, follow=True
    )

    assert "고른 전표를 더하면 60,007원입니다" in answer.text
    assert not line.parts.exists()
