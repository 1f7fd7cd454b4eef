from datetime import date

import pytest
from django.core.management import CommandError, call_command

from socialgoods.example.advance import advance, world_now
from socialgoods.example.files import write_files
from socialgoods.example.measures import amounts
from socialgoods.exchange import folder
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.people.models import User
from socialgoods.registry.actions import organization as organization_actions
from socialgoods.registry.models import AnnualReport, Measure, Membership, Organization, ReportState, SupportGiven


@pytest.fixture
def example(untouched, db):
    return None


def give(organization, measure, year):
    for source, amount in amounts(measure).items():
        SupportGiven.objects.create(
            organization=organization, year=year, measure=Measure.objects.get(code=measure), source=source, amount=amount,
            recorded_at=clock.now(),
        )  # fmt: skip


def ratio(organization, year):
    row = AnnualReport.objects.get(organization=organization, fiscal_year=year)
    earned = row.sales_private + row.sales_public + row.sales_social_economy + row.other_income
    return earned / (row.cost_of_goods + row.labour_cost + row.other_cost)


@pytest.mark.slow
def test_a_year_goes_by_and_its_reports_come_in(example):
    before = Organization.objects.count()

    done = advance(figured="none")

    assert (done.year, clock.today().year, done.opened) == (2018, 2019, 1)
    assert Organization.objects.count() == before + 1
    assert AnnualReport.objects.filter(fiscal_year=2018).count() == done.reports > 50
    assert not AnnualReport.objects.filter(fiscal_year=2017, state=ReportState.SUBMITTED).exists()
    assert Organization.objects.filter(status="closed", status_periods__starts_on__year=2018).count() == done.closed
    assert Event.objects.filter(name="example.year.advanced").count() == 1


@pytest.mark.slow
def test_what_the_county_gave_shows_in_the_next_report(example):
    _, world = world_now(2018)
    body = next(body for body in world.bodies if {2017, 2018} <= body.reported and not body.closed_on)
    organization = Organization.objects.get(code=body.code)
    expected = world.ratio(body, 2018)
    give(organization, "sales_channel", 2018)

    done = advance(figured="none")

    assert done.supports == 1
    assert ratio(organization, 2018) > expected + 0.01


@pytest.mark.slow
def test_years_go_by_one_after_the_other_and_leave_no_report_open_behind(example):
    advance(figured="none")
    before = Membership.objects.count()

    done = advance(figured="none")

    assert (done.year, clock.today()) == (2019, date(2020, 3, 20))
    assert Membership.objects.count() > before
    open_now = AnnualReport.objects.exclude(state=ReportState.CONFIRMED)
    assert set(open_now.values_list("fiscal_year", flat=True)) == {2019}
    assert Organization.objects.filter(founded_on__year__in=(2018, 2019)).count() == 2


@pytest.mark.slow
def test_an_organisation_registered_by_hand_is_nobody_s_double(example):
    officer = User.objects.get(username="officer")
    fields = {"name": "손으로 적은 모임", "kind": "cooperative", "sector": "food", "founded_on": date(2018, 2, 1)}
    by_hand = organization_actions.register(fields=fields, by=officer, at=clock.now())

    done = advance(figured="none")

    assert done.opened == 1
    assert not AnnualReport.objects.filter(organization=by_hand).exists()
    assert not Membership.objects.filter(organization=by_hand).exists()


@pytest.mark.slow
def test_what_a_person_began_waits_for_that_person(example):
    officer = User.objects.get(username="officer")
    begun = AnnualReport.objects.filter(state=ReportState.DRAFT).first()
    AnnualReport.objects.filter(pk=begun.pk).update(saved_by=officer, sales_private=1)

    advance(figured="none")

    begun.refresh_from_db()
    assert (begun.state, begun.sales_private) == (ReportState.DRAFT, 1)


@pytest.mark.slow
def test_the_county_s_clock_is_not_moved_in_production(example, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="its clock is not moved"):
        call_command("example", advance=True)

    assert clock.today() == date(2018, 3, 20)


@pytest.mark.slow
def test_the_example_goes_no_further_than_the_plan(example):
    from socialgoods.places.models import ExampleData

    ExampleData.objects.update(last_year=2025)

    with pytest.raises(CommandError, match="goes no further"):
        call_command("example", advance=True)


@pytest.mark.slow
def test_the_files_pass_every_check_and_are_the_same_twice(example, tmp_path):
    counts = write_files(tmp_path / "one")
    write_files(tmp_path / "two")

    found = folder.read(tmp_path / "one", needed=tuple(counts), today=clock.today())

    assert {name: len(table) for name, table in found.tables.items()} == counts
    assert found.warnings == []
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
