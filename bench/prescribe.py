"""prescribe_300_s, prescribe_30k_s, prescribe_30k_gap: the allocation alone, arrays in memory, and how far it is from the bound.

Made-up years: gains of a county, 12 or 20 measures, four sources with mixes, places for most measures, money for a quarter. Three
different ones of each size; the gap is the relative one to the bound of the linear relaxation.
"""

import sys
import time
from typing import Any

import numpy as np

SEEDS = (1, 2, 3)


def measure() -> list[dict[str, Any]]:
    from socialgoods.analysis.allocation import allocate

    allocate(made_up(40, 5, 0))
    runs = {
        size: [timed(made_up(size, measures, seed)) for seed in SEEDS] for size, measures in ((300, 12), (30_000, 20))
    }
    return [
        {"id": "prescribe_300_s", "unit": "s", "goal": 1, "runs": [seconds for seconds, _gap in runs[300]]},
        {"id": "prescribe_30k_s", "unit": "s", "goal": 5, "runs": [seconds for seconds, _gap in runs[30_000]]},
        {
            "id": "prescribe_30k_gap",
            "unit": "of the bound",
            "goal": 5e-5,
            "runs": [gap for _seconds, gap in runs[30_000]],
        },
    ]


def timed(problem: Any) -> tuple[float, float]:
    from socialgoods.analysis.allocation import allocate

    start = time.perf_counter()
    found = allocate(problem)
    return time.perf_counter() - start, found.gap


def made_up(organisations: int, measures: int, seed: int) -> Any:
    from socialgoods.analysis.allocation import Problem

    random = np.random.default_rng(seed)
    promise = random.gamma(1.2, 0.05, (organisations, 1))
    unit = random.choice([3, 5, 8, 10, 12, 20, 30, 40], measures) * 1_000_000.0
    ways, measure = [], []
    for index in range(measures):
        for _ in range(random.integers(1, 3)):
            ways.append(one_way(random, unit[index]))
            measure.append(index)
    limited = random.integers(max(2, organisations // 40), max(4, organisations // 12), measures).astype(float)
    return Problem(
        gain=promise * random.gamma(4, 0.25, (organisations, measures)) - 0.01,
        allowed=random.random((organisations, measures)) > 0.1,
        measure=np.array(measure),
        cost=np.array(ways),
        budget=np.round(random.dirichlet(np.full(4, 3.0)) * organisations * 3e6, -5),
        capacity=np.where(random.random(measures) < 0.3, np.inf, limited),
    )


def one_way(random: np.random.Generator, unit: float) -> np.ndarray:
    """The won from each of four sources: one pays, or two pay half each."""
    won = np.zeros(4)
    payers = random.choice(4, random.integers(1, 3), replace=False)
    won[payers] = unit / len(payers)
    return won


def written(path: str) -> str:
    """Writes the first large problem for `bench/peers/allocation.py`."""
    from socialgoods.analysis.allocation import allocate

    problem = made_up(30_000, 20, SEEDS[0])
    start = time.perf_counter()
    found = allocate(problem)
    seconds = time.perf_counter() - start
    fields = ("gain", "allowed", "measure", "cost", "budget", "capacity")
    np.savez(path, bound=found.bound, **{name: getattr(problem, name) for name in fields})
    return f"ours: {found.objective:.4f}, gap to the bound {found.gap:.2e}, {seconds:.1f} s"


if __name__ == "__main__":
    print(written(sys.argv[1]))
