"""κ, φ and the variances by empirical Bayes: the marginal likelihood of the transitions, everything linear integrated out."""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np

from socialgoods.analysis.learning.design import Columns, Doses, Rows, rows
from socialgoods.analysis.panel import Panel

Array = np.ndarray

TRANSITIONS_FOR_DYNAMICS = 20_000
"""κ, φ and the variances are found on so many transitions at most; with them κ is known to about 0.003 and φ to 0.03."""
HEAVY_TAILED = 0.004
"""Share of residuals beyond 3.5 standard deviations from which on tails count as heavy; normal ones have 0.0005."""
DEGREES = 4.0
"""Of the Student's t that stands for heavy tails."""
HEAVY_VARIANCE = 1.43
"""The normal variance, as a multiple of t's squared scale, whose 90th percentile agrees with t's at 4 degrees."""


@dataclass(frozen=True)
class Dynamics:
    """What moves every organisation alike. Standard deviations of a ratio in a year, unless said otherwise."""

    kappa: float
    """κ, the share of the way to the level that a year covers."""
    phi: float
    """φ, the part of an effect that lasts in the level."""
    noise: float
    """σ, the organisation's own ε."""
    level: float
    """τ, of levels among organisations that began alike."""
    shock: float
    """Of s_y, shared by all in a year."""
    drift: float
    """Of drifts among sectors."""
    tails: str = "normal"
    """"student" where residuals are too heavy-tailed for the normal law; σ is then t's scale."""

    @property
    def noise_variance(self) -> float:
        return self.noise**2 * (HEAVY_VARIANCE if self.tails == "student" else 1.0)


# Medians and log-sds of weak priors, so that a county of ten organisations still gets sane dynamics.
START = {"kappa": 0.35, "phi": 0.4, "noise": 0.08, "level": 0.2, "shock": 0.012, "drift": 0.008}
WIDTH = {"kappa": 1.0, "phi": 0.7, "noise": 1.0, "level": 1.0, "shock": 0.5, "drift": 0.7}
BOUNDS = [(-3.5, 3.5), (-4, 1.5), (-6, 1), (-6, 1), (-7, -1), (-8, -2)]
QUARTILE_OF_T = 0.741
"""The third quartile of Student's t at 4 degrees, in units of its scale."""
LEAST_FOR_TAILS = 100
"""Transitions below which nobody can tell heavy tails."""
INTERCEPT_PRIOR = (0.4, 1.0)
FIRST_RATIO_PRIOR = (0.5, 1.0)
DRIFT_PRIOR = (0.0, 0.008)


def packed(dynamics: Dynamics) -> Array:
    return np.array(
        [np.log(dynamics.kappa / (1 - dynamics.kappa)), *(np.log(getattr(dynamics, name)) for name in NAMES[1:])]
    )


NAMES = tuple(START)
CENTRE = np.array([np.log(START["kappa"] / (1 - START["kappa"])), *(np.log(START[name]) for name in NAMES[1:])])
SPREAD = np.array([WIDTH[name] for name in NAMES])


def unpacked(vector: Array, tails: str = "normal") -> Dynamics:
    kappa = 1 / (1 + np.exp(-vector[0]))
    phi, noise, level, shock, drift = np.exp(vector[1:]).tolist()
    return Dynamics(float(np.clip(kappa, 0.02, 0.98)), phi, noise, level, shock, drift, tails)


def prior(columns: Columns, effects: tuple[Array, Array], dynamics: Dynamics) -> tuple[Array, Array]:
    """(p,) mean and variance of every coefficient before the data."""
    mean, sd = np.zeros(columns.count), np.ones(columns.count)
    mean[:3], sd[:3] = zip(INTERCEPT_PRIOR, FIRST_RATIO_PRIOR, DRIFT_PRIOR, strict=True)
    sd[columns.sector : columns.shock] = dynamics.drift
    sd[columns.shock : columns.effect] = dynamics.shock
    mean[columns.effect :], sd[columns.effect :] = effects
    return mean, sd**2


