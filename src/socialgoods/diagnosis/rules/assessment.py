"""What an assessment's answers amount to: how far it has come, what would not be known, where two views differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

Answers = Mapping[str, int | None]


MOST = 1_000_000
"""Beyond this no count of people, hours or activities is meant."""


@dataclass(frozen=True)
class Asked:
    """A question, as an instrument asks it. `kind`: steps (1 … scale), yes_no (1, 0) or number (0, 1, 2 …)."""

    code: str
    dimension: str
    weight: float
    scale: int
    text: str
    section: str = ""
    kind: str = "steps"
    of: str = ""
    """The item of which it is a part, with its title and help, where an instrument gives points of its own."""
    title: str = ""
    help: str = ""

    @property
    def bounds(self) -> tuple[int, int]:
        return {"steps": (1, self.scale), "yes_no": (0, 1)}.get(self.kind, (0, MOST))


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
    """A posted answer. `ValueError` for what the question does not have; None is "no answer"."""
    if text == "none":
        return None
    least, most = item.bounds
    if not (text.isascii() and text.isdecimal()) or len(text) > 7 or not least <= int(text) <= most:
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

    def is_far(self, steps: int) -> bool:
        """To be talked about: so many steps apart; another yes or no, or another number, in any case."""
        return bool(self.apart) and (self.item.kind != "steps" or (self.apart or 0) >= steps)


def compared(items: Sequence[Asked], own: Answers, visit: Answers, *, steps: int = 1) -> list[Pair]:
    """What is to be talked about first, farthest apart before nearer; what only one answered comes last."""
    pairs = [Pair(item, own.get(item.code), visit.get(item.code)) for item in items]
    return sorted(pairs, key=lambda pair: (not pair.is_far(steps), pair.apart is None, -(pair.apart or 0)))


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
