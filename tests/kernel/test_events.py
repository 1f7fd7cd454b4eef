import pytest
from django.db import DatabaseError, transaction

from socialgoods.kernel import clock, events
from socialgoods.kernel.models import Event
from socialgoods.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return User.objects.create_user("someone", name="누군가")


def test_an_event_can_be_neither_changed_nor_deleted(person):
    event = events.record("test.thing.made", person, by=person, at=clock.now())

    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(name="test.thing.faked")
    with pytest.raises(DatabaseError), transaction.atomic():
        event.delete()

    assert [found.name for found in events.of(person)] == ["test.thing.made"]


def test_an_event_names_the_helper_who_acted_for_the_person(person):
    helper = User.objects.create_user("helper", name="도우미")

    with events.helped_by(helper):
        event = events.record("test.thing.made", person, by=person, at=clock.now())
    after = events.record("test.thing.made", person, by=person, at=clock.now())

    assert (event.by, event.helper) == (person, helper)
    assert after.helper is None


def test_a_follower_sees_every_event_once_and_in_order(person):
    seen = []
    for number in range(5):
        events.record("test.thing.made", person, by=None, at=clock.now(), number=number)

    while events.follow("test", lambda event: seen.append(event.data["number"]), at=clock.now(), limit=2):
        pass
    events.record("test.thing.made", person, by=None, at=clock.now(), number=5)
    events.follow("test", lambda event: seen.append(event.data["number"]), at=clock.now())

    assert seen == [0, 1, 2, 3, 4, 5]


def test_a_follower_that_fails_keeps_its_place(person):
    events.record("test.thing.made", person, by=None, at=clock.now())

    with pytest.raises(RuntimeError):
        events.follow("test", lambda event: (_ for _ in ()).throw(RuntimeError), at=clock.now())
    seen = []
    events.follow("test", lambda event: seen.append(event.name), at=clock.now())

    assert seen == ["test.thing.made"]
