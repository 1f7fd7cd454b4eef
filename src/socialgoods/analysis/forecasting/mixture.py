"""A figure whose law is normal given what all organisations share, and mixed over draws of that."""

from dataclasses import dataclass

import numpy as np

Array = np.ndarray

LEAST_SD = 1e-12


@dataclass(frozen=True)
class Mixture:
    """(P,) means and standard deviations, each draw as likely. `is_count`: whole numbers only."""

    means: Array
    sds: Array
    is_count: bool = False

    @property
    def mean(self) -> float:
        return float(self.means.mean())

    @property
    def sd(self) -> float:
        return float(np.sqrt(self.means.var() + (self.sds**2).mean()))

    def below(self, value: float) -> float:
        """P(X ≤ value)."""
        from scipy.special import ndtr

        edge = np.floor(value) + 0.5 if self.is_count else value
        return float(ndtr((edge - self.means) / np.maximum(self.sds, LEAST_SD)).mean())

    def at_least(self, value: float) -> float:
        """P(X ≥ value)."""
        return 1 - self.below(np.ceil(value) - 1 if self.is_count else value)

    def quantile(self, share: float) -> float:
        """The least value with P(X ≤ value) ≥ share."""
        low = float((self.means - 12 * self.sds).min())
        high = float((self.means + 12 * self.sds).max())
        for _ in range(80):
            middle = (low + high) / 2
            from scipy.special import ndtr

            if ndtr((middle - self.means) / np.maximum(self.sds, LEAST_SD)).mean() >= share:
                high = middle
            else:
                low = middle
        return float(max(0.0, np.ceil(high - 0.5))) if self.is_count else high
