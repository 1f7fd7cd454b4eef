"""From prices to a choice: settle what is clear, solve what is contested, bound what could be missed."""

from dataclasses import dataclass, replace

import numpy as np

from socialgoods.analysis.allocation.problem import Allocation, Prices, Problem
from socialgoods.analysis.allocation.program import Rest, Solution, solve
from socialgoods.analysis.allocation.relaxation import bound, smoothed_prices, worth
from socialgoods.analysis.threads import on_one_thread

Array = np.ndarray

SMALL = 400
"""Up to so many organisations all take part in the linear program at once."""
IN_QUESTION = 1_500
"""Otherwise it gets the least clear of them: so many, or all whose answer the smoothed prices leave open."""
NEAR = 20.0
"""A funding is in question where it is worth at most so many temperatures of the smoothed prices less than the organisation's best,"""
LEAST_MARGIN = 1e-3
"""or this share of a typical gain: so exact are the prices."""
WIDER = 8.0
"""Where that was too few, the margin widens by this factor."""
ROUNDS = 8
EXACT = 1e-6
"""Relative distance of the relaxed choice from its bound at which the prices are taken for optimal."""


@dataclass(frozen=True)
class Search:
    """How the whole choice is looked for."""

    contested: int
    """So many organisations are chosen anew together: those that the relaxation splits, then the least clear."""
    margin: float
    """A funding is in question where it is worth so much less than the organisation's best at most, as a share of a typical gain."""
    around: bool
    """Whether to search around each solution found, too: worth its time where many are contested."""


IN_SMALL, IN_LARGE = Search(150, 0.3, around=False), Search(600, 0.1, around=True)
FEW_PAIRS = 600
"""So few possible prescriptions are all decided in one program, whose bound is then the true one."""
LOST_AT_MOST = 1.2
"""Where rounding may have lost more than so many average prescriptions, more organisations are brought into the integer program."""
WIDENINGS = 2
TOLERANCE = 1e-5
"""Relative distance from the bound at which the search for a better choice ends."""


@dataclass(frozen=True)
class Relaxed:
    """The relaxation, solved: its prices and bound, and the choice it makes where it makes a whole one."""

    prices: Prices
    bound: float
    reached: float
    """What the relaxed choice brings; at optimal prices it is the bound."""
    choice: Array
    """(n,) the funding, -1 for none."""
    split: Array
    """Organisations that get a part of something; a whole choice must settle them."""


@on_one_thread
def allocate(problem: Problem) -> Allocation:
    """The best choice, with its bound. The same problem gives the same choice.

    Complexity: a few dozen passes over the (n, K) gains and programs of bounded size. Measures that bring nothing are not
    prescribed unless a pin or a floor wants them. Floors and pins that cannot be kept are named, not refused.
    """
    problem = _tidied(problem)
    penalty = _penalty(problem)
    if not problem.allowed.any():
        nothing = Prices(np.zeros(len(problem.budget)), np.zeros(len(problem.capacity)), np.zeros(len(problem.floors)))
        return _told(problem, np.full(problem.n, -1), nothing, 0.0)
    relaxed = _relaxed(problem, penalty)
    choice, limit = _whole(problem, relaxed, penalty)
    done = _told(problem, choice, relaxed.prices, limit)
    if not (done.unmet_floors or len(done.unmet_pins)):
        return done
    # Beside penalties that somebody must pay, prices and bound say nothing: those of what can be kept do.
    best = allocate(kept(problem, done))
    return _told(problem, best.choice, best.prices, best.bound)


def kept(problem: Problem, done: Allocation) -> Problem:
    """The problem with floors and pins only as far as they were kept."""
    missing = {id(floor): count for floor, count in done.unmet_floors}
    floors = [replace(floor, count=floor.count - missing.get(id(floor), 0)) for floor in problem.floors]
    pinned, allowed = problem.must.copy(), problem.allowed.copy()
    pinned[done.unmet_pins], allowed[done.unmet_pins] = -1, False
    return replace(problem, floors=tuple(floors), pinned=pinned, allowed=allowed)


def relaxed_bound(problem: Problem) -> float:
    """The optimum of the relaxation."""
    problem = _tidied(problem)
    penalty = _penalty(problem)
    return _relaxed(problem, penalty).bound if problem.allowed.any() else 0.0


