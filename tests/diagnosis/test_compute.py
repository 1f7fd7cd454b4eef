"""Diagnoses are those of `analysis`, kept as they are; what changed is computed anew, and exactly that."""

import csv
import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from diagnosis.answers import MOMENT, final
from diagnosis.test_instrument_files import GOOD
from factories import AnnualReportFactory, AssessmentFactory, OrganizationFactory, SupportGivenFactory
from socialgoods.diagnosis.actions import assessment as assessments
from socialgoods.diagnosis.actions import bulk
from socialgoods.diagnosis.actions import follow as following
from socialgoods.diagnosis.actions import instrument as actions
from socialgoods.diagnosis.actions.compute import compute, compute_years
from socialgoods.diagnosis.models import Diagnosis, GroupFigure
from socialgoods.diagnosis.queries import result, tables
from socialgoods.exchange.writing import write_csv
from socialgoods.kernel import events, freshness
from socialgoods.kernel.models import Freshness
from socialgoods.registry.actions import report as reports
from socialgoods.registry.models import Residence
from socialgoods.registry.queries import tables as registry

pytestmark = pytest.mark.slow


def stored(year=2017):
    """The plan's file of the year, as the site hands it over."""
    target = io.BytesIO()
    write_csv(target, *tables.diagnoses(year), for_people=False)
    return target.getvalue().decode()


def stale():
    return [int(row.name.partition(":")[2]) for row in freshness.stale("diagnosis:")]


# Equal to the command


def test_the_download_is_what_the_command_writes_for_the_same_data(client, officer, county, tmp_path):
    """Mixed on purpose: another kind, no report, no answers, a closed one, support that ends, a settled answer."""
    OrganizationFactory(code="b-2", kind="village_community", sector="craft")
    silent = OrganizationFactory(code="A-10")
    AnnualReportFactory(organization=silent, cost_of_goods=None, labour_cost=None, other_cost=None)
    AssessmentFactory(
        organization=silent, state="final", form="short", answers={"finance_books": 1, "finance_cash": None, "market_regulars": 5},
        agreed={"finance_books": 4},
    )  # fmt: skip
    AssessmentFactory(organization=county[1], view="visit", state="submitted", answers={"finance_books": 1})
    AssessmentFactory(organization=county[2], purpose="svi", state="final", answers={"mission": 1})
    OrganizationFactory(residence=Residence.OUTSIDE, district=None)
    SupportGivenFactory(organization=county[3], ends_on=MOMENT.date())
    compute(2017, at=MOMENT)
    client.force_login(officer)

    downloaded = client.get(reverse("diagnoses_download") + "?year=2017").content.decode()

    for name, sheet in {
        **{name: registry.SHEETS[name]() for name in ("organisations", "annual_reports", "supports")},
        "assessments": tables.assessments(),
    }.items():
        write_csv(tmp_path / f"{name}.csv", *sheet, for_people=False)
    written = tmp_path / "diagnoses.csv"
    call_command("diagnose", str(tmp_path), year=2017, instrument="wanju-2018", out=str(written), stdout=io.StringIO())
    assert downloaded == written.read_text(encoding="utf-8")
    assert len(downloaded.splitlines()) == 9


def test_detail_opens_what_the_figures_rest_on(county):
    compute(2017, at=MOMENT)

    row = Diagnosis.objects.get(organization=county[0], year=2017)
    parts = row.detail["parts"]["market"]
    assert sum(points * share for _item, points, share, _up in parts) == pytest.approx(row.market)
    causes = row.detail["causes"]
    assert sum(value for name, value in causes.items() if name in {
        "sales_private", "sales_public", "sales_social_economy", "other_income", "cost_of_goods", "labour_cost", "other_cost",
    }) == pytest.approx(causes["change"])  # fmt: skip
    assert row.detail["scores"]["market"]["count"] == 6
    assert len(row.detail["advice"]) == 14
    assert row.instrument == "wanju-2018"


