"""Exact moments of each organisation on its own: r by year, and the chance that E ≥ θC in a year and the year before."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from socialgoods.analysis.learning.hyper import Dynamics
from socialgoods.analysis.normal import above, both_above
from socialgoods.analysis.state import Dose, State, advance, successive

Array = np.ndarray

BLOCK = 8_192
"""Organisations treated at once."""


@dataclass(frozen=True)
class Moments:
    """(Y, …, n) by year after the state's."""

    mean: Array
    variance: Array
    chance: Array
    """P(r ≥ θ in the year and in the year before)."""


def moments(
    state: State, dynamics: Dynamics, doses: Sequence[Dose | None], *, covers: Array, theta: float = 1.0,
    shocks: Array | None = None, shift: Array | None = None,
) -> Moments:  # fmt: skip
    """The years after `state`, one for each of `doses`. Error of the chance below 1e-6.

    `covers` (n,) is 1 or 0 where the state's own year is known, else NaN. With `shocks` (Y, …, 1) the years' shared shocks are
    given and add no variance; without, they do.
    `shift` (Y, 1) is added to r each year beside them. Arrays of the state may be (n,) or (P, n).
    """
    means, variances, chances = [], [], []
    for index, dose in enumerate(doses):
        tied = successive(state, dynamics)
        before = state
        if shocks is None:
            state = advance(state, dynamics, dose)
        else:
            state = advance(state, dynamics, dose, 0.0)
            state.r[...] += shocks[index]
        if shift is not None:
            state.r[...] += shift[index]
        chances.append(_chance(before, state, tied, covers if index == 0 else None, theta))
        means.append(state.r)
        variances.append(np.broadcast_to(state.rr, state.r.shape))
    return Moments(np.stack(means), np.stack(variances), np.stack(chances))


def _chance(before: State, now: State, tied: Array, covers: Array | None, theta: float) -> Array:
    last_sd = np.sqrt(np.maximum(now.rr, 1e-18))
    last = (theta - now.r) / last_sd
    if covers is not None and not np.isnan(covers).any():
        return covers * above(last)
    before_sd = np.sqrt(np.maximum(before.rr, 1e-18))
    rho = np.clip(tied / (before_sd * last_sd), -0.9999, 0.9999)
    both = both_above((theta - before.r) / before_sd, last, rho)
    if covers is None:
        return both
    return np.where(np.isnan(covers), both, np.nan_to_num(covers) * above(last))


def moments_in_blocks(
    state: State, dynamics: Dynamics, doses: Sequence[Dose | None], *, covers: Array, theta: float = 1.0, threads: int = 2,
    shift: Array | None = None,
) -> Moments:  # fmt: skip
    """`moments` for a large register: the same figures, in blocks that fit the processor's cache, on several threads."""
    n = len(state.r)
    parts = [slice(start, min(start + BLOCK, n)) for start in range(0, n, BLOCK)]

    def one(part: slice) -> Moments:
        return moments(
            state.of(part), dynamics, [None if dose is None else dose.of(part) for dose in doses], covers=covers[part],
            theta=theta, shift=shift,
        )  # fmt: skip

    if len(parts) < 2:
        return moments(state, dynamics, doses, covers=covers, theta=theta, shift=shift)
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(one, parts))
    return Moments(
        *(np.concatenate([getattr(part, name) for part in found], axis=1) for name in ("mean", "variance", "chance"))
    )
