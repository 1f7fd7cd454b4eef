"""Organisation numbers that the county gives where a file brings none."""

import re
from collections.abc import Iterable, Iterator
from itertools import count

PREFIX = "SG"
OURS = re.compile(rf"{PREFIX}(\d{{1,12}})")


def numbers_after(codes: Iterable[str]) -> Iterator[str]:
    """`SG00325`, `SG00326` … after the highest of ours among `codes`."""
    highest = max((int(found[1]) for code in codes if (found := OURS.fullmatch(code))), default=0)
    return (f"{PREFIX}{number:05d}" for number in count(highest + 1))
