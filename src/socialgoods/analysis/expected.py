"""How many organisations will be self-reliant in the last year, with a choice and without it, and how sure that is.

Given what all share, organisations are independent; what they share (the years' shocks, and what is not known of the coefficients) is
taken as one normal factor z and integrated by Gauss–Hermite, and a measure's effect is as wrong for all who get it:

    N | z ~ Normal(Σ p(z), Σ p(z)(1 − p(z)) + Σ_m (Σ_{i∈m} δ_i)²),   δ_i: a standard deviation of the effect in terms of p

Organisations of today only. Witness: tests/analysis/test_expected.py draws worlds one by one.
"""

from dataclasses import dataclass, replace

import numpy as np

from socialgoods.analysis.gain import QUANTILE_90, Gains, Outlook, chance
from socialgoods.analysis.learning import Learned
from socialgoods.analysis.state import slopes

Array = np.ndarray

NODES = 15
SHARED_AT_MOST = 0.98
"""Of a variance: what is left keeps the organisation's own chance in (0, 1)."""


@dataclass(frozen=True)
class Count:
    """Mean, 5 % and 95 %."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Expected:
    with_it: Count
    without: Count
    rise: Count


def expected(learned: Learned, found: Gains, measure: Array, *, until: int, theta: float = 1.0) -> Expected:
    """`measure` (n,) what each gets, -1 for nothing."""
    n = learned.panel.n
    served = np.flatnonzero(measure >= 0)
    effect = [np.zeros(n) for _ in range(4)]
    effects = found.effects
    for own, of_all in zip(
        effect, (effects.mean, effects.variance, effects.with_before, effects.with_last), strict=True
    ):
        own[served] = of_all[served, measure[served]]
    nothing = [np.zeros(n)] * 4
    unsure = _chances(found.ahead, nothing, theta)
    shared = shared_sd(learned, until, unsure * (1 - unsure))
    with_it = _count(found.ahead, effect, shared, _of_effects(found, served, measure, theta), theta)
    without = _count(found.ahead, nothing, shared, 0.0, theta)
    return Expected(with_it, without, _rise(found.ahead, effect, nothing, found, served, measure, theta))


def shared_sd(learned: Learned, until: int, weight: Array) -> tuple[float, float]:
    """Standard deviation of what organisations share of r in T − 1 and in T: the shocks of the years ahead, and what is not known of
    the coefficients, as it moves their weighted mean."""
    dynamics, steps = learned.dynamics, until - int(learned.panel.years[-1])
    keep, pull = 1 - dynamics.kappa, dynamics.kappa
    level, drift = (weight @ slope / max(float(weight.sum()), 1e-12) for slope in slopes(learned))
    shocks, moved, found = 0.0, np.zeros(len(level)), [0.0]
    for year in range(1, steps + 1):
        moved = keep * moved + pull * (level + year * drift)
        shocks = keep**2 * shocks + dynamics.shock**2
        found.append(float(np.sqrt(shocks + moved @ learned.covariance @ moved)))
    return (found[-2] if len(found) > 1 else 0.0), found[-1]


def _chances(ahead: Outlook, effect: list[Array], theta: float) -> Array:
    return chance(ahead, *effect, theta=theta)


def _count(ahead: Outlook, effect: list[Array], shared: tuple[float, float], doubt: float, theta: float) -> Count:
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    weights = weights / weights.sum()
    before = np.minimum(shared[0], np.sqrt(SHARED_AT_MOST * np.maximum(ahead.before_variance, 0)))
    last = np.minimum(shared[1], np.sqrt(SHARED_AT_MOST * np.maximum(ahead.last_variance, 0)))
    own = replace(
        ahead,
        before_variance=ahead.before_variance - before**2,
        last_variance=ahead.last_variance - last**2,
        together=ahead.together - before * last,
    )
    means, variances = [], []
    for node in nodes:
        moved = replace(own, before_mean=own.before_mean + before * node, last_mean=own.last_mean + last * node)
        p = _chances(moved, effect, theta)
        means.append(p.sum())
        variances.append((p * (1 - p)).sum() + doubt)
    low, high = (_quantile(np.array(means), np.sqrt(variances), weights, share) for share in (0.05, 0.95))
    return Count(float(_chances(ahead, effect, theta).sum()), max(low, 0.0), min(high, float(len(ahead.last_mean))))


def _quantile(means: Array, sds: Array, weights: Array, share: float) -> float:
    from scipy.special import ndtr

    sds = np.maximum(sds, 1e-9)
    low, high = float((means - 9 * sds).min()), float((means + 9 * sds).max())
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if weights @ ndtr((middle - means) / sds) >= share else (middle, high)
    return (low + high) / 2


def _of_effects(found: Gains, served: Array, measure: Array, theta: float) -> float:
    """The variance that the measures' unknown effects bring to the count: one error for all who get the same."""
    if not len(served):
        return 0.0
    low, high = replace(found, objective="self_reliant", without=_without(found, theta)).interval(
        served, measure[served]
    )
    each = (high - low) / (2 * QUANTILE_90)
    return float((np.bincount(measure[served], each) ** 2).sum())


def _without(found: Gains, theta: float) -> Array:
    none = np.zeros(len(found.ahead.last_mean))
    return _chances(found.ahead, [none] * 4, theta)


def _rise(
    ahead: Outlook, effect: list[Array], nothing: list[Array], found: Gains, served: Array, measure: Array, theta: float
) -> Count:
    """Of the choice alone: as sure as what the measures do."""
    rise = float((_chances(ahead, effect, theta) - _chances(ahead, nothing, theta)).sum())
    half = QUANTILE_90 * float(np.sqrt(_of_effects(found, served, measure, theta)))
    return Count(rise, rise - half, rise + half)
