"""Which organisations slip."""

import pytest

from socialgoods.portal.rules.slipping import Slip, slip


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        (0.90, 0.85, Slip.FELL),
        (0.90, 0.8501, None),
        (1.00, 0.999, Slip.BELOW_THE_LINE),
        (1.20, 1.00, Slip.FELL),
        (1.20, 0.50, Slip.BELOW_THE_LINE),
        (0.50, 0.90, None),
        (None, 0.10, None),
        (0.90, None, None),
    ],
)
def test_a_fall_by_so_much_or_below_the_line_is_slipping_and_the_unknown_is_not(before, now, found):
    assert slip(before, now, by=0.05) == found
