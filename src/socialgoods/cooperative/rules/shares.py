"""Shares: how many one member may have, at which price, paid how. Plain numbers in, reasons out."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TypeVar

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act, decree

Holder = TypeVar("Holder", bound=Hashable)
ARTICLES = "정관"


def of_shares(paragraph: int, *, is_social: bool) -> str:
    """§22 speaks of general co-operatives; §91 lets it hold for social ones."""
    return f"{act(91)}(제22조제{paragraph}항 준용)" if is_social else act(22, paragraph)


def of_price(*, is_social: bool) -> str:
    return act(86, 2) if is_social else act(16, 2)


@dataclass(frozen=True)
class Cap:
    """What part of all shares one member may have at most, and where it stands."""

    share: Fraction
    article: str

    @property
    def percent(self) -> int:
        return int(self.share * 100)

    @property
    def least_holders(self) -> int:
        """Fewer cannot keep it, however the shares are divided: four for 30 %."""
        return ceil(1 / self.share)

    def most(self, total: int) -> int:
        return int(total * self.share)

    def is_kept(self, shares: int, total: int) -> bool:
        return shares <= total * self.share


def cap(
    *, is_social: bool, is_federation: bool, is_medical: bool, shares: Fraction, federation: Fraction, medical: Fraction
) -> Cap:
    """30 %, in a federation 40 %, in a medical co-operative 10 % of what is paid in by one person."""
    if is_federation:
        return Cap(federation, act(115) if is_social else act(76))
    if is_medical:
        return Cap(medical, decree(19, 2))
    return Cap(shares, of_shares(2, is_social=is_social))


@dataclass(frozen=True)
class Above:
    """Somebody has more than the cap allows, and what brings it back."""

    shares: int
    total: int
    give: int
    """So many shares passed on to others, the total staying the same, are enough;"""
    others: int
    """or so many new shares of others."""

    @property
    def part(self) -> Fraction:
        return Fraction(self.shares, self.total)


def above(holdings: Mapping[Holder, int], limit: Cap, *, total: int | None = None) -> dict[Holder, Above]:
    """Who has more than the cap allows. `total`: of all, where `holdings` names only some."""
    total = sum(holdings.values()) if total is None else total
    return {
        holder: Above(shares, total, shares - limit.most(total), ceil(shares / limit.share) - total)
        for holder, shares in holdings.items()
        if not limit.is_kept(shares, total)
    }


def reasons_against_holding(*, name: str, shares: int, total: int, limit: Cap) -> list[Reason]:
    """After a subscription or a transfer by which somebody gets shares."""
    if limit.is_kept(shares, total):
        return []
    sentence = _(
        "%(name)s의 출자좌수가 %(shares)s좌로 전체 %(total)s좌의 %(percent)s%%를 넘습니다. 전체가 이만큼이면 %(most)s좌까지 가질 수 있으니 "
        "좌수를 줄이거나, 다른 조합원이 먼저 출자하게 해 주세요."
    ) % {
        "name": name, "shares": f"{shares:,}", "total": f"{total:,}", "percent": limit.percent, "most": f"{limit.most(total):,}",
    }  # fmt: skip
    return [Reason(sentence, limit.article)]


def reasons_against_founding_holdings(names: Mapping[str, int], limit: Cap) -> list[Reason]:
    """At the founding assembly and before the registration: all subscriptions together."""
    reasons = [
        reason
        for name, shares in names.items()
        for reason in reasons_against_holding(name=name, shares=shares, total=sum(names.values()), limit=limit)
    ]
    if not names or min(names.values()) >= 1:
        return reasons
    without = ", ".join(name for name, shares in names.items() if shares < 1)
    text = _("출자하지 않은 조합원이 있습니다: %(names)s. 1좌 이상 청약을 받아 주세요.") % {"names": without}
    return [*reasons, Reason(text, act(22, 1))]


def reasons_against_subscribing(
    *, shares: int, after: int, least: int, price: int, running_price: int | None, is_social: bool
) -> list[Reason]:
    """What does not ask about the others: at least one share, at least what the articles say, one price for all."""
    reasons = []
    if shares < 1:
        reasons.append(Reason(_("1좌 이상 출자해야 합니다."), of_shares(1, is_social=is_social)))
    elif after < least:
        text = _("정관이 정한 최소 좌수는 %(least)s좌입니다. 모두 %(after)s좌가 되니 더 출자해 주세요.")
        reasons.append(
            Reason(text % {"least": least, "after": after}, f"{ARTICLES}, {of_shares(1, is_social=is_social)}")
        )
    if running_price is not None and running_price != price:
        text = _(
            "출자 1좌의 금액은 같아야 합니다. 정관의 금액은 %(price)s원인데 지금의 출자좌는 %(running)s원입니다. "
            "먼저 출자좌를 새 금액으로 바꾸어 주세요."
        )
        amounts = {"price": f"{price:,}", "running": f"{running_price:,}"}
        reasons.append(Reason(text % amounts, of_price(is_social=is_social)))
    return reasons


def reasons_against_paying(*, amount: int, rest: int, kind: str, text: str, is_social: bool) -> list[Reason]:
    """Money or a thing with its value, and never by setting off what the co-operative owes the member."""
    if kind == "set_off":
        sentence = _("조합이 조합원에게 줄 돈과 출자금을 서로 지울 수 없습니다. 출자금을 따로 내 주세요.")
        return [Reason(sentence, of_shares(4, is_social=is_social))]
    if amount <= 0:
        return [Reason(_("낸 금액은 0원보다 커야 합니다."), of_shares(1, is_social=is_social))]
    if amount > rest:
        sentence = _("낼 금액은 %(rest)s원이 남았습니다. 더 내려면 먼저 출자 청약을 늘려 주세요.")
        return [Reason(sentence % {"rest": f"{rest:,}"}, of_shares(5, is_social=is_social))]
    if kind == "in_kind" and not text.strip():
        sentence = _("현물출자는 무엇을 어떻게 평가했는지 적어야 합니다.")
        return [Reason(sentence, of_shares(1, is_social=is_social))]
    return []


def reasons_against_pledging(*, is_social: bool) -> list[Reason]:
    sentence = _("출자좌는 담보로 잡을 수 없습니다. 빚의 담보로는 다른 것을 정해 주세요.")
    return [Reason(sentence, of_shares(3, is_social=is_social))]


def liability(*, paid_in: int) -> int:
    """A member is liable with the shares paid in, and with nothing more (§22⑤)."""
    return paid_in


def reasons_against_preferred(
    *, is_social: bool, amount: int, own_capital: int, paid_in: int, debts: int, most: Fraction, debt_ratio: Fraction
) -> list[Reason]:
    """Preferred shares (우선출자) in all, after the issue: §22의2, of general co-operatives only."""
    if is_social:
        sentence = _("사회적협동조합은 우선출자를 받을 수 없습니다. 조합원 출자를 늘리거나 빌려 쓰는 길을 찾아 주세요.")
        return [Reason(sentence, f"{act(91)}(제22조의2를 준용하지 않음)")]
    reasons = []
    base = max(own_capital, paid_in)
    if amount > base * most:
        sentence = _("우선출자는 자기자본과 납입 출자금 가운데 큰 것의 %(percent)s%%인 %(most)s원까지입니다.")
        values = {"percent": int(most * 100), "most": f"{int(base * most):,}"}
        reasons.append(Reason(sentence % values, act(22, branch=2)))
    if own_capital <= 0 or debts > own_capital * debt_ratio:
        sentence = _("부채가 자기자본의 %(percent)s%%를 넘어 우선출자를 받을 수 없습니다. 먼저 빚을 줄여 주세요.")
        reasons.append(Reason(sentence % {"percent": int(debt_ratio * 100)}, decree(8, branch=2)))
    return reasons


def preferred_votes(shares: int) -> int:
    """§22의2: no vote, however many."""
    return 0


@dataclass(frozen=True)
class Converted:
    """A holding after the price of a share has changed: whole shares of the new price, and what is left over."""

    shares: int
    rest: int


def converted(*, shares: int, old_price: int, new_price: int) -> Converted:
    return Converted(*divmod(shares * old_price, new_price))
