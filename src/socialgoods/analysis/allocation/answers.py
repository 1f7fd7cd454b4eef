"""What organisations may be told, one answer after the other: the smoothed dual runs over those that are still in question."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from socialgoods.analysis.allocation.problem import Problem

Array = np.ndarray

WON = 1e-6
"""Won become millions, so that money and places are of one order."""


@dataclass(frozen=True)
class Answers:
    """Flat arrays of one length A; an organisation's answers stand together. The last of the K + 1 fundings is none at all."""

    organisation: Array
    funding: Array
    gain: Array
    """As shares of a typical gain."""
    usage: Array
    """(K + 1, R) what a funding takes of each source (millions of won) and of each limited place."""
    member: Array
    """(F, n) ones where an organisation counts under a floor, else zeros."""

    @cached_property
    def start(self) -> Array:
        """Where each organisation's answers begin."""
        return np.flatnonzero(np.diff(self.organisation, prepend=-1))

    @cached_property
    def size(self) -> Array:
        return np.diff(self.start, append=len(self.organisation))

    def worth(self, price: Array) -> Array:
        """(A,) what each answer brings beyond its price."""
        resources = self.usage.shape[1]
        value = self.gain - (self.usage @ price[:resources])[self.funding]
        if len(self.member):
            value = value + np.where(self._gives, (price[resources:] @ self.member)[self.organisation], 0.0)
        return value

    def used(self, share: Array) -> Array:
        """(R + F,) what the answers take of each resource, and how far they fill each floor (negative)."""
        taken = np.bincount(self.funding, share, len(self.usage)) @ self.usage
        if not len(self.member):
            return taken
        return np.concatenate([taken, -(self.member[:, self.organisation] @ np.where(self._gives, share, 0.0))])

    def weighed(self, price: Array, heat: float) -> tuple[Array, Array]:
        """The smoothed best worth of each organisation, and (A,) the share that each answer has in it."""
        value = self.worth(price)
        top = np.maximum.reduceat(value, self.start)
        weight = np.exp((value - np.repeat(top, self.size)) / heat)
        total = np.add.reduceat(weight, self.start)
        return top + heat * np.log(total), weight / np.repeat(total, self.size)

    def in_question(self, price: Array, margin: float) -> tuple["Answers", "Answers"]:
        """Those within `margin` of their organisation's best where it has several, and the only ones of the others."""
        value = self.worth(price)
        near = self._only(value >= np.repeat(np.maximum.reduceat(value, self.start), self.size) - margin)
        several = np.repeat(near.size > 1, near.size)
        return near._only(several), near._only(~several)

    def _only(self, which: Array) -> "Answers":
        return Answers(self.organisation[which], self.funding[which], self.gain[which], self.usage, self.member)

    @cached_property
    def _gives(self) -> Array:
        return self.funding < len(self.usage) - 1


def answers(problem: Problem, limited: Array, scale: float) -> Answers:
    """Every answer that is allowed; none at all for those that are not pinned."""
    allowed = problem.allowed[:, problem.measure]
    some = allowed.any(axis=1)
    organisation, funding = np.nonzero(np.column_stack([allowed, some & (problem.must < 0)]))
    gain = np.column_stack([problem.gain[:, problem.measure], np.zeros(problem.n)])[organisation, funding] / scale
    places = (problem.measure[:, None] == limited[None, :]).astype(float)
    usage = np.vstack([np.column_stack([problem.cost * WON, places]), np.zeros(problem.cost.shape[1] + len(limited))])
    return Answers(organisation, funding, gain, usage, problem.in_floor.astype(float))
