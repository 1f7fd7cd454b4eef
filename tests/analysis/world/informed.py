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
MIP_GAP, WITHIN = 2e-3, 0.01
# What money still to come will do for an organisation in a year: the best of 0.03 … 0.06, tried on worlds 200–203, which
# neither tests nor bench play. Counting on nothing loses a fifth of the gain.
COUNTS_ON, WITH_HEAVY_TAILS = 0.045, 0.05


def knows_all(county: County, year: int) -> pa.Table:
    """This year's best choice, counting on a like effect for everyone in each year still to come."""
    later = COUNTS_ON if county.nature.setting.tail is None else WITH_HEAVY_TAILS
    nature, before = county.nature, county.ratio[:, county.nature.at(year) - 1]
    gains = Outlook(nature, year, before, county.level).gains(county.true_effects(), later)
    return prescriptions(county, year, best_choice(nature, year, gains))


class Outlook:
    """Where each ratio is bound in T − 1 and T: linear in the effects of this year and of the years to come."""

    def __init__(self, nature: Nature, year: int, before: np.ndarray, level: np.ndarray) -> None:
        self.nature, self.before, setting = nature, before, nature.setting
        self.years = setting.until - year + 1
        drift = nature.sector_drift[nature.sector]
        self.last_two = [before, before]
        for _ in range(self.years):
            level = level + drift
            self.last_two = [self.last_two[1], self.last_two[1] + setting.kappa * (level - self.last_two[1])]
        self.weights = np.array([self._weights(setting, k) for k in range(self.years)])

    def _weights(self, setting: Setting, start: int) -> list[float]:
        """What an effect of 1 in a year adds to the ratios of T − 1 and T."""
        last_two, level = [0.0, 0.0], 0.0
        for k in range(self.years):
            effect = float(k == start)
            level += setting.phi * effect
            last_two = [last_two[1], last_two[1] + setting.kappa * (level - last_two[1]) + effect]
        return last_two

    def gains(self, effects: np.ndarray, later: float) -> np.ndarray:
        """organisation × measure: what support this year adds to the chance of being self-reliant at the end."""
        both = self.chances(np.hstack([np.zeros((len(effects), 1)), effects]), later)
        return (both[:, 1:] - both[:, :1]) * self.nature.paid[:, None]

    def chances(self, effects: np.ndarray, later: float) -> np.ndarray:
        """P(r ≥ 1 in T − 1 and T) for each column of this year's effects."""
        now, to_come = self.weights[0], self.weights[1:].sum(axis=0)
        first, second = (self.last_two[k][:, None] + effects * now[k] + later * to_come[k] for k in (0, 1))
        setting = self.nature.setting
        if self.years == 1:
            return np.where(self.before[:, None] >= 1, _both(setting, 0, 9.0, second), 0.0)
        table = _table_of_chances(setting, self.years - 1)
        return np.clip(table.ev(np.clip(first, *EDGES), np.clip(second, *EDGES)), 0, 1)


def expected_rate(county: County, given: list[Given]) -> float:
    """Before the last year: the rate at its end with this support, its own noise and shock averaged out."""
    nature, until = county.nature, county.nature.setting.until
    outlook = Outlook(nature, until, county.ratio[:, nature.at(until) - 1], county.level)
    both = outlook.chances(county.push(given)[:, None], 0.0)[:, 0]
    return float(both[nature.paid & nature.active].sum() / nature.active.sum())


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
    """The greatest sum of gains within money and places (to a thousandth)."""
    programme = Programme(nature, year, gains)
    return programme.read(programme.whole()) if len(programme.who) else []


class Programme:
    """Unknown are the pairs, and for each way to pay a measure the number of cases it pays."""

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
        none = np.zeros(self.none_left.shape[0])
        return linprog(self.cost, self.at_most, self.most, self.none_left, none, bounds=bounds, method="highs")

    def whole(self) -> np.ndarray:
        """Pairs whose reduced gain lies far from nothing are settled as the relaxed programme has them."""
        relaxed, pairs = self.relaxed(), len(self.who)
        price, paid = relaxed.ineqlin.marginals, relaxed.eqlin.marginals
        short = (self.cost - price @ self.at_most - paid @ self.none_left)[:pairs]
        possible = short <= WITHIN
        only = np.bincount(self.who, weights=possible, minlength=self.nature.count)[self.who] == 1
        upper = np.concatenate([possible, self.upper[pairs:]])
        lower = np.zeros(len(upper))
        lower[:pairs] = possible & only & (-price[: self.nature.count][self.who] > WITHIN)
        solved = milp(
            self.cost,
            constraints=[LinearConstraint(self.at_most, -np.inf, self.most), LinearConstraint(self.none_left, 0, 0)],
            integrality=np.ones(len(self.cost)),
            bounds=Bounds(lower, upper),
            options={"mip_rel_gap": MIP_GAP},
        )
        return np.round(solved.x).astype(int)

    def read(self, numbers: np.ndarray) -> list[Given]:
        payers: dict[int, list[str]] = {m: [] for m, *_ in self.ways}
        for (m, text, _), cases in zip(self.ways, numbers[len(self.who) :], strict=True):
            payers[m] += [text] * cases
        taken = [(int(self.who[k]), int(self.what[k])) for k in np.nonzero(numbers[: len(self.who)])[0]]
        return [Given(i, m, payers[m].pop(0), self.nature.measures[m].amount) for i, m in taken]
