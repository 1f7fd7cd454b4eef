"""The planner who knows the truth: effects, κ, φ, drifts, levels, needs and the law of the noise, but not the dice.

The gain of a pair is P(r ≥ 1 in T − 1 and T | the measure now) − P(… | nothing now). Given r in T − 1, r in T depends
only on the last year's noise, so one sum over quantiles of the noise gathered until T − 1 gives both, for any law.
"""

from functools import lru_cache

import numpy as np
import pyarrow as pa
from scipy.interpolate import RectBivariateSpline
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import coo_array, vstack

from .county import County, Given
from .nature import Nature, Setting
from .planners import prescriptions

DRAWS, POINTS = 60_000, 1_000
EDGES = (0.3, 1.7)  # beyond these ratios the outcome is all but certain
MIP_GAP = 5e-4


def knows_all(county: County, year: int, later: float = 0.02) -> pa.Table:
    """`later`: the effect each organisation may expect in each year still to come."""
    nature, now = county.nature, county.nature.at(year)
    before = county.ratio[:, now - 1]
    gains = gains_of(nature, year, before, county.level, county.true_effects(), later)
    return prescriptions(county, year, best_choice(nature, year, gains))


def gains_of(
    nature: Nature, year: int, ratio: np.ndarray, level: np.ndarray, effects: np.ndarray, later: float
) -> np.ndarray:
    """organisation × measure, from the ratio and level at the end of last year."""
    with_nothing = np.zeros((nature.count, 1))
    both = chance(nature, year, ratio, level, np.hstack([with_nothing, effects]), later)
    return (both[:, 1:] - both[:, :1]) * nature.paid[:, None]


def chance(
    nature: Nature, year: int, ratio: np.ndarray, level: np.ndarray, effects: np.ndarray, later: float | np.ndarray
) -> np.ndarray:
    """P(r ≥ 1 in T − 1 and T) seen from the end of last year, for each column of effects given this year."""
    setting = nature.setting
    drift = nature.sector_drift[nature.sector][:, None]
    here = np.broadcast_to(ratio[:, None], effects.shape)
    level = np.broadcast_to(level[:, None], effects.shape)
    last_but_one = here
    for when in range(year, setting.until + 1):
        effect = effects if when == year else later
        last_but_one = here
        level = level + drift + setting.phi * effect
        here = here + setting.kappa * (level - here) + effect
    if year == setting.until:
        return np.where(last_but_one >= 1, _both(setting, 0, 9.0, here), 0.0)
    table = _table_of_chances(setting, setting.until - year)
    return np.clip(table.ev(np.clip(last_but_one, *EDGES), np.clip(here, *EDGES)), 0, 1)


def _both(setting: Setting, years: int, first: np.ndarray | float, second: np.ndarray | float) -> np.ndarray:
    """From the ratios of T − 1 and T as they would be without chance."""
    gathered = _gathered_noise(setting, years)
    grid, below = _last_noise(setting)
    late = np.asarray(second)[..., None] + (1 - setting.kappa) * gathered
    early = np.asarray(first)[..., None] + gathered
    return ((early >= 1) * (1 - np.interp(1 - late, grid, below))).mean(axis=-1)


@lru_cache
def _table_of_chances(setting: Setting, years: int) -> RectBivariateSpline:
    grid = np.linspace(*EDGES, 57)
    first, second = np.meshgrid(grid, grid, indexing="ij")
    return RectBivariateSpline(grid, grid, _both(setting, years, first, second))


@lru_cache
def _gathered_noise(setting: Setting, years: int) -> np.ndarray:
    """Quantiles of what chance adds to the ratio of T − 1 over this many years."""
    if not years:
        return np.zeros(1)
    random = np.random.default_rng(20250)
    total = np.zeros(DRAWS)
    for _ in range(years):
        total = (1 - setting.kappa) * total + _one_year(setting, random)
    return np.sort(total).reshape(POINTS, -1).mean(axis=1)


