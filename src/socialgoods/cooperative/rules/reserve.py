"""What must stay in the co-operative from a surplus, and in which order a loss is met. Whole won; rounded so that the law is kept."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act


def article(*, is_social: bool) -> str:
    return act(97, 1) if is_social else act(50, 1)


def loss_article(*, is_social: bool) -> str:
    return act(98, 1) if is_social else act(51, 1)


def base(*, result: int, carried: int) -> int:
    """Of what the reserve is a part: the year's surplus, less a loss carried over from earlier years, which it has to make good first."""
    return max(0, result + min(carried, 0))


def room(*, reserve: int, paid_in: int, multiple: int) -> int:
    """What the legal reserve still lacks to so many times the paid-in capital."""
    return max(0, multiple * paid_in - reserve)


def least(*, result: int, carried: int, reserve: int, paid_in: int, percent: int, multiple: int) -> int:
    """The least that goes to the legal reserve: a part of the surplus, rounded up, until the reserve is full."""
    share = -(-base(result=result, carried=carried) * percent // 100)
    return min(share, room(reserve=reserve, paid_in=paid_in, multiple=multiple))


def reasons_against_percent(percent: int, *, least_percent: int, is_social: bool) -> list[Reason]:
    """The articles may ask for more than the law, not for less."""
    if least_percent <= percent <= 100:
        return []
    text = _("법정적립금은 잉여금의 %(least)s%% 이상이어야 합니다. 정관의 적립률 %(percent)s%%를 고쳐 주세요.")
    return [Reason(text % {"least": least_percent, "percent": percent}, article(is_social=is_social))]


def reasons_against(set_aside: int, *, least: int, is_social: bool) -> list[Reason]:
    if set_aside >= least:
        return []
    text = _("법정적립금은 %(least)s원 이상 쌓아야 합니다. 처분안의 %(amount)s원에 %(more)s원을 더해 주세요.")
    said = text % {"least": f"{least:,}", "amount": f"{set_aside:,}", "more": f"{least - set_aside:,}"}
    return [Reason(said, article(is_social=is_social))]


@dataclass(frozen=True)
class LossMet:
    """How a loss is met. The parts add up to the loss."""

    from_carried: int
    from_voluntary: int
    from_legal: int
    carried_on: int
    """What nothing was left for: carried over to the next year."""

    @property
    def total(self) -> int:
        return self.from_carried + self.from_voluntary + self.from_legal + self.carried_on


def meet_loss(loss: int, *, carried: int, voluntary: int, legal: int) -> LossMet:
    """Unappropriated surplus first, then the voluntary reserve, then the legal reserve; the rest is carried over."""
    from_carried = min(loss, max(0, carried))
    from_voluntary = min(loss - from_carried, max(0, voluntary))
    from_legal = min(loss - from_carried - from_voluntary, max(0, legal))
    return LossMet(from_carried, from_voluntary, from_legal, loss - from_carried - from_voluntary - from_legal)
