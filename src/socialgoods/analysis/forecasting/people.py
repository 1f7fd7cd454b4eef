"""Who is there in a later year: open, with a paid worker, reporting; and who opens."""

from dataclasses import dataclass

import numpy as np

from socialgoods.analysis.gain import has_worker
from socialgoods.analysis.learning import Learned
from socialgoods.analysis.learning.design import Columns
from socialgoods.analysis.panel import first_known
from socialgoods.analysis.state import State

Array = np.ndarray


@dataclass(frozen=True)
class Presence:
    """(Y, n) chances in the years after the panel's last, independent of how the accounts stand."""

    open: Array
    worker: Array
    """Given that it is open."""
    reports: Array
    """Given that it is open."""
    known_before: Array
    """Given that it is open: that the year before is reported too, without which self-reliance is not known."""


def presence(learned: Learned, years: int) -> Presence:
    panel, habits = learned.panel, learned.habits
    ahead = np.arange(1, years + 1)
    open_still = panel.open_now[None, :] * (1 - habits.closes) ** ahead[:, None]
    worker = np.stack([has_worker(learned, int(step)) for step in ahead])
    reports = np.broadcast_to(habits.reports, (years, panel.n))
    before = np.vstack([panel.reported[:, -1].astype(float), reports[:-1]])
    return Presence(open_still, worker, reports, before)


@dataclass(frozen=True)
class Newcomers:
    """A typical organisation that opens, and how many open a year."""

    state: State
    """Of one organisation, in the year in which it opens."""
    a_year: Array
    """(Y,) expected number."""
    with_worker: float
    cost: float
    workers: float
    reports: float


def newcomers(learned: Learned, there: Presence) -> Newcomers:
    """As those that opened within the panel's years were in their first report; nobody, where no day of founding is known."""
    panel, coefficients = learned.panel, learned.mean
    first = first_known(panel.ratio)
    fresh = np.flatnonzero((first >= 0) & np.isin(panel.founded, panel.years))
    of = fresh if len(fresh) >= 5 else np.flatnonzero(first >= 0)
    ratio = panel.ratio[of, first[of]] if len(of) else np.array([0.7])
    cost = panel.cost[of, first[of]] if len(of) else np.array([0.0])
    workers = np.nan_to_num(panel.workers[of, first[of]]) if len(of) else np.array([0.0])
    mean, spread = float(ratio.mean()), float(ratio.var())
    tie = float(coefficients[Columns.FIRST_RATIO])
    drift = float(coefficients[Columns.DRIFT])
    one = np.ones(1)
    state = State(
        year=int(panel.years[-1]),
        r=mean * one,
        level=(coefficients[Columns.INTERCEPT] + tie * mean) * one,
        drift=drift * one,
        rr=spread * one,
        rl=tie * spread * one,
        rd=0 * one,
        ll=(tie**2 * spread + learned.dynamics.level**2) * one,
        ld=0 * one,
        dd=learned.dynamics.drift**2 * one,
    )
    return Newcomers(
        state, np.full(len(there.open), learned.habits.opens * panel.open_now.sum()),
        float((workers > 0).mean()), float(np.nanmean(cost)), float(workers.mean()),
        float(learned.habits.reports.mean()) if panel.n else 1.0,
    )  # fmt: skip
