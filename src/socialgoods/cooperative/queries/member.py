"""One member's story: what was subscribed, paid, passed on, and how he or she left."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from socialgoods.cooperative.models import Departure, Member, Payment, ShareTransfer
from socialgoods.kernel import events
from socialgoods.kernel.formats import number, seoul_date, won_words
from socialgoods.kernel.models import Event


def timeline(member: Member, departure: Departure | None) -> list[dict[str, Any]]:
    """Newest first."""
    entries = [_entry(member.starts_on, 0, _("조합원이 됨"))]
    for row in member.subscriptions.all():
        text = _("1좌 %(price)s") % {"price": won_words(row.price_won)}
        entries.append(_entry(row.subscribed_on, 1, _("%(shares)s좌 청약") % {"shares": number(row.shares)}, text))
        if row.cancelled_on:
            entries.append(_entry(row.cancelled_on, 4, _("내지 않은 청약을 취소함"), tone="warning"))
    for paid in Payment.objects.filter(subscription__member=member).prefetch_related("lots"):
        whole = sum(lot.shares for lot in paid.lots.all())
        text = _("%(shares)s좌가 채워짐") % {"shares": number(whole)} if whole else _("아직 1좌가 되지 않음")
        title = _("%(amount)s 납입 (%(kind)s)") % {"amount": won_words(paid.amount), "kind": paid.get_kind_display()}
        entries.append(_entry(paid.paid_on, 2, title, f"{paid.text} · {text}" if paid.text else text, tone="success"))
    for moved in ShareTransfer.objects.filter(Q(giver=member) | Q(taker=member)).select_related(
        "giver", "taker", "item"
    ):
        entries.append(_entry(moved.on, 3, *_transfer(moved, member)))
    if departure is not None:
        entries += _leaving(departure)
    entries += [
        _entry(date.fromisoformat(row.data["on"]), 8, _("알린 탈퇴를 거두어들임"), _taken_back(row))
        for row in events.of(member).filter(name="cooperative.departure.taken_back")
    ]
    return sorted(entries, key=lambda entry: (entry["at"], entry["order"]), reverse=True)


def _taken_back(row: Event) -> str:
    days = {name: seoul_date(date.fromisoformat(row.data[name])) for name in ("announced", "left_on")}
    return _("%(announced)s에 알림, %(left_on)s부터 떠날 예정이었음") % days


def _transfer(moved: ShareTransfer, member: Member) -> tuple[str, str]:
    words = {"giver": moved.giver.name, "taker": moved.taker.name, "shares": number(moved.shares)}
    if moved.giver_id == member.pk:
        return _("%(taker)s에게 %(shares)s좌를 넘김") % words, str(moved.item)
    return _("%(giver)s에게서 %(shares)s좌를 받음") % words, str(moved.item)


def _leaving(row: Departure) -> list[dict[str, Any]]:
    entries = [_entry(row.left_on, 5, row.get_kind_display(), row.reason, tone="warning")]
    if row.fixed_on:
        entries.append(_entry(row.fixed_on, 6, _("환급액을 %(won)s으로 정함") % {"won": won_words(row.amount)}))
    if row.claimed_on:
        entries.append(_entry(row.claimed_on, 6, _("환급을 청구함")))
    for paid in row.refunds.all():
        entries.append(_entry(paid.paid_on, 7, _("%(won)s 환급") % {"won": won_words(paid.amount)}, tone="success"))
    if row.lapsed_on:
        entries.append(_entry(row.lapsed_on, 7, _("청구권이 없어져 조합의 수익으로 적음"), tone="warning"))
    return entries


def _entry(at: date, order: int, title: str, text: str = "", tone: str = "neutral") -> dict[str, Any]:
    return {"at": at, "order": order, "title": title, "text": text, "tone": tone}
