"""What points of an instrument of its own come to, in the words of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from socialgoods.analysis.scoring.points import Points, Scored


def plain(value: Decimal) -> str:
    """`5`, `2.5`: as many decimals as there are."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def spread(low: Decimal, high: Decimal) -> str:
    return plain(low) if low == high else f"{plain(low)}–{plain(high)}"


@dataclass(frozen=True)
class Line:
    """An item's points as a row of the table says them."""

    number: int
    title: str
    area: str
    said: str
    maximum: str
    why: str
    is_known: bool


def lines(found: "Points", *, english: bool) -> list[Line]:
    return [
        Line(
            number=number,
            title=row.item.en if english else row.item.ko,
            area=row.item.area_en if english else row.item.area,
            said=spread(row.low, row.high) if row.is_answered else "",
            maximum=plain(row.item.maximum),
            why=_why(row),
            is_known=row.is_known,
        )
        for number, row in enumerate(found.rows, start=1)
    ]


def _why(row: "Scored") -> str:
    if not row.item.is_published:
        return _("채점 구간이 공개되지 않아 셈하지 않습니다")
    if not row.is_answered:
        return _("답 없음")
    return "" if row.is_known else _("답이나 공개된 구간만으로는 하나로 정해지지 않음")


def total(found: "Points") -> str:
    """What is known, of what could be known, said plainly."""
    return _("채점 방법이 공개된 %(scorable)s점 가운데 %(known_of)s점 몫을 셈하여 %(known)s점입니다.") % {
        "scorable": plain(found.scorable),
        "known_of": plain(found.known_of),
        "known": plain(found.known),
    }


def grade(found: "Points", *, english: bool) -> str:
    """The grade where it is known, else those still possible; nothing where the instrument has no grades."""
    names = [each.en if english else each.ko for each in found.grades]
    if not names:
        return ""
    if len(names) == 1:
        return _("등급은 %(grade)s입니다.") % {"grade": names[0]}
    return _("모르는 점수가 있어 전체는 %(low)s–%(high)s점, 등급은 %(first)s에서 %(last)s 사이입니다.") % {
        "low": plain(found.low),
        "high": plain(found.high),
        "first": names[0],
        "last": names[-1],
    }


def area_shares(found: "Points", areas: Iterable[str], *, english: bool) -> dict[str, float | None]:
    """By area the points known, in per cent of what they could be; None where nothing is known."""
    sums = {area: [Decimal(0), Decimal(0)] for area in areas}
    for row in found.rows:
        area = row.item.area_en if english else row.item.area
        if row.is_known and area in sums:
            sums[area][0] += row.low
            sums[area][1] += row.item.maximum
    return {area: float(100 * points / of) if of else None for area, (points, of) in sums.items()}


def unknown(found: "Points", *, english: bool) -> list[str]:
    """Titles of the items that could be known and are not."""
    rows = [row for row in found.rows if row.item.is_published and not row.is_known]
    return [row.item.en if english else row.item.ko for row in rows]
