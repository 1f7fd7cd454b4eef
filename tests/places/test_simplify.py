"""Thinned borders stay within the tolerance and are never torn."""

from collections import Counter
from itertools import pairwise
from math import cos, hypot, radians

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialgoods.places.simplify import METRES_PER_DEGREE, distance_to_line, simplify

LON, LAT = 127.0, 35.8


def degrees(metres):
    return round(LON + metres[0] / (METRES_PER_DEGREE * cos(radians(LAT))), 7), round(
        LAT + metres[1] / METRES_PER_DEGREE, 7
    )


def patchwork(columns, rows, wiggle):
    """Neighbouring fields of 1 km with borders of eleven points each; `wiggle` moves what lies between the corners."""

    def border(start, end):
        name = (start, end) if start < end else (end, start)
        first, last = name
        points = []
        for k in range(11):
            off = 0 if k in {0, 10} else wiggle(name, k)
            dx, dy = last[0] - first[0], last[1] - first[1]
            points.append(
                degrees((1000 * (first[0] + dx * k / 10) - dy * off, 1000 * (first[1] + dy * k / 10) + dx * off))
            )
        return points if (start, end) == name else points[::-1]

    fields = []
    for i in range(columns):
        for j in range(rows):
            corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1), (i, j)]
            ring = [border(a, b) for a, b in pairwise(corners)]
            fields.append([[[*ring[0][:-1], *ring[1][:-1], *ring[2][:-1], *ring[3]]]])
    return fields


def lines(shapes):
    return Counter(
        frozenset(pair) for shape in shapes for polygon in shape for ring in polygon for pair in pairwise(ring)
    )


@settings(max_examples=60, deadline=None)
@given(
    columns=st.integers(1, 3),
    rows=st.integers(1, 3),
    tolerance=st.sampled_from([1, 15, 60, 200]),
    random=st.randoms(use_true_random=False),
)
def test_neighbours_keep_one_border_between_them(columns, rows, tolerance, random):
    known = {}
    wiggle = lambda name, k: known.setdefault((name, k), random.uniform(-90, 90))  # noqa: E731
    before = patchwork(columns, rows, wiggle)

    after = simplify(before, tolerance)

    inner = columns * (rows - 1) + rows * (columns - 1)
    shared = [line for line, times in lines(after).items() if times == 2]
    assert max(lines(after).values()) <= 2
    assert len(shared) >= inner
    for old, new in zip(before, after, strict=True):
        kept = new[0][0]
        assert kept[0] == kept[-1]
        assert set(kept) <= set(old[0][0])
        assert all(nearest(point, kept) <= tolerance + 0.5 for point in old[0][0])


def nearest(point, ring):
    def flat(degree):
        return (degree[0] - LON) * METRES_PER_DEGREE * cos(radians(LAT)), (degree[1] - LAT) * METRES_PER_DEGREE

    return min(distance_to_line(flat(point), flat(a), flat(b)) for a, b in pairwise(ring))


def test_straight_borders_keep_their_corners_only():
    field = patchwork(1, 1, lambda name, k: 0)

    assert [len(ring) for ring in simplify(field, 1)[0][0]] == [5]


def test_without_tolerance_every_point_stays():
    field = patchwork(2, 1, lambda name, k: 20)

    assert simplify(field, 0) == field


def test_an_island_is_the_hole_of_what_surrounds_it():
    lake = [degrees((400 + 50 * x, 400 + 50 * y)) for x, y in [(0, 0), (2, 0.1), (4, 0), (4, 4), (0, 4), (0, 0)]]
    around = [degrees((1000 * x, 1000 * y)) for x, y in [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]]

    [[[_, hole]], [[island]]] = simplify([[[around, lake[::-1]]], [[lake]]], 20)

    assert island == hole[::-1]
    assert len(island) == 5


def test_a_ring_too_small_to_thin_stays_as_it_is():
    speck = [[[degrees(p) for p in [(0, 0), (3, 0), (3, 3), (0, 3), (0, 0)]]]]

    assert simplify([speck], 100) == [speck]


def test_nothing_thinned_is_nothing():
    assert simplify([], 10) == []


@pytest.mark.parametrize(("point", "expected"), [((5, 3), 3.0), ((-3, 4), 5.0), ((13, 4), 5.0), ((0, 0), 0.0)])
def test_distance_is_to_the_stretch_not_to_the_endless_line(point, expected):
    assert distance_to_line(point, (0, 0), (10, 0)) == pytest.approx(expected)


def test_a_stretch_of_no_length_is_a_point():
    assert distance_to_line((3, 4), (0, 0), (0, 0)) == pytest.approx(hypot(3, 4))
