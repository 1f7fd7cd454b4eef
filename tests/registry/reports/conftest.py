from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from factories import CaseloadFactory, OrganizationFactory, RepresentationFactory, UserFactory, user_as
from socialgoods.kernel import clock
from socialgoods.people.models import Role
from socialgoods.registry.actions import report as actions

TODAY = date(2018, 3, 2)
NOON = datetime(2018, 3, 2, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_county_lives_in_march_2018(db):
    """And speaks Korean, whatever a test before read in English."""
    clock.set_today(TODAY)
    with translation.override("ko"):
        yield


@pytest.fixture
def organization():
    return OrganizationFactory(name="햇살 두레", founded_on=date(2014, 5, 1))


@pytest.fixture
def representative(organization):
    return RepresentationFactory(
        organization=organization, user=UserFactory(name="윤슬기", email="rep@example.org")
    ).user


@pytest.fixture
def advisor(organization):
    return CaseloadFactory(organization=organization).advisor


@pytest.fixture
def officer():
    return user_as(Role.OFFICER, name="오세찬")


@pytest.fixture
def report(organization, representative):
    return actions.start(organization=organization, year=2017, by=representative, at=NOON)