def test_unpaid_work_counts_at_the_minimum_wage_of_the_year(organization):
    AnnualReportFactory(organization=organization, volunteer_hours=1_000)
    compute(2017, at=MOMENT)

    ratio = Diagnosis.objects.get().detail["readings"]["ratio_with_unpaid_work"]

    # E 126m over C 120m and 1,000 hours at 6,470 won.
    assert ratio == pytest.approx(126_000_000 / (120_000_000 + 6_470_000))


def test_computing_again_replaces_and_takes_away(county):
    compute(2017, at=MOMENT)
    gone = county[5]
    gone.merged_into = county[0]
    gone.save()

    compute(2017, at=MOMENT)

    assert Diagnosis.objects.filter(year=2017).count() == 5
    assert GroupFigure.objects.get(year=2017, by="total").figures["active"] == 5


def test_small_groups_are_stored_without_figures(county):
    OrganizationFactory(kind="nonprofit")
    compute(2017, at=MOMENT)

    hidden = GroupFigure.objects.get(year=2017, by="kind", value="nonprofit")

    assert (hidden.is_suppressed, hidden.figures) == (True, {})


def test_writing_a_year_is_a_constant_number_of_queries(county, count_queries):
    compute(2017, at=MOMENT)
    six = count_queries(lambda: compute(2017, at=MOMENT))
    for row in OrganizationFactory.create_batch(6):
        AnnualReportFactory(organization=row)
        final(row)

    assert count_queries(lambda: compute(2017, at=MOMENT)) == six


def test_years_computed_together_are_what_each_is_alone(county):
    def kept():
        rows = Diagnosis.objects.order_by("organization", "year").values()
        groups = GroupFigure.objects.order_by("year", "by", "value").values()
        return [
            [{name: value for name, value in row.items() if name != "id"} for row in found] for found in (rows, groups)
        ]

    SupportGivenFactory(organization=county[3], year=2016, ends_on=MOMENT.date())
    SupportGivenFactory(organization=county[3], year=2017, measure=county[3].supports.get().measure, amount=1)
    final(county[0], year=2016, score=4)
    for year in (2016, 2017):
        compute(year, at=MOMENT)
    alone = kept()

    compute_years([2017, 2016], at=MOMENT)

    assert kept() == alone


def test_a_year_asked_by_another_instrument_is_computed_by_its_own(county, officer):
    actions.add(content=GOOD.encode(), by=officer, at=MOMENT)
    actions.choose(version="mine-1", from_year=2018, by=officer, at=MOMENT)
    AssessmentFactory(
        organization=county[0], year=2018, version="mine-1", form="long", state="final", answers={"a": 5, "b": 1}
    )

    compute_years([2017, 2018], at=MOMENT)

    row = Diagnosis.objects.get(organization=county[0], year=2018)
    assert (row.instrument, row.market, row.people, row.product) == ("mine-1", 100.0, 0.0, None)
    assert Diagnosis.objects.get(organization=county[0], year=2017).instrument == "wanju-2018"


# Following what happened


@pytest.fixture
def computed(county):
    """Everything is fresh; 2016 and 2017 have reports. What is not looked at is not computed."""
    while events.follow(following.CURSOR, lambda event: None, at=MOMENT):
        pass
    for year in (2016, 2017):
        freshness.done(f"diagnosis:{year}", freshness.begin(f"diagnosis:{year}"), at=MOMENT)
    assert stale() == []
    return county


def marks():
    """Which years following marks, without computing them."""
    while events.follow(
        following.CURSOR, lambda event: following._mark(event, set(following.years()), MOMENT), at=MOMENT
    ):
        pass
    return stale()


def test_the_first_time_every_year_is_computed(county):
    assert following.follow(at=MOMENT) == 2
    assert result.years() == [2017, 2016]
    assert following.follow(at=MOMENT) == 0


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("registry.report.confirmed", 2016, [2016, 2017]),
        ("registry.report.reopened", 2017, [2017]),
        ("registry.report.submitted", 2017, []),
        ("registry.report.seen", 2017, []),
        ("registry.support.changed", None, [2016, 2017]),
        ("registry.organization.status_changed", None, [2016, 2017]),
        ("registry.import.committed", None, [2016, 2017]),
        ("people.role.assigned", None, []),
        ("diagnosis.figures.computed", None, []),
    ],
)
def test_exactly_the_years_touched_are_marked(computed, officer, name, year, expected):
    subject = computed[0].reports.get(fiscal_year=year) if year else None
    events.record(name, subject, by=officer, at=MOMENT)

    assert marks() == expected


