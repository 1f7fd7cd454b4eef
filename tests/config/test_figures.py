import pytest

from factories import NOON
from socialgoods.config.figures import AT_LEAST_EVERY_SECONDS, LOOK_EVERY_SECONDS, Lookout
from socialgoods.kernel import events

pytestmark = pytest.mark.django_db


@pytest.fixture
def lookout(monkeypatch):
    """At a time that the test sets; the database stays open."""
    monkeypatch.setattr("socialgoods.config.figures.connections.close_all", lambda: None)
    made = Lookout(clock=lambda: made.time)
    made.time = 0.0
    made.is_due()
    return made


def happens(name):
    events.record(name, None, by=None, at=NOON)


def test_nothing_is_computed_while_nothing_happens(lookout):
    lookout.time = LOOK_EVERY_SECONDS

    assert not lookout.is_due()


def test_a_confirmed_report_is_noticed_at_the_next_look_and_once(lookout):
    happens("registry.report.confirmed")
    lookout.time = LOOK_EVERY_SECONDS
    first = lookout.is_due()
    lookout.time = 2 * LOOK_EVERY_SECONDS

    assert (first, lookout.is_due()) == (True, False)


@pytest.mark.parametrize("name", ["people.role.assigned", "registry.contact.seen", "registry.report.edited"])
def test_what_moves_no_figure_starts_nothing(lookout, name):
    happens(name)
    lookout.time = LOOK_EVERY_SECONDS

    assert not lookout.is_due()


def test_after_a_while_it_is_tried_again_for_what_may_have_failed(lookout):
    lookout.time = AT_LEAST_EVERY_SECONDS

    assert lookout.is_due()
