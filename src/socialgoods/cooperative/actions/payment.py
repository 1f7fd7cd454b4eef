"""Paying for shares: every payment is posted, every whole share becomes the member's."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import require_lawful
from socialgoods.cooperative.actions.shared import books, locked, party, same_or_refuse, write
from socialgoods.cooperative.actions.subscription import reasons_against_standing, require_order
from socialgoods.cooperative.models import CooperativeState, Payment, PaymentKind, ShareLot, Subscription
from socialgoods.cooperative.queries import register as queries
from socialgoods.cooperative.rules import member as member_rules
from socialgoods.cooperative.rules import shares as rules
from socialgoods.kernel import events
from socialgoods.ledger.actions.post import Line
from socialgoods.people.models import User

MAY_TAKE_MONEY = {CooperativeState.ACCEPTED, CooperativeState.REGISTERED}


@transaction.atomic
def pay(
    *, subscription: Subscription, amount: int, paid_on: date, kind: str = PaymentKind.CASH, text: str = "", key: str,
    by: User | None, at: datetime,
) -> Payment:  # fmt: skip
    """Each whole share goes to `@share_capital` and becomes a lot of that day; what is left waits in `@share_deposits`."""
    cooperative = locked(subscription.member.cooperative)
    there = Payment.objects.filter(key=key).first()
    if there is not None:
        return same_or_refuse(there, subscription_id=subscription.pk, amount=amount, paid_on=paid_on, kind=kind)
    subscription = Subscription.objects.select_related("member__cooperative").get(pk=subscription.pk)
    member, standing = subscription.member, queries.subscribed(subscription)
    reasons = member_rules.reasons_against_taking_money(
        is_accepted=cooperative.state in MAY_TAKE_MONEY, accepted_on=cooperative.accepted_on, paid_on=paid_on,
        is_social=cooperative.is_social,
    ) or reasons_against_standing(member, paid_on)  # fmt: skip
    reasons += rules.reasons_against_paying(
        amount=amount, rest=standing.rest_won, kind=kind, text=text, is_social=cooperative.is_social
    )
    require_lawful(reasons)
    require_order(paid_on, queries.last_payment_on(subscription) or subscription.subscribed_on)
    whole = (standing.paid_won + amount) // subscription.price_won - standing.whole
    capital = whole * subscription.price_won
    entry = write(
        books(cooperative, on=paid_on, by=by, at=at),
        paid_on,
        _("%(name)s 출자금 납입") % {"name": member.name},
        [
            Line("@in_kind" if kind == PaymentKind.IN_KIND else "@bank", amount, text=text[:200]),
            Line("@share_deposits", capital - amount, party(member)),
            Line("@share_capital", -capital, party(member)),
        ],
        key=f"pay:{key}",
        origin=f"cooperative.subscription:{subscription.pk}",
        by=by,
        at=at,
    )
    row = Payment.objects.create(
        subscription=subscription,
        kind=kind,
        amount=amount,
        text=text[:200],
        paid_on=paid_on,
        key=key,
        entry=entry,
        by=by,
        at=at,
    )
    if whole:
        ShareLot.objects.create(
            member=member, shares=whole, price_won=subscription.price_won, starts_on=paid_on, payment=row
        )
    events.record("cooperative.shares.paid", member, by=by, at=at, amount=amount, shares=whole, on=paid_on.isoformat())
    return row
