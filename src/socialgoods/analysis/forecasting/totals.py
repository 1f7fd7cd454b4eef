"""From organisations to the county: each indicator's law by year, given what is shared and mixed over it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from socialgoods.analysis.forecasting.growth import Growth, growth
from socialgoods.analysis.forecasting.mixture import Mixture
from socialgoods.analysis.forecasting.moments import Moments, moments
from socialgoods.analysis.forecasting.paths import Draw, walked
from socialgoods.analysis.forecasting.people import Newcomers, Presence, newcomers, presence
from socialgoods.analysis.learning import Learned
from socialgoods.analysis.learning.hyper import Dynamics
from socialgoods.analysis.panel import Panel

Array = np.ndarray

TOGETHER = 1_000
"""In a larger register the shared draws are walked with so many organisations, evenly spread, standing for all."""
COMPUTED = ("self_reliance_rate", "self_reliant", "jobs", "jobs_increase", "new_income", "new_income_sum")
BEYOND = ("income", "income_sum", "pooled_ratio")
"""Other readings of the plan's terms, for who asks for them: all earned income, a year and summed, and ΣE / ΣC."""


@dataclass
class Sums:
    """(Y, P) mean and variance of a total, given each draw."""

    mean: Array
    variance: Array

    def plus(self, mean: Array, variance: Array) -> "Sums":
        return Sums(self.mean + mean, self.variance + variance)


@dataclass(frozen=True)
class Ground:
    """What both scenarios share."""

    learned: Learned
    there: Presence
    new: Newcomers
    costs: Growth
    workers: Growth
    who: Array
    weight: float
    """How many organisations each of `who` stands for."""
    before: "Before"


@dataclass(frozen=True)
class Before:
    """What was reported by the organisations active at each year's end: what increases are counted from."""

    jobs: float
    earned: float
    """Both in the base year."""
    since: float
    """ΣE of the years after the base year that are reported already, less the base year's for each of them."""
    summed: float
    """ΣE of those years."""


def before(panel: Panel, base: int | None) -> Before:
    """`base` is a calendar year of the panel, by default its last; an earlier one than the panel's first is not known."""
    index = len(panel.years) - 1 if base is None else panel.year_index(base)
    if not 0 <= index < len(panel.years):
        raise ValueError(f"base {base} is not among the years reported")
    jobs = np.nansum(np.where(panel.open_in, panel.workers, 0), axis=0)
    earned = np.nansum(np.where(panel.open_in, panel.earned, 0), axis=0)
    later = earned[index + 1 :]
    return Before(
        float(jobs[index]), float(earned[index]), float((later - earned[index]).sum()), float(later.sum())
    )  # fmt: skip


def ground(learned: Learned, years: int, base: int | None = None) -> Ground:
    n = learned.panel.n
    who = np.arange(n) if n <= TOGETHER else np.unique(np.linspace(0, n - 1, TOGETHER).astype(int))
    there = presence(learned, years)
    return Ground(
        learned, there, newcomers(learned, there), growth(learned.panel, learned.panel.cost),
        growth(learned.panel, learned.panel.workers), who, n / max(len(who), 1), before(learned.panel, base),
    )  # fmt: skip


def laws(base: Ground, drawn: Sequence[Draw], years: Sequence[int], theta: float) -> dict[str, list[Mixture]]:
    """Indicator to one law for each year. `years` are the panel's indices of the years ahead."""
    parts = [_given(base, draw, years, theta) for draw in drawn]
    found = {}
    for name in parts[0]:
        mean = np.concatenate([part[name].mean for part in parts], axis=1)
        variance = np.concatenate([part[name].variance for part in parts], axis=1)
        found[name] = [
            Mixture(mean[year], np.sqrt(np.maximum(variance[year], 0)), is_count=name in {"self_reliant", "jobs"})
            for year in range(len(years))
        ]
    return found


def _given(base: Ground, draw: Draw, years: Sequence[int], theta: float) -> dict[str, Sums]:
    walk = walked(draw, base.who, years, theta)
    reliant, rate = _counts(base, draw, walk, theta)
    jobs = _jobs(base, draw)
    earned = _earned(base, draw, walk)
    new = Sums(earned.mean - base.before.earned, earned.variance)
    return {
        "self_reliance_rate": rate,
        "self_reliant": reliant,
        "jobs": jobs,
        "jobs_increase": Sums(jobs.mean - base.before.jobs, jobs.variance),
        "new_income": new,
        "new_income_sum": _summed(new, base.before.since),
        "income": earned,
        "income_sum": _summed(earned, base.before.summed),
        "pooled_ratio": _pooled(base, draw, walk, earned),
    }


def _summed(yearly: Sums, so_far: float) -> Sums:
    """A year's own scatter is mostly the same organisations' again, so the years' scatters add up as one."""
    return Sums(so_far + np.cumsum(yearly.mean, axis=0), np.cumsum(np.sqrt(yearly.variance), axis=0) ** 2)


def _counts(base: Ground, draw: Draw, walk: Moments, theta: float) -> tuple[Sums, Sums]:
    """Self-reliant, and their rate to those reporting."""
    there = base.there
    seen = (there.open * there.reports)[:, base.who][:, None, :]
    stands = (there.worker * there.known_before)[:, base.who][:, None, :] * walk.chance
    reliant_each = seen * stands
    scale = base.weight
    reliant = Sums(scale * reliant_each.sum(axis=2), scale * (reliant_each * (1 - reliant_each)).sum(axis=2))
    shape = walk.chance.shape[:2]
    reporting = Sums(
        np.broadcast_to(scale * seen.sum(axis=2), shape),
        np.broadcast_to(scale * (seen * (1 - seen)).sum(axis=2), shape),
    )
    new_reliant, new_reporting = newcomer_counts(base, draw.learned.dynamics, shape[0], theta)
    reliant = reliant.plus(new_reliant, new_reliant)
    reporting = reporting.plus(new_reporting, new_reporting)
    share = reliant.mean / np.maximum(reporting.mean, 1e-9)
    # Var(X − ρN) with X ≤ N, each 0 or 1: what the ratio's scatter comes to.
    wide = share[:, :, None]
    each = reliant_each * (1 - wide) ** 2 + (seen - reliant_each) * wide**2 - (reliant_each - wide * seen) ** 2
    fresh = new_reliant * (1 - share) ** 2 + (new_reporting - new_reliant) * share**2
    scatter = (scale * each.sum(axis=2) + fresh) / np.maximum(reporting.mean, 1e-9) ** 2
    return reliant, Sums(share, scatter)


