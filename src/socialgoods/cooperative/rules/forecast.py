"""How much may have to be refunded in the next years, by the co-operative's own rate of leaving. Plain numbers, no analysis library.

A member leaves in a year with probability p. What is known of p after `exits` exits in `member_years` years of membership is a beta
distribution that began flat between nobody and everybody in half weight (Jeffreys). The expected refunds of a year are p times what
those who are still there have paid in; the band adds the uncertainty of p and the chance who leaves (two standard deviations, not
below nothing, not above all that is paid in).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True)
class Year:
    year: int
    """Fiscal year in which they leave; they may claim from the next."""
    low: int
    expected: int
    high: int


@dataclass(frozen=True)
class Rate:
    mean: float
    variance: float


def rate(*, exits: int, member_years: float) -> Rate:
    """
    >>> round(rate(exits=2, member_years=100).mean, 4)
    0.0248
    """
    first, second = exits + 0.5, max(member_years - exits, 0) + 0.5
    whole = first + second
    return Rate(first / whole, first * second / (whole * whole * (whole + 1)))


def ahead(
    holdings: Sequence[int], *, exits: int, member_years: float, first_year: int, years: int
) -> list[Year]:  # fmt: skip
    """For each of the next years; nobody new is reckoned with."""
    found, total = [], sum(holdings)
    squares = sum(won * won for won in holdings)
    known = rate(exits=exits, member_years=member_years)
    staying = 1.0
    for step in range(years):
        p = staying * known.mean
        expected = total * p
        spread = sqrt(squares * p * (1 - p) + (total * staying) ** 2 * known.variance)
        found.append(
            Year(
                first_year + step,
                int(max(expected - 2 * spread, 0)),
                round(expected),
                int(min(expected + 2 * spread, total)),
            )
        )
        staying *= 1 - known.mean
    return found
