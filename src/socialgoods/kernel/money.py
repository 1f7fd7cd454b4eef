"""Money is whole won: an `int`."""

from collections.abc import Sequence
from fractions import Fraction

Won = int


def split(total: Won, weights: Sequence[int | Fraction]) -> list[Won]:
    """Divide `total` in proportion to `weights` so that the parts add back up to it.

    Largest remainder: every part is rounded toward zero, the won left over go one each to the
    largest remainders, earlier parts first among equals.
    """
    if not weights or any(weight < 0 for weight in weights) or not any(weights):
        raise ValueError("weights must be non-negative and not all zero")
    sign, amount = (-1, -total) if total < 0 else (1, total)
    whole = sum(Fraction(weight) for weight in weights)
    exact = [amount * Fraction(weight) / whole for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: amount - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]
