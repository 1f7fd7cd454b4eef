"""What a newcomer finds: every role has something to do, nothing is stale, and a year carries the loop to its end."""

from collections import Counter

import pytest
from django.db import transaction
from django.db.models import Sum

from example.conftest import SMALL
from socialgoods.diagnosis.models import Assessment, AssessmentState, View
from socialgoods.example.advance import Way, advance
from socialgoods.example.loop import figures
from socialgoods.example.loop.committee import members
from socialgoods.example.measures import MEASURES, PAST, budgets, places
from socialgoods.example.needs import TRUTH
from socialgoods.example.people import ACCOUNTS
from socialgoods.kernel import clock, freshness
from socialgoods.people.models import User
from socialgoods.plan.models import ForecastRun, Indicator, Measurement
from socialgoods.prescription.models import Offer, Prescription, PrescriptionState, Round, RoundState, YearBudget
from socialgoods.prescription.queries.evidence import years as evidence_years
from socialgoods.registry.models import AnnualReport, Representation, SupportGiven
from socialgoods.support.models import RUNNING, Call, CallState, Commitment, CommitmentState, Document, Task

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def county(begun, db):
    return None


def test_every_measure_of_the_catalogue_has_a_hidden_truth_and_is_on_offer(county):
    assert set(TRUTH) == set(MEASURES) == set(Offer.objects.values_list("measure__code", flat=True))
    assert set(Offer.objects.filter(from_year=2014).values_list("measure__code", flat=True)) == set(PAST)
    for offer in Offer.objects.select_related("measure"):
        assert offer.capacity == places(offer.measure.code, SMALL)
    assert set(YearBudget.objects.values_list("year", "source", "amount")) == set(budgets(SMALL))


def test_nothing_is_stale_but_the_levers_that_the_site_s_own_process_makes(county):
    assert {row.name for row in freshness.stale("")} <= {"plan:levers"}
    assert evidence_years() == [2017, 2016, 2015]
    assert Measurement.objects.filter(year=2017, series="self_reliance_rate").exists()
    assert ForecastRun.objects.filter(start=2018).exists()
    assert not Indicator.objects.exclude(owner__username="coordinator").exists()


def test_the_organisation_has_a_half_answered_assessment_and_a_prescription_that_waits(county):
    mine = Representation.objects.get(user__username="organization").organization

    own = Assessment.objects.get(organization=mine, state=AssessmentState.OPEN)
    waiting = Prescription.objects.get(organization=mine)

    assert 0 < len(own.answers) < 45
    assert (waiting.state, waiting.measure.code) == (PrescriptionState.SENT, "accounting")
    assert waiting.answer_by > clock.today()


def test_the_advisor_has_assessments_to_review_one_beside_a_visit_and_a_late_task(county):
    submitted = Assessment.objects.filter(state=AssessmentState.SUBMITTED)
    late = Task.objects.standing().filter(done_on=None, due_on__lt=clock.today())
    promised = Commitment.objects.get(state=CommitmentState.IN_DELIVERY)

    assert Counter(submitted.values_list("view", flat=True)) == {View.OWN: 3, View.VISIT: 1}
    assert late.count() == 1
    assert 0 < promised.deliveries.aggregate(won=Sum("cost"))["won"] < promised.amount
    assert set(Document.objects.values_list("moment", flat=True)) == {"before", "after"}


def test_the_officer_has_a_decided_round_and_the_year_s_division_with_two_variants(county):
    decided, draft = Round.objects.order_by("number")

    assert (decided.state, draft.state) == (RoundState.DECIDED, RoundState.DRAFT)
    assert draft.variants.exclude(computed_at=None).count() == 2
    assert Call.objects.filter(state=CallState.OPEN, closes_on__gt=clock.today(), invitations__isnull=False).exists()
    assert decided.sitting.members.count() == len(members(2017, year=2018))


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_every_role_finds_something_on_its_desk(county, client, account):
    client.force_login(User.objects.get(username=account.username))

    page = client.get("/desk/")

    assert page.status_code == 200
    assert len(page.content.decode()) > 4_000


def test_what_is_accepted_is_delivered_once_and_what_waits_lapses_with_the_year(county):
    mine = Representation.objects.get(user__username="organization").organization
    invited = set(Prescription.objects.filter(state=PrescriptionState.INVITED).values_list("organization", flat=True))

    done = advance(figured="none")

    accepted = set(
        Prescription.objects.filter(state=PrescriptionState.ACCEPTED).values_list("organization", "measure", "amount")
    )
    given = SupportGiven.objects.filter(year=2018).values_list("organization", "measure", "amount")
    assert sorted(given) == sorted(accepted)
    assert done.supports == len(accepted) > 0
    assert invited & {organization for organization, _, _ in accepted}
    assert not Commitment.objects.filter(year=2018, state__in=RUNNING).exists()
    assert not Call.objects.filter(state=CallState.OPEN).exists()
    assert Prescription.objects.get(organization=mine).state == PrescriptionState.LAPSED
    assert Round.objects.get(number=2).state == RoundState.DROPPED


def test_the_next_year_has_assessments_on_desks_again_and_the_last_one_s_are_final(county):
    advance(figured="none")

    last = Assessment.objects.filter(year=2017, view=View.OWN)
    new = Assessment.objects.filter(year=2018, view=View.OWN)
    assert set(last.values_list("state", flat=True)) == {AssessmentState.OPEN, AssessmentState.FINAL}
    assert last.filter(state=AssessmentState.OPEN).count() == 1
    assert new.filter(state=AssessmentState.SUBMITTED).count() == 3
    assert new.filter(state=AssessmentState.FINAL).count() > 30


def test_the_platform_s_proposal_is_decided_unchanged_and_taken_by_everybody(county):
    done = advance(way=Way.PLATFORM, figured="none")

    decided = Round.objects.get(number=2)
    proposed = decided.laid.choices.exclude(measure=None).values_list("organization", "measure")
    accepted = decided.prescriptions.filter(state=PrescriptionState.ACCEPTED).values_list("organization", "measure")
    assert decided.state == RoundState.DECIDED
    assert decided.laid.kind == "recommended"
    assert sorted(accepted) == sorted(proposed)
    assert done.supports > 20
    spent = SupportGiven.objects.filter(year=2018).aggregate(won=Sum("amount"))["won"]
    assert spent == done.spent <= YearBudget.objects.filter(year=2018).aggregate(won=Sum("amount"))["won"]


def self_reliant(year):
    """As the plan defines it, counted by hand from the reports."""
    fields = (
        "sales_private",
        "sales_public",
        "sales_social_economy",
        "other_income",
        "cost_of_goods",
        "labour_cost",
        "other_cost",
    )
    found = Counter()
    rows = AnnualReport.objects.filter(fiscal_year__in=(year - 1, year), organization__status="active")
    for organization, of_year, workers, *accounts in rows.values_list(
        "organization", "fiscal_year", "workers_paid", *fields
    ):
        covers = sum(accounts[:4]) >= sum(accounts[4:])
        found[organization] += covers and (of_year < year or bool(workers))
    return sum(count == 2 for count in found.values())


def test_the_platform_beats_today_s_practice_within_two_years(county):
    reached = {}
    for way in Way:
        with transaction.atomic():
            advance(way=way, figured="none")
            figures.diagnose_years([2018], at=clock.now())
            advance(way=way, figured="none")
            reached[way] = self_reliant(2019)
            transaction.set_rollback(True)
        clock.forget()

    assert reached[Way.PLATFORM] > reached[Way.PRACTICE] > 0
