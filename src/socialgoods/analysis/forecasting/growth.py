"""How costs and paid workers grow: a pace shared by all in a year, and each organisation's own scatter."""

from dataclasses import dataclass

import numpy as np

from socialgoods.analysis.panel import Panel, last_known

Array = np.ndarray

PRIOR_MEAN, PRIOR_YEARS = 0.02, 2.0
"""Two years of 2 % stand beside what was seen, so that a short history does not promise much."""
PRIOR_SD = 0.03
WILD = 1.0
"""A log change beyond this is a change of the book rather than of the business; it counts as this much."""


@dataclass(frozen=True)
class Growth:
    """Logs a year."""

    pace: float
    pace_sd: float
    """Of the pace among years."""
    pace_error: float
    """What is not known of the mean pace itself."""
    scatter: float
    """Of one organisation around the pace."""
    now: Array
    """(n,) amount in the panel's last year: the last one known, carried on at the pace."""


def growth(panel: Panel, amounts: Array) -> Growth:
    """Of (n, Y) amounts, from those known and above zero in two years running."""
    paces, left = [], []
    for year in range(1, amounts.shape[1]):
        before, after = amounts[:, year - 1], amounts[:, year]
        both = (before > 0) & (after > 0)
        if both.sum() >= 5:
            change = np.clip(np.log(after[both] / before[both]), -WILD, WILD)
            weight = before[both] / before[both].sum()
            pace = float(np.log(weight @ np.exp(change)))
            paces.append(pace)
            left.append(change - np.median(change))
    seen = len(paces)
    pace = (sum(paces) + PRIOR_YEARS * PRIOR_MEAN) / (seen + PRIOR_YEARS)
    square = sum((value - pace) ** 2 for value in paces) + PRIOR_YEARS * PRIOR_SD**2
    pace_sd = float(np.sqrt(square / (seen + PRIOR_YEARS)))
    scatter = float(np.sqrt(np.mean(np.concatenate(left) ** 2))) if left else 0.2
    return Growth(pace, pace_sd, pace_sd / np.sqrt(seen + PRIOR_YEARS), scatter, _now(amounts, pace))


def _now(amounts: Array, pace: float) -> Array:
    last = last_known(amounts)
    known = last >= 0
    value = amounts[np.arange(len(amounts)), np.maximum(last, 0)]
    usual = np.nanmedian(value[known]) if known.any() else 0.0
    behind = amounts.shape[1] - 1 - last
    return np.where(known, np.nan_to_num(value) * np.exp(pace * np.maximum(behind, 0)), usual)