def newcomer_counts(base: Ground, dynamics: Dynamics, years: int, theta: float) -> tuple[Array, Array]:
    """(Y, 1) expected newcomers who are self-reliant, and who report; each cohort ages from its own opening, without support."""
    reliant, reporting = np.zeros((years, 1)), np.zeros((years, 1))
    new, closes = base.new, base.learned.habits.closes
    if not new.a_year.any():
        return reliant, reporting
    aged = moments(new.state, dynamics, [None] * years, covers=np.full(1, np.nan), theta=theta)
    for cohort in range(years):
        for year in range(cohort, years):
            age = year - cohort
            open_still = new.a_year[cohort] * (1 - closes) ** age * new.reports
            reporting[year] += open_still
            if age:
                reliant[year] += open_still * new.reports * new.with_worker * aged.chance[age - 1, 0]
    return reliant, reporting


def _pace(growth_: Growth, draw: Draw, which: int) -> Array:
    """(Y, P) factor by which the common pace has moved amounts."""
    years = draw.growth.shape[1]
    steps = growth_.pace + growth_.pace_sd * draw.growth[which] + growth_.pace_error * draw.pace[which]
    # The mean of a lognormal lies above its median; the pace is that of means.
    correction = (
        growth_.pace_sd**2 * np.arange(1, years + 1) + (growth_.pace_error * np.arange(1, years + 1)) ** 2
    ) / 2
    return np.exp(np.cumsum(steps, axis=0) - correction[:, None])


def _jobs(base: Ground, draw: Draw) -> Sums:
    years = draw.growth.shape[1]
    seen = (base.there.open * base.there.reports)[:, base.who]
    now, scatter = base.workers.now[base.who], base.workers.scatter**2
    pace = _pace(base.workers, draw, 1)
    mean = pace * (base.weight * (seen @ now))[:, None]
    spread = np.exp(scatter * np.arange(1, years + 1))[:, None]
    square = np.stack([(seen[year] * now**2).sum() for year in range(years)])[:, None] * spread
    own = base.weight * pace**2 * (square - ((seen * now) ** 2).sum(axis=1)[:, None])
    total = Sums(mean, own)
    return total.plus(*_newcomer_amounts(base, base.new.workers, pace, spread))


def _earned(base: Ground, draw: Draw, walk: Moments) -> Sums:
    years = draw.growth.shape[1]
    seen = (base.there.open * base.there.reports)[:, base.who]
    now, scatter = base.costs.now[base.who], base.costs.scatter**2
    pace = _pace(base.costs, draw, 0)
    spread = np.exp(scatter * np.arange(1, years + 1))[:, None]
    amount = seen * now
    mean = pace * base.weight * np.einsum("yn,ypn->yp", amount, walk.mean)
    second = np.einsum("yn,ypn->yp", seen * now**2, walk.mean**2 + walk.variance) * spread
    first = np.einsum("yn,ypn->yp", amount**2, walk.mean**2)
    total = Sums(mean, base.weight * pace**2 * np.maximum(second - first, 0))
    ratio = float(base.new.state.r[0])
    return total.plus(*_newcomer_amounts(base, base.new.cost * ratio, pace, spread))


def _pooled(base: Ground, draw: Draw, walk: Moments, earned: Sums) -> Sums:
    """ΣE / ΣC; its scatter is that of Σ c (r − ρ) over ΣC, ρ the ratio itself."""
    years = draw.growth.shape[1]
    seen = (base.there.open * base.there.reports)[:, base.who]
    now, scatter = base.costs.now[base.who], base.costs.scatter**2
    pace = _pace(base.costs, draw, 0)
    spread = np.exp(scatter * np.arange(1, years + 1))[:, None]
    fresh, fresh_scatter = _newcomer_amounts(base, base.new.cost, pace, spread)
    cost = np.maximum(pace * (base.weight * (seen @ now))[:, None] + fresh, 1e-9)
    ratio = earned.mean / cost
    wide = ratio[:, :, None]
    second = np.einsum("yn,ypn->yp", seen * now**2, (walk.mean - wide) ** 2 + walk.variance) * spread
    first = np.einsum("yn,ypn->yp", (seen * now) ** 2, (walk.mean - wide) ** 2)
    own = base.weight * pace**2 * np.maximum(second - first, 0)
    new = fresh_scatter * (float(base.new.state.r[0]) - ratio) ** 2
    return Sums(ratio, (own + new) / cost**2)


def _newcomer_amounts(base: Ground, amount: float, pace: Array, spread: Array) -> tuple[Array, Array]:
    """(Y, P) mean and variance of what newcomers add up to, Poisson in number."""
    years = len(pace)
    closes = base.learned.habits.closes
    number = np.array([
        sum(base.new.a_year[cohort] * (1 - closes) ** (year - cohort) for cohort in range(year + 1)) for year in range(years)
    ])[:, None] * base.new.reports  # fmt: skip
    return number * amount * pace, number * (amount * pace) ** 2 * spread
