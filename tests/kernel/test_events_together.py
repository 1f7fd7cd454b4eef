"""Writers and a follower at the same moment, as only PostgreSQL lets them run."""

import threading

import pytest
from django.db import connection, connections, transaction

from socialgoods.kernel import clock, events

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def only_where_both_run():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's writers queue up")


def in_thread(deed):
    def run():
        try:
            deed()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_follower_does_not_pass_an_event_that_is_still_on_its_way():
    written, may_commit, seen = threading.Event(), threading.Event(), []

    def write_slowly():
        with transaction.atomic():
            events.record("test.slow.made", None, by=None, at=clock.now())
            written.set()
            may_commit.wait(10)

    def follow():
        events.follow("test", lambda event: seen.append(event.name), at=clock.now())

    slow = in_thread(write_slowly)
    written.wait(10)
    with transaction.atomic():
        events.record("test.quick.made", None, by=None, at=clock.now())
    follower = in_thread(follow)
    follower.join(0.5)
    seen_before_the_slow_one_committed = list(seen)
    may_commit.set()
    slow.join(10)
    follower.join(10)

    assert seen_before_the_slow_one_committed == []
    assert seen == ["test.slow.made", "test.quick.made"]


def test_two_writers_do_not_wait_for_each_other():
    written, may_commit = threading.Event(), threading.Event()

    def write_slowly():
        with transaction.atomic():
            events.record("test.slow.made", None, by=None, at=clock.now())
            written.set()
            may_commit.wait(10)

    slow = in_thread(write_slowly)
    written.wait(10)
    quick = in_thread(lambda: events.record("test.quick.made", None, by=None, at=clock.now()))
    quick.join(5)
    waited = quick.is_alive()
    may_commit.set()
    slow.join(10)

    assert not waited


def test_two_followers_of_one_name_hand_on_each_event_once():
    for _ in range(20):
        events.record("test.thing.made", None, by=None, at=clock.now())
    seen = []

    followers = [
        in_thread(lambda: events.follow("test", lambda event: seen.append(event.pk), at=clock.now())) for _ in range(4)
    ]
    for follower in followers:
        follower.join(10)

    assert sorted(seen) == sorted(set(seen))
    assert len(seen) == 20
