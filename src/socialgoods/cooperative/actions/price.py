"""The articles have changed the price of a share: every holding becomes whole shares of the new price."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.lots import begin, end
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.actions.shared import entity_of, locked, party, write
from socialgoods.cooperative.models import Cooperative, Member, Payment, PaymentKind, ShareLot, Subscription
from socialgoods.cooperative.queries import register as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import shares as rules
from socialgoods.cooperative.rules.law import Reason
from socialgoods.kernel import events
from socialgoods.ledger.actions.post import Line
from socialgoods.people.models import User


@transaction.atomic
def convert(*, cooperative: Cooperative, on: date, by: User | None, at: datetime) -> int:
    """How many holdings were converted. No won is lost: what is no whole share waits on `@share_deposits` to be made up."""
    cooperative = locked(cooperative)
    price = articles_on(cooperative, on).share_price_won
    lots = list(
        ShareLot.objects.select_related("member")
        .filter(member__cooperative=cooperative, ends_on=None)
        .exclude(price_won=price)
        .order_by("pk")
    )
    _require_ready(cooperative, lots, on)
    by_member: dict[int, list[ShareLot]] = {}
    for lot in lots:
        by_member.setdefault(lot.member_id, []).append(lot)
    for own in by_member.values():
        _convert(cooperative, own, price, on, by, at)
    if lots:
        events.record("cooperative.price.converted", cooperative, by=by, at=at, price=price, on=on.isoformat())
    return len(by_member)


def _require_ready(cooperative: Cooperative, lots: list[ShareLot], on: date) -> None:
    article = rules.of_price(is_social=cooperative.is_social)
    if any(lot.starts_on > on for lot in lots):
        raise NotLawful([Reason(_("그날 뒤에 옛 금액으로 낸 출자좌가 있습니다. 날짜를 확인해 주세요."), article)])
    waiting = [
        row
        for member in Member.objects.filter(cooperative=cooperative, ends_on=None)
        for row in queries.subscriptions_of(member)
        if row.rest_won and row.subscription.price_won != articles_on(cooperative, on).share_price_won
    ]
    if waiting:
        text = _("옛 금액으로 청약하고 다 내지 않은 것이 %(count)s건 있습니다. 먼저 내거나 취소해 주세요.")
        raise NotLawful([Reason(text % {"count": len(waiting)}, article)])


def _convert(
    cooperative: Cooperative, own: list[ShareLot], price: int, on: date, by: User | None, at: datetime
) -> None:
    member, won = own[0].member, sum(lot.shares * lot.price_won for lot in own)
    shares, rest = divmod(won, price)
    for lot in own:
        end(lot, on)
    if shares:
        begin(member, shares, price, on, own[-1])
    if rest:
        lines = [Line("@share_capital", rest, party(member)), Line("@share_deposits", -rest, party(member))]
        key = f"convert:{member.pk}:{on.isoformat()}"
        text = _("%(name)s 1좌 금액 변경, 남은 돈") % {"name": member.name}
        origin = f"cooperative.member:{member.pk}"
        entry = write(entity_of(cooperative), on, text, lines, key=key, origin=origin, by=by, at=at)
        row = Subscription.objects.create(member=member, shares=1, price_won=price, subscribed_on=on, key=key)
        Payment.objects.create(
            subscription=row, kind=PaymentKind.CONVERTED, amount=rest, paid_on=on, key=key, entry=entry, by=by, at=at
        )
