"""Each line's balance is the one before plus what moved: which way a list runs, where it breaks, what was cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socialgoods.exchange.bank.reading import Line


@dataclass(frozen=True)
class Followed:
    lines: "list[Line]"
    """Oldest first, without what was cancelled."""
    breaks: list[tuple[int, int, int]]
    """Row, the balance there should be, the balance stated."""
    cancelled: list[int]
    is_newest_first: bool


def follow(lines: "Sequence[Line]") -> Followed:
    runs = [_run(list(lines), is_newest_first=False), _run(list(reversed(lines)), is_newest_first=True)]
    if lines and lines[0].day != lines[-1].day:
        return runs[lines[0].day > lines[-1].day]
    if lines and lines[0].moment and lines[-1].moment and lines[0].moment != lines[-1].moment:
        return runs[lines[0].moment > lines[-1].moment]
    return min(runs, key=lambda run: len(run.breaks))


def _run(lines: "list[Line]", *, is_newest_first: bool) -> Followed:
    """Days may be mixed up where somebody sorted the sheet; within a day the order of the sheet stays."""
    ordered = sorted(lines, key=lambda line: line.day)
    kept: list[Line] = []
    breaks: list[tuple[int, int, int]] = []
    cancelled: list[int] = []
    before: int | None = None
    for index, line in enumerate(ordered):
        if line.is_doubtful and line.balance is not None and _is_still(line, before, ordered[index + 1 : index + 2]):
            cancelled.append(line.row)
            continue
        if line.balance is not None:
            if before is not None and before + line.amount != line.balance:
                breaks.append((line.row, before + line.amount, line.balance))
            before = line.balance
        elif before is not None:
            before += line.amount
        kept.append(line)
    return Followed(kept, breaks, cancelled, is_newest_first)


def _is_still(line: "Line", before: int | None, after: "Sequence[Line]") -> bool:
    """Whether the balance did not move with a line that is called cancelled."""
    if before is not None:
        return line.balance == before
    return bool(after) and after[0].balance is not None and line.balance == after[0].balance - after[0].amount


def signs(lines: "Sequence[Line]", given: Sequence[int]) -> list[int]:
    """+1 or -1 for each amount that says no direction, by what the balance did; 0 where that cannot be told."""
    found = list(given)
    for step in (1, -1):
        tried = list(given)
        for index, line in enumerate(lines):
            before = index - step
            if tried[index] or line.balance is None or not 0 <= before < len(lines) or lines[before].balance is None:
                continue
            moved = line.balance - (lines[before].balance or 0)
            tried[index] = 1 if moved == line.amount else -1 if moved == -line.amount else 0
        if sum(map(bool, tried)) > sum(map(bool, found)):
            found = tried
    return found
