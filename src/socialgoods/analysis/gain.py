"""What a measure would do for an organisation: the rise of its chance to be self-reliant in the plan's last year.

Closed form: r in T − 1 and in T is bivariate normal under the posterior predictive, with and without the measure this year.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from socialgoods.analysis.learning import Learned
from socialgoods.analysis.learning.habits import LaterSupport
from socialgoods.analysis.learning.hyper import Dynamics
from socialgoods.analysis.normal import both_above
from socialgoods.analysis.panel import last_known
from socialgoods.analysis.state import Dose, Present, advance, given_dose, kick, later_dose, present, successive

Array = np.ndarray
Objective = Literal["self_reliant", "level"]

QUANTILE_90 = 1.6448536269514722
LEAST_SD = 1e-9


@dataclass(frozen=True)
class Outlook:
    """r in the last two years without a measure now: (n,) means, variances and covariance, and how a unit of e moves them."""

    before_mean: Array
    before_variance: Array
    last_mean: Array
    last_variance: Array
    together: Array
    before_kick: float
    last_kick: float
    before_is_known: Array
    """(n,) 1 or 0 where T − 1 is reported already, else NaN."""
    stays: Array
    """(n,) chance to be active, with a paid worker, at the end of T."""
    stays_open: Array


@dataclass(frozen=True)
class Effects:
    """e of each measure for each organisation: (n, M) mean, variance, and covariance with r in T − 1 and in T."""

    mean: Array
    variance: Array
    with_before: Array
    with_last: Array
    need: Array


def outlook(learned: Learned, now: Present, *, year: int, until: int, later: LaterSupport | None = None) -> Outlook:
    """Without a measure in `year`; supports already given count, later years bring what they usually do."""
    dynamics, panel = learned.dynamics, learned.panel
    state, before = now.state, now.state
    usual = later_dose(learned.later if later is None else later, panel.n)
    given_years = set(np.unique(learned.doses.year).tolist())
    for ahead in range(state.year + 1, until + 1):
        before = state
        index = panel.year_index(ahead)
        dose = given_dose(learned, index, now) if index in given_years else None
        if ahead > year:
            dose = usual if dose is None else _with_usual(dose, usual)
        state = advance(state, dynamics, dose)
    known = np.full(panel.n, np.nan)
    if panel.years[0] <= until - 1 <= now.state.year:
        known = panel.covers[:, panel.year_index(until - 1)]
    steps = until - now.state.year
    open_still = panel.open_now * (1 - learned.habits.closes) ** steps
    return Outlook(
        before.r, before.rr, state.r, state.rr, successive(before, dynamics), kick(dynamics, until - year - 1),
        kick(dynamics, until - year), known, open_still * has_worker(learned, steps), open_still,
    )  # fmt: skip


def _with_usual(dose: Dose, usual: Dose) -> Dose:
    """Years for which some supports are given already: the others still get what years usually bring."""
    helped = dose.mean != 0
    return Dose(np.where(helped, dose.mean, usual.mean), np.where(helped, dose.variance, usual.variance), dose.tied)


def has_worker(learned: Learned, steps: int) -> Array:
    """(n,) chance of a paid worker so many years after the panel's last, by a chain of keeping and gaining one."""
    workers = learned.panel.workers
    last = last_known(workers)
    known = last >= 0
    has = np.where(known, workers[np.arange(len(workers)), np.maximum(last, 0)] > 0, 0.0).astype(float)
    if (~known).any():
        has[~known] = has[known].mean() if known.any() else 0.5
    behind = np.where(known, len(learned.panel.years) - 1 - last, 0)
    keeps, gains = learned.habits.keeps_worker, learned.habits.gains_worker
    settled, pace = gains / (1 - keeps + gains), keeps - gains
    return settled + (has - settled) * pace ** (behind + steps)


def effects(learned: Learned, now: Present, *, year: int, until: int) -> Effects:
    """The effect of every measure of the catalogue in `year`, by the need known then."""
    panel, dynamics, count = learned.panel, learned.dynamics, len(learned.catalogue)
    need = panel.need(year, learned.catalogue.dimension)
    tilt = 2 * need - 1
    base = learned.columns.effect + 2 * np.arange(count)
    sigma = learned.covariance
    mean = learned.mean[base] + learned.mean[base + 1] * tilt
    variance = sigma[base, base] + 2 * sigma[base, base + 1] * tilt + sigma[base + 1, base + 1] * tilt**2
    tied = [
        part[:, 0 : 2 * count : 2] + part[:, 1 : 2 * count : 2] * tilt
        for part in (now.r_effects, now.level_effects, now.drift_effects)
    ]
    with_before, with_last = (
        _moved(dynamics, tied, steps) for steps in (until - now.state.year - 1, until - now.state.year)
    )
    return Effects(mean, variance, with_before, with_last, need)


