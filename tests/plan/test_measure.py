"""Measurements against a naive recomputation from the same rows, and what is said where something is not known."""

from datetime import date

import pytest

from analysis import small_county
from factories import AnnualReportFactory, MembershipFactory, OrganizationFactory, SupportGivenFactory
from oracle import naive_plan
from plan import small
from socialgoods.plan.actions.measure import measure
from socialgoods.plan.models import Measurement
from socialgoods.plan.queries import contributions
from socialgoods.plan.queries.rows import of_year
from socialgoods.registry.models import AnnualReport, Organization

pytestmark = pytest.mark.django_db
YEARS = (2014, 2015, 2016, 2017)
SERIES = (
    "organisations", "jobs", "income", "labour_cover", "pooled_ratio", "median_ratio", "self_reliant", "self_sustaining",
    "self_reliance_rate", "jobs_increase", "new_income",
)  # fmt: skip


def measured(plan, years=YEARS):
    measure(plan=plan, years=years, at=small.AT)
    return {(row.series, row.year): row for row in Measurement.objects.all()}


def since(given, first):
    return given | {"annual_reports": [row for row in given["annual_reports"] if row["fiscal_year"] >= first]}


@pytest.fixture(scope="module")
def given():
    """With one that has closed, one without its last report, and years after the base year."""
    rows = small_county.rows(until=2019)
    rows["organisations"][3] |= {"status": "closed", "closed_on": date(2018, 6, 1)}
    rows["annual_reports"] = [
        row for row in rows["annual_reports"]
        if (row["org_id"], row["fiscal_year"]) != ("W05", 2017) and not (row["org_id"] == "W04" and row["fiscal_year"] >= 2018)
    ]  # fmt: skip
    return rows


@pytest.fixture
def county(given):
    return small.write(given)


@pytest.mark.slow
def test_every_series_is_what_a_naive_count_of_the_reports_gives(county, given):
    years = range(2014, 2020)

    found = measured(county, years)

    for year in years:
        expected = naive_plan.figures(since(given, 2014), year)
        for series in (*SERIES, "income_sum", "new_income_sum"):
            row = found.get((series, year))
            assert (
                (row and row.value) == pytest.approx(expected[series])
                if series in expected
                else not (row and row.value)
            )


@pytest.mark.slow
@pytest.mark.parametrize("series", ["jobs", "self_reliant", "income", "self_reliance_rate"])
def test_groups_are_the_naive_counts_of_their_members_and_small_ones_are_hidden(county, given, series):
    found = measured(county)[series, 2017]

    for by in ("area", "sector", "kind"):
        expected = naive_plan.grouped(since(given, 2014), 2017, series, by)
        assert {row["value"] for row in found.groups[by]} == set(expected)
        for row in found.groups[by]:
            value, active = expected[row["value"]]
            if active < 5:
                assert row == {"value": row["value"], "hidden": True}
            elif "figure" in row:
                assert (row["figure"], row["of"]) == (pytest.approx(value), active)


def test_the_first_year_has_nobody_self_reliant_because_nobody_knows(county):
    row = measured(county)["self_reliant", 2014]

    assert (row.value, row.why, row.organizations) == (None, "first_year", 24)


def test_measuring_again_changes_nothing_and_keeps_the_rows(county):
    before = measured(county)

    again = measured(county)

    assert {key: (row.pk, row.value, row.groups) for key, row in again.items()} == {
        key: (row.pk, row.value, row.groups) for key, row in before.items()
    }


def test_a_year_that_is_no_longer_reported_goes(county):
    measured(county)

    found = measured(county, (2014, 2015, 2016))

    assert {year for series, year in found if series == "jobs"} == {2014, 2015, 2016}


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_only_confirmed_reports_count(county, state):
    row = AnnualReport.objects.filter(fiscal_year=2017).first()
    before = measured(county)["jobs", 2017]
    row.delete()
    AnnualReportFactory(organization=row.organization, fiscal_year=2017, workers_paid=999, state=state)

    found = measured(county)["jobs", 2017]

    assert (found.value, found.organizations) == (before.value - row.workers_paid, before.organizations - 1)


def test_organisations_outside_the_county_and_merged_ones_are_not_counted(county):
    before = measured(county)["income", 2017].value
    outside, merged = Organization.objects.filter(reports__fiscal_year=2017).order_by("code")[:2]
    reports = AnnualReport.objects.filter(organization__in=[outside, merged], fiscal_year=2017)
    lost = sum(private + public for private, public in reports.values_list("sales_private", "sales_public"))
    Organization.objects.filter(pk=outside.pk).update(residence="outside", district=None)
    Organization.objects.filter(pk=merged.pk).update(merged_into=OrganizationFactory())

    assert measured(county)["income", 2017].value == before - lost


def test_money_is_what_was_given_and_a_year_without_any_record_is_not_known(county):
    SupportGivenFactory(organization=Organization.objects.first(), year=2018, amount=7_000_000)
    SupportGivenFactory(organization=Organization.objects.first(), year=2019, amount=5_000_000)

    found = measured(county)

    assert (found["money", 2018].value, found["money_sum", 2018].value) == (7_000_000, 7_000_000)
    assert (found["money", 2019].value, found["money_sum", 2019].value) == (5_000_000, 12_000_000)
    assert ("money", 2020) not in found


@pytest.mark.slow
@pytest.mark.parametrize("series", sorted(contributions.ADDS_UP - {"jobs_fte", "jobs_subsidised", "jobs_vulnerable"}))
def test_what_organisations_add_is_the_countys_figure(county, series):
    SupportGivenFactory(organization=Organization.objects.first(), year=2018, amount=7_000_000)
    year = 2018 if series.startswith("money") else 2019

    rows = list(contributions.of(series, year, county))

    assert sum(row.value or 0 for row in rows) == measured(county, range(2014, 2020))[series, year].value


def test_a_years_rows_take_two_queries(county, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(of_year(2017)) == 24


def lists(count, people, **more):
    for row in Organization.objects.order_by("code")[:count]:
        for number in people:
            MembershipFactory(organization=row, token=f"{number:064x}", district=row.district, **more)


def test_participation_counts_a_person_once_over_each_of_the_three_populations(county):
    small.population(1_000)
    lists(6, range(1, 31))
    MembershipFactory(organization=Organization.objects.order_by("code").first(), token="", consented_on=None)

    found = measured(county)

    row = found["participation", 2017]
    assert (row.value, row.low, row.high) == (0.03, 0.03, 0.031)
    assert (row.organizations, row.of, row.detail["people"]) == (6, 24, 30)
    assert row.detail["population"] == {"people": 1_000, "on": "2017-04-30", "status": "published", "source": "시험"}
    assert found["participation_of_150000", 2017].value == 30 / 150_000
    assert found["participation_of_2018", 2017].value == 30 / 95_234


def test_participation_of_few_lists_or_unknown_residents_is_not_known(county):
    lists(4, range(1, 31))

    assert (measured(county)["participation", 2017].value, Measurement.objects.get(series="participation", year=2017).why) == (
        None, "too_few",
    )  # fmt: skip
    lists(6, range(31, 40))
    assert measured(county)["participation", 2017].why == "no_residents"
