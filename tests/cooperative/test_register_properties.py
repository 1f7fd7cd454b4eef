"""Whatever members do with their shares, in whatever order: the books say what the register says, and the cap is kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from factories import NOON, CooperativeFactory
from socialgoods.cooperative.actions import leaving, refund, subscription, transfer
from socialgoods.cooperative.actions.member import join
from socialgoods.cooperative.actions.payment import pay
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import AgendaItem, Assembly, Departure, Member, Payment, ShareTransfer, Subscription
from socialgoods.cooperative.queries import liabilities, register

FIRST = date(2018, 1, 5)
MOVES = ("subscribe", "pay", "part", "cancel", "transfer", "withdraw", "announce", "stay", "fix", "refund", "lapse")
STEPS = st.lists(
    st.tuples(st.sampled_from(MOVES), st.integers(0, 5), st.integers(0, 5), st.integers(1, 12), st.integers(0, 400)),
    min_size=4,
    max_size=14,
)


def passed(cooperative, subject, number):
    """A resolution of the assembly, as if it were taken."""
    assembly, _new = Assembly.objects.get_or_create(
        cooperative=cooperative, kind="ordinary", title="총회", held_at=datetime(2018, 1, 1, tzinfo=UTC), place="회관",
        record_on=date(2018, 1, 1), state="closed",
    )  # fmt: skip
    return AgendaItem.objects.create(
        assembly=assembly, number=number, title=subject, subject=subject, state="done", is_passed=True
    )


def founded(code):
    """Six members with four shares each, paid."""
    cooperative = CooperativeFactory(code=code)
    for name in "가나다라마바":
        row = join(cooperative=cooperative, name=name, stakeholder="worker", starts_on=FIRST, by=None, at=NOON)
        each = Subscription.objects.create(
            member=row, shares=4, price_won=10_000, subscribed_on=FIRST, key=f"{code}:{row.pk}"
        )
        pay(subscription=each, amount=40_000, paid_on=FIRST, key=f"{code}:pay:{row.pk}", by=None, at=NOON)
    cooperative.refresh_from_db()
    return cooperative


def do(cooperative, members, items, day, step, key):
    move, first, second, count, _days = step
    row = members[first]
    common = {"by": None, "at": NOON}
    if move == "subscribe":
        return subscription.subscribe(member=row, shares=count, on=day, key=key, **common)
    open_rows = [each for each in register.subscriptions_of(row) if each.rest_won]
    if move in {"pay", "part", "cancel"} and open_rows:
        each = open_rows[0]
        if move == "cancel":
            return subscription.cancel_unpaid(subscription=each.subscription, on=day, **common)
        amount = each.rest_won if move == "pay" else min(each.rest_won, count * 3_700)
        return pay(subscription=each.subscription, amount=amount, paid_on=day, key=key, **common)
    if move == "transfer":
        return transfer.transfer(
            giver=row, taker=members[second], shares=count, on=day, item=items["transfer"], key=key, **common
        )
    if move == "withdraw":
        return leaving.withdraw(member=row, notified_on=day - timedelta(days=90), on=day, **common)
    if move == "announce":
        return leaving.withdraw(member=row, notified_on=day - timedelta(days=90), on=day + timedelta(days=60), **common)
    if move == "stay":
        return leaving.take_back(member=row, on=day, **common)
    departure = Departure.objects.filter(member=row).first()
    if departure is None:
        return None
    if move == "fix":
        return refund.fix_amount(departure=departure, on=day, **common)
    if move == "refund":
        return refund.refund(
            departure=departure, amount=count * 5_000, paid_on=day, item=items["refund"], key=key, **common
        )
    return refund.lapse(departure=departure, on=day, **common) if move == "lapse" else None


class Sequences(TestCase):
    @pytest.mark.slow
    @settings(max_examples=12)
    @given(STEPS)
    def test_any_sequence_keeps_the_lots_equal_to_the_capital_and_the_cap(self, steps):
        cooperative = founded("sequence")
        members = list(Member.objects.filter(cooperative=cooperative).order_by("number"))
        items = {name: passed(cooperative, name, n) for n, name in enumerate(("transfer", "refund"))}
        day, days, unnamed = FIRST, [FIRST], []
        for number, step in enumerate(steps):
            day += timedelta(days=step[4])
            days.append(day)
            before = above_cap(cooperative, day)
            try:
                do(cooperative, members, items, day, step, f"step:{number}")
            except NotLawful as refusal:
                unnamed += [reason for reason in refusal.reasons if not (reason.text and reason.article)]
            if step[0] in {"subscribe", "transfer"}:
                above = above_cap(cooperative, day)
                assert all(before.get(name, 0) >= shares for name, shares in above.items()), "got shares above the cap"

        assert unnamed == []
        for each in days:
            assert liabilities.reconcile(cooperative, each) == []
            assert register.shares_on(cooperative, each) == replayed(cooperative, each)
            rows = register.register_on(cooperative, each)
            assert [row.pk for row in rows] == [row.pk for row in members_by_hand(cooperative, each)]
            assert sum(row.paid_won for row in rows) == register.paid_in_on(cooperative, each)


def above_cap(cooperative, day):
    """Some are above it because another left: that day comes by itself."""
    return {row.name: row.above.shares for row in register.above_cap(cooperative, day)}


def members_by_hand(cooperative, day):
    rows = Member.objects.filter(cooperative=cooperative).order_by("number")
    return [row for row in rows if row.starts_on <= day and (row.ends_on is None or day < row.ends_on)]


def replayed(cooperative, day):
    """From the facts one by one, and no lot among them: payments, transfers, leavers, in the order of days."""
    paid, held = {}, {}
    facts = [
        (row.paid_on, 0, row.pk, row) for row in Payment.objects.filter(subscription__member__cooperative=cooperative)
    ]
    facts += [(row.on, 1, row.pk, row) for row in ShareTransfer.objects.filter(giver__cooperative=cooperative)]
    facts += [(row.left_on, 2, row.pk, row) for row in Departure.objects.filter(member__cooperative=cooperative)]
    for on, _kind, _pk, fact in sorted(facts, key=lambda each: each[:3]):
        if on > day:
            break
        if isinstance(fact, Payment):
            before = paid.get(fact.subscription_id, 0)
            paid[fact.subscription_id] = before + fact.amount
            whole = (before + fact.amount) // 10_000 - before // 10_000
            held[fact.subscription.member_id] = held.get(fact.subscription.member_id, 0) + whole
        elif isinstance(fact, ShareTransfer):
            held[fact.giver_id] -= fact.shares
            held[fact.taker_id] = held.get(fact.taker_id, 0) + fact.shares
        else:
            held.pop(fact.member_id, None)
    return {member: shares for member, shares in held.items() if shares}
