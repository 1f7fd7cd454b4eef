"""Leaving the co-operative. The shares leave the capital on that day and wait as a debt until they are refunded.

Nobody is kept in because others would come to stand above the cap: everyone may leave (§24). Who then stands above it is written
down, may get no more shares, and is named on the register with what brings it back (decision 0028).
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from socialgoods.cooperative import share_parameters as parameters
from socialgoods.cooperative.actions.lots import end, open_lots
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.shared import entity_of, is_resolved, locked, party, write
from socialgoods.cooperative.actions.subscription import note_above, require_order
from socialgoods.cooperative.models import (
    AgendaItem,
    Cooperative,
    Departure,
    DepartureKind,
    Member,
    Payment,
    ShareLot,
    Subscription,
)
from socialgoods.cooperative.queries import register as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import leaving as rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.ledger.actions.post import Line, reverse
from socialgoods.ledger.models import Entry
from socialgoods.people.models import User


@transaction.atomic
def withdraw(
    *, member: Member, notified_on: date, on: date, reason: str = "", debts_won: int = 0, by: User | None, at: datetime
) -> Departure:
    """`on` is the first day without membership; the articles may want notice."""
    cooperative = locked(member.cooperative)
    there = _left(member)
    if there is not None:
        return there
    notice = articles_on(cooperative, notified_on).withdrawal_notice_days
    require_lawful(
        rules.reasons_against_withdrawing(
            notified_on=notified_on, left_on=on, notice_days=notice, is_social=cooperative.is_social
        )
    )
    return _leave(cooperative, member, DepartureKind.WITHDRAWAL, notified_on, on, reason, None, debts_won, by, at)


@transaction.atomic
def expel(
    *, member: Member, on: date, reason: str, reasons_sent_on: date | None, may_speak: bool, item: AgendaItem | None,
    debts_won: int = 0, by: User | None, at: datetime,
) -> Departure:  # fmt: skip
    """By special resolution, after the reasons were sent in time and the member could speak (§25②)."""
    cooperative = locked(member.cooperative)
    there = _left(member)
    if there is not None:
        return there
    if item is None or not is_resolved(item, "expulsion", cooperative, member):
        text = _("제명은 총회의 특별의결이 있어야 합니다. 총회에 제명 안건을 올려 주세요.")
        raise NotLawful([Reason(text, f"{rules.by(25, 1, is_social=cooperative.is_social)}, {act(29, 1, item='8')}")])
    held_on = seoul_day(item.assembly.held_at)
    require_lawful(
        rules.reasons_against_expelling(
            reasons_sent_on=reasons_sent_on, assembly_on=held_on, days=parameters.EXPULSION_NOTICE_DAYS.on(held_on),
            may_speak=may_speak, reason=reason, is_social=cooperative.is_social,
        )
    )  # fmt: skip
    require_order(on, held_on)
    sent = reasons_sent_on or held_on
    return _leave(cooperative, member, DepartureKind.EXPULSION, sent, on, reason, item, debts_won, by, at)


@transaction.atomic
def lose(
    *, member: Member, kind: str, on: date, notified_on: date | None = None, reason: str = "", debts_won: int = 0,
    by: User | None, at: datetime,
) -> Departure:  # fmt: skip
    """By law on the day itself (§24②): death, dissolution of a member organisation, loss of what makes a member."""
    cooperative = locked(member.cooperative)
    there = _left(member)
    if there is not None:
        return there
    if kind not in {DepartureKind.DEATH, DepartureKind.DISSOLUTION, DepartureKind.LOSS}:
        raise ValueError(f"not a way of leaving by law: {kind}")
    return _leave(cooperative, member, kind, notified_on or on, on, reason, None, debts_won, by, at)


@transaction.atomic
def take_back(*, member: Member, on: date, by: User | None, at: datetime) -> Member:
    """An announced withdrawal, before its day: membership, shares and promises go on, and the entry of that day is reversed.

    The row of the departure goes; that there was one is in the history. Whoever stands above the cap by it is named, as after a leaving.
    """
    cooperative = locked(member.cooperative)
    member = Member.objects.select_related("cooperative").get(pk=member.pk)
    row = Departure.objects.filter(member=member).select_related("entry").first()
    if row is None:
        return member
    require_lawful(
        rules.reasons_against_staying(
            is_withdrawal=row.kind == DepartureKind.WITHDRAWAL, kind=row.get_kind_display(), left_on=row.left_on, on=on,
            is_member_again=_is_member_again(member), is_social=cooperative.is_social,
        )
    )  # fmt: skip
    ended = ShareLot.objects.filter(member=member, ends_on=row.left_on)
    ended.exclude(pk__in=ShareLot.objects.filter(came_from__in=ended).values("came_from")).update(ends_on=None)
    _take_up_subscriptions(cooperative, member, row.left_on)
    facts = {"announced": row.notified_on.isoformat(), "left_on": row.left_on.isoformat(), "reason": row.reason}
    entry = row.entry
    row.delete()
    member.ends_on = None
    member.save(update_fields=["ends_on"])
    if entry is not None:
        text = _("%(name)s 탈퇴를 거두어들임") % {"name": member.name}
        reverse(entry=entry, day=entry.day, reason=text[:200], key=f"stay:{entry.pk}", by=by, at=at)
    events.record("cooperative.departure.taken_back", member, by=by, at=at, on=on.isoformat(), **facts)
    note_above(member, date.fromisoformat(facts["left_on"]), by=by, at=at)
    return member


def _is_member_again(member: Member) -> bool:
    rows = Member.objects.filter(cooperative=member.cooperative, ends_on=None).exclude(pk=member.pk)
    if member.organization_id is not None:
        return rows.filter(organization=member.organization_id).exists()
    return member.user_id is not None and rows.filter(user=member.user_id).exists()


def _take_up_subscriptions(cooperative: Cooperative, member: Member, on: date) -> None:
    """Promises that ended with the leaving; not one that was cancelled for itself, for that money was given back."""
    rows = Subscription.objects.filter(member=member, cancelled_on=on)
    if cooperative.entity is not None:
        keys = [f"cancel:{pk}" for pk in rows.values_list("pk", flat=True)]
        cancelled = cooperative.entity.entries.filter(key__in=keys).values_list("key", flat=True)
        rows = rows.exclude(pk__in=[int(key.partition(":")[2]) for key in cancelled])
    rows.update(cancelled_on=None)


def die(*, member: Member, on: date, notified_on: date | None = None, by: User | None, at: datetime) -> Departure:
    """The heirs claim the refund."""
    return lose(member=member, kind=DepartureKind.DEATH, on=on, notified_on=notified_on, by=by, at=at)


def _left(member: Member) -> Departure | None:
    return Departure.objects.filter(member=member).first()


def _leave(
    cooperative: Cooperative, member: Member, kind: str, notified_on: date, on: date, reason: str, item: AgendaItem | None,
    debts_won: int, by: User | None, at: datetime,
) -> Departure:  # fmt: skip
    member = Member.objects.select_related("cooperative").get(pk=member.pk)
    if member.ends_on is not None or on < member.starts_on:
        raise NotLawful(
            [Reason(_("그날 조합원이 아닙니다. 날짜를 확인해 주세요."), rules.by(24, is_social=cooperative.is_social))]
        )
    _require_nothing_later(member, on)
    lots = open_lots(member, on)
    capital = sum(lot.shares * lot.price_won for lot in lots)
    for lot in lots:
        end(lot, on)
    waiting = _give_up_subscriptions(member, on)
    claim_from_on, lapses_on = rules.claim_days(
        left_on=on, end_month=articles_on(cooperative, on).end_month,
        lapses_months=parameters.REFUND_LAPSES_MONTHS.on(max(on, parameters.IN_FORCE)),
    )  # fmt: skip
    row = Departure.objects.create(
        member=member, kind=kind, notified_on=notified_on, left_on=on, reason=reason[:300], item=item, claim_from_on=claim_from_on,
        lapses_on=lapses_on, debts_won=debts_won, entry=_book(cooperative, member, on, capital, waiting, by, at),
    )  # fmt: skip
    member.ends_on = on
    member.save(update_fields=["ends_on"])
    events.record("cooperative.member.left", member, by=by, at=at, kind=kind, on=on.isoformat(), won=capital + waiting)
    note_above(member, on, by=by, at=at)
    return row


def _require_nothing_later(member: Member, on: date) -> None:
    last = member.subscriptions.order_by("-subscribed_on").values_list("subscribed_on", flat=True).first()
    paid = (
        Payment.objects.filter(subscription__member=member)
        .order_by("-paid_on")
        .values_list("paid_on", flat=True)
        .first()
    )
    for day in (last, paid):
        if day is not None:
            require_order(on, day)


def _give_up_subscriptions(member: Member, on: date) -> int:
    """What is not paid is not owed any more; what was paid and is no whole share yet is refunded with the rest."""
    waiting = 0
    for each in queries.subscriptions_of(member):
        if each.rest_won:
            waiting += each.waiting_won
            each.subscription.cancelled_on = on
            each.subscription.save(update_fields=["cancelled_on"])
    return waiting


def _book(
    cooperative: Cooperative, member: Member, on: date, capital: int, waiting: int, by: User | None, at: datetime
) -> Entry | None:
    if not capital + waiting:
        return None
    who = party(member)
    lines = [
        Line("@share_capital", capital, who),
        Line("@share_deposits", waiting, who),
        Line("@refunds_due", -capital - waiting, who),
    ]
    text = _("%(name)s 탈퇴, 환급할 출자금") % {"name": member.name}
    origin = f"cooperative.member:{member.pk}"
    entity, key = entity_of(cooperative), f"leave:{member.pk}"
    before = entity.entries.filter(Q(key=key) | Q(key__startswith=f"{key}:")).count()
    key = f"{key}:{before + 1}" if before else key  # announced, taken back, and announced again
    return write(entity, on, text, lines, key=key, origin=origin, by=by, at=at)
