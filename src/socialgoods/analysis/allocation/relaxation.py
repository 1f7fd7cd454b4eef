"""Prices for money, places and floors at which the choice falls apart into one small choice an organisation.

The dual of the relaxed problem has a few dozen variables, however many organisations there are. It is minimised smoothed
(log-sum-exp, ever sharper), which leaves most organisations with a clear answer; only the others go to the solver.
"""

import numpy as np

from socialgoods.analysis.allocation.problem import Prices, Problem

Array = np.ndarray

WON = 1e-6
"""Won become millions, so that money and places are of one order."""

SHARPENING = (0.5, 0.1, 0.02, 0.005)
"""Temperatures, as shares of an organisation's best gain on average."""


def worth(problem: Problem, prices: Prices) -> Array:
    """(n, K) what each funding brings beyond its price; minus infinity where it is not allowed."""
    value = problem.gain[:, problem.measure] - prices.of(problem)
    if problem.floors:
        value = value + (prices.floor @ problem.in_floor)[:, None]
    return np.where(problem.allowed[:, problem.measure], value, -np.inf)


def bound(problem: Problem, prices: Prices, penalty: float) -> float:
    """The dual value: at any prices that are not negative, no feasible choice brings more (weak duality)."""
    best = worth(problem, prices).max(axis=1, initial=-np.inf)
    pinned = problem.must >= 0
    each = np.where(pinned, np.maximum(best, -penalty), np.maximum(best, 0.0))
    limited = np.isfinite(problem.capacity)
    return float(
        each.sum()
        + prices.source @ problem.budget
        + prices.place[limited] @ problem.capacity[limited]
        - prices.floor @ problem.least
    )


def smoothed_prices(problem: Problem, penalty: float) -> Prices:
    """Prices near the optimal ones. Deterministic."""
    from scipy.optimize import minimize

    limited = np.flatnonzero(np.isfinite(problem.capacity))
    sources, floors = problem.cost.shape[1], len(problem.floors)
    allowed = problem.allowed[:, problem.measure]
    some = np.flatnonzero(allowed.any(axis=1))
    scale = float(np.maximum(np.where(problem.allowed, problem.gain, 0).max(axis=1, initial=0.0), 0.0).mean())
    if scale <= 0 or not len(some):
        return Prices(np.zeros(sources), np.zeros(len(problem.capacity)), np.zeros(floors))
    base = np.where(allowed, problem.gain[:, problem.measure], -np.inf)[some] / scale
    usage = _usage(problem, limited)
    supply = np.concatenate([problem.budget * WON, problem.capacity[limited], -problem.least])
    member = problem.in_floor[:, some].astype(float)
    unit = np.maximum(np.abs(supply), 1.0)
    point = np.zeros(len(supply))
    bounds = [(0.0, None)] * (sources + len(limited)) + [(0.0, penalty / scale)] * floors
    bounds = [(low, None if high is None else high * size) for (low, high), size in zip(bounds, unit, strict=True)]
    free = problem.must[some] < 0

    def dual(scaled: Array, heat: float) -> tuple[float, Array]:
        price = scaled / unit
        value = base - usage @ price[: sources + len(limited)]
        if floors:
            value = value + (price[sources + len(limited) :] @ member)[:, None]
        top = np.maximum(value.max(axis=1), np.where(free, 0.0, -np.inf))
        odds = np.exp((value - top[:, None]) / heat)
        total = odds.sum(axis=1) + np.where(free, np.exp(-np.where(free, top, 0.0) / heat), 0.0)
        share = odds / total[:, None]
        taken = share.sum(axis=0) @ usage
        covered = member @ share.sum(axis=1)
        slope = supply - np.concatenate([taken, -covered])
        return float((top + heat * np.log(total)).sum() + supply @ price), slope / unit

    for heat in SHARPENING:
        point = minimize(dual, point, args=(heat,), jac=True, method="L-BFGS-B", bounds=bounds,
                         options={"maxiter": 150, "ftol": 1e-10, "gtol": 1e-6, "maxcor": 20}).x  # fmt: skip
    price = point / unit * scale
    place = np.zeros(len(problem.capacity))
    place[limited] = price[sources : sources + len(limited)]
    return Prices(price[:sources] * WON, place, price[sources + len(limited) :])


def _usage(problem: Problem, limited: Array) -> Array:
    """(K, S + limited) millions of won by source and places by measure."""
    places = (problem.measure[:, None] == limited[None, :]).astype(float)
    return np.column_stack([problem.cost * WON, places])
