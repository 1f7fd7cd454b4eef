"""What is true, and every throw of the dice, drawn once: all planners meet the same chance."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .catalogue import DIMENSIONS, Measure, budgets, draw_measures

KINDS = ("village_community", "local_community", "cooperative", "social_cooperative", "processing_community")
KINDS += ("village_enterprise", "self_support_enterprise", "social_enterprise", "pre_social_enterprise")
SECTORS = ("food", "education", "welfare", "health", "culture", "tourism", "energy", "craft", "environment")
AREAS = ("삼례읍", "봉동읍", "용진읍", "상관면", "이서면", "소양면", "구이면", "고산면", "비봉면", "운주면", "화산면")
AREAS += ("동상면", "경천면")


@dataclass(frozen=True)
class Setting:
    """The knobs of a world. Ratios are shares of operating cost; noise is a standard deviation of the ratio."""

    organisations: int = 310
    first: int = 2012
    start: int = 2018
    until: int = 2025
    kappa: float = 0.30
    phi: float = 0.45
    drift: float = 0.004
    drift_sd: float = 0.005
    level: float = 0.79
    level_sd: float = 0.26
    own_noise: float = 0.06
    shock: float = 0.015
    tail: float | None = None  # degrees of freedom of Student's t, scaled to own_noise
    uneven: float = 0.0  # sd of the log of an organisation's own multiplier of effects
    missing_reports: float = 0.065
    complete_from: int = 9999  # no report is missing from this year on
    missing_items: float = 0.06
    assessed_every: tuple[int, ...] = (1, 2)
    items: int = 4
    item_noise: float = 0.6
    lift: float = 4.0  # points by which a support raises its dimension
    late_founders: float = 0.15
    closed: float = 0.02
    unpaid: float = 0.06


PLAIN = Setting()
ROUGH = {
    "missing reports": replace(PLAIN, missing_reports=0.20),
    "heavy tails": replace(PLAIN, tail=3.0),
    "shared shocks": replace(PLAIN, shock=0.05),
    "uneven response": replace(PLAIN, uneven=0.35),
    "all of it": replace(PLAIN, missing_reports=0.20, tail=3.0, shock=0.04, uneven=0.35, assessed_every=(3,)),
}
# For the forecast: nobody opens or closes, and the years it is judged by are fully reported.
SMALL_COUNTY = replace(PLAIN, organisations=60, late_founders=0.0, closed=0.0, complete_from=2017)


class Nature:
    """A world by seed. `future` changes only the noise of the years from `start` on."""

    def __init__(self, setting: Setting, seed: int, future: int = 0) -> None:
        self.setting, self.seed = setting, seed
        self.years = list(range(setting.first, setting.until + 1))
        self.count = setting.organisations
        self._draw_organisations(np.random.default_rng([seed, 1]))
        self._draw_noise(future)
        self._draw_watching(np.random.default_rng([seed, 4]))
        self._draw_accounts(np.random.default_rng([seed, 5]))
        self.measures: tuple[Measure, ...] = draw_measures(np.random.default_rng([seed, 6]), self.count)
        self.budgets = budgets(setting.first, setting.until, self.count)

    def at(self, year: int) -> int:
        return year - self.setting.first

    def _draw_organisations(self, random: np.random.Generator) -> None:
        setting, count = self.setting, self.count
        self.ids = [f"S{number:04d}" for number in random.permutation(count) + 1]
        self.kind = random.integers(len(KINDS), size=count)
        self.sector = random.choice(len(SECTORS), size=count, p=_falling(len(SECTORS)))
        self.area = random.choice(len(AREAS), size=count, p=_falling(len(AREAS)))
        late = random.random(count) < setting.late_founders
        self.founded = np.where(late, random.integers(2013, 2016, count), random.integers(2002, 2012, count))
        closed = random.random(count) < setting.closed
        self.closed_year = np.where(closed, random.integers(2015, 2018, count), 9999)
        self.active = ~closed
        self.paid = random.random(count) >= setting.unpaid
        self.sector_drift = setting.drift + setting.drift_sd * random.standard_normal(len(SECTORS))
        standing = random.standard_normal(count)
        self.level = setting.level + setting.level_sd * standing
        own = random.standard_normal((count, len(DIMENSIONS)))
        self.dimensions = np.clip(52 + 18 * (0.35 * standing[:, None] + 0.94 * own), 5, 95)
        self.response = np.exp(setting.uneven * random.standard_normal(count) - setting.uneven**2 / 2)

    def _draw_noise(self, future: int) -> None:
        past = np.random.default_rng([self.seed, 2])
        coming = np.random.default_rng([self.seed, 3, future])
        split = self.at(self.setting.start)
        streams = ((past, split), (coming, len(self.years) - split))
        self.own = np.hstack([self.own_noise(random, (self.count, years)) for random, years in streams])
        self.shock = np.hstack([self.setting.shock * random.standard_normal(years) for random, years in streams])
        self.opening = self.setting.own_noise * 1.4 * past.standard_normal(self.count)
        steps = [random.standard_normal((self.count, years, len(DIMENSIONS))) for random, years in streams]
        self.dimension_steps = 0.3 + 2.5 * np.concatenate(steps, axis=1)

    def own_noise(self, random: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        tail = self.setting.tail
        if tail is None:
            return self.setting.own_noise * random.standard_normal(shape)
        return self.setting.own_noise * random.standard_t(tail, shape) / np.sqrt(tail / (tail - 2))

    def _draw_watching(self, random: np.random.Generator) -> None:
        """Who reports and who is assessed in which year, and how far an item misses the truth."""
        setting, count, years = self.setting, self.count, np.array(self.years)
        exists = (years >= self.founded[:, None]) & (years < self.closed_year[:, None])
        missing = (random.random((count, len(years))) < setting.missing_reports) & (years < setting.complete_from)
        self.reports = exists & ~missing
        every = random.choice(setting.assessed_every, size=count)
        self.assessed = exists & ((years - random.integers(0, 6, count)[:, None]) % every[:, None] == 0)
        shape = (count, len(years), len(DIMENSIONS), setting.items)
        self.item_error = setting.item_noise * random.standard_normal(shape)
        self.item_missing = random.random(shape) < setting.missing_items

    def _draw_accounts(self, random: np.random.Generator) -> None:
        count, years = self.count, len(self.years)
        growth = 0.02 + 0.05 * random.standard_normal((count, years))
        start = np.log(110e6) + 0.8 * random.standard_normal((count, 1))
        self.cost = np.maximum(5e6, np.exp(start + np.cumsum(growth, axis=1))).round().astype(np.int64)
        self.cost_shares = random.dirichlet((4, 5, 3), size=count)
        self.income_shares = random.dirichlet((5, 3, 1.5, 0.7), size=count)
        self.aid_shares = random.dirichlet((3, 2, 4, 1), size=count)
        self.wage = random.uniform(18e6, 26e6, size=count)
        self.members = random.integers(5, 80, size=count)

    @cached_property
    def eligible(self) -> np.ndarray:
        """organisation × measure: active and of a kind the measure is for."""
        columns = []
        for measure in self.measures:
            codes = measure.kinds.split(";") if measure.kinds else KINDS
            columns.append(self.active & np.isin(np.array(KINDS)[self.kind], codes))
        return np.column_stack(columns)


def _falling(count: int) -> np.ndarray:
    weight = 1 / (3 + np.arange(count))
    return weight / weight.sum()
