"""Where an organisation stands and where it goes: ratio, level and drift as a normal state that the years move on.

The state (r, L, d) of every organisation has a mean and a covariance: the report is known, the level and the sector's drift
are what learning left uncertain. A year moves it by the state equation; support adds `e`, later support its mean and variance.
"""

from dataclasses import dataclass, replace

import numpy as np

from socialgoods.analysis.learning import Learned
from socialgoods.analysis.learning.design import Columns
from socialgoods.analysis.learning.hyper import Dynamics
from socialgoods.analysis.panel import last_known

Array = np.ndarray

R, L, D = 0, 1, 2


@dataclass(frozen=True)
class State:
    """(n, 3) means of r, L and d, and their (n, 3, 3) covariance, at the end of `year`."""

    year: int
    mean: Array
    covariance: Array


@dataclass(frozen=True)
class Dose:
    """What a year's support adds to each organisation: mean and variance of e, and its covariance with the state."""

    mean: Array
    variance: Array
    with_state: Array | None = None
    """(n, 3)."""


def transition(dynamics: Dynamics) -> Array:
    kappa = dynamics.kappa
    return np.array([[1 - kappa, kappa, kappa], [0.0, 1.0, 1.0], [0.0, 0.0, 1.0]])


def kick(dynamics: Dynamics) -> Array:
    """(3,) what one unit of e does to the state in its year."""
    return np.array([1 + dynamics.kappa * dynamics.phi, dynamics.phi, 0.0])


def advance(state: State, dynamics: Dynamics, dose: Dose | None = None, shock_variance: float | None = None) -> State:
    """One year on. `shock_variance` is s_y's, by default what was learnt."""
    move = transition(dynamics)
    mean = state.mean @ move.T
    covariance = move @ state.covariance @ move.T
    shock = dynamics.shock**2 if shock_variance is None else shock_variance
    covariance[:, R, R] += dynamics.noise_variance + shock
    if dose is not None:
        push = kick(dynamics)
        mean += dose.mean[:, None] * push
        covariance += dose.variance[:, None, None] * np.outer(push, push)
        if dose.with_state is not None:
            moved = dose.with_state @ move.T
            covariance += moved[:, :, None] * push + moved[:, None, :] * push[:, None]
    return State(state.year + 1, mean, covariance)


def slopes(learned: Learned) -> tuple[Array, Array]:
    """(n, p) how L at the last report and (n, p) how the drift depend on the coefficients."""
    panel, columns, dynamics = learned.panel, learned.columns, learned.dynamics
    last, first = last_known(panel.ratio), np.argmax(~np.isnan(panel.ratio), axis=1)
    everyone = np.arange(panel.n)
    drift = np.zeros((panel.n, columns.count))
    drift[:, Columns.DRIFT] = 1.0
    drift[everyone, columns.sector + panel.sector] = 1.0
    level = drift * np.maximum(last - first, 0)[:, None]
    level[:, Columns.INTERCEPT] = 1.0
    level[:, Columns.FIRST_RATIO] = _first_ratio(learned)
    # Its own part was found as what the coefficients leave over.
    level -= learned.own_slope
    given = learned.doses
    counts = (given.year > first[given.organisation]) & (given.year <= last[given.organisation])
    who, column = given.organisation[counts], columns.effect + 2 * given.measure[counts]
    np.add.at(level, (who, column), dynamics.phi)
    np.add.at(level, (who, column + 1), dynamics.phi * given.tilt[counts])
    return level, drift


def _first_ratio(learned: Learned) -> Array:
    ratio = learned.panel.ratio
    first = np.argmax(~np.isnan(ratio), axis=1)
    value = ratio[np.arange(len(ratio)), first]
    return np.where(np.isnan(value), _usual(ratio)[0], value)


def _usual(ratio: Array) -> tuple[float, float]:
    """Mean and variance of the newest ratios, for organisations that never reported."""
    last = last_known(ratio)
    known = ratio[np.flatnonzero(last >= 0), last[last >= 0]]
    return (float(known.mean()), float(known.var())) if len(known) > 1 else (0.7, 0.09)


@dataclass(frozen=True)
class Present:
    """The state after the last year of the panel, and what is needed to add a support whose effect is uncertain too."""

    state: State
    level_with_effects: Array
    """(n, 2M) covariance of L, now, with the effects' coefficients."""
    drift_with_effects: Array
    ratio_with_effects: Array


