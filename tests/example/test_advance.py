import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from example.test_world import PLACES
from socialgoods.example.advance import advance, world_now
from socialgoods.example.files import write_files
from socialgoods.example.measures import MEASURES, amounts, budgets
from socialgoods.example.needs import effect
from socialgoods.example.world import Support, build
from socialgoods.exchange import folder
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.registry.models import AnnualReport, Measure, Organization, ReportState, SupportGiven

HALF = dict.fromkeys(("finance", "market", "product", "people", "governance", "collaboration", "social"), 50.0)
POOR = dict.fromkeys(HALF, 10.0)


@pytest.fixture
def example(db):
    call_command("example", verbosity=0)
    yield
    clock.forget()


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


def test_what_measures_do_is_unlike_what_experts_expect_and_need_matters():
    by_experts = sorted(MEASURES, key=lambda code: MEASURES[code].expected)
    in_truth = sorted(MEASURES, key=lambda code: effect(code, HALF))

    assert by_experts[-3:] != in_truth[-3:]
    assert MEASURES["equipment"].expected > 4 * effect("equipment", HALF)
    assert all(effect(code, POOR) > effect(code, HALF) for code in MEASURES)


def test_every_way_of_paying_adds_up_to_the_public_part():
    for code, measure in MEASURES.items():
        for way in measure.sources.split(";"):
            assert sum(amounts(code, way).values()) == round(measure.unit_cost * (1 - (measure.own_share or 0)))


def test_budgets_are_there_for_every_year_of_the_plan_and_grow_with_the_county():
    rows = budgets(1)

    assert {year for year, _, _ in rows} == set(range(2014, 2026))
    assert [won for _, _, won in budgets(10)] == pytest.approx([won * 10 for _, _, won in rows], rel=0.01)


def test_a_support_lifts_the_year_in_which_it_is_given_and_part_of_it_stays():
    without = build(PLACES, seed=5, last_year=2020)
    body = next(body for body in without.bodies if {2017, 2018, 2019, 2020} <= body.reported)
    given = [Support(body.number, 2018, "sales_channel", "province", 8_000_000)]

    helped = next(
        other for other in build(PLACES, seed=5, last_year=2020, given=given).bodies if other.number == body.number
    )
    rises = [helped.path[year] - body.path[year] for year in (2017, 2018, 2019, 2020)]

    assert rises[0] == 0
    assert rises[1] > rises[2] > rises[3] > 0.02


def test_later_years_leave_the_first_ones_as_they_were():
    early, late = build(PLACES, seed=7), build(PLACES, seed=7, last_year=2019)

    assert early.shift == late.shift
    for body, same in zip(early.bodies, late.bodies, strict=False):
        assert body.name == same.name
        assert {year: same.path.get(year) for year in body.path} == body.path


@pytest.mark.slow
def test_a_year_goes_by_and_its_reports_come_in(example):
    before = Organization.objects.count()

    done = advance()

    assert (done.year, clock.today().year, done.opened) == (2018, 2019, 5)
    assert Organization.objects.count() == before + 5
    assert AnnualReport.objects.filter(fiscal_year=2018).count() == done.reports > 250
    assert not AnnualReport.objects.filter(fiscal_year=2017, state=ReportState.SUBMITTED).exists()
    assert Organization.objects.filter(status="closed", status_periods__starts_on__year=2018).count() == done.closed
    assert Event.objects.filter(name="example.year.advanced").count() == 1


@pytest.mark.slow
def test_what_the_county_gave_shows_in_the_next_report(example):
    _, world = world_now(2018)
    body = next(body for body in world.bodies if {2017, 2018} <= body.reported and not body.closed_on)
    organization = Organization.objects.get(code=f"SG{body.number:05d}")
    expected = world.ratio(body, 2018)
    give(organization, "sales_channel", 2018)

    done = advance()

    assert done.supports == 1
    assert ratio(organization, 2018) > expected + 0.01


@pytest.mark.slow
def test_the_example_goes_no_further_than_the_plan(example):
    from socialgoods.places.models import ExampleData

    ExampleData.objects.update(last_year=2025)

    with pytest.raises(CommandError, match="goes no further"):
        call_command("example", advance=True)


@pytest.mark.django_db
def test_without_an_example_county_there_is_nothing_to_advance_or_to_write(tmp_path):
    for options in ({"advance": True}, {"files": str(tmp_path / "county")}):
        with pytest.raises(CommandError, match="no example county"):
            call_command("example", **options)

    assert list(tmp_path.iterdir()) == []
    assert connection.in_atomic_block


@pytest.mark.slow
def test_the_files_pass_every_check_and_are_the_same_twice(example, tmp_path):
    counts = write_files(tmp_path / "one")
    write_files(tmp_path / "two")

    found = folder.read(tmp_path / "one", needed=tuple(counts), today=clock.today())

    assert {name: len(table) for name, table in found.tables.items()} == counts
    assert found.warnings == []
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
