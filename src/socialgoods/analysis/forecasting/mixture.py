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
        """The value below which the share lies. Error below 1e-9 of the range. A count's is not rounded: rounding outward would make
        intervals wider than they say."""
        from scipy.special import ndtr

        sds = np.maximum(self.sds, LEAST_SD)
        low, high = float((self.means - 9 * sds).min()), float((self.means + 9 * sds).max())
        enough = max(1e-9 * (high - low), 4 * np.finfo(float).eps * max(abs(low), abs(high)))
        while high - low > enough:
            grid = np.linspace(low, high, 12)
            reached = int((ndtr((grid[:, None] - self.means) / sds).mean(axis=1) >= share).argmax())
            low, high = float(grid[max(reached - 1, 0)]), float(grid[max(reached, 1)])
        return max(high, 0.0) if self.is_count else high
