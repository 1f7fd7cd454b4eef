"""The shipped catalogue, what officers change in it, and the tables that the analysis is handed."""

import pytest

from factories import NOON, AnnualReportFactory, OrganizationFactory
from socialgoods.prescription.actions import catalogue
from socialgoods.prescription.models import Offer
from socialgoods.prescription.queries import tables

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_shipped_catalogue_is_loaded_once():
    first, second = catalogue.load(at=NOON), catalogue.load(at=NOON)

    assert (first, second, Offer.objects.count()) == (21, 0, 21)


def test_the_tables_are_what_the_analysis_takes():
    from socialgoods.analysis.catalogue import read

    catalogue.load(at=NOON)
    catalogue.set_budgets(year=2018, amounts={"county": 10_000_000}, by=None, at=NOON)
    row = OrganizationFactory()
    AnnualReportFactory(organization=row, fiscal_year=2017)
    AnnualReportFactory(organization=row, fiscal_year=2018)

    given = tables.given(2018)

    assert given["annual_reports"]["fiscal_year"].to_pylist() == [2017]
    assert given["budgets"].to_pylist() == [{"year": 2018, "source": "county", "amount": 10_000_000}]
    assert len(read(given["measures"])) == 21
    assert set(given) == {"organisations", "annual_reports", "supports", "assessments", "measures", "budgets"}
