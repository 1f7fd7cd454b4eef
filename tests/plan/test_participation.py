"""Who takes part, each counted once: by district, by part, at past years' ends; against a naive count."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from factories import DistrictFactory, MembershipFactory, OrganizationFactory
from oracle import naive_plan
from socialgoods.registry.models import Membership, StatusPeriod
from socialgoods.registry.queries.participation import active_on, participation, spread

pytestmark = pytest.mark.django_db
ON = date(2017, 12, 31)


def person(number):
    return f"{number:064x}"


def test_a_resident_in_organisations_of_two_districts_counts_once_in_the_county():
    here, there = (OrganizationFactory(district=DistrictFactory()) for _ in range(2))
    home = DistrictFactory()
    for organization in (here, there):
        MembershipFactory(organization=organization, token=person(1), district=home)

    found = spread(on=ON)

    assert found.county.linked == 1
    assert {key: row.linked for key, row in found.living.items()} == {home.pk: 1}
    assert {key: row.linked for key, row in found.organized.items()} == {here.district_id: 1, there.district_id: 1}
    assert found.in_two == 0


def test_each_district_says_of_how_many_of_its_organisations_a_list_is_known():
    here, there = DistrictFactory(), DistrictFactory()
    listed, _ = (OrganizationFactory(district=here) for _ in range(2))
    OrganizationFactory(district=there)
    OrganizationFactory(district=there, status="closed").status_periods.update(status="closed")
    for number in (1, 2):
        MembershipFactory(organization=listed, token=person(number), district=there)

    found = spread(on=ON)

    assert found.coverage == {here.pk: (1, 2), there.pk: (0, 1)}


def test_a_person_whom_two_lists_place_in_two_districts_is_in_both_and_named_apart():
    one, other = DistrictFactory(), DistrictFactory()
    for district in (one, other, None):
        MembershipFactory(token=person(1), district=district)

    found = spread(on=ON)

    assert (found.county.linked, found.in_two) == (1, 1)
    assert {key: row.linked for key, row in found.living.items()} == {one.pk: 1, other.pk: 1, None: 1}


def test_buyers_are_counted_apart_and_records_without_a_token_widen_the_range():
    organization = OrganizationFactory()
    MembershipFactory(organization=organization, part=Membership.Part.BUYER)
    MembershipFactory(organization=organization, part=Membership.Part.WORKER)
    MembershipFactory(organization=organization, token="", consented_on=None)

    found = spread(on=ON).county

    assert (found.least, found.most, found.buyers, found.reporting) == (1, 2, 1, 1)


def test_a_past_year_counts_who_was_active_then_whatever_became_of_them():
    closed = OrganizationFactory(status="closed")
    closed.status_periods.update(status="active", ends_on=date(2018, 3, 1))
    StatusPeriod.objects.create(organization=closed, status="closed", starts_on=date(2018, 3, 1))
    MembershipFactory(organization=closed)

    assert (participation(on=ON).linked, participation(on=date(2018, 12, 31)).linked) == (1, 0)
    assert [list(active_on(day)) for day in (ON, date(2018, 3, 1))] == [[closed], []]


def test_a_membership_counts_from_its_first_day_until_the_day_before_its_end():
    MembershipFactory(starts_on=date(2017, 12, 31), ends_on=date(2018, 1, 1))

    found = [participation(on=ON + timedelta(days)).linked for days in (-1, 0, 1)]

    assert found == [0, 1, 0]


@pytest.mark.parametrize("districts", [1, 3])
def test_the_number_of_queries_does_not_grow_with_districts(districts, django_assert_num_queries):
    for number in range(districts):
        MembershipFactory(token=person(number), district=DistrictFactory(), organization=OrganizationFactory())

    with django_assert_num_queries(7):
        assert spread(on=ON).county.linked == districts


ROWS = some.lists(
    some.tuples(
        some.integers(0, 6), some.sampled_from(["member", "worker", "volunteer", "buyer"]), some.integers(-40, 5),
        some.none() | some.integers(-30, 40),
    ),
    max_size=20,
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_the_county_is_what_a_naive_count_gives(rows):
    Membership.objects.all().delete()
    organization = OrganizationFactory()
    listed, seen = [], set()
    for number, part, begun, over in rows:
        start = ON + timedelta(begun)
        end = None if over is None else max(start, ON + timedelta(over))
        token = person(number) if number else ""
        if token and (token, part) in seen:
            continue
        seen.add((token, part))
        MembershipFactory(
            organization=organization, token=token, part=part, starts_on=start, ends_on=end,
            consented_on=start if token else None,
        )  # fmt: skip
        listed.append({"token": token, "role": part, "from": start, "to": end})

    found = participation(on=ON)

    assert (found.linked, found.unlinked, found.buyers) == naive_plan.taking_part(listed, ON)
