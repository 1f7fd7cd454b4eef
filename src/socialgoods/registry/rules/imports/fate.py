"""What becomes of each row, and the sentence that sums it up."""

from array import array
from dataclasses import asdict, dataclass
from enum import IntFlag
from typing import Any


class Fate(IntFlag):
    """A row has one of the first five, and any of the others."""

    NEW = 1
    CHANGED = 2
    SAME = 4
    ERROR = 8
    LEFT_OUT = 16
    WARNING = 32
    OUTSIDE = 64
    """Outside the county: recorded, not counted as one of its own."""
    ASK = 128
    """The district is not known: listed for asking, never guessed."""
    TWIN = 256
    """Taken for a record, or for another row, by its name: somebody should look at the two side by side."""


class Fates(array):  # type: ignore[type-arg]
    """One fate a row, two bytes each, so that 100,000 of them fit into a page's index."""

    def __new__(cls, values: Any = ()) -> "Fates":
        return super().__new__(cls, "H", values)

    def count_of(self, fate: Fate) -> int:
        return sum(1 for value in self if value & fate)

    def positions(self, fate: Fate) -> list[int]:
        return [position for position, value in enumerate(self) if value & fate]


@dataclass(frozen=True)
class Counts:
    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    errors: int = 0
    left_out: int = 0
    warnings: int = 0
    outside: int = 0
    ask: int = 0
    twins: int = 0

    @classmethod
    def of(cls, fates: Fates) -> "Counts":
        return cls(len(fates), **{name: fates.count_of(fate) for name, fate in NAMES.items()})

    @classmethod
    def from_json(cls, data: dict[str, int]) -> "Counts":
        return cls(**data)

    def to_json(self) -> dict[str, int]:
        return asdict(self)

    @property
    def writes(self) -> int:
        return self.new + self.changed


NAMES = {
    "new": Fate.NEW,
    "changed": Fate.CHANGED,
    "same": Fate.SAME,
    "errors": Fate.ERROR,
    "left_out": Fate.LEFT_OUT,
    "warnings": Fate.WARNING,
    "outside": Fate.OUTSIDE,
    "ask": Fate.ASK,
    "twins": Fate.TWIN,
}