def test_a_final_assessment_marks_its_year_only(computed, officer):
    other = OrganizationFactory()
    own = AssessmentFactory(organization=other, year=2016, state="reviewed", answers={"finance_books": 3})
    points = AssessmentFactory(organization=other, purpose="svi", state="reviewed", answers={"mission": 1})
    assessments.finalise(assessment=points, by=officer, at=MOMENT)
    assert marks() == []

    assessments.finalise(assessment=own, by=officer, at=MOMENT)

    assert marks() == [2016]


def test_what_is_loaded_marks_its_years_only(computed):
    bulk.load([(OrganizationFactory().code, 2016, "finance_books", 3)], by=None, at=MOMENT)

    assert marks() == [2016]


def test_a_new_year_is_computed_when_its_first_report_is_confirmed(computed, officer):
    row = AnnualReportFactory(organization=computed[0], fiscal_year=2018, state="submitted")
    reports.confirm(report=row, seen=row.submitted_at, by=officer, at=MOMENT)

    assert following.follow(at=MOMENT) == 1
    assert Diagnosis.objects.get(organization=computed[0], year=2018).self_reliance_ratio is not None
    assert result.latest_year() == 2018


def test_a_year_whose_last_report_goes_is_forgotten(organization, officer):
    row = AnnualReportFactory(organization=organization)
    following.follow(at=MOMENT)
    assert Diagnosis.objects.filter(year=2017).exists()

    reports.reopen(report=row, reason="금액이 틀립니다.", by=officer, at=MOMENT)
    following.follow(at=MOMENT)

    assert not Diagnosis.objects.exists()
    assert not GroupFigure.objects.exists()


def test_a_year_of_assessments_alone_has_scores_and_is_no_year_of_reports(organization):
    final(organization, year=2018)

    following.follow(at=MOMENT)

    assert Diagnosis.objects.get(year=2018).market == 50.0
    assert result.latest_year() is None


def test_killed_in_between_it_stays_stale_and_is_computed_next_time(computed, officer, monkeypatch):
    events.record("registry.report.confirmed", computed[0].reports.get(fiscal_year=2017), by=officer, at=MOMENT)
    compute(2017, at=MOMENT)
    before = stored()
    computed[0].reports.filter(fiscal_year=2017).update(sales_private=1_000_000)

    def killed(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(following, "compute_years", killed)
        with pytest.raises(KeyboardInterrupt):
            following.follow(at=MOMENT)
    assert stale() == [2017]
    assert stored() == before

    assert following.follow(at=MOMENT) == 1
    assert stale() == []
    assert stored() != before


def test_what_changes_while_it_is_computed_stays_stale(computed, monkeypatch):
    freshness.mark("diagnosis:2017", at=MOMENT)

    def changed_meanwhile(years, *, at):
        freshness.mark(f"diagnosis:{years[0]}", at=at)

    monkeypatch.setattr(following, "compute_years", changed_meanwhile)
    following.follow(at=MOMENT)

    assert stale() == [2017]


def test_the_command_follows(computed, officer):
    Freshness.objects.filter(name="diagnosis:2016").update(marks=99)
    computed[0].reports.filter(fiscal_year=2016).delete()
    out = io.StringIO()

    call_command("follow", "diagnosis", stdout=out)

    assert out.getvalue().strip() == "diagnosis: 1"


def test_scores_for_the_rooms_above_give_back_the_scores(county):
    compute(2017, at=MOMENT)

    table = tables.dimension_scores(until=2017).to_pylist()

    row = next(each for each in table if each["org_id"] == county[0].code and each["dimension"] == "market")
    score = Diagnosis.objects.get(organization=county[0], year=2017).market
    assert 100 * (row["score"] - 1) / (row["max_score"] - 1) == pytest.approx(score)
    assert next(csv.reader(io.StringIO(stored())))[0] == "org_id"
