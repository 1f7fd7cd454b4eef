import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from socialgoods.analysis.normal import above, both_above

MARKS = st.floats(-6, 6)


def by_integration(first, second, correlation):
    """P(X > first, Y > second) = ∫ φ(x) P(Y > second | x) dx, another way than Plackett's."""
    spread = np.sqrt(1 - correlation**2)
    turn = second / correlation if correlation else 0.0
    points = [point for point in (turn, turn - 5 * spread, turn + 5 * spread) if first < point < 9]
    value, _ = quad(
        lambda x: norm.pdf(x) * norm.sf((second - correlation * x) / spread),
        first,
        9,
        points=points or None,
        epsabs=1e-11,
        limit=400,
    )
    return value


@pytest.mark.slow
@pytest.mark.parametrize("correlation", [-0.9, -0.4, 0.0, 0.2, 0.5, 0.69, 0.75, 0.88, 0.93, 0.97, 0.99, 0.999])
def test_chance_agrees_with_integration_to_a_millionth(correlation):
    random = np.random.default_rng(7)
    first = random.uniform(-4, 4, 40)
    second = correlation * first + np.sqrt(1 - correlation**2) * random.normal(size=40) * 1.5

    found = both_above(first, second, np.full(40, correlation))

    expected = [by_integration(h, k, correlation) for h, k in zip(first, second, strict=True)]
    assert np.abs(found - expected).max() < 1e-6


@settings(max_examples=200, deadline=None)
@given(MARKS, MARKS, st.floats(-0.9999, 0.9999))
def test_chance_lies_between_its_bounds_and_does_not_mind_the_order(first, second, correlation):
    both = float(both_above(first, second, correlation))

    one, other = float(above(np.float64(first))), float(above(np.float64(second)))
    assert max(0.0, one + other - 1) - 1e-6 <= both <= min(one, other) + 1e-6
    assert both == pytest.approx(float(both_above(second, first, correlation)), abs=1e-9)


def test_without_correlation_the_chances_multiply():
    first, second = np.meshgrid(np.linspace(-3, 3, 13), np.linspace(-3, 3, 13))

    assert both_above(first, second, np.zeros_like(first)) == pytest.approx(above(first) * above(second), abs=1e-12)


def test_long_arrays_are_the_same_as_short_ones():
    random = np.random.default_rng(3)
    first, second = random.normal(size=(2, 40_000))
    correlation = random.uniform(-0.95, 0.95, 40_000)

    together = both_above(first, second, correlation)

    part = slice(17_000, 17_050)
    alone = both_above(first[part], second[part], correlation[part])
    assert together[part] == pytest.approx(alone, abs=1e-9)
