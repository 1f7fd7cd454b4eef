"""The year's money where it helps most: the exact choice of measures within budgets, places, floors and pins.

    maximise Σ gain·x   over x ∈ {0, 1}, at most one funding an organisation, Σ cost·x ≤ budget of each source,
    places of each measure, floors and pins kept.

A large register is settled by prices: they are found on the smoothed dual, made exact by linear programs over the
organisations whose answer is not clear (HiGHS), and the last contested ones are chosen as a whole. The bound is the
Lagrangian dual at the final prices over every organisation, so it holds whatever was settled before.
"""

from socialgoods.analysis.allocation.problem import Allocation, Floor, Prices, Problem
from socialgoods.analysis.allocation.solve import allocate, relaxed_bound, relaxed_choice

__all__ = ["Allocation", "Floor", "Prices", "Problem", "allocate", "relaxed_bound", "relaxed_choice"]
