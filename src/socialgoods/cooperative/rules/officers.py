"""Officers: how many, for how long, who may not be one beside what else, and how one is removed."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act, decree
from socialgoods.kernel.periods import add_months

ARTICLES = "정관"
CHAIR, DIRECTOR, AUDITOR = "chair", "director", "auditor"


@dataclass(frozen=True)
class Candidate:
    office: str
    is_employee: bool = False
    is_member: bool = True
    chairs_elsewhere: bool = False
    holds: str = ""
    """An office held here already: `director`, `auditor`, …"""
    chair_terms_before: int = 0
    """As chair, without a break."""


@dataclass(frozen=True)
class House:
    """The co-operative in numbers, this candidate in office."""

    is_social: bool
    members: int
    employee_members: int
    staff: int
    """Employees in all, members or not."""
    directors: int
    """The chair included."""
    outside_directors: int
    officers: int
    employee_officers: int


@dataclass(frozen=True)
class Limits:
    reelections: int
    term_years: int
    outside: Fraction
    staff_part: Fraction
    small: int
    social_employees: Fraction


def reasons_against_office(who: Candidate, house: House, limits: Limits) -> list[Reason]:
    """May this person take this office in this house?"""
    reasons = []
    if who.office == CHAIR and who.chairs_elsewhere:
        text = _("다른 협동조합의 이사장은 이 조합의 이사장을 겸할 수 없습니다. 한쪽에서 먼저 물러나야 합니다.")
        reasons.append(Reason(text, act(44)))
    if who.office == CHAIR and who.chair_terms_before > limits.reelections:
        text = _("이사장은 %(times)s번까지만 연임할 수 있습니다. 다른 분을 뽑아 주세요.")
        reasons.append(Reason(text % {"times": limits.reelections}, act(35)))
    if who.office == CHAIR and not who.is_member:
        reasons.append(Reason(_("이사장은 조합원이어야 합니다."), act(34)))
    pair = {who.office, who.holds}
    if AUDITOR in pair and pair & {CHAIR, DIRECTOR}:
        reasons.append(Reason(_("이사와 감사를 겸할 수 없습니다. 한 자리에서 먼저 물러나야 합니다."), act(44)))
    if who.office == AUDITOR and who.is_employee:
        reasons.append(Reason(_("직원은 감사를 겸할 수 없습니다."), act(44)))
    elif who.is_employee:
        reasons += _against_employees(house, limits)
    if who.office == DIRECTOR and not who.is_member:
        most = floor(house.directors * limits.outside)
        if house.outside_directors > most:
            text = _("조합원이 아닌 이사는 이사 %(directors)s명 가운데 %(most)s명까지 둘 수 있습니다.")
            reasons.append(Reason(text % {"directors": house.directors, "most": most}, f"{act(34)}, {ARTICLES}"))
    return reasons


def _against_employees(house: House, limits: Limits) -> list[Reason]:
    """An officer who is an employee as well."""
    if house.is_social:
        most = floor(house.officers * limits.social_employees)
        if house.employee_officers <= most:
            return []
        text = _(
            "직원을 겸하는 임원은 임원의 3분의 1까지입니다. 임원 %(officers)s명이면 %(most)s명까지 둘 수 있습니다."
        )
        return [Reason(text % {"officers": house.officers, "most": most}, decree(20))]
    is_workers = (
        house.employee_members >= house.members * limits.staff_part
        and house.employee_members >= house.staff * limits.staff_part
        and house.members > 0
    )
    if house.members <= limits.small or is_workers:
        return []
    text = _(
        "임원은 직원을 겸할 수 없습니다. 조합원의 3분의 2 이상이 직원이고 조합원인 직원이 전체 직원의 3분의 2 이상이거나, "
        "조합원이 %(small)s명 이하일 때만 겸할 수 있습니다."
    )
    return [Reason(text % {"small": limits.small}, f"{act(44)}, {decree(10)}")]


def term_ends_on(starts_on: date, years: int) -> date:
    """Exclusive."""
    return add_months(starts_on, 12 * years)


def reasons_against_term(starts_on: date, ends_on: date, *, years: int, most_years: int) -> list[Reason]:
    if ends_on <= starts_on:
        return [Reason(_("임기가 끝나는 날은 시작일보다 뒤여야 합니다."), act(35))]
    reasons = []
    if ends_on > add_months(starts_on, 12 * most_years):
        text = _("임원의 임기는 %(years)s년을 넘을 수 없습니다.")
        reasons.append(Reason(text % {"years": most_years}, act(35)))
    elif ends_on > add_months(starts_on, 12 * years):
        text = _("정관의 임원 임기는 %(years)s년입니다. 그보다 긴 임기는 정관을 먼저 고쳐야 합니다.")
        reasons.append(Reason(text % {"years": years}, ARTICLES))
    return reasons


@dataclass(frozen=True)
class Needs:
    """The least numbers, by law and articles."""

    directors: int
    auditors: int


def needs(*, is_social: bool, directors: int, auditors: int, law_directors: int, law_auditors: int) -> Needs:
    """A general co-operative's articles may do without an auditor (§34⑤); a social one's may not (§92)."""
    least_auditors = law_auditors if is_social or auditors else 0
    return Needs(max(directors, law_directors), max(auditors, least_auditors))


def missing(*, has_chair: bool, directors: int, auditors: int, needs: Needs, is_social: bool) -> list[Reason]:
    """What is vacant, and what to do about it. `directors` includes the chair."""
    reasons = []
    if not has_chair:
        reasons.append(Reason(_("이사장이 없습니다. 총회에 이사장 선출 안건을 올려 주세요."), act(34, 1)))
    if directors < needs.directors:
        text = _(
            "이사는 이사장을 포함해 %(least)s명 이상이어야 하는데 %(have)s명입니다. %(more)s명을 총회에서 뽑아 주세요."
        )
        said = text % {"least": needs.directors, "have": directors, "more": needs.directors - directors}
        reasons.append(Reason(said, act(34, 1)))
    if auditors < needs.auditors:
        article = f"{act(92)}(제34조제1항 준용)" if is_social else act(34, 1)
        text = _("감사는 %(least)s명 이상이어야 하는데 %(have)s명입니다. %(more)s명을 총회에서 뽑아 주세요.")
        said = text % {"least": needs.auditors, "have": auditors, "more": needs.auditors - auditors}
        reasons.append(Reason(said, article))
    return reasons


def doubts_without_auditor(auditors: int, *, is_social: bool, is_verified: bool) -> list[Reason]:
    """Articles that do without one: lawful for a general co-operative, on conditions of the Decree that are not known here."""
    if auditors or is_social or is_verified:
        return []
    text = _(
        "정관이 감사를 두지 않기로 했습니다. 협동조합은 그럴 수 있으나 시행령이 정한 조건은 여기에서 확인하지 못했으니, "
        "설립을 신고한 곳에 물어보세요. 감사가 없으면 결산은 감사의 의견 없이 총회가 승인합니다."
    )
    return [Reason(text, act(34, 5))]


def reasons_against_no_auditor(auditors: int, *, is_social: bool) -> list[Reason]:
    """Articles without an auditor."""
    if auditors or not is_social:
        return []
    text = _("사회적협동조합은 감사를 두지 않을 수 없습니다. 정관에 감사 1명 이상을 정해 주세요.")
    return [Reason(text, f"{act(92)}(제34조제1항부터 제3항까지만 준용)")]


TERM_WARNING_DAYS = 90


def is_term_near(term_ends_on: date, on: date) -> bool:
    return on >= term_ends_on - timedelta(days=TERM_WARNING_DAYS)


def registration_due_on(changed_on: date, *, days: int) -> date:
    """Last day for entering a change of officers in the register."""
    return changed_on + timedelta(days=days)


def reasons_against_demand(*, demanded_by: int, members: int) -> list[Reason]:
    """A recall is demanded by a fifth of the members."""
    from socialgoods.cooperative.rules.resolution import reasons_against_recall

    reasons = reasons_against_recall(demanded_by=demanded_by, members=members)
    if demanded_by > members:
        text = _("조합원은 %(members)s명입니다. 요구한 조합원 수를 다시 적어 주세요.")
        reasons.append(Reason(text % {"members": members}, act(40)))
    return reasons
