import numpy as np
import pytest

from analysis.simulated import Truth, catalogue, simulated
from socialgoods.analysis.gain import gains
from socialgoods.analysis.learning import learn
from socialgoods.analysis.learning.habits import LaterSupport
from socialgoods.analysis.state import slopes

DRAWS = 200_000
YEAR, UNTIL = 2018, 2021


@pytest.fixture(scope="module")
def learned():
    return learn(simulated(200, truth=Truth(missing=0.1), seed=8), catalogue())


def chance_by_simulation(learned, who, measure, random):
    """P(r ≥ 1 in the last two years), drawing coefficients, own level and every year's luck; `measure` None for nothing."""
    dynamics, columns, panel = learned.dynamics, learned.columns, learned.panel
    coefficients = random.multivariate_normal(learned.mean, learned.covariance, DRAWS, method="eigh")
    level_slope, drift_slope = slopes(learned)
    level = (
        learned.own[who]
        + coefficients @ level_slope[who]
        + np.sqrt(learned.own_variance[who]) * random.normal(size=DRAWS)
    )
    drift = coefficients @ drift_slope[who]
    ratio = np.full(DRAWS, panel.ratio[who, -1])
    before = ratio
    for year in range(YEAR, UNTIL + 1):
        effect = np.zeros(DRAWS)
        if year == YEAR and measure is not None:
            tilt = 2 * panel.need(YEAR, learned.catalogue.dimension)[who, measure] - 1
            at = columns.effect + 2 * measure
            effect = coefficients[:, at] + coefficients[:, at + 1] * tilt
        if year > YEAR:
            effect = learned.later.mean + np.sqrt(learned.later.variance) * random.normal(size=DRAWS)
        level = level + drift + dynamics.phi * effect
        shock, own = (
            dynamics.shock * random.normal(size=DRAWS),
            np.sqrt(dynamics.noise_variance) * random.normal(size=DRAWS),
        )
        before, ratio = ratio, ratio + dynamics.kappa * (level - ratio) + effect + shock + own
    return float(((before >= 1) & (ratio >= 1)).mean())


@pytest.mark.slow
def test_closed_form_agrees_with_drawing_from_the_posterior(learned):
    found = gains(learned, year=YEAR, until=UNTIL)
    reported = np.flatnonzero(~np.isnan(learned.panel.ratio[:, -1]))
    some = reported[np.argsort(-found.gain[reported].max(axis=1))[:4]]

    for who in some:
        random = np.random.default_rng(5)
        without = chance_by_simulation(learned, who, None, random)
        helped = chance_by_simulation(learned, who, 0, np.random.default_rng(5))
        stays = found.ahead.stays[who]
        assert found.without[who] / stays == pytest.approx(without, abs=0.005)
        assert (found.without[who] + found.gain[who, 0]) / stays == pytest.approx(helped, abs=0.005)


def test_what_is_reported_already_counts_as_it_is(learned):
    found = gains(learned, year=YEAR, until=YEAR)
    covered = learned.panel.covers[:, -1]

    assert (found.gain[covered == 0] == 0).all()
    assert (found.without[covered == 0] == 0).all()
    assert (found.without[covered == 1] > 0).all()


def test_the_interval_of_a_gain_holds_the_gain(learned):
    found = gains(learned, year=YEAR, until=UNTIL)
    who = np.arange(learned.panel.n)
    low, high = found.interval(who, np.zeros_like(who))

    assert (low <= found.gain[:, 0] + 0.01).all()
    assert (found.gain[:, 0] <= high + 0.01).all()


def test_more_help_in_later_years_raises_every_chance(learned):
    from dataclasses import replace

    little, much = (
        gains(replace(learned, later=LaterSupport(mean, 0.0, 1.0)), year=YEAR, until=UNTIL).without
        for mean in (0.0, 0.05)
    )

    assert (much > little).all()


def test_level_counts_nothing_beyond_the_line(learned):
    found = gains(learned, year=YEAR, until=UNTIL, objective="level")

    assert (found.without <= found.ahead.stays_open).all()
    assert (found.gain[:, 0] >= 0).mean() > 0.9


def test_a_plan_that_ends_before_it_begins_is_refused(learned):
    with pytest.raises(ValueError, match="before"):
        gains(learned, year=2020, until=2019)
