"""Two checks on what was learnt: support cannot help before it is given, and the helped against their look-alikes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from socialgoods.analysis.learning import hyper
from socialgoods.analysis.learning.design import rows

if TYPE_CHECKING:
    from socialgoods.analysis.learning.fit import Learned

Array = np.ndarray

PLACEBO_PRIOR_SD = 0.2
DOUBTFUL = 2.5
"""Standard errors from zero beyond which the placebo check is said to fail."""


@dataclass(frozen=True)
class Placebo:
    """The 'effect' of a support in the year before it was given. Away from zero: those helped were already on their way."""

    mean: float
    sd: float
    cases: int

    @property
    def passes(self) -> bool:
        return self.cases == 0 or abs(self.mean) <= DOUBTFUL * self.sd


@dataclass(frozen=True)
class LookAlikes:
    """Per measure: how much more r rose with it than in an unsupported organisation of the same year with the nearest r."""

    difference: Array
    """(M,) mean, NaN without pairs."""
    error: Array
    """(M,) standard error of the mean."""
    pairs: Array


def placebo(learned: Learned) -> Placebo:
    """One more coefficient, on support that comes only the year after; everything else is estimated anew beside it."""
    panel, given, dynamics = learned.panel, learned.doses, learned.dynamics
    found = rows(panel, given, hyper.chosen(panel), dynamics.kappa, dynamics.phi)
    coming = np.zeros((panel.n, len(panel.years) + 1))
    coming[given.organisation, np.clip(given.year, 0, len(panel.years))] = 1.0
    ahead = np.where(found.gap == 1, coming[found.organisation, np.minimum(found.year + 1, len(panel.years))], 0.0)
    ahead[found.year + 1 > len(panel.years) - 1] = 0.0
    wider = replace(found, x=np.column_stack([found.x, ahead]))
    effects = learned.columns.effect
    mean, variance = hyper.prior(learned.columns, _prior_effects(learned, effects), dynamics)
    solved = hyper.solve(hyper.sums(wider), np.append(mean, 0.0), np.append(variance, PLACEBO_PRIOR_SD**2), dynamics)
    return Placebo(float(solved.mean[-1]), float(np.sqrt(solved.covariance[-1, -1])), int(ahead.sum()))


def _prior_effects(learned: Learned, start: int) -> tuple[Array, Array]:
    from socialgoods.analysis.learning.design import effect_prior

    return effect_prior(learned.panel, learned.catalogue)


def look_alikes(learned: Learned) -> LookAlikes:
    """Nearest neighbour on last year's ratio within the year. A plain check, not the estimate: it forgets levels and needs."""
    panel, given = learned.panel, learned.doses
    count = len(panel.measures)
    total, square, pairs = np.zeros(count), np.zeros(count), np.zeros(count, dtype=int)
    for year in range(1, len(panel.years)):
        before, now = panel.ratio[:, year - 1], panel.ratio[:, year]
        known = ~np.isnan(before) & ~np.isnan(now)
        part = given.of(year)
        helped = np.zeros(panel.n, dtype=bool)
        helped[given.organisation[part]] = True
        others = np.flatnonzero(known & ~helped)
        seen = known[given.organisation[part]]
        who, measure = given.organisation[part][seen], given.measure[part][seen]
        if not len(others) or not len(who):
            continue
        others = others[np.argsort(before[others], kind="stable")]
        rise = (now - before)[who] - (now - before)[others[_nearest(before[others], before[who])]]
        total += np.bincount(measure, rise, count)
        square += np.bincount(measure, rise**2, count)
        pairs += np.bincount(measure, minlength=count)
    there = pairs > 0
    mean = np.divide(total, pairs, out=np.full(count, np.nan), where=there)
    variance = np.divide(square, pairs, out=np.full(count, np.nan), where=there) - mean**2
    several = pairs > 1
    error = np.sqrt(np.divide(np.maximum(variance, 0), pairs - 1, out=np.full(count, np.nan), where=several))
    return LookAlikes(mean, error, pairs)


def _nearest(ordered: Array, wanted: Array) -> Array:
    right = np.clip(np.searchsorted(ordered, wanted), 1, max(len(ordered) - 1, 1))
    if len(ordered) == 1:
        return np.zeros(len(wanted), dtype=int)
    left_is_nearer = np.abs(wanted - ordered[right - 1]) <= np.abs(ordered[right] - wanted)
    return np.where(left_is_nearer, right - 1, right)