@lru_cache
def _last_noise(setting: Setting) -> tuple[np.ndarray, np.ndarray]:
    """The distribution function of one year's noise, as points to interpolate between."""
    noise = np.sort(_one_year(setting, np.random.default_rng(20251)))
    return noise[:: DRAWS // 1000], (np.arange(0, DRAWS, DRAWS // 1000) + 0.5) / DRAWS


def _one_year(setting: Setting, random: np.random.Generator) -> np.ndarray:
    own = setting.own_noise * random.standard_normal(DRAWS)
    if setting.tail is not None:
        scale = setting.own_noise / np.sqrt(setting.tail / (setting.tail - 2))
        own = scale * random.standard_t(setting.tail, DRAWS)
    return own + setting.shock * random.standard_normal(DRAWS)


def best_choice(nature: Nature, year: int, gains: np.ndarray) -> list[Given]:
    """The greatest sum of gains within money and places, exactly.

    Unknown are the pairs, yes or no, and for each way to pay a measure the number of cases it pays. Pairs whose
    reduced gain in the relaxed programme falls short by more than the whole gap cannot be in the best choice.
    """
    programme = Programme(nature, year, gains)
    if not len(programme.who):
        return []
    relaxed = programme.relaxed()
    short = -relaxed.lower.marginals[: len(programme.who)] - relaxed.upper.marginals[: len(programme.who)]
    within = 0.02
    while True:
        kept = Programme(nature, year, np.where(programme.spread(short) > -within, gains, 0))
        numbers = kept.whole()
        if -relaxed.fun - gains[kept.who, kept.what] @ numbers[: len(kept.who)] <= within:
            return kept.read(numbers)
        within *= 2


class Programme:
    def __init__(self, nature: Nature, year: int, gains: np.ndarray) -> None:
        self.nature = nature
        self.who, self.what = np.nonzero(nature.eligible & (gains > 1e-6))
        self.ways = [(m, *way) for m, measure in enumerate(nature.measures) for way in measure.alternatives]
        self.cost = np.concatenate([-gains[self.who, self.what], np.zeros(len(self.ways))])
        self.upper = np.concatenate([np.ones(len(self.who)), np.full(len(self.ways), np.inf)])
        once, places, cases = self._counts()
        money, has = self._money(year)
        self.most = np.concatenate([np.ones(nature.count), [m.capacity for m in nature.measures], has])
        self.at_most, self.none_left = vstack([once, places, money]).tocsr(), cases.tocsr()

    def _counts(self) -> tuple[coo_array, coo_array, coo_array]:
        """Cases by organisation; by measure; by measure less those that are paid, which must be none."""
        pairs, width, measures = np.arange(len(self.who)), len(self.cost), len(self.nature.measures)
        ones = np.ones(len(pairs))
        once = coo_array((ones, (self.who, pairs)), shape=(self.nature.count, width))
        places = coo_array((ones, (self.what, pairs)), shape=(measures, width))
        paid_at, paid = len(pairs) + np.arange(len(self.ways)), [m for m, *_ in self.ways]
        return once, places, places - coo_array((np.ones(len(paid)), (paid, paid_at)), shape=places.shape)

    def _money(self, year: int) -> tuple[coo_array, list[float]]:
        """In million won."""
        sources = [source for when, source in self.nature.budgets if when == year]
        money = np.zeros((len(sources), len(self.cost)))
        for column, (m, _, shares) in enumerate(self.ways, start=len(self.who)):
            for source, share in shares.items():
                money[sources.index(source), column] = share * self.nature.measures[m].amount / 1e6
        return coo_array(money), [self.nature.budgets[year, source] / 1e6 for source in sources]

    def relaxed(self) -> OptimizeResult:
        bounds = np.column_stack([np.zeros(len(self.upper)), self.upper])
        zero = np.zeros(self.none_left.shape[0])
        return linprog(self.cost, self.at_most, self.most, self.none_left, zero, bounds=bounds, method="highs")

    def whole(self) -> np.ndarray:
        solved = milp(
            self.cost,
            constraints=[LinearConstraint(self.at_most, -np.inf, self.most), LinearConstraint(self.none_left, 0, 0)],
            integrality=np.ones(len(self.cost)),
            bounds=Bounds(0, self.upper),
            options={"mip_rel_gap": MIP_GAP, "time_limit": 5.0},
        )
        return np.round(solved.x).astype(int)

    def spread(self, values: np.ndarray) -> np.ndarray:
        """Values of the pairs as organisation × measure."""
        table = np.zeros(self.nature.eligible.shape)
        table[self.who, self.what] = values[: len(self.who)]
        return table

    def read(self, numbers: np.ndarray) -> list[Given]:
        payers: dict[int, list[str]] = {m: [] for m, *_ in self.ways}
        for (m, text, _), cases in zip(self.ways, numbers[len(self.who) :], strict=True):
            payers[m] += [text] * cases
        taken = [(int(self.who[k]), int(self.what[k])) for k in np.nonzero(numbers[: len(self.who)])[0]]
        return [Given(i, m, payers[m].pop(0), self.nature.measures[m].amount) for i, m in taken]
