"""One linear or mixed-integer program for HiGHS: the organisations named, each with the fundings that are in question."""

from dataclasses import dataclass

import numpy as np

from socialgoods.analysis.allocation.problem import Prices, Problem

Array = np.ndarray

MOST_NODES = 60
"""Nodes of the search tree, not seconds: the same input gives the same output on any machine."""
OPTIONS = {
    "output_flag": False, "threads": 1, "random_seed": 1, "mip_max_nodes": MOST_NODES, "mip_rel_gap": 0.0,
    # A measure of 100 million taken to one part in a million less than whole would hide a hundred won too much.
    "mip_feasibility_tolerance": 1e-9,
}  # fmt: skip
AROUND = ("mip_heuristic_run_rins", "mip_heuristic_run_rens")


@dataclass(frozen=True)
class Rest:
    """What the organisations settled beforehand leave over."""

    budget: Array
    capacity: Array
    least: Array


@dataclass(frozen=True)
class Solution:
    organisation: Array
    funding: Array
    value: Array
    """Share of each (organisation, funding) that is chosen; 0 or 1 in an integer program."""
    objective: float
    bound: float
    prices: Prices
    """Those of an integer program mean nothing."""


def solve(
    problem: Problem, who: Array, organisation: Array, funding: Array, rest: Rest, penalty: float, *,
    whole: bool, tolerance: float = 0.0, around: bool = False,
) -> Solution:  # fmt: skip
    """The best choice among the pairs (`organisation`, `funding`), the organisations `who` counted once each.

    Floors and pins that cannot be kept cost `penalty` each rather than making the program impossible. `tolerance` is the
    absolute distance from the best at which an integer search may end; `around` has it search around each solution found, too.
    """
    import highspy
    from highspy import _core

    pairs, floors = len(organisation), len(problem.floors)
    must = np.flatnonzero(problem.must[who] >= 0)
    limited = np.flatnonzero(np.isfinite(rest.capacity))
    lp = highspy.HighsLp()
    lp.num_col_ = pairs + floors + len(must)
    lp.num_row_ = len(who) + len(rest.budget) + len(limited) + floors
    gain = problem.gain[organisation, problem.measure[funding]]
    lp.col_cost_ = np.concatenate([-gain, np.full(floors + len(must), penalty)])
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.concatenate([np.ones(pairs), np.full(floors, np.inf), np.ones(len(must))])
    once_lower = np.where(problem.must[who] >= 0, 1.0, -np.inf)
    lp.row_lower_ = np.concatenate([once_lower, np.full(len(rest.budget) + len(limited), -np.inf), rest.least])
    lp.row_upper_ = np.concatenate(
        [np.ones(len(who)), rest.budget * WON, rest.capacity[limited], np.full(floors, np.inf)]
    )
    _matrix(lp, problem, who, organisation, funding, limited, must)
    if whole:
        kinds = [highspy.HighsVarType.kInteger] * pairs + [highspy.HighsVarType.kContinuous] * (floors + len(must))
        lp.integrality_ = kinds
    # The public class prints a banner to standard output as it is made; the one it extends does not.
    solver = _core._Highs()
    for option, value in {**OPTIONS, "mip_abs_gap": tolerance, **dict.fromkeys(AROUND, around)}.items():
        solver.setOptionValue(option, value)
    solver.passModel(lp)
    solver.run()
    found = np.array(solver.getSolution().col_value)
    chosen, slack = found[:pairs], found[pairs:]
    info = solver.getInfo()
    objective = float(gain @ chosen)
    bound = -info.mip_dual_bound if whole else -info.objective_function_value
    prices = _prices(problem, solver, len(who), limited)
    return Solution(organisation, funding, chosen, objective, float(bound + penalty * slack.sum()), prices)


WON = 1e-5
"""Won become hundreds of thousands inside the solver: near the order of places, and one won too much is more than it tolerates."""


def _matrix(lp, problem: Problem, who: Array, organisation: Array, funding: Array, limited: Array, must: Array) -> None:
    """The coefficients, by column: once an organisation, its money by source, its place, the floors it counts for."""
    import highspy

    pairs, floors, sources = len(organisation), len(problem.floors), problem.cost.shape[1]
    place = np.full(problem.n, -1)
    place[who] = np.arange(len(who))
    row = [place[organisation]]
    column = [np.arange(pairs)]
    value = [np.ones(pairs)]
    money = problem.cost[funding] * WON
    at, source = np.nonzero(money)
    row.append(len(who) + source)
    column.append(at)
    value.append(money[at, source])
    slot = np.full(len(problem.capacity), -1)
    slot[limited] = np.arange(len(limited))
    taken = slot[problem.measure[funding]]
    at = np.flatnonzero(taken >= 0)
    row.append(len(who) + sources + taken[at])
    column.append(at)
    value.append(np.ones(len(at)))
    for index, floor in enumerate(problem.floors):
        at = np.append(np.flatnonzero(floor.members[organisation]), pairs + index)
        row.append(np.full(len(at), len(who) + sources + len(limited) + index))
        column.append(at)
        value.append(np.ones(len(at)))
    row.append(must)
    column.append(pairs + floors + np.arange(len(must)))
    value.append(np.ones(len(must)))
    rows, columns, values = (np.concatenate(parts) for parts in (row, column, value))
    order = np.lexsort((rows, columns))
    start = np.searchsorted(columns[order], np.arange(pairs + floors + len(must) + 1))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = start.astype(np.int32)
    lp.a_matrix_.index_ = rows[order].astype(np.int32)
    lp.a_matrix_.value_ = values[order]


def _prices(problem: Problem, solver, rows: int, limited: Array) -> Prices:
    dual = -np.array(solver.getSolution().row_dual)
    sources = problem.cost.shape[1]
    place = np.zeros(len(problem.capacity))
    place[limited] = dual[rows + sources : rows + sources + len(limited)]
    return Prices(
        np.maximum(dual[rows : rows + sources], 0) * WON,
        np.maximum(place, 0),
        np.maximum(-dual[rows + sources + len(limited) :], 0),
    )
