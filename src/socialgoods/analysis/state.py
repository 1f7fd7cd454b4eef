"""Where an organisation stands and where it goes: ratio, level and drift as a normal state that the years move on.

The state (r, L, d) of every organisation has a mean and a covariance: the report is known, the level and the sector's drift
are what learning left uncertain. A year moves it by the state equation; support adds `e`, later support its mean and variance.
"""

from dataclasses import dataclass

import numpy as np

from socialgoods.analysis.learning import Learned
from socialgoods.analysis.learning.design import Columns
from socialgoods.analysis.learning.habits import LaterSupport
from socialgoods.analysis.learning.hyper import Dynamics
from socialgoods.analysis.panel import last_known

Array = np.ndarray


@dataclass(frozen=True)
class State:
    """Means of r, L and d at the end of `year`, and their variances and covariances; each of shape (n,)."""

    year: int
    r: Array
    level: Array
    drift: Array
    rr: Array
    rl: Array
    rd: Array
    ll: Array
    ld: Array
    dd: Array

    def of(self, who: Array | slice) -> "State":
        return State(self.year, *(value[who] for name, value in vars(self).items() if name != "year"))

    def put(self, who: Array, other: "State") -> None:
        for name, value in vars(self).items():
            if name != "year":
                value[who] = getattr(other, name)


@dataclass(frozen=True)
class Dose:
    """What a year's support adds to each organisation: mean and variance of e, and its covariance with r, L and d before."""

    mean: Array
    variance: Array
    tied: tuple[Array, Array, Array] | None = None

    def of(self, who: Array | slice) -> "Dose":
        tied = None if self.tied is None else (self.tied[0][who], self.tied[1][who], self.tied[2][who])
        return Dose(self.mean[who], self.variance[who], tied)


def kick(dynamics: Dynamics, years: int) -> float:
    """What one unit of e does to r so many years later: (1 − κ)^h + φ (1 − (1 − κ)^(h + 1))."""
    keep = 1 - dynamics.kappa
    return keep**years + dynamics.phi * (1 - keep ** (years + 1)) if years >= 0 else 0.0


def advance(state: State, dynamics: Dynamics, dose: Dose | None = None, shock_variance: float | None = None) -> State:
    """One year on. `shock_variance` is s_y's, by default what was learnt."""
    keep, pull = 1 - dynamics.kappa, dynamics.kappa
    shock = dynamics.shock**2 if shock_variance is None else shock_variance
    level = state.level + state.drift
    ld = state.ld + state.dd
    ll = state.ll + state.ld + ld
    rl = state.rl + state.rd
    r = keep * state.r + pull * level
    rr = keep**2 * state.rr + 2 * keep * pull * rl + pull**2 * ll + (dynamics.noise_variance + shock)
    rd = keep * state.rd + pull * ld
    rl = keep * rl + pull * ll
    if dose is not None:
        at_once, lasting = 1 + pull * dynamics.phi, dynamics.phi
        r, level = r + at_once * dose.mean, level + lasting * dose.mean
        rr = rr + at_once**2 * dose.variance
        rl = rl + at_once * lasting * dose.variance
        ll = ll + lasting**2 * dose.variance
        if dose.tied is not None:
            with_drift = dose.tied[2]
            with_level = dose.tied[1] + with_drift
            with_r = keep * dose.tied[0] + pull * with_level
            rr = rr + 2 * at_once * with_r
            rl = rl + at_once * with_level + lasting * with_r
            ll = ll + 2 * lasting * with_level
            rd = rd + at_once * with_drift
            ld = ld + lasting * with_drift
    return State(state.year + 1, r, level, state.drift, rr, rl, rd, ll, ld, state.dd)


def successive(state: State, dynamics: Dynamics) -> Array:
    """Covariance of r with r one year on."""
    return (1 - dynamics.kappa) * state.rr + dynamics.kappa * (state.rl + state.rd)


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
    level[np.flatnonzero(last >= 0), columns.cohort + first[last >= 0]] = 1.0
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
    return np.where(np.isnan(value), usual_ratio(ratio)[0], value)


def usual_ratio(ratio: Array) -> tuple[float, float]:
    """Mean and variance of the newest ratios, for organisations that never reported."""
    last = last_known(ratio)
    known = ratio[np.flatnonzero(last >= 0), last[last >= 0]]
    return (float(known.mean()), float(known.var())) if len(known) > 1 else (0.7, 0.09)


