"""Small loans to members out of a social co-operative's own capital. Whatever is larger is the social fund's."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from math import floor

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act, decree


@dataclass(frozen=True)
class Terms:
    """What is agreed."""

    principal: int
    rate: Decimal
    late_rate: Decimal


@dataclass(frozen=True)
class Standing:
    """Of the co-operative and of the member, on the day of the loan."""

    paid_in: int
    lent: int
    """Outstanding of all members."""
    aid: int
    """Mutual aid paid by the co-operative."""
    lent_to_member: int


@dataclass(frozen=True)
class Limits:
    part: Fraction
    """Loans in all, of the paid-in capital."""
    each: int
    """To one member, by the articles; 0: the articles provide for no loans."""
    rate: Decimal
    late_rate: Decimal
    """By law on the day of the contract, or less by the articles."""


def most_in_all(paid_in: int, part: Fraction) -> int:
    return floor(paid_in * part)


def left_to_lend(has: Standing, limits: Limits) -> int:
    """To all members together."""
    return max(0, min(most_in_all(has.paid_in, limits.part) - has.lent, has.paid_in - has.lent - has.aid))


def reasons_against_lending(
    terms: Terms, has: Standing, limits: Limits, *, is_social: bool, is_member: bool
) -> list[Reason]:
    if not is_social:
        text = _("협동조합은 금융 사업을 할 수 없습니다. 조합원에게 돈이 필요하면 사회적금융 기금을 알려 주세요.")
        return [Reason(text, act(45, 3))]
    reasons = []
    if not is_member:
        reasons.append(Reason(_("소액대출은 조합원에게만 할 수 있습니다."), act(94, 1)))
    if terms.principal <= 0:
        reasons.append(Reason(_("빌려줄 금액을 적어 주세요."), act(94, 1)))
    return reasons + _against_amount(terms, has, limits) + _against_rates(terms, limits)


def _against_amount(terms: Terms, has: Standing, limits: Limits) -> list[Reason]:
    reasons = []
    if not limits.each:
        text = _("정관에 소액대출 한도가 없습니다. 정관에 한도를 정한 뒤에 빌려줄 수 있습니다.")
        reasons.append(Reason(text, decree(22)))
    elif has.lent_to_member + terms.principal > limits.each:
        text = _(
            "조합원 한 명에게는 정관의 한도인 %(each)s원까지 빌려줄 수 있습니다. 이미 %(lent)s원을 빌려주었습니다."
        )
        reasons.append(Reason(text % {"each": f"{limits.each:,}", "lent": f"{has.lent_to_member:,}"}, _("정관")))
    most = most_in_all(has.paid_in, limits.part)
    if has.lent + terms.principal > most:
        text = _(
            "소액대출은 모두 합해 납입출자금의 3분의 2인 %(most)s원까지입니다. 지금 %(left)s원까지 빌려줄 수 있습니다. "
            "더 필요한 돈은 사회적금융 기금에 신청해 주세요."
        )
        said = text % {"most": f"{most:,}", "left": f"{max(0, most - has.lent):,}"}
        reasons.append(Reason(said, act(94, 1)))
    if has.lent + has.aid + terms.principal > has.paid_in:
        text = _(
            "소액대출과 상호부조를 합하면 납입출자금 %(paid)s원을 넘습니다. 더 필요한 돈은 사회적금융 기금에 신청해 주세요."
        )
        reasons.append(Reason(text % {"paid": f"{has.paid_in:,}"}, act(94, 1)))
    return reasons


def _against_rates(terms: Terms, limits: Limits) -> list[Reason]:
    reasons = []
    if terms.rate < 0 or terms.late_rate < 0:
        reasons.append(Reason(_("이율은 0% 이상이어야 합니다."), decree(22)))
    if terms.rate > limits.rate:
        text = _("이율은 연 %(most)s%%를 넘을 수 없습니다. 지금은 연 %(rate)s%%입니다.")
        reasons.append(Reason(text % {"most": limits.rate, "rate": terms.rate}, decree(22)))
    if terms.late_rate > limits.late_rate:
        text = _("연체이율은 연 %(most)s%%를 넘을 수 없습니다. 지금은 연 %(rate)s%%입니다.")
        article = f"{decree(22)}, 이자제한법 제2조"
        reasons.append(Reason(text % {"most": limits.late_rate, "rate": terms.late_rate}, article))
    return reasons


def warnings(has: Standing, limits: Limits) -> list[Reason]:
    """What was lent lawfully and is too much now, since members left and were paid out."""
    most = most_in_all(has.paid_in, limits.part)
    if has.lent <= most and has.lent + has.aid <= has.paid_in:
        return []
    text = _(
        "납입출자금이 줄어 소액대출 잔액 %(lent)s원이 한도 %(most)s원을 넘었습니다. "
        "갚는 돈이 들어와 한도 아래로 내려갈 때까지 새로 빌려주지 마세요."
    )
    return [Reason(text % {"lent": f"{has.lent:,}", "most": f"{most:,}"}, act(94, 1))]


def interest(principal: int, rate: Decimal, days: int) -> int:
    """Simple interest by days of a year of 365, won rounded down in the borrower's favour."""
    return int((principal * rate * max(0, days) / Decimal(36_500)).quantize(Decimal(1), ROUND_DOWN))


def reasons_against_repaying(amount: int, interest: int, *, outstanding: int) -> list[Reason]:
    if amount < 0 or interest < 0 or amount + interest == 0:
        return [Reason(_("갚은 금액을 적어 주세요."), act(94, 1))]
    if amount > outstanding:
        text = _("남은 원금은 %(left)s원입니다. 그 안에서 적어 주세요.")
        return [Reason(text % {"left": f"{outstanding:,}"}, act(94, 1))]
    return []
