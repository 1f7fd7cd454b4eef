"""Calling an assembly: how long before, with what, for whom, and what may be decided there."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act, decree


def article(paragraph: int | None, *, is_social: bool) -> str:
    return f"{act(92)}(제28조 준용)" if is_social else act(28, paragraph)


def reasons_against_calling(
    *, called_on: date, held_on: date, record_on: date, notice_days: int, articles_days: int, has_items: bool, has_place: bool,
    is_social: bool, is_founding: bool = False,
) -> list[Reason]:  # fmt: skip
    """§28⑤; the articles may ask for more days, never for less. A founding assembly is announced to everybody (Decree §6, §17)."""
    reasons = []
    days = notice_days if is_founding else max(notice_days, articles_days)
    source = (decree(17) if is_social else decree(6)) if is_founding else article(5, is_social=is_social)
    if (held_on - called_on).days < days:
        text = _("총회는 %(days)s일 전까지 알려야 합니다. 오늘 알리면 %(day)s부터 열 수 있습니다.")
        reasons.append(Reason(text % {"days": days, "day": called_on + timedelta(days=days)}, source))
    if record_on > held_on:
        reasons.append(Reason(_("명부 기준일은 총회 날이거나 그보다 앞이어야 합니다."), act(23, 1)))
    if not has_place:
        reasons.append(Reason(_("어디에서 여는지 적어 주세요."), source))
    if not has_items:
        reasons.append(
            Reason(_("무엇을 정하는지 안건을 하나 이상 적어 주세요. 알리지 않은 안건은 정할 수 없습니다."), source)
        )
    return reasons


def reasons_against_adding(*, is_called: bool, is_social: bool) -> list[Reason]:
    if not is_called:
        return []
    text = _("소집을 알린 뒤에는 안건을 더하거나 바꿀 수 없습니다. 알리지 않은 안건은 정할 수 없기 때문입니다.")
    return [Reason(text, article(5, is_social=is_social))]


def reasons_against_demand(*, demanded_by: int, members: int, part: int) -> list[Reason]:
    """Members who want an extraordinary assembly: one in `part` of all."""
    if demanded_by == 0 or demanded_by * part >= members:
        return []
    text = _("조합원 %(least)s명 이상이 요구해야 총회를 소집합니다. 지금은 %(now)s명입니다.")
    return [Reason(text % {"least": -(-members // part), "now": demanded_by}, act(28, 3))]


def ordinary_due(*, last_on: date | None, year_ended_on: date, on: date) -> bool:
    """An ordinary assembly once a year (§28②): whether the year that ended still lacks one."""
    return (last_on is None or last_on < year_ended_on) and on >= year_ended_on