@dataclass
class Sums:
    """What the likelihood needs of the rows: cross-products, and per organisation the parts its own level correlates."""

    xx: Array
    xz: Array
    zz: float
    s: Array
    """(k, p) Σ c w x of each organisation."""
    t: Array
    """(k,) Σ c w z."""
    q: Array
    """(k,) Σ c² w."""
    count: int
    log_spread: float
    who: Array = field(default_factory=lambda: np.zeros(0, dtype=int))


def sums(found: Rows, weight: Array | None = None) -> Sums:
    """`weight` (N,) beside the spread: Student's t gives a wild residual less."""
    w = 1 / found.spread if weight is None else weight / found.spread
    root = np.sqrt(w)
    x = found.x * root[:, None]
    z, c = found.z * root, found.c * root
    who, place = np.unique(found.organisation, return_inverse=True)
    s = np.zeros((len(who), found.x.shape[1]))
    # An organisation has one row a year at most, and rows come year by year, so each year's can be added at once.
    ends = [0, *(np.flatnonzero(np.diff(found.year)) + 1).tolist(), len(found.year)]
    for start, end in pairwise(ends):
        part = slice(start, end)
        s[place[part]] += c[part, None] * x[part]
    return Sums(
        xx=x.T @ x,
        xz=x.T @ z,
        zz=float(z @ z),
        s=s,
        t=np.bincount(place, c * z, len(who)),
        q=np.bincount(place, c * c, len(who)),
        count=len(w),
        log_spread=-float(np.log(w).sum()),
        who=who,
    )


@dataclass(frozen=True)
class Solved:
    mean: Array
    covariance: Array
    log_likelihood: float


def solve(total: Sums, mean: Array, variance: Array, dynamics: Dynamics) -> Solved:
    """Posterior of the coefficients and the marginal likelihood, the organisations' own levels integrated out."""
    s2, t2 = dynamics.noise**2, dynamics.level**2
    shrink = t2 / (s2 + t2 * total.q)
    hs = total.s * shrink[:, None]
    xx = (total.xx - total.s.T @ hs) / s2
    xz = (total.xz - hs.T @ total.t) / s2
    zz = (total.zz - float(shrink @ total.t**2)) / s2
    precision = xx + np.diag(1 / variance)
    right = xz + mean / variance
    factor = np.linalg.cholesky(precision)
    half = np.linalg.solve(factor, right)
    inverse = np.linalg.inv(factor)
    covariance = inverse.T @ inverse
    logs = (
        total.count * np.log(s2)
        + total.log_spread
        + np.log1p(total.q * t2 / s2).sum()
        + np.log(variance).sum()
        + 2 * np.log(np.diag(factor)).sum()
    )
    return Solved(covariance @ right, covariance, float(-0.5 * (logs + zz + (mean**2 / variance).sum() - half @ half)))


def estimate(panel: Panel, given: Doses, effects: tuple[Array, Array]) -> tuple[Dynamics, Array]:
    """Dynamics at the posterior mode, and the (6, 6) covariance of their transformed values (logit κ, else logs)."""
    from scipy.optimize import minimize

    who = chosen(panel)
    columns = Columns(len(panel.sectors), len(panel.years), len(panel.measures))
    target = Target(panel, given, effects, who, columns)
    point = _highest(target, CENTRE, minimize)
    residual = target.residuals(point)
    if len(residual) < LEAST_FOR_TAILS or np.mean(np.abs(residual) > 3.5) < HEAVY_TAILED:
        return unpacked(point), target.covariance(point)
    # Weights move κ and τ as the levels they are computed with do, so those stay the normal law's; the scale is that of the quartiles.
    dynamics = unpacked(point)
    scale = dynamics.noise * float(np.median(np.abs(residual))) / QUARTILE_OF_T
    return replace(dynamics, noise=scale, tails="student"), target.covariance(point)