def present(learned: Learned) -> Present:
    """The state at the end of the panel's last year: known ratios as they are, missing years filled by the equation."""
    panel, dynamics, columns = learned.panel, learned.dynamics, learned.columns
    level, drift = slopes(learned)
    sigma = learned.covariance
    level_sigma, drift_sigma = level @ sigma, drift @ sigma
    last = last_known(panel.ratio)
    never = last < 0
    usual_mean, usual_variance = _usual(panel.ratio)
    mean = np.empty((panel.n, 3))
    ratio = panel.ratio[np.arange(panel.n), np.maximum(last, 0)]
    mean[:, R] = np.where(never, usual_mean, ratio)
    mean[:, L] = learned.own + level @ learned.mean
    mean[:, D] = drift @ learned.mean
    covariance = np.zeros((panel.n, 3, 3))
    covariance[:, L, L] = learned.own_variance + np.einsum("ip,ip->i", level_sigma, level)
    covariance[:, L, D] = covariance[:, D, L] = np.einsum("ip,ip->i", level_sigma, drift)
    covariance[:, D, D] = np.einsum("ip,ip->i", drift_sigma, drift)
    tied = learned.mean[Columns.FIRST_RATIO]
    covariance[never, R, R] += usual_variance
    covariance[never, L, L] += tied**2 * usual_variance
    covariance[never, R, L] += tied * usual_variance
    covariance[never, L, R] += tied * usual_variance
    effects = slice(columns.effect, columns.count)
    found = Present(
        State(int(panel.years[-1]), mean, covariance),
        level_sigma[:, effects].copy(),
        drift_sigma[:, effects].copy(),
        np.zeros((panel.n, 2 * columns.measures)),
    )
    return _caught_up(learned, found, np.where(never, len(panel.years) - 1, last))


def _caught_up(learned: Learned, found: Present, last: Array) -> Present:
    """Moves those whose last report is older up to the panel's last year, with the supports and shocks of those years."""
    dynamics, columns, panel = learned.dynamics, learned.columns, learned.panel
    final = len(panel.years) - 1
    for year in range(int(last.min(initial=final)) + 1, final + 1):
        late = np.flatnonzero(last < year)
        shock_mean = learned.mean[columns.shock + year]
        shock_variance = learned.covariance[columns.shock + year, columns.shock + year]
        dose = given_dose(learned, year, found).only(late)
        moved = advance(_part(found.state, late), dynamics, dose, shock_variance)
        moved.mean[:, R] += shock_mean
        found.state.mean[late], found.state.covariance[late] = moved.mean, moved.covariance
        found = _effects_moved(learned, found, year, late)
    return found


def _part(state: State, who: Array) -> State:
    return State(state.year, state.mean[who], state.covariance[who])


def _effects_moved(learned: Learned, found: Present, year: int, who: Array) -> Present:
    """The covariance with the effects moves as the state does, and a support of the year adds its own."""
    kappa, phi = learned.dynamics.kappa, learned.dynamics.phi
    own = dose_columns(learned, year)[who] @ learned.covariance[learned.columns.effect :, learned.columns.effect :]
    ratio, level, drift = (part[who] for part in (found.ratio_with_effects, found.level_with_effects, found.drift_with_effects))
    found.ratio_with_effects[who] = (1 - kappa) * ratio + kappa * (level + drift) + (1 + kappa * phi) * own
    found.level_with_effects[who] = level + drift + phi * own
    return found


def dose_columns(learned: Learned, year: int) -> Array:
    """(n, 2M) the year's supports as weights of the effects' coefficients. `year` is the panel's index."""
    part = learned.doses.of(year)
    weights = np.zeros((learned.panel.n, 2 * learned.columns.measures))
    who, measure = learned.doses.organisation[part], learned.doses.measure[part]
    weights[who, 2 * measure] += 1.0
    weights[who, 2 * measure + 1] += learned.doses.tilt[part]
    return weights


@dataclass(frozen=True)
class GivenDose(Dose):
    def only(self, who: Array) -> Dose:
        tied = None if self.with_state is None else self.with_state[who]
        return Dose(self.mean[who], self.variance[who], tied)


def given_dose(learned: Learned, year: int, now: Present) -> GivenDose:
    """The supports already given for a year of the panel, with what is known of their effects."""
    weights = dose_columns(learned, year)
    effects = slice(learned.columns.effect, learned.columns.count)
    tied = [part * weights for part in (now.ratio_with_effects, now.level_with_effects, now.drift_with_effects)]
    return GivenDose(
        weights @ learned.mean[effects],
        np.einsum("ip,ip->i", weights @ learned.covariance[effects, effects], weights),
        np.stack([part.sum(axis=1) for part in tied], axis=1),
    )


def later_dose(learned: Learned, n: int) -> Dose:
    return Dose(np.full(n, learned.later.mean), np.full(n, learned.later.variance))


def with_year(state: State, year: int) -> State:
    return replace(state, year=year)
