"""Lots end and begin. The oldest go first; a part of a lot is a new lot that came from it."""

from datetime import date

from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import Member, ShareLot
from socialgoods.cooperative.rules.law import Reason
from socialgoods.kernel.formats import seoul_date


def open_lots(member: Member, on: date) -> list[ShareLot]:
    """What the member holds on the day and still holds now; refused where something later was written down already."""
    rows = list(ShareLot.objects.filter(member=member, ends_on=None).order_by("starts_on", "pk"))
    later = [row.starts_on for row in rows if row.starts_on > on]
    if later:
        text = _("%(name)s의 출자좌는 %(day)s에 바뀐 것이 이미 적혀 있습니다. 그날이나 그 뒤의 날짜로 적어 주세요.")
        raise NotLawful([Reason(text % {"name": member.name, "day": seoul_date(max(later))}, _("조합원 명부"))])
    return rows


def take(lots: list[ShareLot], shares: int, on: date) -> list[tuple[ShareLot, int]]:
    """End so many shares on the day; of the last lot the rest goes on. Says how many of which lot were taken."""
    taken = []
    for lot in lots:
        if not shares:
            break
        part = min(lot.shares, shares)
        end(lot, on)
        if part < lot.shares:
            begin(lot.member, lot.shares - part, lot.price_won, on, lot)
        taken.append((lot, part))
        shares -= part
    return taken


def end(lot: ShareLot, on: date) -> None:
    lot.ends_on = on
    lot.save(update_fields=["ends_on"])


def begin(member: Member, shares: int, price: int, on: date, came_from: ShareLot) -> ShareLot:
    return ShareLot.objects.create(member=member, shares=shares, price_won=price, starts_on=on, came_from=came_from)
