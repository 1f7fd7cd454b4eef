"""What binds a year's money: given, promised by hand or by a call, decided and alive; each won once."""

import pytest

from decided import sent
from factories import (
    NOON,
    CallFactory,
    CommitmentFactory,
    MeasureFactory,
    OrganizationFactory,
    SupportGivenFactory,
    UserFactory,
)
from prescription.county import BUDGETS
from socialgoods.prescription.actions import answer
from socialgoods.prescription.actions import round as rounds
from socialgoods.prescription.models import Prescription, PrescriptionState
from socialgoods.prescription.queries import money
from socialgoods.prescription.rules.catalogue import reasons_against_sources, shares_of
from socialgoods.support.actions import call as calls
from socialgoods.support.actions import commitment as actions
from socialgoods.support.models import Call, Commitment

pytestmark = pytest.mark.django_db
YEAR = 2018


def deliver(row, cost, key, **more):
    usual = {"delivered_on": NOON.date(), "what": "교육", "by": UserFactory(), "at": NOON}
    return actions.deliver(commitment=row, cost=cost, key=key, **usual | more)


def test_a_promise_made_by_hand_counts_in_a_following_round():
    CommitmentFactory(year=YEAR, amount=4_000_000, organization__residence="inside")

    assert money.taken(YEAR) == {"county": 4_000_000}


def test_a_second_promise_of_the_same_measure_counts_beside_what_the_first_gave():
    row = CommitmentFactory(year=YEAR, amount=3_000_000, organization__residence="inside")
    deliver(row, 3_000_000, "a" * 32, is_last=True)
    CommitmentFactory(year=YEAR, amount=2_000_000, organization=row.organization, measure=row.measure)

    assert money.taken(YEAR) == {"county": 5_000_000}


def test_a_promise_counts_beside_support_of_the_same_measure_from_another_source():
    row = CommitmentFactory(year=YEAR, amount=2_000_000, organization__residence="inside")
    SupportGivenFactory(
        organization=row.organization, year=YEAR, measure=row.measure, source="province", amount=1_000_000
    )

    assert money.taken(YEAR) == {"county": 2_000_000, "province": 1_000_000}


def test_an_accepted_prescription_counts_once_from_answer_to_delivery_and_never_when_it_is_cancelled():
    row, by = sent(), UserFactory()
    assert money.taken(YEAR) == {"county": 6_000_000}

    answer.accept(prescription=row, by=by, at=NOON)
    promise = Commitment.objects.get(origin=row.origin)
    assert money.taken(YEAR) == {"county": 6_000_000}

    deliver(promise, 2_000_000, "b" * 32)
    actions.finish(commitment=promise, reason="나머지는 필요 없음", by=by, at=NOON)
    assert money.taken(YEAR) == {"county": 2_000_000}

    actions.reopen(commitment=promise, reason="더 전달함", by=by, at=NOON)
    assert money.taken(YEAR) == {"county": 6_000_000}

    deliver(promise, 4_000_000, "c" * 32, is_last=True)
    assert money.taken(YEAR) == {"county": 6_000_000}


def test_a_cancelled_promise_frees_its_money_before_the_prescription_follows():
    row, by = sent(), UserFactory()
    answer.accept(prescription=row, by=by, at=NOON)

    actions.cancel(commitment=Commitment.objects.get(origin=row.origin), reason="그만둠", by=by, at=NOON)

    assert money.taken(YEAR) == {}


def test_what_waits_for_an_answer_counts_beside_another_promise_of_the_same_measure():
    row = sent()
    CommitmentFactory(year=YEAR, amount=1_000_000, organization=row.organization, measure=row.measure)

    assert money.taken(YEAR) == {"county": 7_000_000}


def test_an_invitation_that_became_a_promise_under_the_first_ones_origin_counts_once():
    row = sent(mode="call")
    CommitmentFactory(
        year=YEAR, amount=5_000_000, organization=row.organization, measure=row.measure, origin="prescription:999999"
    )
    assert Prescription.objects.get(pk=row.pk).state == PrescriptionState.INVITED

    assert money.taken(YEAR) == {"county": 5_000_000}


@pytest.mark.parametrize("written", ["county:0.5", "county:많이", "county+", "", "a:nan", ";"])
def test_a_source_that_cannot_be_read_is_one_source_of_that_name(written):
    assert shares_of(written, 10) == {written.strip(): 10}


def test_a_source_in_the_register_that_cannot_be_read_breaks_no_page():
    SupportGivenFactory(
        organization=OrganizationFactory(residence="inside"), year=YEAR, measure=MeasureFactory(), source="군비:반",
        amount=7,
    )  # fmt: skip

    assert money.taken(YEAR) == {"군비:반": 7}


def test_a_way_longer_than_a_promise_can_keep_is_refused_when_it_is_written_down():
    long = "+".join(f"source_with_a_long_name_{number}:0.25" for number in range(4))

    assert "80자" in reasons_against_sources(long)[0]


def test_what_an_invited_organisation_declines_stays_with_the_open_call_and_is_not_given_twice():
    row, by = sent(mode="call"), UserFactory()
    assert money.taken(YEAR) == {"county": 6_000_000}

    answer.decline(prescription=row, reason="사람이 없습니다.", by=by, at=NOON)
    assert money.taken(YEAR) == {"county": 6_000_000}

    calls.cancel(call=Call.objects.get(), reason="아무도 없음", by=by, at=NOON)
    assert money.taken(YEAR) == {}


def test_a_call_opened_by_hand_holds_its_money_from_a_round():
    CallFactory(year=YEAR, source="county:0.5+fund:0.5", budget=10_000_000)

    assert money.taken(YEAR) == {"county": 5_000_000, "fund": 5_000_000}


def test_a_variant_spends_nothing_that_an_open_call_holds(round, officer):
    CallFactory(year=round.year, source="county", budget=BUDGETS["county"] - 7_000_000)
    variant = rounds.add_variant(round=round, by=officer, at=NOON)
    rounds.compute_variant(variant=variant, by=officer, at=NOON)

    spent = next(row for row in variant.result["money"] if row["source"] == "county")["spent"]

    assert 0 < spent <= 7_000_000
