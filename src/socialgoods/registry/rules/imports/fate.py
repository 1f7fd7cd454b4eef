"""What becomes of each row, and the sentence that sums it up."""

from array import array
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any, Final


class Fate:
    """Bits of a row's fate: one of the first five, and any of the others. Plain numbers, for there are many rows."""

    NEW: Final = 1
    CHANGED: Final = 2
    SAME: Final = 4
    ERROR: Final = 8
    LEFT_OUT: Final = 16
    WARNING: Final = 32
    OUTSIDE: Final = 64
    """Outside the county: recorded, not counted as one of its own."""
    ASK: Final = 128
    """The district is not known: listed for asking, never guessed."""
    TWIN: Final = 256
    """Taken for a record, or for another row, by its name: somebody should look at the two side by side."""


class Fates(array):
    """One fate a row, two bytes each, so that 100,000 of them fit into a page's index."""

    def __new__(cls, values: Any = ()) -> "Fates":
        return super().__new__(cls, "H", values)

    def has(self, fate: int) -> bool:
        return any(value & fate for value in set(self))

    def positions(self, fate: int) -> list[int]:
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
        kinds = Counter(fates)
        return cls(
            len(fates),
            **{name: sum(count for value, count in kinds.items() if value & fate) for name, fate in NAMES.items()},
        )

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
