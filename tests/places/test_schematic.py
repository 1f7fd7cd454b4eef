"""The schematic map: everyone at home in their own cell, nobody in two."""

from itertools import pairwise
from math import pi

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from socialgoods.places.schematic import Seed, cells


def holds(ring, point):
    """Even–odd rule."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > point[1]) != (y2 > point[1]) and point[0] < (x2 - x1) * (point[1] - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


seeds = st.builds(Seed, st.floats(126.8, 127.5), st.floats(35.6, 36.1), st.floats(1, 150))


@settings(max_examples=60, deadline=None)
@given(st.lists(seeds, min_size=1, max_size=20))
def test_every_district_holds_its_own_point_and_no_other(found):
    points = [(seed.lon, seed.lat) for seed in found]
    far_enough = all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 0.001 for i, a in enumerate(points) for b in points[:i])
    assume(far_enough)

    rings = cells(found)

    for i, ring in enumerate(rings):
        assert ring[0] == ring[-1]
        assert [j for j, point in enumerate(points) if holds(ring, point)] == [i]


def test_a_district_alone_is_a_disc_around_its_point():
    [ring] = cells([Seed(127.0, 36.0, pi)])

    assert len(ring) == 49
    assert sum(lon for lon, _ in ring[:-1]) / 48 == pytest.approx(127.0, abs=1e-4)
    assert sum(lat for _, lat in ring[:-1]) / 48 == pytest.approx(36.0, abs=1e-4)


def test_neighbours_of_one_size_meet_in_the_middle():
    left, right = cells([Seed(127.0, 36.0, 100), Seed(127.05, 36.0, 100)])

    assert max(lon for lon, _ in left) == min(lon for lon, _ in right) == pytest.approx(127.025, abs=1e-4)


def test_the_larger_one_gets_more_room():
    small, large = cells([Seed(127.0, 36.0, 20), Seed(127.07, 36.0, 90)])

    assert max(lon for lon, _ in small) < 127.035
    assert max(lon for lon, _ in small) == min(lon for lon, _ in large)


def test_no_districts_make_no_map():
    assert cells([]) == []
