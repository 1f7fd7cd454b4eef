"""What an organisation is due by law, and when. Pure: plain facts and a period in, duties out.

Each duty names where it stands written and whether that was read in the statute itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.kernel.dated import Dated
from socialgoods.kernel.periods import FiscalYear, add_months, day_before
from socialgoods.registry import parameters

COOPERATIVES = {"cooperative", "cooperative_federation"}
SOCIAL_COOPERATIVES = {"social_cooperative", "social_cooperative_federation"}


@dataclass(frozen=True)
class Designated:
    pk: int
    kind: str
    label: str
    ends_on: date | None


@dataclass(frozen=True)
class Facts:
    """What decides the duties of one organisation."""

    kind: str
    legal_form: str
    founded_on: date | None
    fiscal_year_end_month: int
    members: int | None
    member_capital: int | None
    designations: Sequence[Designated]
    mark_ends_on: date | None = None


@dataclass(frozen=True, order=True)
class Duty:
    due_on: date
    """The last day on which it is in time."""
    rule: str
    title: str
    source: str
    verified: bool


def duties(facts: Facts, *, start: date, end: date) -> list[Duty]:
    """All that falls due from `start` until `end` (exclusive), the earliest first."""
    found = (*_yearly(facts, start, end), *_business_reports(facts, start, end), *_endings(facts))
    return sorted(
        duty
        for duty in found
        if start <= duty.due_on < end and (facts.founded_on is None or duty.due_on >= facts.founded_on)
    )


def _duty(rule: str, title: str, due_on: date, figure: Dated[Any]) -> Duty:
    since = figure.since(due_on)
    return Duty(due_on, rule, title, since.source, since.verified)


def _yearly(facts: Facts, start: date, end: date) -> Iterator[Duty]:
    for year in range(start.year - 2, end.year + 1):
        fiscal = FiscalYear(year, facts.fiscal_year_end_month)
        is_founded = facts.founded_on is None or facts.founded_on < fiscal.ends_on
        if is_founded and parameters.COUNTY_REPORT_DAY.is_in_force(fiscal.ends_on):
            yield from _after_year_end(facts, fiscal)


def _after_year_end(facts: Facts, fiscal: FiscalYear) -> Iterator[Duty]:
    month, day = parameters.COUNTY_REPORT_DAY.on(fiscal.ends_on)
    report_by = date(fiscal.ends_on.year + (date(fiscal.ends_on.year, month, day) < fiscal.ends_on), month, day)
    yield _duty(
        f"county_report_{fiscal.year}",
        _("%(year)s년 연간 보고 제출") % {"year": fiscal.year},
        report_by,
        parameters.COUNTY_REPORT_DAY,
    )
    if facts.legal_form not in COOPERATIVES | SOCIAL_COOPERATIVES:
        return
    assembly_by = _within(fiscal, parameters.ASSEMBLY_MONTHS)
    yield _duty("assembly", _("정기총회 열기"), assembly_by, parameters.ASSEMBLY_MONTHS)
    audit_by = assembly_by - timedelta(days=parameters.AUDIT_DAYS_BEFORE_ASSEMBLY.on(assembly_by))
    yield _duty(
        "audit", _("결산보고서를 감사에게 내기(총회 7일 전까지)"), audit_by, parameters.AUDIT_DAYS_BEFORE_ASSEMBLY
    )
    yield _duty(
        "share_registration",
        _("출자 총좌수와 납입 총액 변경등기"),
        _within(fiscal, parameters.SHARE_REGISTRATION_MONTHS),
        parameters.SHARE_REGISTRATION_MONTHS,
    )
    if must_disclose(facts, on=fiscal.ends_on):
        yield _duty(
            "disclosure",
            _("경영공시(정관·결산·총회·활동 보고)"),
            _within(fiscal, parameters.DISCLOSURE_MONTHS),
            parameters.DISCLOSURE_MONTHS,
        )


def _within(fiscal: FiscalYear, months: Dated[int]) -> date:
    """The last day of the n-th month after the fiscal year's end."""
    return day_before(add_months(fiscal.ends_on, months.on(fiscal.ends_on)))


def must_disclose(facts: Facts, *, on: date) -> bool:
    """Every social co-operative; another co-operative with 200 members or KRW 3bn paid in."""
    if facts.legal_form in SOCIAL_COOPERATIVES:
        return True
    return facts.legal_form in COOPERATIVES and (
        (facts.members or 0) >= parameters.DISCLOSURE_MEMBERS.on(on)
        or (facts.member_capital or 0) >= parameters.DISCLOSURE_CAPITAL_WON.on(on)
    )


def _business_reports(facts: Facts, start: date, end: date) -> Iterator[Duty]:
    certified = [d for d in facts.designations if d.kind == "certified_social_enterprise"]
    if not certified:
        return
    for year in range(start.year, end.year + 1):
        if not parameters.BUSINESS_REPORT_MONTHS.is_in_force(date(year, 1, 1)):
            continue
        for month in parameters.BUSINESS_REPORT_MONTHS.on(date(year, 1, 1)):
            due_on = day_before(add_months(date(year, month, 1), 1))
            if any(d.ends_on is None or due_on < d.ends_on for d in certified):
                yield _duty(
                    "business_report", _("사업보고서를 고용노동부에 내기"), due_on, parameters.BUSINESS_REPORT_MONTHS
                )


def _endings(facts: Facts) -> Iterator[Duty]:
    for designated in facts.designations:
        if designated.ends_on:
            yield Duty(
                day_before(designated.ends_on),
                f"designation_{designated.pk}",
                _("‘%(label)s’ 기간이 끝남") % {"label": designated.label},
                _("등록부에 적힌 기간"),
                True,
            )
    if facts.mark_ends_on:
        yield Duty(
            day_before(facts.mark_ends_on), "mark", _("소셜굿즈 마크 기간이 끝남"), _("등록부에 적힌 기간"), True
        )
    if facts.kind == "village_enterprise":
        for since in parameters.VILLAGE_ENTERPRISE_COMPLIES_BY.values:
            yield Duty(
                since.value, "village_enterprise_act", _("마을기업 육성법의 요건 갖추기"), since.source, since.verified
            )


def reminders(due: Iterable[Duty], *, on: date) -> list[tuple[Duty, int]]:
    """Which duty is to be remembered today, and by which mark of days before: the tightest that has been reached."""
    marks = sorted(parameters.REMINDER_DAYS.on(on))
    found = []
    for duty in due:
        left = (duty.due_on - on).days
        reached = [days for days in marks if 0 <= left <= days]
        if reached:
            found.append((duty, reached[0]))
    return found
