"""Draws of what all organisations share: the estimated coefficients, the dynamics themselves, and the years' shocks.

Given a draw, organisations are independent and their moments exact, so a few hundred draws suffice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from socialgoods.analysis.forecasting.moments import Moments, moments
from socialgoods.analysis.learning import Learned, at
from socialgoods.analysis.learning.design import Columns
from socialgoods.analysis.learning.hyper import packed, unpacked
from socialgoods.analysis.panel import last_known
from socialgoods.analysis.state import Dose, State, advance, dose_weights, slopes, usual_ratio

Array = np.ndarray

DRAWS = 400
DYNAMICS = 8
"""Draws of κ, φ and the variances, where they are not known well."""
WELL_KNOWN = 20_000
"""Transitions from which on the dynamics count as known."""


@dataclass(frozen=True)
class Draw:
    """Draws that share one set of dynamics."""

    learned: Learned
    coefficients: Array
    """(P, p)."""
    shocks: Array
    """(Y, P, 1) of the years after the panel's last."""
    growth: Array
    """(2, Y, P) standard normal, for the common pace of costs and of workers, year by year."""
    pace: Array
    """(2, P) standard normal, for what is not known of the mean pace."""


def draws(learned: Learned, years: int, *, seed: int, count: int = DRAWS) -> list[Draw]:
    """The same seed gives the same draws. Each has its mirror image, so that means stay where they are."""
    random = np.random.default_rng(seed)
    variants = [learned] if learned.transitions > WELL_KNOWN else list(_variants(learned, random))
    each = max(2, count // len(variants) // 2 * 2)
    return [_draw(variant, years, random, each) for variant in variants]


def _variants(learned: Learned, random: np.random.Generator) -> Iterator[Learned]:
    centre = packed(learned.dynamics)
    root = np.linalg.cholesky(learned.uncertainty + 1e-12 * np.eye(len(centre)))
    for normal in _mirrored(random, DYNAMICS, len(centre)):
        dynamics = unpacked(centre + root @ normal, learned.dynamics.tails)
        yield at(learned.panel, learned.catalogue, learned.doses, dynamics, learned.uncertainty, learned.columns)


def _mirrored(random: np.random.Generator, count: int, size: int) -> Array:
    half = random.standard_normal((count // 2, size))
    return np.concatenate([half, -half])


def _draw(learned: Learned, years: int, random: np.random.Generator, count: int) -> Draw:
    values, vectors = np.linalg.eigh(learned.covariance)
    root = vectors * np.sqrt(np.maximum(values, 0))
    normal = _mirrored(random, count, learned.columns.count)
    shocks = learned.dynamics.shock * _mirrored(random, count, years)
    shared = _mirrored(random, count, 2 * years + 2)
    return Draw(
        learned,
        learned.mean + normal @ root.T,
        shocks.T[:, :, None],
        np.moveaxis(shared[:, : 2 * years].reshape(count, 2, years), 0, 2),
        shared[:, 2 * years :].T,
    )


def states(draw: Draw, who: Array) -> State:
    """(P, n) the present state given each draw, of the organisations `who`."""
    learned, panel, coefficients = draw.learned, draw.learned.panel, draw.coefficients
    level, drift = slopes(learned)
    last = last_known(panel.ratio)[who]
    never = last < 0
    mean, variance = usual_ratio(panel.ratio)
    unknown = np.where(never, variance, 0.0)
    tie = float(learned.mean[Columns.FIRST_RATIO])
    shape = (len(coefficients), len(who))
    known = panel.ratio[who, np.maximum(last, 0)]
    none = np.zeros(len(who))
    state = State(
        year=int(panel.years[-1]),
        r=np.broadcast_to(np.where(never, mean, known), shape).copy(),
        level=learned.own[who] + coefficients @ level[who].T,
        drift=coefficients @ drift[who].T,
        rr=unknown,
        rl=tie * unknown,
        rd=none.copy(),
        ll=learned.own_variance[who] + tie**2 * unknown,
        ld=none.copy(),
        dd=none.copy(),
    )
    final = len(panel.years) - 1
    reached = np.where(never, final, last)
    for year in range(int(reached.min(initial=final)) + 1, final + 1):
        late = np.flatnonzero(reached < year)
        dose = given(draw, year, who[late])
        moved = advance(_columns(state, late), learned.dynamics, dose, 0.0)
        moved.r[...] += coefficients[:, learned.columns.shock + year, None]
        for name, value in vars(state).items():
            if name != "year":
                value[..., late] = getattr(moved, name)
    return state


def _columns(state: State, who: Array) -> State:
    return State(state.year, *(value[..., who] for name, value in vars(state).items() if name != "year"))


def given(draw: Draw, year: int, who: Array) -> Dose:
    """(P, n) the effect of the supports given for a year of the panel, certain given the draw."""
    learned = draw.learned
    weights = dose_weights(learned, year)[who]
    effect = draw.coefficients[:, learned.columns.effect : learned.columns.count] @ weights.T
    return Dose(effect, np.zeros(len(who)))


def walked(draw: Draw, who: Array, years: Sequence[int], theta: float) -> Moments:
    """(Y, P, n) moments given each draw; `years` are the panel's indices of the years ahead."""
    panel = draw.learned.panel
    state = states(draw, who)
    doses = [given(draw, year, who) for year in years]
    return moments(state, draw.learned.dynamics, doses, covers=panel.covers[who, -1], theta=theta, shocks=draw.shocks)
