"""Small loans to members, in the books and within the law."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cooperative.made_year import AT, house
from socialgoods.cooperative.actions import loan
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import LoanRepayment, MemberLoan
from socialgoods.cooperative.queries import loans as queries
from socialgoods.ledger.queries.balances import role_balance

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY, DUE = date(2018, 3, 1), date(2019, 3, 1)


def lender(**fields):
    """400,000 won paid in: 266,666 may be lent; by its articles 200,000 to one member."""
    row = house(**fields)
    row.articles.update(loan_limit_won=200_000)
    return row


def lent(row, amount=100_000, number=1, *, key=None, **terms):
    terms = {"rate": Decimal(3), "late_rate": Decimal(12), "on": DAY, "due_on": DUE} | terms
    return loan.lend(
        member=row.members.get(number=number),
        principal=amount,
        key=key or f"{number}:{amount}",
        by=None,
        at=AT,
        **terms,
    )


def test_loan_stands_in_the_books_once():
    row = lender()

    first, again = lent(row), lent(row)

    assert first == again
    assert role_balance(row.entity, "member_loans", until=DUE) == queries.outstanding_on(row, DAY) == 100_000


def test_loans_beyond_two_thirds_of_the_paid_in_capital_are_the_social_funds():
    """§94①: 266,666 of 400,000."""
    row = lender()
    lent(row, 200_000)
    lent(row, 66_666, number=2)

    with pytest.raises(NotLawful, match="사회적금융 기금"):
        lent(row, 1, number=3)


def test_general_cooperative_does_not_lend():
    """§45③."""
    with pytest.raises(NotLawful, match="제45조제3항"):
        lent(lender(kind="general"))


def test_late_rate_is_measured_by_the_day_of_the_contract():
    """Decree §22, 이자제한법: 24.5 % was lawful until 7 February 2018."""
    row = lender()

    assert lent(row, late_rate=Decimal("24.5"), on=date(2018, 2, 7)).pk
    with pytest.raises(NotLawful, match="24"):
        lent(row, 1_000, late_rate=Decimal("24.5"), on=date(2018, 2, 8))


def test_member_who_left_does_not_borrow():
    """§94①."""
    row = lender()
    row.members.filter(number=1).update(ends_on=DAY)

    with pytest.raises(NotLawful, match="조합원에게만"):
        lent(row)


def test_repayment_goes_to_the_books_with_its_interest():
    row = lender()
    first = lent(row)
    asked = {
        "loan": first,
        "principal": 40_000,
        "interest": 246,
        "on": date(2018, 6, 9),
        "key": "r1",
        "by": None,
        "at": AT,
    }

    assert queries.owed_on(first, date(2018, 4, 1)).interest == 254
    loan.repay(**asked)
    loan.repay(**asked)

    assert role_balance(row.entity, "member_loans", until=DUE) == 60_000
    assert role_balance(row.entity, "interest_income", until=DUE) == -246
    assert queries.outstanding_on(row, date(2018, 6, 8)) == 100_000
    assert queries.outstanding_on(row, date(2018, 6, 9)) == 60_000


def test_interest_after_the_due_day_is_at_the_late_rate():
    """By hand: 100,000 at 3 % for 365 days is 3,000; at 12 % for 73 days 2,400."""
    first = lent(lender())

    owed = queries.owed_on(first, date(2019, 5, 13))

    assert (owed.principal, owed.interest, owed.late_interest) == (100_000, 3_000, 2_400)


def test_more_than_is_owed_is_not_repaid():
    row = lender()

    with pytest.raises(NotLawful, match="남은 원금"):
        loan.repay(loan=lent(row), principal=100_001, on=DUE, key="r1", by=None, at=AT)


def test_database_refuses_impossible_amounts():
    first = lent(lender())

    with pytest.raises(IntegrityError), transaction.atomic():
        MemberLoan.objects.update(repaid_won=100_001)
    with pytest.raises(IntegrityError), transaction.atomic():
        LoanRepayment.objects.create(loan=first, principal_won=0, paid_on=DUE, key="x", entry=first.entry, at=AT)
