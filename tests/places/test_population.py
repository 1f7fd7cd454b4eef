"""Which figure of residents is shown, and what is said of it."""

from datetime import date

import pytest

from factories import DistrictFactory
from socialgoods.places import queries
from socialgoods.places.models import PopulationObservation

pytestmark = pytest.mark.django_db


def observed(district, day, people, status="published", source="군청"):
    return PopulationObservation.objects.create(
        district=district, observed_on=day, people=people, status=status, source=source
    )


def test_the_latest_until_the_day_is_shown():
    observed(None, date(2016, 12, 31), 95_480)
    last = observed(None, date(2017, 4, 30), 95_838)
    observed(None, date(2025, 10, 31), 100_490)

    assert queries.county_population(on=date(2018, 3, 20)) == last


def test_where_there_is_none_before_the_first_after_is_shown_with_its_own_day():
    later = observed(None, date(2018, 6, 30), 95_234)

    assert queries.county_population(on=date(2018, 3, 20)) == later


def test_the_whole_county_is_never_an_estimate():
    observed(None, date(2018, 6, 30), 95_000, status="estimate")

    assert queries.county_population(on=date(2020, 1, 1)) is None


def test_an_estimate_stands_beside_the_last_published_figure():
    place = DistrictFactory()
    published = observed(place, date(2014, 10, 31), 15_179)
    estimate = observed(place, date(2018, 6, 30), 15_200, status="estimate", source="추정")

    found = queries.populations(on=date(2020, 1, 1))[place.pk]

    assert (found.observation, found.published, found.is_estimate) == (estimate, published, True)


def test_a_lower_bound_that_was_published_counts_as_published():
    place = DistrictFactory()
    bound = observed(place, date(2017, 4, 30), 27_000, status="lower_bound")

    found = queries.populations(on=date(2020, 1, 1))[place.pk]

    assert (found.observation, found.published, found.is_estimate) == (bound, bound, False)


def test_a_district_without_a_figure_is_not_there():
    DistrictFactory()

    assert queries.populations(on=date(2020, 1, 1)) == {}


def test_one_query_whatever_the_number(django_assert_num_queries):
    for _ in range(3):
        observed(DistrictFactory(), date(2017, 12, 31), 5_000)

    with django_assert_num_queries(1):
        assert len(queries.populations(on=date(2020, 1, 1))) == 3
