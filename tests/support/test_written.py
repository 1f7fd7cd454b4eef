"""Whatever is delivered, taken back, closed, reopened or cancelled: the register's support given is the sum of what stands delivered."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from factories import CommitmentFactory, MeasureFactory, OrganizationFactory, SupportGivenFactory, user_as
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.registry.actions.designation import NotPossible as Refused
from socialgoods.registry.actions.designation import remove_support
from socialgoods.registry.models import SupportGiven
from socialgoods.support.actions import commitment as actions
from socialgoods.support.actions.refusals import NotPossible
from socialgoods.support.models import Commitment, CommitmentState, Delivery, Written

NOON = datetime(2018, 5, 2, 3, 0, tzinfo=UTC)
DAY = date(2018, 5, 1)


@pytest.fixture
def officer(db):
    return user_as(Role.OFFICER)


def deliver(commitment, cost, key, officer, **more):
    return actions.deliver(
        commitment=commitment, delivered_on=DAY, what="포장 디자인", cost=cost, key=key, by=officer, at=NOON, **more
    )


def test_a_finished_promise_is_written_as_support_given(officer):
    commitment = CommitmentFactory(amount=5_000_000, carried_by="완주소셜굿즈센터")

    deliver(commitment, 2_000_000, "a", officer)
    deliver(commitment, 3_000_000, "b", officer, is_last=True)

    support = SupportGiven.objects.get()
    assert (support.organization, support.year, support.source) == (commitment.organization, 2018, "county")
    assert (support.amount, support.carried_by) == (5_000_000, "완주소셜굿즈센터")
    assert commitment.state == CommitmentState.DELIVERED


def test_two_promises_of_one_measure_add_up_in_one_row_and_come_apart_again(officer):
    one = CommitmentFactory(amount=1_000_000)
    two = CommitmentFactory(organization=one.organization, measure=one.measure, amount=500_000)
    deliver(one, 1_000_000, "a", officer, is_last=True)
    deliver(two, 500_000, "b", officer, is_last=True)
    assert SupportGiven.objects.get().amount == 1_500_000

    actions.reopen(commitment=one, reason="영수증이 틀렸습니다", by=officer, at=NOON)
    assert SupportGiven.objects.get().amount == 500_000
    actions.reopen(commitment=two, reason="영수증이 틀렸습니다", by=officer, at=NOON)

    assert not SupportGiven.objects.exists()
    assert not Written.objects.exists()
    names = list(
        Event.objects.filter(name__startswith="registry.support").order_by("pk").values_list("name", flat=True)
    )
    assert names == [
        "registry.support.recorded", "registry.support.changed", "registry.support.changed", "registry.support.removed",
    ]  # fmt: skip


def test_what_was_registered_by_hand_before_is_left_as_it_was_found(officer):
    commitment = CommitmentFactory(amount=300_000)
    found = SupportGivenFactory(
        organization=commitment.organization, measure=commitment.measure, year=2018, source="county", amount=0
    )
    deliver(commitment, 300_000, "a", officer, is_last=True)

    actions.reopen(commitment=commitment, reason="잘못 적음", by=officer, at=NOON)

    found.refresh_from_db()
    assert found.amount == 0


def test_a_row_the_case_file_wrote_is_not_removed_by_hand(officer):
    commitment = CommitmentFactory(amount=300_000)
    deliver(commitment, 300_000, "a", officer, is_last=True)

    with pytest.raises(Refused):
        remove_support(support=SupportGiven.objects.get(), by=officer, at=NOON)

    assert SupportGiven.objects.get().amount == 300_000


def test_a_help_without_money_is_written_with_nothing_and_leaves_nothing(officer):
    commitment = CommitmentFactory(amount=0)
    deliver(commitment, 0, "a", officer, is_last=True)
    assert SupportGiven.objects.get().amount == 0

    actions.reopen(commitment=commitment, reason="잘못 적음", by=officer, at=NOON)

    assert not SupportGiven.objects.exists()


def test_a_row_lessened_by_a_file_meanwhile_stops_reopening(officer):
    commitment = CommitmentFactory(amount=300_000)
    deliver(commitment, 300_000, "a", officer, is_last=True)
    SupportGiven.objects.update(amount=100_000)

    with pytest.raises(NotPossible):
        actions.reopen(commitment=commitment, reason="잘못 적음", by=officer, at=NOON)

    commitment.refresh_from_db()
    assert commitment.state == CommitmentState.DELIVERED


@pytest.mark.slow
class AnySequence(TestCase):
    """Three promises of one organisation, two of them of one measure, and any sequence of acts."""

    ACTS = st.lists(
        st.tuples(
            st.sampled_from(["deliver", "deliver_last", "take_back", "finish", "reopen", "cancel"]),
            st.integers(0, 2),
            st.integers(0, 700_000),
        ),
        max_size=10,
    )

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(acts=ACTS, before=st.none() | st.integers(0, 400_000))
    def test_support_given_is_the_sum_of_what_stands_delivered(self, acts, before):
        officer, organization, measure = user_as(Role.OFFICER), OrganizationFactory(), MeasureFactory()
        if before is not None:
            SupportGivenFactory(organization=organization, measure=measure, year=2018, source="county", amount=before)
        promises = [
            CommitmentFactory(organization=organization, measure=measure, amount=600_000),
            CommitmentFactory(organization=organization, measure=measure, amount=0),
            CommitmentFactory(organization=organization, amount=500_000),
        ]
        for number, (act, which, cost) in enumerate(acts):
            self._try(act, promises[which], cost, f"{number}", officer)
            self._holds(organization, measure, before)
        for promise in promises:
            promise.refresh_from_db()
            if promise.is_finished:
                actions.reopen(commitment=promise, reason="모두 되돌리기", by=officer, at=NOON)
        left = list(SupportGiven.objects.values_list("amount", flat=True))
        assert left == ([] if before is None else [before])

    def _try(self, act, promise, cost, key, officer):
        last = Delivery.objects.filter(commitment=promise, reverses=None).order_by("-pk").first()
        try:
            if act in {"deliver", "deliver_last"}:
                deliver(promise, cost, key, officer, is_last=act == "deliver_last", reason="견적이 달라짐")
            elif act == "take_back" and last:
                actions.take_back(delivery=last, reason="잘못 적음", key=key, by=officer, at=NOON)
            elif act in {"finish", "reopen", "cancel"}:
                getattr(actions, act)(commitment=promise, reason="까닭", by=officer, at=NOON)
        except NotPossible:
            pass

    def _holds(self, organization, measure, before):
        finished = Commitment.objects.filter(state__in=["delivered", "closed"])
        stands = Delivery.objects.filter(commitment__in=finished).aggregate(won=Sum("cost"))["won"] or 0
        given = SupportGiven.objects.aggregate(won=Sum("amount"))["won"] or 0
        assert given == stands + (before or 0)
        for promise in Commitment.objects.all():
            delivered = sum(promise.deliveries.values_list("cost", flat=True))
            assert promise.given == (delivered if promise.is_finished else None)
            assert delivered >= 0
