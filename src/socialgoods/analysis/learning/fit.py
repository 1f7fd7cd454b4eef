"""From a panel to everything that is estimated: dynamics, coefficients with their covariance, each organisation's own level."""

from dataclasses import dataclass

import numpy as np

from socialgoods.analysis.catalogue import Catalogue
from socialgoods.analysis.learning import hyper
from socialgoods.analysis.learning.checks import LookAlikes, Placebo, look_alikes, placebo
from socialgoods.analysis.learning.design import Columns, Doses, Rows, doses, effect_prior, rows
from socialgoods.analysis.learning.habits import Habits, LaterSupport, habits, later_support
from socialgoods.analysis.learning.hyper import Dynamics
from socialgoods.analysis.panel import Panel
from socialgoods.analysis.threads import on_one_thread

Array = np.ndarray

CHUNK = 8_000


@dataclass(frozen=True)
class Effects:
    """Per measure of the panel, catalogue first. `e` at need ½ is the base; the slope is what full need adds."""

    mean: Array
    """(M, 2) base and slope."""
    sd: Array
    cases: Array
    """(M,) supports whose outcome was seen."""


@dataclass(frozen=True)
class Learned:
    panel: Panel
    catalogue: Catalogue
    dynamics: Dynamics
    uncertainty: Array
    """(6, 6) covariance of logit κ, log φ, log σ, log τ and the logs of the other two standard deviations."""
    columns: Columns
    mean: Array
    """(p,) posterior mean of the coefficients."""
    covariance: Array
    own: Array
    """(n,) each organisation's own part of L₀, were all coefficients zero: subtract `own_slope @ coefficients`."""
    own_slope: Array
    """(n, p)."""
    own_variance: Array
    """(n,) what stays unknown of it."""
    doses: Doses
    habits: Habits
    later: LaterSupport
    transitions: int

    @property
    def effects(self) -> Effects:
        pairs = self.mean[self.columns.effect :].reshape(-1, 2)
        sd = np.sqrt(np.diag(self.covariance)[self.columns.effect :]).reshape(-1, 2)
        return Effects(pairs, sd, seen_cases(self.panel, self.doses))

    def placebo(self) -> Placebo:
        return placebo(self)

    def look_alikes(self) -> LookAlikes:
        return look_alikes(self)


@on_one_thread
def learn(panel: Panel, catalogue: Catalogue) -> Learned:
    """Estimates the state equation from all transitions of the panel.

    Units: ratios (1.0 is E = C) a year. Missing reports and items cost their information only. With no transition at all the
    result is the prior. Source: DESIGN part 4; Student's t by iterated weights (Lange, Little and Taylor 1989).
    """
    given = doses(panel, catalogue)
    effects = effect_prior(panel, catalogue)
    columns = Columns(len(panel.sectors), len(panel.years), len(panel.measures))
    dynamics, uncertainty = hyper.estimate(panel, given, effects)
    return at(panel, catalogue, given, dynamics, uncertainty, columns)


def at(
    panel: Panel, catalogue: Catalogue, given: Doses, dynamics: Dynamics, uncertainty: Array, columns: Columns
) -> Learned:
    """The posterior given the dynamics, over every organisation; in chunks, so that a million transitions fit."""
    mean, variance = hyper.prior(columns, effect_prior(panel, catalogue), dynamics)
    guess = _guess(panel, given, dynamics, mean, variance) if dynamics.tails == "student" else None
    parts = []
    for start in range(0, max(panel.n, 1), CHUNK):
        found = rows(panel, given, np.arange(start, min(start + CHUNK, panel.n)), dynamics.kappa, dynamics.phi)
        parts.append(hyper.sums(found, None if guess is None else _weights(found, guess, dynamics)))
    total = _together(parts)
    solved = hyper.solve(total, mean, variance, dynamics)
    s2, t2 = dynamics.noise**2, dynamics.level**2
    own, own_slope = np.zeros(panel.n), np.zeros((panel.n, columns.count))
    own_variance = np.full(panel.n, t2)
    pull = t2 / (s2 + t2 * total.q)
    own[total.who] = pull * total.t
    own_slope[total.who] = pull[:, None] * total.s
    own_variance[total.who] = t2 * s2 / (s2 + t2 * total.q)
    return Learned(
        panel, catalogue, dynamics, uncertainty, columns, solved.mean, solved.covariance, own, own_slope, own_variance, given,
        habits(panel), later_support(panel, given, solved.mean[columns.effect :]), total.count,
    )  # fmt: skip


def _guess(panel: Panel, given: Doses, dynamics: Dynamics, mean: Array, variance: Array) -> Array:
    """Coefficients from the sample, from which every residual gets its weight."""
    found = rows(panel, given, hyper.chosen(panel), dynamics.kappa, dynamics.phi)
    weight = None
    for _ in range(4):
        solved = hyper.solve(hyper.sums(found, weight), mean, variance, dynamics)
        weight = _weights(found, solved.mean, dynamics, weight)
    return solved.mean


def _weights(found: Rows, coefficients: Array, dynamics: Dynamics, weight: Array | None = None) -> Array:
    """(N,) what each transition counts under Student's t; the own levels and the weights find each other in a few rounds."""
    weights = np.ones(len(found.z)) if weight is None else weight
    for _ in range(3):
        total = hyper.sums(found, weights)
        own = hyper.own_levels(total, coefficients, dynamics)
        left = found.z - found.x @ coefficients - found.c * own[np.searchsorted(total.who, found.organisation)]
        weights = (hyper.DEGREES + 1) / (hyper.DEGREES + left**2 / (dynamics.noise**2 * found.spread))
    return weights


def _together(parts: list[hyper.Sums]) -> hyper.Sums:
    return hyper.Sums(
        xx=np.sum([part.xx for part in parts], axis=0),
        xz=np.sum([part.xz for part in parts], axis=0),
        zz=sum(part.zz for part in parts),
        s=np.concatenate([part.s for part in parts]),
        t=np.concatenate([part.t for part in parts]),
        q=np.concatenate([part.q for part in parts]),
        count=sum(part.count for part in parts),
        log_spread=sum(part.log_spread for part in parts),
        who=np.concatenate([part.who for part in parts]),
    )


def seen_cases(panel: Panel, given: Doses) -> Array:
    """(M,) supports whose year was reported, and some year before it too."""
    known = ~np.isnan(panel.ratio)
    inside = (given.year > 0) & (given.year < known.shape[1])
    before = np.cumsum(known, axis=1) > 0
    organisation, year = given.organisation[inside], given.year[inside]
    seen = known[organisation, year] & before[organisation, year - 1]
    return np.bincount(given.measure[inside][seen], minlength=len(panel.measures))