def _highest(target: "Target", start: Array, minimize: Any) -> Array:
    found = minimize(target, start, jac=target.slope, method="L-BFGS-B", bounds=BOUNDS,
                     options={"maxiter": 40, "ftol": 1e-9, "gtol": 1e-3})  # fmt: skip
    return np.asarray(found.x)


def chosen(panel: Panel) -> Array:
    """The organisations on which the dynamics are found: all, or evenly spread ones in a large register."""
    observed = (~np.isnan(panel.ratio)).sum(axis=1)
    transitions = np.maximum(observed - 1, 0)
    usable = np.flatnonzero(transitions > 0)
    total = transitions.sum()
    if total <= TRANSITIONS_FOR_DYNAMICS:
        return usable
    return usable[:: int(np.ceil(total / TRANSITIONS_FOR_DYNAMICS))]


class Target:
    """Minus the log posterior of the dynamics, with cross-products kept while only variances change."""

    STEP = 1e-4

    def __init__(self, panel: Panel, given: Doses, effects: tuple[Array, Array], who: Array, columns: Columns) -> None:
        self.panel, self.given, self.effects, self.who, self.columns = panel, given, effects, who, columns
        self.kept: dict[tuple[float, float], Sums] = {}

    def sums(self, dynamics: Dynamics) -> Sums:
        key = (dynamics.kappa, dynamics.phi)
        if key not in self.kept:
            if len(self.kept) > 4:
                self.kept.clear()
            self.kept[key] = sums(rows(self.panel, self.given, self.who, *key))
        return self.kept[key]

    def solved(self, vector: Array) -> Solved:
        dynamics = unpacked(vector)
        mean, variance = prior(self.columns, self.effects, dynamics)
        return solve(self.sums(dynamics), mean, variance, dynamics)

    def __call__(self, vector: Array) -> float:
        penalty = 0.5 * (((vector - CENTRE) / SPREAD) ** 2).sum()
        return -self.solved(vector).log_likelihood + float(penalty)

    def slope(self, vector: Array) -> Array:
        here = self(vector)
        steps = np.eye(len(vector)) * self.STEP
        return np.array([(self(vector + step) - here) / self.STEP for step in steps])

    def residuals(self, vector: Array) -> Array:
        """(N,) in units of their standard deviation, in the order of `rows`."""
        dynamics = unpacked(vector)
        found = rows(self.panel, self.given, self.who, dynamics.kappa, dynamics.phi)
        if not len(found.z):
            return np.zeros(0)
        total, fit = self.sums(dynamics), self.solved(vector)
        own = own_levels(total, fit.mean, dynamics)
        left = found.z - found.x @ fit.mean - found.c * own[np.searchsorted(total.who, found.organisation)]
        return left / (dynamics.noise * np.sqrt(found.spread))

    def covariance(self, vector: Array) -> Array:
        """Inverse of the curvature at the mode, by differences; where it is not curved, the prior's."""
        step = 0.05
        moves = np.eye(len(vector)) * step
        centre = np.array([(self(vector + move) - self(vector - move)) / (2 * step) for move in moves])
        curve = np.empty((len(vector), len(vector)))
        for index, move in enumerate(moves):
            up = np.array([self(vector + move + other) - self(vector + move - other) for other in moves]) / (2 * step)
            curve[index] = (up - centre) / step
        curve = (curve + curve.T) / 2
        values, vectors = np.linalg.eigh(curve)
        values = np.maximum(values, (1 / SPREAD**2).min())
        return vectors @ np.diag(1 / values) @ vectors.T


def own_levels(total: Sums, mean: Array, dynamics: Dynamics) -> Array:
    """(k,) each organisation's own part v of its first level, given the coefficients."""
    s2, t2 = dynamics.noise**2, dynamics.level**2
    return t2 / (s2 + t2 * total.q) * (total.t - total.s @ mean)
