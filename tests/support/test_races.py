"""Two at once: one delivery, one contact, one promise, one row of support; the slower of two is told. Also on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from factories import CaseloadFactory, CommitmentFactory, MeasureFactory
from socialgoods.kernel import clock
from socialgoods.kernel.states import IllegalTransition
from socialgoods.registry.models import SupportGiven
from socialgoods.support.actions import commitment as actions
from socialgoods.support.actions import entries
from socialgoods.support.actions.refusals import NotPossible
from socialgoods.support.models import Commitment, Contact, Delivery, Task
from support.made import key

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def together(*acts):
    """Each in a thread of its own, let go at the same moment; what each gave or raised."""
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("threads share no database in memory")
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait()
            return act()
        except (NotPossible, IllegalTransition) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def deliver(commitment, number, cost=1_000, **more):
    return lambda: actions.deliver(
        commitment=Commitment.objects.get(pk=commitment.pk), delivered_on=clock.today(), what="상담", cost=cost, key=key(number),
        by=None, at=clock.now(), **more,
    )  # fmt: skip


def test_the_same_delivery_at_the_same_moment_is_written_once():
    commitment = CommitmentFactory()

    found = together(*[deliver(commitment, 1)] * 4)

    assert {row.pk for row in found} == {Delivery.objects.get().pk}


def test_two_deliveries_together_do_not_slip_above_the_promise():
    commitment = CommitmentFactory(amount=1_000)

    found = together(deliver(commitment, 1), deliver(commitment, 2))

    assert sum(isinstance(each, NotPossible) for each in found) == 1
    assert Delivery.objects.get().cost == 1_000


def test_two_promises_finished_together_add_up_in_one_row():
    one = CommitmentFactory(amount=1_000)
    two = CommitmentFactory(organization=one.organization, measure=one.measure, amount=1_000)

    together(deliver(one, 1, is_last=True), deliver(two, 2, is_last=True))

    assert SupportGiven.objects.get().amount == 2_000


def test_the_same_visit_sent_twice_at_once_is_written_once():
    case = CaseloadFactory()

    def send():
        return entries.record_contact(
            organization=case.organization, kind="visit", held_on=clock.today(), said="가", key=key(1),
            tasks=[entries.NewTask("통장", "organization")], by=case.advisor, at=clock.now(),
        )  # fmt: skip

    found = together(*[send] * 4)

    assert {row.pk for row in found} == {Contact.objects.get().pk}
    assert Task.objects.count() == 1


def test_the_same_origin_asked_twice_at_once_makes_one_promise():
    case, measure = CaseloadFactory(), MeasureFactory()

    def ask():
        return actions.promise(
            organization=case.organization, year=2018, measure=measure, source="county", amount=1, origin="prescription:1",
            by=None, at=clock.now(),
        )  # fmt: skip

    assert len({row.pk for row in together(*[ask] * 4)}) == 1


def test_of_cancelling_and_delivering_at_once_one_is_refused():
    commitment = CommitmentFactory()

    def cancel():
        return actions.cancel(
            commitment=Commitment.objects.get(pk=commitment.pk), reason="그만둠", by=None, at=clock.now()
        )

    found = together(cancel, deliver(commitment, 1))

    assert sum(isinstance(each, NotPossible | IllegalTransition) for each in found) == 1
