"""Members, subscriptions and payments as of any day, and what the books say of them."""

from datetime import date

import pytest

from factories import NOON, CooperativeFactory
from socialgoods.cooperative.actions.member import join
from socialgoods.cooperative.actions.payment import pay
from socialgoods.cooperative.actions.subscription import subscribe
from socialgoods.cooperative.queries import register
from socialgoods.ledger.queries.balances import role_balance

pytestmark = pytest.mark.django_db
DAY = date(2018, 3, 2)
NEXT = date(2018, 3, 3)


def member(cooperative, name="두레", on=date(2018, 1, 5)):
    return join(cooperative=cooperative, name=name, stakeholder="producer", starts_on=on, by=None, at=NOON)


def subscribed(row, shares, on=date(2018, 1, 5), key=None):
    return subscribe(member=row, shares=shares, on=on, key=key or f"{row.pk}:{shares}:{on}", by=None, at=NOON)


def paid(subscription, amount, on=date(2018, 1, 10), **more):
    key = more.pop("key", f"{subscription.pk}:{amount}:{on}")
    return pay(subscription=subscription, amount=amount, paid_on=on, key=key, by=None, at=NOON, **more)


def four(cooperative, shares=10):
    """Four members, each with a quarter of the shares, paid."""
    rows = [member(cooperative, name) for name in ("가", "나", "다", "라")]
    from socialgoods.cooperative.models import Subscription

    for row in rows:
        each = Subscription.objects.create(
            member=row, shares=shares, price_won=10_000, subscribed_on=date(2018, 1, 5), key=f"four:{row.pk}"
        )
        paid(each, shares * 10_000)
    return rows


def capital(cooperative, day):
    cooperative.refresh_from_db()
    return -role_balance(cooperative.entity, "share_capital", until=day)


def test_a_payment_in_part_waits_and_a_whole_share_becomes_capital():
    cooperative = CooperativeFactory()
    four(cooperative)
    row = subscribed(member(cooperative, "마"), 3)

    paid(row, 15_000, on=DAY)

    assert register.shares_on(cooperative, DAY)[row.member_id] == 1
    assert register.paid_in_on(cooperative, DAY) == capital(cooperative, NEXT) == 410_000
    assert -role_balance(cooperative.entity, "share_deposits", until=NEXT) == 5_000
    assert register.deposits_on(cooperative, DAY) == 5_000


def test_the_same_payment_twice_is_one():
    cooperative = CooperativeFactory()
    four(cooperative)
    row = subscribed(member(cooperative, "마"), 3)

    first, second = paid(row, 10_000, key="once"), paid(row, 10_000, key="once")

    assert first == second
    assert register.shares_on(cooperative, DAY)[row.member_id] == 1