@dataclass(frozen=True)
class Present:
    """The state after the panel's last year, and the (n, 2M) covariances of r, L and d with the effects' coefficients."""

    state: State
    r_effects: Array
    level_effects: Array
    drift_effects: Array

    def tied(self, weights: Array) -> tuple[Array, Array, Array]:
        """(n,) covariances of r, L and d with an effect, the effect given as (n, 2M) weights of the coefficients."""
        r, level, drift = (
            np.einsum("ij,ij->i", part, weights) for part in (self.r_effects, self.level_effects, self.drift_effects)
        )
        return r, level, drift


def present(learned: Learned) -> Present:
    """The state at the end of the panel's last year: known ratios as they are, missing years filled by the equation."""
    panel, columns = learned.panel, learned.columns
    level, drift = slopes(learned)
    level_sigma, drift_sigma = level @ learned.covariance, drift @ learned.covariance
    last = last_known(panel.ratio)
    never = last < 0
    usual_mean, usual_variance = usual_ratio(panel.ratio)
    unknown = np.where(never, usual_variance, 0.0)
    tie = learned.mean[Columns.FIRST_RATIO]
    state = State(
        year=int(panel.years[-1]),
        r=np.where(never, usual_mean, panel.ratio[np.arange(panel.n), np.maximum(last, 0)]),
        level=learned.own + level @ learned.mean,
        drift=drift @ learned.mean,
        rr=unknown,
        rl=tie * unknown,
        rd=np.zeros(panel.n),
        ll=learned.own_variance + np.einsum("ip,ip->i", level_sigma, level) + tie**2 * unknown,
        ld=np.einsum("ip,ip->i", level_sigma, drift),
        dd=np.einsum("ip,ip->i", drift_sigma, drift),
    )
    effects = slice(columns.effect, columns.count)
    found = Present(
        state, np.zeros((panel.n, 2 * columns.measures)), level_sigma[:, effects].copy(), drift_sigma[:, effects].copy()
    )
    _catch_up(learned, found, np.where(never, len(panel.years) - 1, last))
    return found


def _catch_up(learned: Learned, found: Present, last: Array) -> None:
    """Moves those whose last report is older up to the panel's last year, with the supports and shocks of those years."""
    dynamics, columns, panel = learned.dynamics, learned.columns, learned.panel
    kappa, phi = dynamics.kappa, dynamics.phi
    effects = slice(columns.effect, columns.count)
    final = len(panel.years) - 1
    for year in range(int(last.min(initial=final)) + 1, final + 1):
        late = np.flatnonzero(last < year)
        shock = columns.shock + year
        dose = given_dose(learned, year, found).of(late)
        moved = advance(found.state.of(late), dynamics, dose, learned.covariance[shock, shock])
        moved.r[:] += learned.mean[shock]
        found.state.put(late, moved)
        own = dose_weights(learned, year)[late] @ learned.covariance[effects, effects]
        level = found.level_effects[late] + found.drift_effects[late]
        found.r_effects[late] = (1 - kappa) * found.r_effects[late] + kappa * level + (1 + kappa * phi) * own
        found.level_effects[late] = level + phi * own


def dose_weights(learned: Learned, year: int) -> Array:
    """(n, 2M) the year's supports as weights of the effects' coefficients. `year` is the panel's index."""
    part = learned.doses.of(year)
    weights = np.zeros((learned.panel.n, 2 * learned.columns.measures))
    who, measure = learned.doses.organisation[part], learned.doses.measure[part]
    weights[who, 2 * measure] += 1.0
    weights[who, 2 * measure + 1] += learned.doses.tilt[part]
    return weights


def given_dose(learned: Learned, year: int, now: Present) -> Dose:
    """The supports already given for a year of the panel, with what is known of their effects."""
    weights = dose_weights(learned, year)
    effects = slice(learned.columns.effect, learned.columns.count)
    variance = np.einsum("ip,ip->i", weights @ learned.covariance[effects, effects], weights)
    return Dose(weights @ learned.mean[effects], variance, now.tied(weights))


def later_dose(later: LaterSupport, n: int) -> Dose:
    """What a later year brings to each of n organisations."""
    return Dose(np.full(n, later.mean), np.full(n, later.variance))
