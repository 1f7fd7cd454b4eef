"""Panels that follow the state equation, walked year by year in plain Python, for tests of learning and of gains."""

from dataclasses import dataclass

import numpy as np

from socialgoods.analysis.catalogue import Catalogue, Funding
from socialgoods.analysis.panel import DIMENSIONS, Panel

SECTORS = ("culture", "food", "welfare")


@dataclass(frozen=True)
class Truth:
    kappa: float = 0.35
    phi: float = 0.5
    noise: float = 0.06
    level: float = 0.2
    shock: float = 0.015
    missing: float = 0.05
    tails: float | None = None
    base: tuple[float, ...] = (0.08, 0.02, 0.05, -0.01, 0.04, 0.06)
    slope: tuple[float, ...] = (0.06, 0.02, 0.05, 0.0, 0.08, 0.03)


def catalogue(measures=6):
    codes = tuple(f"m{index}" for index in range(measures))
    fundings = tuple(Funding(index, "county", (("county", 10_000_000),)) for index in range(measures))
    prior = np.tile([0.05, 0.03], (measures, 1))
    return Catalogue(codes, codes, np.arange(measures) % 7, np.full(measures, np.inf), (frozenset(),) * measures, prior,
                     np.full((measures, 2), 0.05), fundings, np.full(measures, 10_000_000))  # fmt: skip


def simulated(count, years=6, *, truth=Truth(), seed=0, supported=0.25):
    """A county of `count` organisations; needs stand still, so that the score of every year tells them."""
    random = np.random.default_rng(seed)
    sector = random.integers(0, len(SECTORS), count)
    drift = random.normal(0.002, 0.006, len(SECTORS))
    need = random.uniform(0.1, 0.9, (count, len(DIMENSIONS)))
    level = random.normal(0.8, truth.level, count)
    now = level + random.normal(0, 0.1, count)
    ratio, given = [now.copy()], []
    for year in range(1, years):
        shock = random.normal(0, truth.shock)
        for who in range(count):
            effect = 0.0
            if random.random() < supported:
                measure = int(random.integers(len(truth.base)))
                given.append((who, year, measure))
                effect = truth.base[measure] + truth.slope[measure] * (2 * need[who, measure % 7] - 1)
            luck = truth.noise * (random.normal() if truth.tails is None else random.standard_t(truth.tails))
            level[who] += drift[sector[who]] + truth.phi * effect
            now[who] += truth.kappa * (level[who] - now[who]) + effect + shock + luck
        ratio.append(now.copy())
    seen = np.array(ratio).T
    seen[random.random(seen.shape) < truth.missing] = np.nan
    return panel_of(seen, np.array(given, dtype=np.int64).reshape(-1, 3), need, sector)


def panel_of(ratio, given, need, sector):
    count, years = ratio.shape
    known = ~np.isnan(ratio)
    everywhere = np.ones_like(known)
    covers = np.where(known, (np.nan_to_num(ratio) >= 1).astype(float), np.nan)
    money = np.where(known, 1e8, np.nan)
    text = np.full(count, "x", dtype=object)
    score = np.repeat((100 * (1 - need))[:, None, :], years, axis=1)
    return Panel(
        np.array([f"o{index:05d}" for index in range(count)], dtype=object), sector, SECTORS, text, text, np.arange(2012, 2012 + years),
        ratio, covers, np.nan_to_num(ratio) * money, money, np.where(known, 2.0, np.nan), known, everywhere, everywhere[:, -1],
        np.full(count, 2005.0), score, given, tuple(f"m{index}" for index in range(6)),
    )  # fmt: skip
