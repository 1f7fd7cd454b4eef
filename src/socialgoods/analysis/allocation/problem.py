"""The year's choice as arrays: who may get what, what it brings, who pays."""

from dataclasses import dataclass, field

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Floor:
    """At least `count` prescriptions among `members`."""

    field: str
    value: str
    count: int
    members: Array
    """(n,) booleans."""


@dataclass(frozen=True)
class Problem:
    """At most one measure for each of `n` organisations; `K` fundings are the ways to pay for the `M` measures."""

    gain: Array
    """(n, M)."""
    allowed: Array
    """(n, M) booleans."""
    measure: Array
    """(K,) the measure that each funding pays for."""
    cost: Array
    """(K, S) won that each funding takes from each source."""
    budget: Array
    """(S,) won."""
    capacity: Array
    """(M,) places, infinite where there is no limit."""
    pinned: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """(n,) the measure an organisation must get, -1 where none."""
    floors: tuple[Floor, ...] = ()

    @property
    def n(self) -> int:
        return len(self.gain)

    @property
    def must(self) -> Array:
        return self.pinned if len(self.pinned) else np.full(self.n, -1)

    @property
    def in_floor(self) -> Array:
        """(F, n) booleans."""
        return np.array([floor.members for floor in self.floors]).reshape(len(self.floors), self.n)

    @property
    def least(self) -> Array:
        return np.array([floor.count for floor in self.floors], dtype=float)


@dataclass(frozen=True)
class Prices:
    """Shadow prices: gain per won by source, per place by measure, and what one more prescription under a floor costs."""

    source: Array
    place: Array
    floor: Array

    def of(self, problem: Problem) -> Array:
        """(K,) gain that a funding must bring to be worth its money and its place."""
        return problem.cost @ self.source + self.place[problem.measure]


@dataclass(frozen=True)
class Allocation:
    """Who gets which funding, how good that is, and how good it could be at most."""

    choice: Array
    """(n,) index of the funding, -1 for none."""
    objective: float
    bound: float
    """No feasible choice that keeps as many floors and pins brings more."""
    prices: Prices
    spent: Array
    """(S,) won."""
    unmet_floors: tuple[tuple[Floor, int], ...]
    """Floors that cannot be kept, and how many prescriptions are missing."""
    unmet_pins: Array

    @property
    def gap(self) -> float:
        return max(0.0, (self.bound - self.objective) / self.bound) if self.bound > 0 else 0.0
