"""What an organisation should do first. Plain steps in, the same steps in order out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SOON = timedelta(days=60)
FAR = date.max


@dataclass(frozen=True)
class Step:
    title: str
    why: str
    url: str
    label: str
    """What the button says."""
    due_on: date | None = None
    was_returned: bool = False
    """Somebody waits for it to be put right."""
    days_left: int | None = None

    @property
    def is_overdue(self) -> bool:
        return self.days_left is not None and self.days_left < 0


def in_order(steps: Iterable[Step], *, on: date) -> list[Step]:
    """What came back first; then what is due within two months by its day; then what has no day; then what is due later."""

    def rank(step: Step) -> tuple[int, date]:
        if step.was_returned:
            return 0, step.due_on or FAR
        if step.due_on is None:
            return 2, FAR
        return (1 if step.due_on <= on + SOON else 3), step.due_on

    return sorted(steps, key=rank)
