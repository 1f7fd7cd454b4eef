"""Two at the same moment. SQLite lets one write after the other; PostgreSQL really runs both."""

import threading
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection, connections

from decided import offer, round_of, sent
from factories import NOON, OrganizationFactory, UserFactory
from socialgoods.prescription.actions import answer
from socialgoods.prescription.actions.send import send
from socialgoods.prescription.models import Prescription
from socialgoods.support.models import Commitment

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def only_where_both_run():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's writers queue up")


def at_once(read, *deeds):
    """How the deeds ended, each on its own connection and with what it read before any wrote."""
    ends, together = Counter(), threading.Barrier(len(deeds))

    def run(deed):
        mine = read()
        together.wait()
        try:
            deed(mine)
            ends["done"] += 1
        except Exception as refusal:
            ends[type(refusal).__name__] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def reader(row):
    return lambda: Prescription.objects.select_related("organization", "measure").get(pk=row.pk)


@pytest.mark.parametrize("_round", range(3))
def test_of_two_answers_one_stands(_round):
    row, one, other = sent(), UserFactory(), UserFactory()

    ends = at_once(
        reader(row),
        lambda mine: answer.accept(prescription=mine, by=one, at=NOON),
        lambda mine: answer.decline(prescription=mine, reason="사람이 없습니다.", by=other, at=NOON),
    )

    row.refresh_from_db()
    assert ends == {"done": 1, "IllegalTransition": 1}
    assert Commitment.objects.count() == (row.state == "accepted")


def test_the_same_yes_from_two_of_the_organisation_is_one_promise():
    row, people = sent(), [UserFactory(), UserFactory()]

    ends = at_once(
        reader(row), *(lambda mine, by=by: answer.accept(prescription=mine, by=by, at=NOON) for by in people)
    )

    assert ends == {"done": 1, "IllegalTransition": 1}
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_an_answer_and_a_lapse_at_once_leave_one_of_them(_round):
    row, person = sent(), UserFactory()
    late = datetime(2018, 3, 17, tzinfo=UTC)

    ends = at_once(
        reader(row),
        lambda mine: answer.accept(prescription=mine, by=person, at=NOON),
        lambda mine: answer.lapse(prescription=mine, at=late),
    )

    row.refresh_from_db()
    assert ends == {"done": 1, "IllegalTransition": 1}
    assert Commitment.objects.count() == (row.state == "accepted")


def test_a_round_that_is_sent_twice_at_once_goes_out_once():
    found = round_of((OrganizationFactory(residence="inside"), offer(), 6_000_000))

    ends = at_once(lambda: found, *[lambda mine: send(round=mine, by=None, at=NOON)] * 2)

    assert (ends["done"], Prescription.objects.count()) == (2, 1)
