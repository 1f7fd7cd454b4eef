"""A co-operative with members, their shares paid, and resolutions as if they were taken."""

from datetime import UTC, date, datetime

from factories import NOON, CooperativeFactory
from socialgoods.cooperative.actions.member import join
from socialgoods.cooperative.actions.payment import pay
from socialgoods.cooperative.actions.subscription import subscribe
from socialgoods.cooperative.models import AgendaItem, Assembly, Subscription

JOINED = date(2018, 1, 5)
DAY = date(2018, 3, 2)


def member(cooperative, name="두레", on=JOINED, **more):
    return join(cooperative=cooperative, name=name, stakeholder="producer", starts_on=on, by=None, at=NOON, **more)


def subscribed(row, shares, on=JOINED, key=None):
    return subscribe(member=row, shares=shares, on=on, key=key or f"{row.pk}:{shares}:{on}", by=None, at=NOON)


def paid(subscription, amount, on=date(2018, 1, 10), **more):
    key = more.pop("key", f"{subscription.pk}:{amount}:{on}")
    return pay(subscription=subscription, amount=amount, paid_on=on, key=key, by=None, at=NOON, **more)


def founded(members=4, shares=10, price=10_000, **more):
    """Members with so many shares each, paid: as after a founding, where the cap is asked of all together."""
    cooperative = CooperativeFactory(price=price, **more)
    rows = [member(cooperative, f"조합원{number}") for number in range(1, members + 1)]
    for row in rows:
        each = Subscription.objects.create(
            member=row, shares=shares, price_won=price, subscribed_on=JOINED, key=f"founded:{row.pk}"
        )
        paid(each, shares * price, on=JOINED)
    cooperative.refresh_from_db()
    return cooperative, rows


def passed(cooperative, subject, about=None, held_at=datetime(2018, 2, 20, 5, tzinfo=UTC)):
    assembly, _new = Assembly.objects.get_or_create(
        cooperative=cooperative, held_at=held_at, defaults={
            "kind": "ordinary", "title": "정기총회", "place": "회관", "record_on": date(2018, 1, 20), "state": "closed",
        },
    )  # fmt: skip
    return AgendaItem.objects.create(
        assembly=assembly,
        number=assembly.items.count() + 1,
        title=subject,
        subject=subject,
        about=about,
        state="done",
        is_passed=True,
    )
