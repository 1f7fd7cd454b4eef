"""Calling an assembly: of what co-operative, how long before, with what, for whom, and what may be decided there."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act, decree
from socialgoods.kernel.formats import seoul_date

OVER = {"abandoned", "dissolved"}


def article(paragraph: int | None, *, is_social: bool) -> str:
    return f"{act(92)}(제28조 준용)" if is_social else act(28, paragraph)


def notice_article(*, is_founding: bool, is_social: bool) -> str:
    """A founding assembly is announced to everybody (Decree §6, §17), others to the members (§28⑤)."""
    if is_founding:
        return decree(17) if is_social else decree(6)
    return article(5, is_social=is_social)


def reasons_against_kind(*, is_founding: bool, state: str, is_social: bool) -> list[Reason]:
    """A founding assembly before there is a co-operative, any other once there is one."""
    if state in OVER:
        return [Reason(_("해산했거나 설립을 그만둔 조합은 총회를 열 수 없습니다."), act(57))]
    if is_founding and state != "founding":
        text = _("창립총회는 설립을 준비하는 동안에만 엽니다. 이 조합은 이미 창립총회를 마쳤습니다.")
        return [Reason(text, act(85, 2) if is_social else act(15, 1))]
    if not is_founding and state not in {"registered", "winding_up"}:
        text = _("설립등기를 마친 뒤에 총회를 열 수 있습니다. 그 전에는 창립총회만 엽니다.")
        return [Reason(text, act(106) if is_social else act(61))]
    return []


def notice_days(*, law: int, articles: int, is_founding: bool) -> int:
    """The articles may ask for more days, never for less; before the founding assembly there are no articles yet."""
    return law if is_founding else max(law, articles)


def reasons_against_calling(
    *, called_on: date, held_on: date, record_on: date, days: int, has_items: bool, has_place: bool, is_social: bool,
    is_founding: bool = False,
) -> list[Reason]:  # fmt: skip
    """§28⑤: the notice names place, time and agenda, so many days before."""
    source = notice_article(is_founding=is_founding, is_social=is_social)
    reasons = reasons_against_day(called_on=called_on, held_on=held_on, days=days, article=source)
    if is_founding and record_on > held_on:
        reasons.append(Reason(_("명부 기준일은 총회 날이거나 그보다 앞이어야 합니다."), source))
    if not is_founding and record_on > called_on:
        text = _(
            "명부 기준일은 소집을 알리는 날이거나 그보다 앞이어야 합니다. 누구에게 알릴지가 그날의 명부로 정해집니다."
        )
        reasons.append(Reason(text, source))
    if not has_place:
        reasons.append(Reason(_("어디에서 여는지 적어 주세요."), source))
    if not has_items:
        text = _("무엇을 정하는지 안건을 하나 이상 적어 주세요. 알리지 않은 안건은 정할 수 없습니다.")
        reasons.append(Reason(text, source))
    return reasons


def reasons_against_day(*, called_on: date, held_on: date, days: int, article: str) -> list[Reason]:
    if (held_on - called_on).days >= days:
        return []
    text = _("총회는 %(days)s일 전까지 알려야 합니다. %(on)s에 알리면 %(day)s부터 열 수 있습니다.")
    first = called_on + timedelta(days=days)
    return [Reason(text % {"days": days, "on": seoul_date(called_on), "day": seoul_date(first)}, article)]


def reasons_against_adding(*, is_called: bool, is_social: bool, is_founding: bool = False) -> list[Reason]:
    if not is_called:
        return []
    text = _("소집을 알린 뒤에는 안건을 더하거나 바꿀 수 없습니다. 알리지 않은 안건은 정할 수 없기 때문입니다.")
    return [Reason(text, notice_article(is_founding=is_founding, is_social=is_social))]


def reasons_against_opening(*, on: date, held_on: date, is_social: bool, is_founding: bool) -> list[Reason]:
    """On the day that was told, and on no other."""
    if on == held_on:
        return []
    source = notice_article(is_founding=is_founding, is_social=is_social)
    if on < held_on:
        return [Reason(_("알린 날(%(day)s)보다 먼저 열 수 없습니다.") % {"day": seoul_date(held_on)}, source)]
    text = _("알린 날(%(day)s)이 지났습니다. 새 날을 정해 연기를 알리거나 취소해 주세요.")
    return [Reason(text % {"day": seoul_date(held_on)}, source)]


def reasons_against_demand(*, demanded_by: int, members: int, part: int, article: str = "") -> list[Reason]:
    """Members who want an extraordinary assembly: one in `part` of all."""
    if demanded_by == 0 or demanded_by * part >= members:
        return []
    text = _("조합원 %(least)s명 이상이 요구해야 총회를 소집합니다. 지금은 %(now)s명입니다.")
    said = text % {"least": demand_needed(members, part), "now": demanded_by}
    return [Reason(said, article or f"{act(28)}, {_('정관')}")]


def demand_needed(members: int, part: int) -> int:
    return -(-members // part)


def ordinary_due(*, last_on: date | None, year_ended_on: date, on: date) -> bool:
    """An ordinary assembly once a year (§28): whether the year that ended still lacks one."""
    return (last_on is None or last_on < year_ended_on) and on >= year_ended_on
