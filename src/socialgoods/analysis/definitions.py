"""The constants that every figure rests on, under a version name, and the names of the accounts they speak of."""

from dataclasses import dataclass
from fractions import Fraction

DIMENSIONS = ("finance", "market", "product", "people", "governance", "collaboration", "social")

SALES = ("sales_private", "sales_public", "sales_social_economy")
EARNED = (*SALES, "other_income")
SUBSIDIES = ("subsidy_national", "subsidy_province", "subsidy_county")
SUPPORT = (*SUBSIDIES, "donations")
COST = ("cost_of_goods", "labour_cost", "other_cost")
GRADES = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Definitions:
    """What a county may fix by a dated decision. A result names the version it was computed with."""

    version: str = "wanju-2017"
    theta: Fraction = Fraction(1)
    """Self-reliant is E ≥ θ·C, compared exactly."""
    years: int = 2
    """In the year and in the years before it, so many in all."""
    near_from: Fraction = Fraction(19, 20)
    near_until: Fraction = Fraction(21, 20)
    """Near the line: near_from ≤ r < near_until."""
    smallest_group: int = 5
    """Groups of fewer organisations are never shown, nor what would give them away by subtraction."""
    known_share: Fraction = Fraction(1, 2)
    """A dimension with a smaller share of its weight answered is not known."""
    sizes: tuple[int, ...] = (1, 5, 10, 30)
    """Size classes by paid workers: the least number of each class after the first, "0"."""
    minimum_wages: tuple[tuple[int, int], ...] = ()
    """(year, won an hour) for the reading that counts unpaid work; a year that is not here is not known."""

    def minimum_wage(self, year: int) -> int | None:
        """Won an hour in the year; None where nobody said."""
        return dict(self.minimum_wages).get(year)

    def size_names(self) -> tuple[str, ...]:
        """Names of the size classes, smallest first.

        >>> DEFAULT.size_names()
        ('0', '1-4', '5-9', '10-29', '30+')
        """
        starts = (0, *self.sizes)
        closed = [
            str(low) if high - low == 1 else f"{low}-{high - 1}" for low, high in zip(starts, self.sizes, strict=False)
        ]
        return (*closed, f"{starts[-1]}+")

    def size_of(self, workers: int | None) -> str:
        """The size class of so many paid workers; "" where nobody said.

        >>> [DEFAULT.size_of(number) for number in (None, 0, 4, 5, 300)]
        ['', '0', '1-4', '5-9', '30+']
        """
        if workers is None:
            return ""
        return self.size_names()[sum(workers >= least for least in self.sizes)]


DEFAULT = Definitions()