def relaxed_choice(problem: Problem) -> Array:
    """(n,) the fundings that the relaxation gives whole, -1 for none: all but a few of a good choice, at a fraction of the time.

    Of many organisations each takes what is worth most at the smoothed prices, which may draw on a limit a few times too often.
    """
    problem = _tidied(problem)
    everyone = np.flatnonzero(problem.allowed.any(axis=1))
    if not len(everyone):
        return np.full(problem.n, -1)
    penalty = _penalty(problem)
    if len(everyone) <= SMALL:
        return _relaxed(problem, penalty).choice
    prices, _heat = smoothed_prices(problem, penalty, EXACT)
    return _settled(problem, worth(problem, prices), np.zeros(0, dtype=np.int64))


def _penalty(problem: Problem) -> float:
    """What a floor or a pin that is not kept costs: more than all others together could bring instead."""
    if not problem.floors and not (problem.must >= 0).any():
        return 1.0
    return float(np.where(problem.allowed, np.abs(problem.gain), 0).max(axis=1, initial=0.0).sum()) + 1.0


def _tidied(problem: Problem) -> Problem:
    """A pinned organisation may get its measure only; what brings nothing and is not wanted otherwise is not allowed."""
    allowed = problem.allowed.copy()
    pinned = np.flatnonzero(problem.must >= 0)
    allowed[pinned] = False
    allowed[pinned, problem.must[pinned]] = problem.allowed[pinned, problem.must[pinned]]
    wanted = problem.must >= 0
    if problem.floors:
        wanted = wanted | problem.in_floor.any(axis=0)
    allowed &= (problem.gain > 0) | wanted[:, None]
    reachable = (problem.cost <= problem.budget).all(axis=1)
    payable = np.zeros(len(problem.capacity), dtype=bool)
    payable[problem.measure[reachable]] = True
    allowed &= payable & (problem.capacity >= 1)
    return replace(problem, allowed=allowed)


def _pairs(problem: Problem, value: Array, who: Array, margin: float) -> tuple[Array, Array]:
    """The fundings in question: those within `margin` of an organisation's best."""
    part = value[who]
    best = np.maximum(part.max(axis=1), np.where(problem.must[who] >= 0, -np.inf, 0.0))
    row, funding = np.nonzero(np.isfinite(part) & (part >= best[:, None] - margin))
    return who[row], funding


def _clearness(problem: Problem, value: Array) -> Array:
    """(n,) by how much the best answer (a funding, or nothing) leads the second of another price."""
    answers = np.where(problem.must >= 0, -np.inf, 0.0)[:, None]
    lead = np.sort(np.column_stack([value, answers]), axis=1)
    with np.errstate(invalid="ignore"):
        return np.where(np.isfinite(lead[:, -2]), lead[:, -1] - lead[:, -2], np.inf)


def _settled(problem: Problem, value: Array, who: Array) -> Array:
    """(n,) the best funding of the organisations outside `who`, -1 for nothing; ties go to the first."""
    choice = np.full(problem.n, -1)
    outside = np.ones(problem.n, dtype=bool)
    outside[who] = False
    best = value.argmax(axis=1)
    lead = value.max(axis=1)
    takes = outside & np.isfinite(lead) & ((lead > 0) | (problem.must >= 0))
    choice[takes] = best[takes]
    return choice


def _rest(problem: Problem, choice: Array) -> Rest:
    taken = choice[choice >= 0]
    places = np.bincount(problem.measure[taken], minlength=len(problem.capacity))
    least = problem.least - problem.in_floor[:, choice >= 0].sum(axis=1)
    return Rest(problem.budget - problem.cost[taken].sum(axis=0), problem.capacity - places, least)


