"""The county as a small picture."""

from socialgoods.places.outline import HIGHEST, MARGIN, WIDTH, draw

WIDE = {"type": "Polygon", "coordinates": [[[127, 36], [128, 36], [128, 36.5], [127, 36.5], [127, 36]]]}
TALL = {"type": "MultiPolygon", "coordinates": [[[[127, 35], [127.1, 35], [127.1, 36], [127, 36], [127, 35]]]]}


def test_a_wide_county_fills_the_width():
    picture = draw([WIDE], [(127.5, 36.25)])

    assert picture.width == WIDTH + 2 * MARGIN
    assert picture.shapes[0].path == "M8 628l1000 0 0 -620 -1000 0z"
    assert (picture.shapes[0].x, picture.shapes[0].y) == (508, 318)


def test_a_tall_county_fills_the_height():
    picture = draw([TALL], [(127.05, 35.5)])

    assert (picture.width < WIDTH / 8, picture.height) == (True, HIGHEST + 2 * MARGIN)


def test_what_cannot_be_seen_is_left_out():
    ring = [[127, 36], [127.5, 36.000001], [128, 36], [128, 36.5], [127, 36.5], [127, 36]]

    picture = draw([{"type": "Polygon", "coordinates": [ring]}], [(127.5, 36.25)])

    assert picture.shapes[0].path == draw([WIDE], [(127.5, 36.25)]).shapes[0].path


def test_no_districts_make_an_empty_picture():
    assert draw([], []).shapes == ()
