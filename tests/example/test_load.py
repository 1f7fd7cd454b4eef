import pytest
from django.core.management import CommandError, call_command

from socialgoods.example.people import ACCOUNTS
from socialgoods.kernel import clock
from socialgoods.people.models import RoleAssignment, User
from socialgoods.places.queries import is_example
from socialgoods.registry.models import AnnualReport, Membership, Organization, ReportState

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def example(untouched, db):
    return None


def test_the_example_has_one_account_for_every_role_and_says_that_it_is_an_example(example):
    assert is_example()
    assert User.objects.count() == len(ACCOUNTS)
    assert set(RoleAssignment.objects.values_list("role", flat=True)) == {
        "coordinator", "officer", "advisor", "network", "partner", "auditor", "helper",
    }  # fmt: skip
    assert clock.today().year == 2018


def test_reports_of_four_years_are_there_and_most_of_the_last_are_confirmed(example):
    years = set(AnnualReport.objects.values_list("fiscal_year", flat=True))
    last = AnnualReport.objects.filter(fiscal_year=2017)

    assert years == {2014, 2015, 2016, 2017}
    assert 0.9 < last.filter(state=ReportState.CONFIRMED).count() / last.count() < 1


def test_people_take_part_as_tokens_and_some_in_several_organisations(example):
    linked = Membership.objects.exclude(token="")

    assert 0 < linked.values("token").distinct().count() < linked.count()
    assert Membership.objects.filter(token="").exists()


def test_the_example_is_not_written_over_a_county_that_has_organisations(example):
    before = Organization.objects.count()

    with pytest.raises(CommandError, match="only written into an empty database"):
        call_command("example", verbosity=0)

    assert Organization.objects.count() == before