def _relaxed(problem: Problem, penalty: float) -> Relaxed:
    """Optimal prices of the relaxation: smoothed prices, then ever more answers beside the best, until the choice reaches its bound."""
    everyone = np.flatnonzero(problem.allowed.any(axis=1))
    if len(everyone) <= SMALL:
        return _program(problem, np.where(problem.allowed[:, problem.measure], 0.0, -np.inf), everyone, np.inf, penalty)
    prices, heat = smoothed_prices(problem, penalty, EXACT)
    least = bound(problem, prices, penalty)
    margin = max(NEAR * heat, LEAST_MARGIN * _typical(problem, worth(problem, prices)))
    best: Relaxed | None = None
    for _ in range(ROUNDS):
        value = worth(problem, prices)
        clearness = _clearness(problem, value)
        size = max(IN_QUESTION, int((clearness <= margin).sum()))
        who = np.sort(np.argsort(clearness, kind="stable")[:size])
        found = _program(problem, value, who, margin, penalty)
        if best is None or found.bound - found.reached < best.bound - best.reached:
            best = found
        if found.bound - found.reached <= EXACT * found.bound:
            break
        if found.bound < least:
            least, prices = found.bound, found.prices
        margin *= WIDER
    assert best is not None  # noqa: S101 - there is at least one round
    return best


def _typical(problem: Problem, value: Array) -> float:
    """The mean gain of what organisations would take at these prices."""
    best = value.argmax(axis=1)
    takes = value.max(axis=1) > 0
    gain = problem.gain[takes, problem.measure[best[takes]]]
    return float(gain.mean()) if len(gain) else float(problem.gain.max())


def _program(problem: Problem, value: Array, who: Array, margin: float, penalty: float) -> Relaxed:
    """The linear program over `who`; the others take what is worth most to them."""
    choice = _settled(problem, value, who)
    organisation, funding = _pairs(problem, value, who, margin)
    found = solve(problem, who, organisation, funding, _rest(problem, choice), penalty, whole=False)
    settled = choice >= 0
    reached = found.objective + float(problem.gain[settled, problem.measure[choice[settled]]].sum())
    taken = found.value > 1 - 1e-9
    choice[found.organisation[taken]] = found.funding[taken]
    split = np.unique(found.organisation[(found.value > 1e-9) & ~taken])
    return Relaxed(found.prices, bound(problem, found.prices, penalty), reached, choice, split)


def _whole(problem: Problem, relaxed: Relaxed, penalty: float) -> tuple[Array, float]:
    """A whole choice and its bound: what the relaxation splits and what is least clear is chosen anew, all together."""
    value = worth(problem, relaxed.prices)
    clearness = _clearness(problem, value)
    clearness[relaxed.split] = -1.0
    order = np.argsort(clearness, kind="stable")
    order = order[problem.allowed[order].any(axis=1)]
    search = IN_SMALL if len(order) <= SMALL else IN_LARGE
    size, margin = max(search.contested, len(relaxed.split)), search.margin * _typical(problem, value)
    if int(problem.allowed[:, problem.measure].sum()) <= FEW_PAIRS:
        size, margin = len(order), np.inf
    for _ in range(1 + WIDENINGS):
        choice, found = _chosen_anew(
            problem, relaxed, value, np.sort(order[:size]), margin, penalty, around=search.around
        )
        gain = problem.gain[choice >= 0, problem.measure[choice[choice >= 0]]]
        if size >= len(order) or relaxed.bound - gain.sum() <= LOST_AT_MOST * gain.mean():
            break
        size, margin = 2 * size, 2 * margin
    complete = size >= len(order) and margin == np.inf
    return choice, min(relaxed.bound, found.bound) if complete else relaxed.bound


def _chosen_anew(
    problem: Problem, relaxed: Relaxed, value: Array, who: Array, margin: float, penalty: float, *, around: bool
) -> tuple[Array, Solution]:
    choice = relaxed.choice.copy()
    choice[who] = -1
    organisation, funding = _pairs(problem, value, who, margin)
    found = solve(problem, who, organisation, funding, _rest(problem, choice), penalty, whole=True,
                  tolerance=TOLERANCE * max(relaxed.bound, 0.0), around=around)  # fmt: skip
    taken = found.value > 0.5
    choice[found.organisation[taken]] = found.funding[taken]
    return choice, found


def _told(problem: Problem, choice: Array, prices: Prices, limit: float) -> Allocation:
    rest = _rest(problem, choice)
    taken = choice >= 0
    measure = problem.measure[choice[taken]]
    objective = float(problem.gain[taken, measure].sum())
    short = [(floor, int(missing)) for floor, missing in zip(problem.floors, rest.least, strict=True) if missing > 0]
    pins = np.flatnonzero((problem.must >= 0) & ~taken)
    return Allocation(
        choice, objective, max(limit, objective), prices, problem.budget - rest.budget, tuple(short), pins
    )
