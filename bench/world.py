"""world_gain, world_gain_rough: how much of an informed planner's gain `prescribe` reaches in the test worlds.

The worlds stand in tests/analysis/world and know nothing of the code under test. Eight years, each on the reports so
far; the gain is that in the expected rate of self-reliant organisations in 2025 over giving nothing. A figure is one
share over all its worlds together, so it is one run. `python -m bench.world [SEEDS]` prints every planner.
"""

import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

PLAIN_SEEDS, ROUGH_SEEDS = 6, 2
FIRST_SEED = 100  # the tests play with small numbers


def measure() -> list[dict[str, Any]]:
    figures = (("world_gain", 0.90, _plain(PLAIN_SEEDS)), ("world_gain_rough", 0.85, _rough(ROUGH_SEEDS)))
    results = []
    for name, goal, worlds in figures:
        rates = _world().play.final_rates(worlds, _planners("nothing", "informed", "ours"))
        share = _world().play.share(rates, "ours")
        results.append({"id": name, "unit": "share", "goal": goal, "runs": [share]})
    return results


@cache
def _world() -> ModuleType:
    """The test world, which lives with the tests and is not installed."""
    tests = str(Path(__file__).parents[1] / "tests")
    if tests not in sys.path:
        sys.path.insert(0, tests)
    import analysis.world.informed
    import analysis.world.nature
    import analysis.world.planners
    import analysis.world.play
    import analysis.world.subject

    return analysis.world


def _planners(*names: str) -> dict[str, Any]:
    world = _world()
    every = {"nothing": world.planners.nothing, **world.planners.SIMPLE}
    every |= {"ours": world.planners.ours, "informed": world.informed.knows_all}
    return {name: every[name] for name in names or every}


def _plain(seeds: int) -> list[Any]:
    return _world().play.worlds(_world().nature.PLAIN, range(FIRST_SEED, FIRST_SEED + seeds))


def _rough(seeds: int) -> list[Any]:
    settings = _world().nature.ROUGH.values()
    return [one for setting in settings for one in _world().play.worlds(setting, range(FIRST_SEED, FIRST_SEED + seeds))]


def _settings() -> Iterator[tuple[str, Any]]:
    yield "plain", _world().nature.PLAIN
    yield from _world().nature.ROUGH.items()


def main(seeds: int) -> None:
    """Rate in the last year and share of the informed planner's gain, world by world, as Markdown."""
    planners = _planners()
    if not _world().subject.is_there("prescribe"):
        del planners["ours"]
    print(f"| world ({seeds} each) | planner | rate 2025 | share of the informed gain | spread of a world | s |")
    print("|---|---|---:|---:|---:|---:|")
    for name, setting in _settings():
        rates, seconds = {}, {}
        for planner, plan in planners.items():
            began = time.perf_counter()
            worlds = _world().play.worlds(setting, range(FIRST_SEED, FIRST_SEED + seeds))
            rates |= _world().play.final_rates(worlds, {planner: plan})
            seconds[planner] = (time.perf_counter() - began) / seeds
        possible = rates["informed"] - rates["nothing"]
        for planner, rate in rates.items():
            share, each = _world().play.share(rates, planner), (rate - rates["nothing"]) / possible
            print(
                f"| {name} | {planner} | {rate.mean():.1%} | {share:.2f} | {each.std():.2f} | {seconds[planner]:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
