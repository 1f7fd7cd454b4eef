"""Shares are subscribed; what was not paid may be cancelled."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.shared import locked, party, same_or_refuse, write
from socialgoods.cooperative.models import Cooperative, CooperativeState, Member, Subscription
from socialgoods.cooperative.queries import register as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import shares as rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_date
from socialgoods.ledger.actions.post import Line
from socialgoods.people.models import User


@transaction.atomic
def subscribe(
    *, member: Member, shares: int, on: date, key: str, due_on: date | None = None, by: User | None, at: datetime
) -> Subscription:
    """At the articles' price of that day. Once the co-operative is registered, within the cap."""
    cooperative = locked(member.cooperative)
    there = Subscription.objects.filter(key=key).first()
    if there is not None:
        return same_or_refuse(there, member_id=member.pk, shares=shares, subscribed_on=on)
    member = Member.objects.select_related("cooperative").get(pk=member.pk)
    articles = articles_on(cooperative, on)
    reasons = (
        _against_ending(cooperative)
        or reasons_against_standing(member, on)
        or rules.reasons_against_subscribing(
            shares=shares,
            after=queries.standing_by(member, on) + shares,
            least=articles.least_shares,
            price=articles.share_price_won,
            running_price=queries.running_price(cooperative, on),
            is_social=cooperative.is_social,
        )
    )
    if not reasons and queries.is_capped(cooperative, on):
        reasons = queries.reasons_against_more(member, shares, on)
    require_lawful(reasons)
    row = Subscription.objects.create(
        member=member, shares=shares, price_won=articles.share_price_won, subscribed_on=on, due_on=due_on, key=key
    )
    events.record("cooperative.shares.subscribed", member, by=by, at=at, shares=shares, on=on.isoformat())
    return row


@transaction.atomic
def cancel_unpaid(*, subscription: Subscription, on: date, by: User | None, at: datetime) -> Subscription:
    """What is not paid is not owed any more; money that was not a whole share yet goes back. Whole shares stay.

    Others may come to stand above the cap by it: nobody can be made to pay, so it is said and not refused.
    """
    cooperative = locked(subscription.member.cooperative)
    row = Subscription.objects.select_related("member__cooperative").get(pk=subscription.pk)
    if row.cancelled_on is not None:
        return row
    standing = queries.subscribed(row)
    last = queries.last_payment_on(row) or row.subscribed_on
    if not standing.rest_won:
        raise NotLawful(
            [Reason(_("모두 낸 청약이라 취소할 것이 없습니다."), rules.of_shares(1, is_social=cooperative.is_social))]
        )
    require_order(on, last)
    if standing.waiting_won and cooperative.entity is not None:
        lines = [Line("@share_deposits", standing.waiting_won, party(row.member)), Line("@bank", -standing.waiting_won)]
        text = _("%(name)s 출자 예수금 돌려줌") % {"name": row.member.name}
        origin = f"cooperative.subscription:{row.pk}"
        write(cooperative.entity, on, text, lines, key=f"cancel:{row.pk}", origin=origin, by=by, at=at)
    row.cancelled_on = on
    row.save(update_fields=["cancelled_on"])
    note_above(row.member, on, by=by, at=at)
    events.record(
        "cooperative.subscription.cancelled", row.member, by=by, at=at, subscription=row.pk, on=on.isoformat()
    )
    return row


def _against_ending(cooperative: Cooperative) -> list[Reason]:
    if cooperative.state not in {CooperativeState.WINDING_UP, CooperativeState.DISSOLVED}:
        return []
    return [
        Reason(_("해산한 조합은 청산만 합니다. 새로 출자할 수 없습니다."), act(102 if cooperative.is_social else 57))
    ]


def reasons_against_standing(member: Member, on: date) -> list[Reason]:
    """Who is not a member on that day, or leaves later, gets no new shares."""
    if member.starts_on <= on and member.ends_on is None:
        return []
    text = _("%(name)s은(는) 그날 조합원이 아니거나 이미 탈퇴했습니다. 날짜를 확인해 주세요.") % {"name": member.name}
    return [Reason(text, rules.of_shares(1, is_social=member.cooperative.is_social))]


def require_order(on: date, last: date) -> None:
    if on < last:
        text = _("%(day)s에 적은 것이 있습니다. 그날이나 그 뒤의 날짜로 적어 주세요.") % {"day": seoul_date(last)}
        raise NotLawful([Reason(text, _("조합원 명부"))])


def note_above(member: Member, on: date, *, by: User | None, at: datetime) -> None:
    """After shares have gone: who stands above the cap now, written down with by how much."""
    cooperative = member.cooperative
    if not queries.is_capped(cooperative, on):
        return
    for row in queries.above_cap(cooperative, on):
        events.record(
            "cooperative.cap.exceeded", cooperative, by=by, at=at, members=row.numbers, shares=row.above.shares, total=row.above.total,
            give=row.above.give, others=row.above.others,
        )  # fmt: skip
