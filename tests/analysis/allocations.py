"""A second opinion on allocations, sharing nothing with the solver: every choice of a tiny problem, every rule in whole won."""

from itertools import product

import numpy as np

from socialgoods.analysis.allocation import Floor, Problem


def problem_of(gain, cost, budget, *, measure=None, capacity=None, allowed=None, pinned=None, floors=()):
    """A problem from plain lists. One funding a measure where nothing else is said; floors are (members, count)."""
    gain = np.array(gain, dtype=float)
    cost = np.array(cost, dtype=float)
    measures = gain.shape[1]
    return Problem(
        gain=gain,
        allowed=np.ones(gain.shape, dtype=bool) if allowed is None else np.array(allowed, dtype=bool),
        measure=np.arange(measures) if measure is None else np.array(measure, dtype=np.int64),
        cost=cost.reshape(len(cost), len(budget)),
        budget=np.array(budget, dtype=float),
        capacity=np.full(measures, np.inf) if capacity is None else np.array(capacity, dtype=float),
        pinned=np.full(len(gain), -1) if pinned is None else np.array(pinned, dtype=np.int64),
        floors=tuple(
            Floor("area", str(index), count, np.isin(np.arange(len(gain)), members))
            for index, (members, count) in enumerate(floors)
        ),
    )


def broken(problem, choice):
    """What a choice breaks that no choice may break. Floors and pins are counted by `short`."""
    wrong = []
    spent = [0] * len(problem.budget)
    taken = [0] * len(problem.capacity)
    for organisation, funding in enumerate(choice.tolist()):
        if funding < 0:
            continue
        measure = int(problem.measure[funding])
        taken[measure] += 1
        for source in range(len(spent)):
            spent[source] += int(problem.cost[funding, source])
        if not problem.allowed[organisation, measure]:
            wrong.append(f"{organisation} may not get {measure}")
        if problem.must[organisation] not in (-1, measure):
            wrong.append(f"{organisation} is pinned to another measure")
    wrong += [f"source {source} overdrawn" for source, won in enumerate(spent) if won > problem.budget[source]]
    wrong += [f"measure {measure} overfull" for measure, count in enumerate(taken) if count > problem.capacity[measure]]
    return wrong


def short(problem, choice):
    """(missing by floor, pins without their measure)."""
    served = choice >= 0
    missing = [max(0, floor.count - int((served & floor.members).sum())) for floor in problem.floors]
    pins = [one for one in range(problem.n) if problem.must[one] >= 0 and not served[one]]
    return missing, pins


def gain_of(problem, choice):
    return sum(problem.gain[one, problem.measure[funding]] for one, funding in enumerate(choice) if funding >= 0)


def best_of_all(problem):
    """(least floors and pins missed, the greatest gain at that) over every choice that breaks nothing."""
    each = [
        [-1]
        + [
            funding
            for funding, measure in enumerate(problem.measure)
            if problem.allowed[one, measure] and problem.must[one] in (-1, measure)
        ]
        for one in range(problem.n)
    ]
    choices = np.array(list(product(*each)), dtype=np.int64)
    choices = choices.reshape(-1, problem.n) if problem.n else np.zeros((1, 0), dtype=np.int64)
    served = choices >= 0
    possible = np.ones(len(choices), dtype=bool)
    for source, money in enumerate(problem.budget):
        won = np.append(problem.cost[:, source], 0).astype(np.int64)
        possible &= won[choices].sum(axis=1) <= money
    measure = np.append(problem.measure, -1)[choices]
    for index, places in enumerate(problem.capacity):
        possible &= (measure == index).sum(axis=1) <= places
    missed = (served[:, problem.must >= 0] == 0).sum(axis=1)
    for floor in problem.floors:
        missed = missed + np.maximum(0, floor.count - served[:, floor.members].sum(axis=1))
    value = np.column_stack([problem.gain, np.zeros(problem.n)])
    gain = np.where(served, value[np.arange(problem.n), measure], 0.0).sum(axis=1)
    least = missed[possible].min()
    return int(least), float(gain[possible & (missed == least)].max())


def random_problem(n, measures, seed, *, sources=3, share=0.15, floors=(), pins=0):
    """As a county's: dear and cheap measures, some for some kinds only, two ways to pay for some, tight money and places."""
    random = np.random.default_rng(seed)
    unit = random.integers(2, 41, measures) * 1_000_000
    ways = [(index, random.dirichlet(np.full(sources, 0.3))) for index in range(measures)]
    ways += [(index, random.dirichlet(np.full(sources, 0.3))) for index in range(0, measures, 3)]
    measure = np.array([index for index, _ in ways])
    cost = np.array([np.append(np.floor(unit[index] * shares[:-1]), 0) for index, shares in ways])
    cost[:, -1] = unit[measure] - cost.sum(axis=1)
    need = random.beta(1.5, 5, (n, 1))
    gain = need * random.uniform(-0.1, 1, (n, measures)) * (unit / unit.max()) ** 0.5
    members = random.integers(0, 8, n)
    pinned = np.full(n, -1)
    pinned[random.choice(n, pins, replace=False)] = random.integers(0, measures, pins)
    return problem_of(
        gain,
        cost,
        np.floor(share * n * unit.mean() / sources * random.uniform(0.5, 1.5, sources)),
        measure=measure,
        capacity=np.where(
            random.random(measures) < 0.5, np.floor(share * n * random.uniform(0.05, 0.3, measures)), np.inf
        ),
        allowed=(random.random((n, measures)) < 0.8) | (np.arange(measures) == pinned[:, None]),
        pinned=pinned,
        floors=[(np.flatnonzero(members == area), count) for area, count in enumerate(floors)],
    )
