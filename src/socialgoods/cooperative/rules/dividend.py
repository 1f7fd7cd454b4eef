"""What may be done with a surplus: none of it is paid out by a social co-operative; a general one pays for use before capital."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules import reserve
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel.money import split


@dataclass(frozen=True)
class Limits:
    """By law and articles, of a year."""

    is_social: bool
    reserve_percent: int
    """What the articles ask, at least what the law asks."""
    multiple: int
    usage_percent: int
    """Of all dividends, at least this much by use."""
    capital_percent: int
    """Dividends on capital up to so much of the paid-in capital."""


@dataclass(frozen=True)
class Surplus:
    """What the books say at the year's end."""

    result: int
    carried: int
    """Surplus (above zero) or loss (below) carried over from earlier years."""
    reserve: int
    voluntary: int
    paid_in: int

    @property
    def disposable(self) -> int:
        return max(0, self.result + self.carried)


@dataclass(frozen=True)
class Disposition:
    """The parts add up to what there is to dispose of."""

    legal: int = 0
    voluntary: int = 0
    usage: int = 0
    capital: int = 0
    carried: int = 0

    @property
    def dividends(self) -> int:
        return self.usage + self.capital

    @property
    def total(self) -> int:
        return self.legal + self.voluntary + self.dividends + self.carried


def least_reserve(have: Surplus, limits: Limits) -> int:
    return reserve.least(
        result=have.result, carried=have.carried, reserve=have.reserve, paid_in=have.paid_in,
        percent=limits.reserve_percent, multiple=limits.multiple,
    )  # fmt: skip


def capital_most(paid_in: int, limits: Limits) -> int:
    return paid_in * limits.capital_percent // 100


def usage_least(dividends: int, limits: Limits) -> int:
    return -(-dividends * limits.usage_percent // 100)


def propose(
    have: Surplus, limits: Limits, *, dividends: int = 0, capital: int = 0, voluntary: int | None = None
) -> Disposition:
    """A lawful disposition nearest to what is wished: dividends in all and, of these, on capital; cut to what the law leaves.

    A social co-operative puts all that remains into its voluntary reserve. A general one carries over what nobody disposed of.
    """
    legal = least_reserve(have, limits)
    left = have.disposable - legal
    if limits.is_social:
        return Disposition(legal=legal, voluntary=left)
    kept = min(left, max(0, voluntary or 0))
    paid = min(left - kept, max(0, dividends))
    on_capital = min(max(0, capital), capital_most(have.paid_in, limits), paid - usage_least(paid, limits))
    return Disposition(legal, kept, paid - on_capital, on_capital, left - kept - paid)


def reasons_against(wanted: Disposition, have: Surplus, limits: Limits) -> list[Reason]:
    article = act(98, 2) if limits.is_social else act(51, 3)
    reasons = reserve.reasons_against(wanted.legal, least=least_reserve(have, limits), is_social=limits.is_social)
    parts = (wanted.legal, wanted.voluntary, wanted.usage, wanted.capital, wanted.carried)
    if min(parts) < 0:
        reasons.append(Reason(_("처분하는 금액은 0원 이상이어야 합니다."), article))
    if wanted.total != have.disposable:
        text = _("처분할 잉여금은 %(have)s원인데 처분안은 모두 %(total)s원입니다. 두 금액을 맞추어 주세요.")
        reasons.append(Reason(text % {"have": f"{have.disposable:,}", "total": f"{wanted.total:,}"}, article))
    return reasons + (_against_social(wanted) if limits.is_social else _against_general(wanted, have, limits))


def _against_social(wanted: Disposition) -> list[Reason]:
    reasons = []
    if wanted.dividends:
        text = _("사회적협동조합은 잉여금을 조합원에게 배당할 수 없습니다. 남은 잉여금은 임의적립금으로 쌓아 주세요.")
        reasons.append(Reason(text, act(98, 2)))
    if wanted.carried:
        text = _("법정적립금을 쌓고 남은 잉여금 %(amount)s원은 임의적립금으로 쌓아야 합니다.")
        reasons.append(Reason(text % {"amount": f"{wanted.carried:,}"}, act(98, 2)))
    return reasons


def _against_general(wanted: Disposition, have: Surplus, limits: Limits) -> list[Reason]:
    reasons = []
    least = usage_least(wanted.dividends, limits)
    if wanted.usage < least:
        text = _(
            "이용실적 배당은 전체 배당액의 %(percent)s%% 이상인 %(least)s원이어야 합니다. 지금은 %(usage)s원입니다."
        )
        said = text % {"percent": limits.usage_percent, "least": f"{least:,}", "usage": f"{wanted.usage:,}"}
        reasons.append(Reason(said, act(51, 3)))
    most = capital_most(have.paid_in, limits)
    if wanted.capital > most:
        text = _(
            "출자액 배당은 납입출자금의 %(percent)s%%인 %(most)s원을 넘을 수 없습니다. 지금은 %(capital)s원입니다."
        )
        said = text % {"percent": limits.capital_percent, "most": f"{most:,}", "capital": f"{wanted.capital:,}"}
        reasons.append(Reason(said, act(51, 3)))
    if wanted.dividends and have.result + have.carried <= 0:
        reasons.append(Reason(_("손실금을 메우기 전에는 배당할 수 없습니다."), act(51, 2)))
    return reasons


def by_member(
    usage: int, capital: int, *, used: Mapping[int, int], paid_in: Mapping[int, int]
) -> dict[int, tuple[int, int]]:
    """Member → dividend by use and on capital, to the won. Members in the order of their keys."""
    members = sorted({*used, *paid_in})
    by_use = _parts(usage, [used.get(pk, 0) for pk in members])
    on_capital = _parts(capital, [paid_in.get(pk, 0) for pk in members])
    rows = zip(members, by_use, on_capital, strict=True)
    return {pk: (use, on) for pk, use, on in rows if use or on}


def reasons_against_sharing(
    usage: int, capital: int, *, used: Mapping[int, int], paid_in: Mapping[int, int]
) -> list[Reason]:
    """Is there anything to share by?"""
    reasons = []
    if usage and sum(used.values()) <= 0:
        reasons.append(
            Reason(_("이용실적 배당을 나눌 조합원별 이용실적이 없습니다. 이용실적을 적어 주세요."), act(51, 3))
        )
    if capital and sum(paid_in.values()) <= 0:
        reasons.append(Reason(_("출자액 배당을 나눌 납입출자금이 없습니다."), act(51, 3)))
    return reasons


def _parts(total: int, weights: list[int]) -> list[int]:
    return split(total, weights) if total else [0] * len(weights)
