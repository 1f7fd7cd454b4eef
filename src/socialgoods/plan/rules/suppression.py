"""What must not be shown of small groups, nor be found by taking the rest from the total."""

from collections.abc import Sequence


def hidden(rows: Sequence[Sequence[int]], smallest: int) -> set[int]:
    """Numbers of the rows to hide. A row has one or more counts, each of which adds up to a total that is shown.

    Hidden is a row with a count from 1 to `smallest` − 1; and then, as long as what is hidden holds so few together in any of the counts,
    or is one row alone whose count follows by subtraction, the next smallest row, too.

    >>> sorted(hidden([[9], [3], [7], [20]], 5))
    [1, 2]
    >>> sorted(hidden([[9], [2], [3], [20]], 5))
    [1, 2]
    >>> hidden([[9], [0], [20]], 5)
    set()
    """
    found = {number for number, row in enumerate(rows) if any(0 < count < smallest for count in row)}
    rest = sorted((number for number in range(len(rows)) if number not in found), key=lambda n: (*rows[n], n))
    rest = [number for number in rest if any(rows[number])]
    while found and rest and _gives_away([rows[number] for number in found], smallest):
        found.add(rest.pop(0))
    return found


def _gives_away(rows: Sequence[Sequence[int]], smallest: int) -> bool:
    return any(
        0 < sum(counts) < smallest or sum(1 for count in counts if count) == 1 for counts in zip(*rows, strict=True)
    )
