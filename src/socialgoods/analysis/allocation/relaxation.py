"""Prices for money, places and floors at which the choice falls apart into one small choice an organisation.

The dual of the relaxed problem has a few dozen variables, however many organisations there are. It is minimised smoothed
(log-sum-exp, ever sharper), which leaves most organisations with a clear answer; only the others go to the solver.
"""

import numpy as np

from socialgoods.analysis.allocation.answers import WON, Answers, answers
from socialgoods.analysis.allocation.problem import Prices, Problem

Array = np.ndarray

HOTTEST, COOLING, COLDEST = 0.5, 0.25, 1e-6
"""Temperatures, as shares of an organisation's best gain on average: the first, the factor from one to the next, the last."""
CLEAR = 40.0
"""An answer so many temperatures below its organisation's best (a weight of e^-40) is out of the question when it gets colder."""


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


def smoothed_prices(problem: Problem, penalty: float, exact: float) -> tuple[Prices, float]:
    """Prices near the optimal ones, and the temperature (a gain) at which smoothing is no more than `exact` of the bound."""
    limited = np.flatnonzero(np.isfinite(problem.capacity))
    resources, floors = problem.cost.shape[1] + len(limited), len(problem.floors)
    scale = float(np.where(problem.allowed, problem.gain, 0.0).max(axis=1, initial=0.0).mean())
    price, heat = np.zeros(resources + floors), HOTTEST
    if scale <= 0:
        return _prices(problem, limited, price), 0.0
    supply = np.concatenate([problem.budget * WON, problem.capacity[limited], -problem.least])
    highest = np.concatenate([np.full(resources, np.inf), np.full(floors, penalty / scale)])
    asked, settled = answers(problem, limited, scale), 0.0
    while len(asked.funding):
        price = _cooled(asked, supply, price, highest, heat)
        smooth, share = asked.weighed(price, heat)
        # What smoothing adds: the temperature times the entropy of the shares.
        added = smooth.sum() - share @ asked.worth(price)
        if added <= exact * (settled + smooth.sum() + supply @ price) or heat <= COLDEST:
            break
        asked, clear = asked.in_question(price, CLEAR * heat)
        taken = clear.used(np.ones(len(clear.funding)))
        supply, settled = supply - taken, settled + float(clear.gain.sum())
        heat *= COOLING
    return _prices(problem, limited, price * scale), heat * scale


def _cooled(asked: Answers, supply: Array, price: Array, highest: Array, heat: float) -> Array:
    """The prices of the smoothed dual at this temperature, from those of a higher one."""
    from scipy.optimize import minimize

    unit = np.maximum(np.abs(supply), 1.0)
    bounds = [(0.0, most * size) for most, size in zip(highest, unit, strict=True)]

    def dual(scaled: Array) -> tuple[float, Array]:
        smooth, share = asked.weighed(scaled / unit, heat)
        return float(smooth.sum() + supply @ (scaled / unit)), (supply - asked.used(share)) / unit

    return minimize(dual, price * unit, jac=True, method="L-BFGS-B", bounds=bounds,
                    options={"maxiter": 150, "ftol": 1e-10, "gtol": 1e-6, "maxcor": 20}).x / unit  # fmt: skip


def _prices(problem: Problem, limited: Array, price: Array) -> Prices:
    sources = problem.cost.shape[1]
    place = np.zeros(len(problem.capacity))
    place[limited] = price[sources : sources + len(limited)]
    return Prices(price[:sources] * WON, place, price[sources + len(limited) :])
