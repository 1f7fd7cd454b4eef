"""Points of an instrument that has rules of its own: what is known, what is open, and the grades that are still possible.

Nothing is guessed. An item that was not answered, or whose bands were not published, may still have any of its points; a sum is
therefore a range, and a grade is named only where both ends of the range have it. Source of the SVI's rules: DOMAIN part c.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from socialgoods.analysis.scoring.points_file import Band, Grade, PointsInstrument, PointsItem, Question

Answers = Mapping[str, int | None]
ZERO = Decimal(0)


@dataclass(frozen=True)
class Scored:
    """An item's points: known where low = high. `is_answered`: something was said to it."""

    item: PointsItem
    low: Decimal
    high: Decimal
    is_answered: bool

    @property
    def is_known(self) -> bool:
        return self.is_answered and self.low == self.high


@dataclass(frozen=True)
class Points:
    rows: tuple[Scored, ...]
    known: Decimal
    """Sum of the points that are known, of at most `known_of`."""
    known_of: Decimal
    scorable: Decimal
    """The maximum of the items whose rules were published."""
    maximum: Decimal
    low: Decimal
    high: Decimal
    """What the whole may come to."""
    grades: tuple[Grade, ...]
    """Those still possible, from the lowest; one where the grade is known."""

    @property
    def is_whole(self) -> bool:
        return self.low == self.high


def scored(instrument: PointsInstrument, answers: Answers) -> Points:
    """Points of all items from the answers by question: 1 or 0 for yes and no, 1 … for steps, a number; None or nothing is no answer.

    >>> from socialgoods.analysis.scoring import points_file
    >>> found = scored(points_file.named("svi-2017"), {"mission": 1, "community": 3})
    >>> found.known, found.known_of, found.scorable, found.maximum
    (Decimal('9'), Decimal('10'), Decimal('50'), Decimal('100'))
    """
    rows = tuple(_scored(item, answers) for item in instrument.items)
    low, high = sum((row.low for row in rows), ZERO), sum((row.high for row in rows), ZERO)
    known = [row for row in rows if row.is_known]
    return Points(
        rows=rows,
        known=sum((row.low for row in known), ZERO),
        known_of=sum((row.item.maximum for row in known), ZERO),
        scorable=sum((row.item.maximum for row in rows if row.item.is_published), ZERO),
        maximum=instrument.maximum,
        low=low,
        high=high,
        grades=_grades(instrument.grades, low, high),
    )


def _scored(item: PointsItem, answers: Answers) -> Scored:
    given = [_fitting(question, answers.get(question.code)) for question in item.questions]
    low, high = POINTS[item.rule](item, given)
    return Scored(item, low, high, any(each is not None for each in given))


def _fitting(question: Question, answer: int | None) -> int | None:
    """What the question cannot have as an answer is none."""
    if answer is None or isinstance(answer, bool) or not isinstance(answer, int):
        return None
    most = {"yes_no": 1, "steps": len(question.points)}.get(question.kind)
    least = 1 if question.kind == "steps" else 0
    return answer if answer >= least and (most is None or answer <= most) else None


Range = tuple[Decimal, Decimal]
Given = list[int | None]


def _of_yes_no(item: PointsItem, given: Given) -> Range:
    if given[0] is None:
        return item.no, item.yes
    points = item.yes if given[0] else item.no
    return points, points


def _of_count(item: PointsItem, given: Given) -> Range:
    """A number, or so many of the elements; an element of which nothing is known may be there or not."""
    if item.questions[0].kind == "number":
        return _whole(item) if given[0] is None else _banded(item.bands, Fraction(given[0]))
    there, open_ones = sum(each == 1 for each in given), sum(each is None for each in given)
    return _banded(item.bands, Fraction(there))[0], _banded(item.bands, Fraction(there + open_ones))[1]


def _of_steps(item: PointsItem, given: Given) -> Range:
    low = high = ZERO
    for question, step in zip(item.questions, given, strict=True):
        low += question.points[0] if step is None else question.points[step - 1]
        high += question.points[-1] if step is None else question.points[step - 1]
    return low, high


def _of_share(item: PointsItem, given: Given) -> Range:
    """Per cent of the whole. More than the whole, or of nothing, is not known."""
    whole, part = given
    if part is None or not whole or part > whole:
        return _whole(item)
    return _banded(item.bands, Fraction(100 * part, whole))


def _of_each(item: PointsItem, given: Given) -> Range:
    whole, part = given
    if part is None or not whole:
        return _whole(item)
    return _banded(item.bands, Fraction(part, whole))


def _unpublished(item: PointsItem, _given: Given) -> Range:
    return ZERO, item.maximum


POINTS = {
    "yes_no": _of_yes_no,
    "count": _of_count,
    "steps": _of_steps,
    "share": _of_share,
    "per_person": _of_each,
    "unpublished": _unpublished,
}


def _whole(item: PointsItem) -> Range:
    return item.bands[0].low, item.bands[-1].high


def _banded(bands: tuple[Band, ...], value: Fraction) -> Range:
    """Of the last band that begins at or before the value."""
    found = [band for band in bands if (value > band.start if band.is_over else value >= band.start)]
    return found[-1].low, found[-1].high


def _grades(grades: tuple[Grade, ...], low: Decimal, high: Decimal) -> tuple[Grade, ...]:
    begun = [grade for grade in grades if grade.start <= high]
    sure = [grade for grade in grades if grade.start <= low]
    return tuple(begun[max(len(sure) - 1, 0) :])
