"""Shares pass from one member to another by resolution of the assembly (§24③)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.lots import begin, open_lots, take
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.shared import entity_of, is_resolved, locked, party, same_or_refuse, write
from socialgoods.cooperative.actions.subscription import note_above, reasons_against_standing
from socialgoods.cooperative.models import AgendaItem, Member, ShareTransfer
from socialgoods.cooperative.queries import register as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import leaving as rules
from socialgoods.cooperative.rules.law import Reason
from socialgoods.kernel import events
from socialgoods.ledger.actions.post import Line
from socialgoods.people.models import User


@transaction.atomic
def transfer(
    *,
    giver: Member,
    taker: Member,
    shares: int,
    on: date,
    item: AgendaItem | None,
    key: str,
    by: User | None,
    at: datetime,
) -> ShareTransfer:
    """All shares of the giver: the membership passes with them and ends on that day."""
    cooperative = locked(giver.cooperative)
    there = ShareTransfer.objects.filter(key=key).first()
    if there is not None:
        return same_or_refuse(there, giver_id=giver.pk, taker_id=taker.pk, shares=shares, on=on)
    giver, taker = (Member.objects.select_related("cooperative").get(pk=row.pk) for row in (giver, taker))
    if giver.pk == taker.pk or giver.cooperative_id != taker.cooperative_id:
        text = _("같은 조합의 다른 조합원에게만 넘길 수 있습니다. 받는 쪽이 먼저 가입해야 합니다.")
        raise NotLawful([Reason(text, rules.by(24, 3, is_social=cooperative.is_social))])
    require_lawful(reasons_against_standing(giver, on) + reasons_against_standing(taker, on))
    lots = open_lots(giver, on)
    held = sum(lot.shares for lot in lots)
    require_lawful(_reasons(giver, shares, held, on, is_passed=is_resolved(item, "transfer", cooperative, giver)))
    if queries.is_capped(cooperative, on):
        require_lawful(queries.reasons_against_more(taker, shares, on, taken_from=giver))
    if item is None:
        raise AssertionError("what is not resolved was refused above")
    won = 0
    for lot, part in take(lots, shares, on):
        begin(taker, part, lot.price_won, on, lot)
        won += part * lot.price_won
    entry = write(
        entity_of(cooperative),
        on,
        _("출자좌 양도 %(giver)s → %(taker)s") % {"giver": giver.name, "taker": taker.name},
        [Line("@share_capital", won, party(giver)), Line("@share_capital", -won, party(taker))],
        key=f"transfer:{key}",
        origin=f"cooperative.member:{giver.pk}",
        by=by,
        at=at,
    )
    row = ShareTransfer.objects.create(
        giver=giver, taker=taker, shares=shares, on=on, item=item, key=key, entry=entry, by=by, at=at
    )
    if shares == held:
        giver.ends_on = on
        giver.save(update_fields=["ends_on"])
    events.record(
        "cooperative.shares.transferred", giver, by=by, at=at, shares=shares, taker=taker.number, on=on.isoformat()
    )
    note_above(giver, on, by=by, at=at)
    return row


def _reasons(giver: Member, shares: int, held: int, on: date, *, is_passed: bool) -> list[Reason]:
    cooperative = giver.cooperative
    reasons = rules.reasons_against_transfer(
        shares=shares, held=held, least=articles_on(cooperative, on).least_shares, is_passed=is_passed,
        is_social=cooperative.is_social,
    )  # fmt: skip
    if shares == held and queries.unpaid_by(giver, on):
        text = _("아직 내지 않은 청약이 있습니다. 모두 넘기기 전에 내거나 취소해 주세요.")
        reasons.append(Reason(text, rules.by(24, 3, is_social=cooperative.is_social)))
    return reasons