def _moved(dynamics: Dynamics, tied: list[Array], years: int) -> Array:
    """Covariance of e with r so many years on, from those with r, L and d now."""
    r, level, drift = tied
    for _ in range(max(years, 0)):
        level = level + drift
        r = (1 - dynamics.kappa) * r + dynamics.kappa * level
    return r


def chance(
    ahead: Outlook, effect_mean: Array, effect_variance: Array, with_before: Array, with_last: Array,
    *, objective: Objective = "self_reliant", theta: float = 1.0,
) -> Array:  # fmt: skip
    """The chance (or the level E[min(r, 1)]) given an effect this year. Arrays (n, …) broadcast against (n, 1)."""

    def own(values: Array) -> Array:
        return values.reshape(values.shape + (1,) * (np.ndim(effect_mean) - 1))

    a, b = ahead.before_kick, ahead.last_kick
    last_mean = own(ahead.last_mean) + b * effect_mean
    last_sd = _sd(own(ahead.last_variance) + b * b * effect_variance + 2 * b * with_last)
    if objective == "level":
        return own(ahead.stays_open) * _capped(last_mean, last_sd, theta)
    before_mean = own(ahead.before_mean) + a * effect_mean
    before_sd = _sd(own(ahead.before_variance) + a * a * effect_variance + 2 * a * with_before)
    together = own(ahead.together) + a * b * effect_variance + a * with_last + b * with_before
    rho = np.clip(together / (before_sd * last_sd), -0.9999, 0.9999)
    known = own(ahead.before_is_known)
    first = (theta - before_mean) / before_sd
    second = (theta - last_mean) / last_sd
    open_question = np.isnan(np.broadcast_to(known, second.shape))
    result = np.zeros(second.shape)
    if open_question.any():
        result[open_question] = both_above(first[open_question], second[open_question], rho[open_question])
    if not open_question.all():
        from scipy.special import ndtr

        settled = ~open_question
        result[settled] = np.broadcast_to(known, second.shape)[settled] * ndtr(-second[settled])
    return own(ahead.stays) * result


def _sd(variance: Array) -> Array:
    return np.sqrt(np.maximum(variance, LEAST_SD**2))


def _capped(mean: Array, sd: Array, cap: float) -> Array:
    """E[min(X, cap)] of a normal X."""
    from scipy.special import ndtr

    z = (cap - mean) / sd
    below = ndtr(z)
    return mean * below + cap * (1 - below) - sd * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)


@dataclass(frozen=True)
class Gains:
    """(n, M) gains, and what is needed to explain one."""

    gain: Array
    without: Array
    """(n,) the chance with nothing this year."""
    ahead: Outlook
    effects: Effects
    objective: Objective

    def interval(self, who: Array, measure: Array) -> tuple[Array, Array]:
        """5 % and 95 % of the gain of the pairs, as the effect itself is uncertain."""
        ahead = _of(self.ahead, who)
        mean, sd = self.effects.mean[who, measure], np.sqrt(np.maximum(self.effects.variance[who, measure], 0))
        none = np.zeros(len(who))
        ends = [
            chance(ahead, mean + sign * QUANTILE_90 * sd, none, none, none, objective=self.objective)
            - self.without[who]
            for sign in (-1, 1)
        ]
        return np.minimum(*ends), np.maximum(*ends)


def _of(ahead: Outlook, who: Array) -> Outlook:
    return Outlook(*(value[who] if isinstance(value, np.ndarray) else value for value in vars(ahead).values()))


def gains(
    learned: Learned, *, year: int, until: int, objective: Objective = "self_reliant", theta: float = 1.0,
    curiosity: float = 0.0,
) -> Gains:  # fmt: skip
    """Gain of every measure for every organisation, given in `year`, on the chance in `until`.

    `curiosity` c adds c posterior standard deviations to an effect: what is little known is tried a little more often.
    Later support enters by its usual mean and variance. `until` before `year` raises `ValueError`.
    """
    if until < year:
        raise ValueError(f"until {until} lies before year {year}")
    now = present(learned)
    ahead = outlook(learned, now, year=year, until=until)
    found = effects(learned, now, year=year, until=until)
    zero = np.zeros(learned.panel.n)
    without = chance(ahead, zero, zero, zero, zero, objective=objective, theta=theta)
    mean = found.mean + curiosity * np.sqrt(np.maximum(found.variance, 0)) if curiosity else found.mean
    with_it = chance(ahead, mean, found.variance, found.with_before, found.with_last, objective=objective, theta=theta)
    return Gains(with_it - without[:, None], without, ahead, found, objective)
