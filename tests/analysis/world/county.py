"""One county's course: its ratios, levels and dimensions year by year, and who was given what.

e = (base + slope (2 need − 1)) · response,   need = 1 − true dimension / 100 at the end of last year
L' = L + drift + φ e,   r' = r + κ (L' − r) + e + s_y + ε
"""

from typing import NamedTuple

import numpy as np

from .nature import Nature


class Given(NamedTuple):
    organisation: int
    measure: int
    source: str
    amount: int


class County:
    def __init__(self, nature: Nature) -> None:
        self.nature = nature
        years = len(nature.years)
        self.ratio = np.full((nature.count, years), np.nan)
        self.items = np.full((nature.count, years, *nature.item_error.shape[2:]), np.nan)
        self.level = nature.level.copy()
        self.dimensions = nature.dimensions.copy()
        self.given: dict[int, list[Given]] = {}
        self.ratio[:, 0] = np.maximum(0.02, self.level + nature.opening + nature.own[:, 0] + nature.shock[0])
        self._assess(0)

    def true_effects(self) -> np.ndarray:
        """organisation × measure, with the needs of today."""
        measures = self.nature.measures
        base, slope = np.array([m.base for m in measures]), np.array([m.slope for m in measures])
        need = 1 - self.dimensions[:, [m.dimension for m in measures]] / 100
        return (base + slope * (2 * need - 1)) * self.nature.response[:, None]

    def push(self, given: list[Given]) -> np.ndarray:
        effect = np.zeros(self.nature.count)
        if given:
            who, what = np.array([(row.organisation, row.measure) for row in given]).T
            effect[who] = self.true_effects()[who, what]
        return effect

    def live(self, year: int, given: list[Given]) -> None:
        """The year passes: support works, chance strikes, dimensions move, assessors come by."""
        nature, setting, now = self.nature, self.nature.setting, self.nature.at(year)
        effect = self.push(given)
        self.given[year] = given
        self.level = self.level + nature.sector_drift[nature.sector] + setting.phi * effect
        before = self.ratio[:, now - 1]
        after = before + setting.kappa * (self.level - before) + effect
        self.ratio[:, now] = np.maximum(0.02, after + nature.shock[now] + nature.own[:, now])
        self.dimensions = self.dimensions + nature.dimension_steps[:, now]
        for row in given:
            self.dimensions[row.organisation, nature.measures[row.measure].dimension] += setting.lift
        self.dimensions = np.clip(self.dimensions, 2, 98)
        self._assess(now)

    def _assess(self, now: int) -> None:
        nature = self.nature
        true = 1 + 4 * self.dimensions[:, :, None] / 100
        score = np.clip(np.round(true + nature.item_error[:, now]), 1, 5)
        score[nature.item_missing[:, now]] = np.nan
        score[~nature.assessed[:, now]] = np.nan
        self.items[:, now] = score

    def self_reliant(self, year: int) -> np.ndarray:
        """The truth, reported or not: two years at the line, a paid worker, active."""
        now = self.nature.at(year)
        return (self.ratio[:, now - 1 : now + 1] >= 1).all(axis=1) & self.nature.paid & self.nature.active

    def rate(self, year: int) -> float:
        return float(self.self_reliant(year).sum() / self.nature.active.sum())

    def seen_ratio(self, year: int) -> np.ndarray:
        """The last reported ratio before the year; where there is none, the median."""
        seen = np.full(self.nature.count, np.nan)
        for now in range(self.nature.at(year)):
            seen = np.where(self.nature.reports[:, now], self.ratio[:, now], seen)
        return np.where(np.isnan(seen), np.nanmedian(seen), seen)

    def seen_scores(self, year: int) -> np.ndarray:
        """organisation × dimension from the latest assessment before the year; where there is none, the mean."""
        known = ~np.isnan(self.items)
        total = np.where(known, self.items, 0).sum(axis=3)
        mean = 100 * (total / np.maximum(1, known.sum(axis=3)) - 1) / 4
        seen = np.full(self.dimensions.shape, np.nan)
        for now in range(self.nature.at(year)):
            enough = known[:, now].sum(axis=2) * 2 >= known.shape[3]
            seen = np.where(enough, mean[:, now], seen)
        return np.where(np.isnan(seen), np.nanmean(seen, axis=0), seen)
