"""The readings of one year's accounts, as the plan defines them. Pure, exact, whole won; None is not known.

Earned income E: sales to private, public and social-economy buyers and other operating income (dues included).
Support S: operating subsidies and donations; capital grants stand apart. Operating cost C: cost of goods, labour, other, gross.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

EARNED = ("sales_private", "sales_public", "sales_social_economy", "other_income")
SUPPORT = ("subsidy_national", "subsidy_province", "subsidy_county", "donations")
COST = ("cost_of_goods", "labour_cost", "other_cost")


@dataclass(frozen=True)
class Accounts:
    """A year's sums. A sum of which no part is known is not known; a part left empty beside others counts as none."""

    earned: int | None
    support: int | None
    cost: int | None
    labour: int | None
    workers_paid: int | None

    @property
    def ratio(self) -> Fraction | None:
        if self.earned is None or not self.cost:
            return None
        return Fraction(self.earned, self.cost)

    @property
    def gap(self) -> int | None:
        return None if self.earned is None or self.cost is None else max(0, self.cost - self.earned)

    @property
    def cover(self) -> Fraction | None:
        if self.earned is None or self.support is None or not self.cost:
            return None
        return Fraction(self.earned + self.support, self.cost)

    @property
    def support_dependence(self) -> Fraction | None:
        if self.earned is None or self.support is None or not self.earned + self.support:
            return None
        return Fraction(self.support, self.earned + self.support)

    @property
    def labour_cover(self) -> Fraction | None:
        return Fraction(self.earned, self.labour) if self.earned is not None and self.labour else None

    def covers(self, threshold: Fraction = Fraction(1)) -> bool | None:
        """E ≥ θ·C, compared exactly."""
        if self.earned is None or not self.cost:
            return None
        return self.earned >= threshold * self.cost


def accounts(report: Mapping[str, Any]) -> Accounts:
    return Accounts(
        earned=_sum(report, EARNED),
        support=_sum(report, SUPPORT),
        cost=_sum(report, COST),
        labour=report.get("labour_cost"),
        workers_paid=report.get("workers_paid"),
    )


def _sum(report: Mapping[str, Any], names: tuple[str, ...]) -> int | None:
    known = [report[name] for name in names if report.get(name) is not None]
    return sum(known) if known else None


def is_self_reliant(
    this: Accounts, before: Accounts | None, *, is_active: bool = True, threshold: Fraction = Fraction(1)
) -> bool | None:
    """자립: E ≥ θ·C in this year and the last, a paid worker, active at the year's end. None: not known."""
    return _stands(this, before, is_active, threshold, None if this.workers_paid is None else this.workers_paid > 0)


def is_self_sustaining(
    this: Accounts, before: Accounts | None, *, is_active: bool = True, threshold: Fraction = Fraction(1)
) -> bool | None:
    """활동형: the same without a paid worker."""
    return _stands(this, before, is_active, threshold, None if this.workers_paid is None else this.workers_paid == 0)


def _stands(
    this: Accounts, before: Accounts | None, is_active: bool, threshold: Fraction, has_workers: bool | None
) -> bool | None:
    """One test that fails settles it, whatever else is not known."""
    tests = (is_active, has_workers, this.covers(threshold), before.covers(threshold) if before else None)
    if False in tests:
        return False
    return None if None in tests else True
