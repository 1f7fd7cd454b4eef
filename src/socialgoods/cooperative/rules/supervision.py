"""When a co-operative counts as inactive (§70의2, §111③), and what to do before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import add_months

LEAST = 5


@dataclass(frozen=True)
class Facts:
    on: date
    is_social: bool
    registered_on: date
    members: int
    few_since: date | None
    """Since when there are fewer than five members; None while there are enough."""
    few_years: int
    last_assembly_on: date | None
    assembly_years: int
    last_business_on: date | None
    business_years: int
    lacks_year: int | None


def few_since(spans: Iterable[tuple[date, date | None]], *, on: date, from_day: date) -> date | None:
    """The first day of the days up to `on` on which, without a break, fewer than five were members."""
    spans = list(spans)
    days = sorted({from_day, on} | {day for span in spans for day in span if day is not None and from_day < day <= on})
    found = None
    for day in days:
        if sum(start <= day and (end is None or day < end) for start, end in spans) >= LEAST:
            found = None
        elif found is None:
            found = day
    return found


def warnings(facts: Facts) -> list[Reason]:
    article = act(111, 3) if facts.is_social else act(70, branch=2)
    return [
        *_few_members(facts, article),
        *_no_assembly(facts, article),
        *_no_business(facts, article),
    ]


def _few_members(facts: Facts, article: str) -> list[Reason]:
    if facts.few_since is None:
        return []
    due = add_months(facts.few_since, 12 * facts.few_years)
    words = {
        "now": facts.members,
        "years": facts.few_years,
        "since": seoul_date(facts.few_since),
        "due": seoul_date(due),
    }
    if facts.on >= due:
        text = _(
            "%(since)s부터 %(years)s년 넘게 조합원이 5명보다 적습니다. 활동하지 않는 조합으로 보아 해산 절차를 밟게 될 수 있습니다."
        )
    else:
        text = _(
            "조합원이 %(now)s명입니다. %(due)s까지 5명이 되지 않으면 활동하지 않는 조합으로 봅니다. 조합원을 모아 주세요."
        )
    return [Reason(text % words, article)]


def _no_assembly(facts: Facts, article: str) -> list[Reason]:
    since = facts.last_assembly_on or facts.registered_on
    if facts.on >= add_months(since, 12 * facts.assembly_years):
        text = _("%(years)s년 넘게 총회를 열지 않았습니다. 총회를 소집해 주세요.")
        return [Reason(text % {"years": facts.assembly_years}, article)]
    if facts.lacks_year is not None:
        text = _("%(year)s 회계연도를 마친 정기총회를 아직 열지 않았습니다. 정기총회는 해마다 한 번 엽니다.")
        return [Reason(text % {"year": facts.lacks_year}, act(28, 2))]
    return []


def _no_business(facts: Facts, article: str) -> list[Reason]:
    since = facts.last_business_on or facts.registered_on
    if facts.on < add_months(since, 12 * facts.business_years):
        return []
    text = _("%(years)s년 넘게 사업을 한 기록이 장부에 없습니다. 사업을 했다면 장부에 적어 주세요.")
    return [Reason(text % {"years": facts.business_years}, article)]
