import numpy as np
import pytest
from scipy.stats import multivariate_normal

from analysis.simulated import Truth, catalogue, panel_of, simulated
from socialgoods.analysis.learning import hyper, learn
from socialgoods.analysis.learning.design import Columns, doses, effect_prior, rows
from socialgoods.analysis.learning.hyper import Dynamics

DYNAMICS = Dynamics(0.3, 0.4, 0.07, 0.15, 0.02, 0.01)


def walked(ratio, supports, kappa, phi, effect, level, drift, shocks):
    """The part of r that is no noise, year by year from the first report: what the rows must add up to, given the truth."""
    first = next(year for year, value in enumerate(ratio) if not np.isnan(value))
    now, found, last = ratio[first], [], first
    for year in range(first + 1, len(ratio)):
        given = sum(effect[measure][0] + effect[measure][1] * tilt for when, measure, tilt in supports if when == year)
        level += drift + phi * given
        now += kappa * (level - now) + given + shocks[year]
        if not np.isnan(ratio[year]):
            found.append((year, year - last, now))
            now, last = ratio[year], year
    return found


@pytest.mark.parametrize("seed", range(6))
def test_rows_say_what_walking_the_equation_year_by_year_says(seed):
    random = np.random.default_rng(seed)
    panel = simulated(12, 7, truth=Truth(missing=0.35), seed=seed)
    given = doses(panel, catalogue())
    kappa, phi = random.uniform(0.1, 0.9), random.uniform(0, 1)
    columns = Columns(3, 7, 6)
    coefficients = random.normal(0, 0.1, columns.count)
    effect = coefficients[columns.effect :].reshape(-1, 2)

    found = rows(panel, given, np.arange(12), kappa, phi)

    for who in range(12):
        ratio, mine = panel.ratio[who], found.organisation == who
        first = next((year for year, value in enumerate(ratio) if not np.isnan(value)), None)
        if first is None:
            assert not mine.any()
            continue
        own = random.normal()
        level = coefficients[0] + coefficients[1] * ratio[first] + coefficients[columns.cohort + first] + own
        drift = coefficients[2] + coefficients[columns.sector + panel.sector[who]]
        part = (given.organisation == who) & (given.year > first)
        supports = list(zip(given.year[part], given.measure[part], given.tilt[part], strict=True))
        shocks = coefficients[columns.shock : columns.cohort]
        expected = walked(ratio, supports, kappa, phi, effect, level, drift, shocks)
        keep = 1 - kappa
        start = [ratio[year - gap] for year, gap, _ in expected]
        computed = found.x[mine] @ coefficients + found.c[mine] * own + keep ** found.gap[mine] * np.array(start)
        assert found.year[mine].tolist() == [year for year, _, _ in expected]
        assert computed == pytest.approx(np.array([value for _, _, value in expected]))
        assert found.spread[mine] == pytest.approx(
            [sum(keep ** (2 * step) for step in range(gap)) for _, gap, _ in expected]
        )


@pytest.mark.slow
def test_posterior_and_likelihood_are_those_of_dense_generalised_least_squares():
    panel = simulated(25, 5, truth=Truth(missing=0.2), seed=4)
    given = doses(panel, catalogue())
    found = rows(panel, given, np.arange(25), DYNAMICS.kappa, DYNAMICS.phi)
    columns = Columns(3, 5, 6)
    mean, variance = hyper.prior(columns, effect_prior(panel, catalogue()), DYNAMICS)

    solved = hyper.solve(hyper.sums(found), mean, variance, DYNAMICS)

    same = found.organisation[:, None] == found.organisation[None, :]
    noise = DYNAMICS.noise**2 * np.diag(found.spread) + DYNAMICS.level**2 * same * np.outer(found.c, found.c)
    inverse = np.linalg.inv(noise)
    covariance = np.linalg.inv(found.x.T @ inverse @ found.x + np.diag(1 / variance))
    posterior = covariance @ (found.x.T @ inverse @ found.z + mean / variance)
    whole = noise + found.x @ np.diag(variance) @ found.x.T
    likelihood = multivariate_normal(found.x @ mean, whole).logpdf(found.z) + len(found.z) / 2 * np.log(2 * np.pi)
    assert solved.mean == pytest.approx(posterior, abs=1e-8)
    assert solved.covariance == pytest.approx(covariance, abs=1e-8)
    assert solved.log_likelihood == pytest.approx(likelihood)


@pytest.mark.slow
@pytest.mark.parametrize("truth", [Truth(), Truth(missing=0.2), Truth(shock=0.05), Truth(tails=3.0, noise=0.04)],
                         ids=["plain", "missing reports", "shared shocks", "heavy tails"])  # fmt: skip
def test_the_truth_of_a_large_county_is_found_within_its_stated_errors(truth):
    learned = learn(simulated(1500, truth=truth, seed=11), catalogue())

    effects = learned.effects
    off = (effects.mean - np.column_stack([truth.base, truth.slope])) / effects.sd
    assert learned.dynamics.kappa == pytest.approx(truth.kappa, abs=0.05 if truth.tails is None else 0.08)
    assert learned.dynamics.phi == pytest.approx(truth.phi, abs=0.25)
    assert learned.dynamics.tails == ("normal" if truth.tails is None else "student")
    assert np.abs(off).max() < 4
    assert 0.4 < off.std() < 1.6


def test_without_any_report_the_experts_are_believed():
    ratio = np.full((4, 3), np.nan)
    panel = panel_of(ratio, np.zeros((0, 3), dtype=np.int64), np.full((4, 7), 0.5), np.zeros(4, dtype=int))

    learned = learn(panel, catalogue())

    assert learned.effects.mean == pytest.approx(np.tile([0.05, 0.03], (6, 1)))
    assert learned.effects.sd == pytest.approx(np.full((6, 2), 0.05))
    assert learned.effects.cases.tolist() == [0] * 6


@pytest.mark.slow
def test_support_that_comes_only_next_year_does_nothing_unless_those_rising_are_picked():
    honest = [learn(simulated(300, seed=seed), catalogue()).placebo() for seed in range(12)]
    panel = simulated(600, seed=3, supported=0.0)
    rising = np.argwhere(panel.ratio[:, 2:-1] - panel.ratio[:, 1:-2] > 0.06)
    picked = np.array([(who, year + 3, 0) for who, year in rising], dtype=np.int64)
    biased = learn(panel_of(panel.ratio, picked, 1 - panel.score[:, 0] / 100, panel.sector), catalogue()).placebo()

    assert sum(check.passes for check in honest) >= 11
    assert not biased.passes
    assert biased.mean > 0.02


def test_look_alikes_compare_with_the_nearest_unsupported():
    ratio = np.array([[0.5, 0.6], [0.5, 0.52], [0.9, 0.9]])
    panel = panel_of(ratio, np.array([[0, 1, 0]]), np.full((3, 7), 0.5), np.zeros(3, dtype=int))

    alike = learn(panel, catalogue()).look_alikes()

    assert alike.difference[0] == pytest.approx(0.08)
    assert alike.pairs.tolist() == [1, 0, 0, 0, 0, 0]
