"""What others make of the allocation's problem: PDLP with rounding, CP-SAT and HiGHS' own search, each with the whole model.

Run by hand in a virtual environment of its own (ortools and scipy; highspy in another, for the two cannot share a process):

    python -m bench.prescribe problem.npz                       # ours: writes the problem, says its bound
    peers/bin/python bench/peers/allocation.py problem.npz pdlp|cpsat
    python bench/peers/allocation.py problem.npz highs
"""

import sys
import time

import numpy as np
from scipy import sparse

SECONDS = 90


def model(problem):
    """Pairs (organisation, funding) that are allowed, and the rows: once each, money in millions, places."""
    funding_of = problem["measure"]
    organisation, funding = np.nonzero(problem["allowed"][:, funding_of] & (problem["gain"][:, funding_of] > 0))
    gain = problem["gain"][organisation, funding_of[funding]]
    limited = np.flatnonzero(np.isfinite(problem["capacity"]))
    count = len(gain)
    once = sparse.csr_array((np.ones(count), (organisation, np.arange(count))), (len(problem["gain"]), count))
    money = sparse.csr_array((problem["cost"][funding] * 1e-6).T)
    place = sparse.csr_array((funding_of[funding][None, :] == limited[:, None]).astype(float))
    upper = np.concatenate([np.ones(len(problem["gain"])), problem["budget"] * 1e-6, problem["capacity"][limited]])
    return organisation, funding, gain, sparse.csc_array(sparse.vstack([once, money, place])), upper


def pdlp(gain, rows, upper):
    from ortools.pdlp import solve_log_pb2, solvers_pb2  # noqa: F401
    from ortools.pdlp.python import pdlp as solver

    program = solver.QuadraticProgram()
    program.objective_vector = -gain
    program.constraint_matrix = sparse.csc_matrix(rows)
    program.constraint_lower_bounds = np.full(len(upper), -np.inf)
    program.constraint_upper_bounds = upper
    program.variable_lower_bounds = np.zeros(len(gain))
    program.variable_upper_bounds = np.ones(len(gain))
    parameters = solvers_pb2.PrimalDualHybridGradientParams()
    parameters.termination_criteria.time_sec_limit = SECONDS
    found = solver.primal_dual_hybrid_gradient(program, parameters)
    return np.array(found.primal_solution)


def rounded(value, gain, rows, upper):
    """The shares from the largest, each taken whole while it fits; then whatever else fits, best first."""
    left, chosen = upper.copy(), np.zeros(len(gain), dtype=bool)
    for index in np.lexsort((-gain, -np.round(value, 3))):
        part = slice(rows.indptr[index], rows.indptr[index + 1])
        where, need = rows.indices[part], rows.data[part]
        if (need <= left[where] + 1e-9).all():
            left[where] -= need
            chosen[index] = True
    return chosen


def cpsat(gain, rows, upper):
    from ortools.sat.python import cp_model

    program = cp_model.CpModel()
    pick = [program.new_bool_var("") for _ in gain]
    by_row = sparse.csr_array(rows)
    for row, limit in enumerate(upper):
        part = slice(by_row.indptr[row], by_row.indptr[row + 1])
        weights = np.round(by_row.data[part] * 10).astype(int).tolist()
        program.add(
            cp_model.LinearExpr.weighted_sum([pick[i] for i in by_row.indices[part]], weights) <= int(limit * 10 + 1e-6)
        )
    program.maximize(cp_model.LinearExpr.weighted_sum(pick, np.round(gain * 1e6).astype(int).tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = SECONDS
    status = solver.solve(program)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return np.array([solver.boolean_value(one) for one in pick]) if found else np.zeros(len(gain), dtype=bool)


def highs(gain, rows, upper):
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(-gain, constraints=LinearConstraint(rows, -np.inf, upper), bounds=Bounds(0, 1), integrality=np.ones(len(gain)),
                 options={"time_limit": SECONDS})  # fmt: skip
    return np.zeros(len(gain), dtype=bool) if found.x is None else found.x > 0.5


def main(path, who):
    problem = np.load(path)
    _organisation, _funding, gain, rows, upper = model(problem)
    start = time.perf_counter()
    if who == "pdlp":
        chosen = rounded(pdlp(gain, rows, upper), gain, rows, upper)
    else:
        chosen = {"cpsat": cpsat, "highs": highs}[who](gain, rows, upper)
    seconds = time.perf_counter() - start
    assert (rows @ chosen <= upper + 1e-6).all()  # noqa: S101
    value, bound = float(gain[chosen].sum()), float(problem["bound"])
    print(f"{who}: {value:.4f}, gap to the bound {(bound - value) / bound:.2e}, {seconds:.1f} s, {len(gain):,} pairs")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
