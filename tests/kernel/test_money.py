from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.kernel.money import split

weights = st.lists(st.integers(0, 10**9) | st.fractions(0, 1000), min_size=1, max_size=12).filter(any)


@given(st.integers(-(10**15), 10**15), weights)
def test_parts_add_back_up_and_none_is_a_won_off(total, weights):
    parts = split(total, weights)

    exact = [Fraction(total) * Fraction(weight) / sum(map(Fraction, weights)) for weight in weights]
    assert sum(parts) == total
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


def test_the_won_left_over_goes_to_the_largest_remainder_then_the_first():
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(-100, [1, 1, 1]) == [-34, -33, -33]
    assert split(10, [1, 2, 0]) == [3, 7, 0]


@pytest.mark.parametrize("bad", [[], [0, 0], [1, -1]])
def test_weights_that_divide_nothing_are_refused(bad):
    with pytest.raises(ValueError, match="weights"):
        split(1, bad)
