"""An organisation, those who belong to it, and a year of the county that is large enough to be shown."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diagnosis.answers import MOMENT, TODAY, final
from factories import (
    AnnualReportFactory,
    CaseloadFactory,
    OrganizationFactory,
    RepresentationFactory,
    user_as,
)
from socialgoods.kernel import clock
from socialgoods.people.models import Role


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The day on which people look: the year 2017 is over and its reports come in."""
    monkeypatch.setattr(clock, "now", lambda: MOMENT)
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def count_queries():
    def count(act):
        with CaptureQueriesContext(connection) as seen:
            act()
        return len(seen)

    return count


@pytest.fixture
def organization(db):
    return OrganizationFactory(name="한솔두레")


@pytest.fixture
def representative(organization):
    return RepresentationFactory(organization=organization).user


@pytest.fixture
def advisor(organization):
    return CaseloadFactory(organization=organization).advisor


@pytest.fixture
def officer(db):
    return user_as(Role.OFFICER)


@pytest.fixture
def auditor(db):
    return user_as(Role.AUDITOR)


@pytest.fixture
def county(organization):
    """Six co-operatives with reports of two years and a final assessment each; the first is `organization`."""
    rows = [organization, *OrganizationFactory.create_batch(5, district=organization.district)]
    for place, row in enumerate(rows):
        AnnualReportFactory(organization=row, fiscal_year=2016, sales_private=100_000_000 + place * 1_000_000)
        AnnualReportFactory(organization=row, fiscal_year=2017, sales_private=80_000_000 + place * 10_000_000)
        final(row, score=1 + place % 5)
    return rows
