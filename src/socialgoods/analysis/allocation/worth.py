"""What the year's limits cost: one more KRW 10m of a source, one more place, each floor."""

from dataclasses import replace

import numpy as np

from socialgoods.analysis.allocation.problem import Allocation, Problem
from socialgoods.analysis.allocation.solve import kept, relaxed_bound

Array = np.ndarray

TEN_MILLION = 10_000_000


def money(allocation: Allocation) -> Array:
    """(S,) gain that KRW 10m more of a source would bring."""
    return allocation.prices.source * TEN_MILLION


def places(allocation: Allocation) -> Array:
    """(M,) gain that one more place would bring."""
    return allocation.prices.place


def floors(problem: Problem, allocation: Allocation) -> list[float]:
    """Gain that each floor costs, as far as it was kept: the relaxation without it less the relaxation with it."""
    if not problem.floors:
        return []
    problem = kept(problem, allocation)
    all_kept = relaxed_bound(problem)
    without = [
        relaxed_bound(replace(problem, floors=problem.floors[:index] + problem.floors[index + 1 :]))
        for index in range(len(problem.floors))
    ]
    return [max(0.0, value - all_kept) for value in without]
