"""When a co-operative counts as inactive (§70의2, §111③), and what to do before."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel.periods import add_months

LEAST = 5


@dataclass(frozen=True)
class Facts:
    on: date
    is_social: bool
    registered_on: date
    members: int
    were_few: bool
    few_years: int
    last_assembly_on: date | None
    assembly_years: int
    last_business_on: date | None
    business_years: int
    lacks_year: int | None


def warnings(facts: Facts) -> list[Reason]:
    article = act(111, 3) if facts.is_social else act(70, branch=2)
    found = []
    if facts.members < LEAST:
        text = _(
            "조합원이 5명보다 적습니다(%(now)s명). %(years)s년 이상 이어지면 활동하지 않는 조합으로 봅니다. 조합원을 모아 주세요."
        )
        if facts.were_few:
            text = _("조합원이 5명보다 적은 지(%(now)s명) %(years)s년이 넘었습니다. 해산 절차를 밟게 될 수 있습니다.")
        found.append(Reason(text % {"now": facts.members, "years": facts.few_years}, article))
    since = facts.last_assembly_on or facts.registered_on
    if facts.on >= add_months(since, 12 * facts.assembly_years):
        text = _("%(years)s년 넘게 총회를 열지 않았습니다. 총회를 소집해 주세요.")
        found.append(Reason(text % {"years": facts.assembly_years}, article))
    elif facts.lacks_year is not None:
        text = _("%(year)s 회계연도를 마친 정기총회를 아직 열지 않았습니다. 정기총회는 해마다 한 번 엽니다.")
        found.append(Reason(text % {"year": facts.lacks_year}, act(28, 2)))
    since = facts.last_business_on or facts.registered_on
    if facts.on >= add_months(since, 12 * facts.business_years):
        text = _("%(years)s년 넘게 사업을 한 기록이 장부에 없습니다.")
        found.append(Reason(text % {"years": facts.business_years}, article))
    return found
