"""How many will be self-reliant, with its interval: against worlds drawn one by one from the posterior, shocks and all."""

import numpy as np
import pytest

from analysis.simulated import Truth, catalogue, simulated
from socialgoods.analysis.expected import expected, shared_sd
from socialgoods.analysis.gain import gains
from socialgoods.analysis.learning import learn
from socialgoods.analysis.state import slopes

pytestmark = pytest.mark.slow
DRAWS, YEAR, UNTIL = 3_000, 2018, 2021


@pytest.fixture(scope="module")
def learned():
    return learn(simulated(150, truth=Truth(missing=0.0, shock=0.03), seed=8), catalogue())


def counts(learned, measure, stays, seed=5):
    """(DRAWS,) how many are self-reliant in a world: coefficients and shocks are the same for all, the rest is each one's own."""
    random = np.random.default_rng(seed)
    dynamics, columns, panel = learned.dynamics, learned.columns, learned.panel
    n = panel.n
    coefficients = random.multivariate_normal(learned.mean, learned.covariance, DRAWS, method="eigh")
    level_slope, drift_slope = slopes(learned)
    level = learned.own + coefficients @ level_slope.T
    level += np.sqrt(learned.own_variance) * random.normal(size=(DRAWS, n))
    drift = coefficients @ drift_slope.T
    ratio = np.broadcast_to(panel.ratio[:, -1], (DRAWS, n))
    tilt = 2 * panel.need(YEAR, learned.catalogue.dimension) - 1
    before = ratio
    for year in range(YEAR, UNTIL + 1):
        effect = np.zeros((DRAWS, n))
        for who in np.flatnonzero(measure >= 0) if year == YEAR else ():
            at = columns.effect + 2 * measure[who]
            effect[:, who] = coefficients[:, at] + coefficients[:, at + 1] * tilt[who, measure[who]]
        if year > YEAR:
            effect += learned.later.mean + np.sqrt(learned.later.variance) * random.normal(size=(DRAWS, n))
        level = level + drift + dynamics.phi * effect
        shock = dynamics.shock * random.normal(size=(DRAWS, 1))
        own = np.sqrt(dynamics.noise_variance) * random.normal(size=(DRAWS, n))
        before, ratio = ratio, ratio + dynamics.kappa * (level - ratio) + effect + shock + own
    return ((before >= 1) & (ratio >= 1) & (random.random((DRAWS, n)) < stays)).sum(axis=1)


@pytest.mark.parametrize("helped", [0, 60])
def test_mean_and_interval_agree_with_worlds_drawn_one_by_one(learned, helped):
    found = gains(learned, year=YEAR, until=UNTIL)
    measure = np.where(np.arange(learned.panel.n) < helped, np.arange(learned.panel.n) % 3, -1)

    said = expected(learned, found, measure, until=UNTIL).with_it

    drawn = counts(learned, measure, found.ahead.stays)
    low, high = np.quantile(drawn, [0.05, 0.95])
    assert said.mean == pytest.approx(drawn.mean(), rel=0.02)
    assert said.high - said.low == pytest.approx(high - low, rel=0.15)
    assert said.low == pytest.approx(low, abs=0.15 * (high - low))


def test_the_rise_is_the_sum_of_the_gains_and_nothing_is_no_rise(learned):
    found = gains(learned, year=YEAR, until=UNTIL)
    measure = np.where(found.gain.max(axis=1) > 0.01, found.gain.argmax(axis=1), -1)

    said = expected(learned, found, measure, until=UNTIL)

    served = np.flatnonzero(measure >= 0)
    assert said.rise.mean == pytest.approx(found.gain[served, measure[served]].sum())
    assert said.rise.low < said.rise.mean < said.rise.high
    assert said.with_it.mean == pytest.approx(said.without.mean + said.rise.mean)
    nothing = expected(learned, found, np.full(learned.panel.n, -1), until=UNTIL)
    assert nothing.rise.mean == 0
    assert nothing.with_it == nothing.without


def test_what_is_shared_grows_with_the_years(learned):
    alike = np.ones(learned.panel.n)
    near, far = shared_sd(learned, UNTIL, alike), shared_sd(learned, UNTIL + 4, alike)

    assert near[0] < near[1] < far[1]
