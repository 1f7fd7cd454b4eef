"""What an assessment's answers amount to: how far it has come, what would not be known, where two views differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

Answers = Mapping[str, int | None]


@dataclass(frozen=True)
class Asked:
    """A question, as an instrument asks it."""

    code: str
    dimension: str
    weight: float
    scale: int
    text: str


@dataclass(frozen=True)
class Progress:
    reached: int
    """Answered, also with "no answer"."""
    asked: int
    unknown: tuple[str, ...]
    """Dimensions of which too little is answered to be known."""

    @property
    def is_whole(self) -> bool:
        return self.reached == self.asked


def progress(items: Sequence[Asked], answers: Answers, known_share: Fraction) -> Progress:
    reached = sum(item.code in answers for item in items)
    weights: dict[str, list[float]] = {}
    for item in items:
        here = weights.setdefault(item.dimension, [0.0, 0.0])
        here[0] += item.weight
        here[1] += item.weight if answers.get(item.code) is not None else 0.0
    unknown = tuple(
        name for name, (asked, given) in weights.items() if given == 0 or given < float(known_share) * asked
    )
    return Progress(reached, len(items), unknown)


def understood(item: Asked, text: str) -> int | None:
    """A posted answer. `ValueError` for what the scale does not have; None is "no answer"."""
    if text == "none":
        return None
    if not text.isdecimal() or not 1 <= int(text) <= item.scale:
        raise ValueError(text)
    return int(text)


def reasons_against_submitting(items: Sequence[Asked], answers: Answers) -> list[str]:
    if not any(answers.get(item.code) is not None for item in items):
        return [_("답한 문항이 없습니다. 한 문항이라도 답한 뒤에 내 주세요.")]
    return []


@dataclass(frozen=True)
class Pair:
    """The same question, seen by the organisation and by the advisor."""

    item: Asked
    own: int | None
    visit: int | None

    @property
    def apart(self) -> int | None:
        return None if self.own is None or self.visit is None else abs(self.own - self.visit)


def compared(items: Sequence[Asked], own: Answers, visit: Answers) -> list[Pair]:
    """Farthest apart first; what only one answered comes last."""
    pairs = [Pair(item, own.get(item.code), visit.get(item.code)) for item in items]
    return sorted(pairs, key=lambda pair: -1 if pair.apart is None else pair.apart, reverse=True)


def dimension_means(items: Sequence[Asked], answers: Answers) -> dict[str, float | None]:
    """0–100 by dimension, of the answers alone: weighted mean of 100 (s − 1) / (max − 1)."""
    sums: dict[str, list[float]] = {}
    for item in items:
        here = sums.setdefault(item.dimension, [0.0, 0.0])
        score = answers.get(item.code)
        if score is not None:
            here[0] += item.weight * 100 * (score - 1) / (item.scale - 1)
            here[1] += item.weight
    return {name: points / weight if weight else None for name, (points, weight) in sums.items()}
