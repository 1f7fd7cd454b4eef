"""What a reader who may not see every record is told of a month: no number that speaks of fewer than five other organisations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

LEAST = 5


@dataclass(frozen=True)
class Line:
    """`labels`: kind of contact, or measure and source. Empty: several lines taken together."""

    labels: tuple[str, ...]
    n: int
    won: int
    organizations: frozenset[int]
    is_told: bool = True


def speaks_of_few(organizations: frozenset[int], known: frozenset[int]) -> bool:
    """`known`: organisations whose records the reader sees anyway; what they did may be taken out of any sum."""
    return 0 < len(organizations - known) < LEAST


def together(lines: Iterable[Line]) -> Line:
    return reduce(
        lambda one, two: Line((), one.n + two.n, one.won + two.won, one.organizations | two.organizations),
        lines,
        Line((), 0, 0, frozenset()),
    )


def told(lines: Sequence[Line], known: frozenset[int]) -> list[Line]:
    """Small lines are taken together, with as many of the others as it takes, so that no difference gives them away."""
    small = [line for line in lines if speaks_of_few(line.organizations, known)]
    if not small:
        return list(lines)
    rest = together(small)
    shown = [line for line in lines if line not in small]
    for line in sorted(shown, key=lambda each: len(each.organizations - known)):
        if not speaks_of_few(rest.organizations, known):
            break
        if line.organizations:
            rest = together([rest, line])
            shown.remove(line)
    hidden = speaks_of_few(rest.organizations, known)
    return [*shown, Line((), rest.n, rest.won, rest.organizations, is_told=not hidden)]
