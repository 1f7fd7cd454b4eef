"""learn_1m_s, forecast_100k_s: learning from 1,000,000 transitions, and the moments of 100,000 organisations over 8 years.

Arrays in memory.
"""

import time
from typing import Any

import numpy as np

RUNS = 3
ORGANISATIONS, YEARS, MEASURES, SECTORS = 125_000, 9, 20, 12
KAPPA, PHI = 0.35, 0.5


def measure() -> list[dict[str, Any]]:
    from socialgoods.analysis.forecasting import moments_in_blocks
    from socialgoods.analysis.learning import learn
    from socialgoods.analysis.state import present

    learn(*made_up(300))
    panel, catalogue = made_up(ORGANISATIONS)
    learning, looking = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        learned = learn(panel, catalogue)
        learning.append(time.perf_counter() - start)
    state = present(learned).state.of(slice(0, 100_000))
    covers = panel.covers[:100_000, -1]
    for _ in range(RUNS + 2):
        start = time.perf_counter()
        moments_in_blocks(state, learned.dynamics, [None] * 8, covers=covers)
        looking.append(time.perf_counter() - start)
    return [
        {"id": "learn_1m_s", "unit": "s", "goal": 5, "runs": learning},
        {"id": "forecast_100k_s", "unit": "s", "goal": 0.1, "runs": looking},
    ]


def made_up(organisations: int) -> tuple[Any, Any]:
    """A panel that follows the state equation, a quarter supported each year, and the catalogue of its measures."""
    from socialgoods.analysis.catalogue import Catalogue, Funding
    from socialgoods.analysis.panel import Panel

    random = np.random.default_rng(2017)
    sector = random.integers(0, SECTORS, organisations)
    dimension = np.arange(MEASURES) % 7
    need = random.uniform(0.1, 0.9, (organisations, 7))
    ratio, given = _walk(random, sector, dimension, need)
    everywhere = np.ones_like(ratio, dtype=bool)
    codes = tuple(f"m{index:02d}" for index in range(MEASURES))
    cost = np.full_like(ratio, 1e8)
    panel = Panel(
        ids=np.array([f"W{index:06d}" for index in range(organisations)], dtype=object),
        sector=sector, sectors=tuple(f"s{index:02d}" for index in range(SECTORS)), area=np.full(organisations, "면", dtype=object),
        kind=np.full(organisations, "cooperative", dtype=object), years=np.arange(2009, 2009 + YEARS), ratio=ratio,
        covers=(ratio >= 1).astype(float), earned=ratio * cost, cost=cost, workers=np.full_like(ratio, 2.0), reported=everywhere,
        open_in=everywhere, open_now=np.ones(organisations, dtype=bool), founded=np.full(organisations, 2000.0),
        score=np.repeat((100 * (1 - need))[:, None, :], YEARS, axis=1), given=given, measures=codes,
    )  # fmt: skip
    prior = np.tile([0.05, 0.03], (MEASURES, 1))
    fundings = tuple(Funding(index, "county", (("county", 10_000_000),)) for index in range(MEASURES))
    catalogue = Catalogue(
        codes, codes, dimension, np.full(MEASURES, np.inf), (frozenset(),) * MEASURES, prior, np.full((MEASURES, 2), 0.05), fundings,
        np.full(MEASURES, 10_000_000),
    )  # fmt: skip
    return panel, catalogue


def _walk(random: np.random.Generator, sector: Any, dimension: Any, need: Any) -> tuple[Any, Any]:
    count = len(sector)
    base, slope = random.normal(0.05, 0.03, MEASURES), np.abs(random.normal(0.05, 0.03, MEASURES))
    drift = random.normal(0.003, 0.006, SECTORS)
    level = random.normal(0.75, 0.2, count)
    ratio = np.empty((count, YEARS))
    ratio[:, 0] = level + random.normal(0, 0.1, count)
    given = []
    for year in range(1, YEARS):
        who = np.flatnonzero(random.random(count) < 0.25)
        measure = random.integers(0, MEASURES, len(who))
        effect = np.zeros(count)
        effect[who] = base[measure] + slope[measure] * (2 * need[who, dimension[measure]] - 1)
        given.append(np.column_stack([who, np.full(len(who), year), measure]))
        level = level + drift[sector] + PHI * effect
        before = ratio[:, year - 1]
        ratio[:, year] = (
            before + KAPPA * (level - before) + effect + random.normal(0, 0.015) + random.normal(0, 0.06, count)
        )
    return ratio, np.concatenate(given)
