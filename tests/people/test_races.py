"""Two at the same moment. SQLite lets one write after the other; PostgreSQL really runs both."""

import threading
from collections import Counter

import pytest
from django.db import connection, connections

from factories import UserFactory, user_as
from socialgoods.people.actions import code_sheets, roles
from socialgoods.people.models import Role, RoleAssignment, SheetCode

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def only_where_both_run():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's writers queue up")


def both_at_once(*deeds):
    """How the deeds ended: "done", or the name of the refusal."""
    ends, together = Counter(), threading.Barrier(len(deeds))

    def run(deed):
        together.wait()
        try:
            deed()
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


def test_two_coordinators_do_not_both_leave(today, now):
    leaving = [user_as(Role.COORDINATOR) for _ in range(2)]

    def leave(person):
        return lambda: roles.end_role(assignment=person.roles.get(), ends_on=today, by=person, at=now)

    assert both_at_once(*map(leave, leaving)) == {"done": 1, "RoleRefused": 1}
    assert RoleAssignment.objects.filter(role=Role.COORDINATOR, ends_on=None).count() == 1


def test_one_code_opens_once(today, now):
    person = UserFactory()
    _, codes = code_sheets.issue_sheet(user=person, checked_by="id_card", by=UserFactory(), at=now)

    def use():
        code_sheets.use_code(user=person, code=codes[0], by=person, at=now)

    assert both_at_once(use, use, use) == {"done": 1, "CodeRefused": 2}
    assert SheetCode.objects.exclude(used_at=None).count() == 1


def test_two_sheets_issued_at_once_leave_one_in_use(now):
    person, helper = UserFactory(), UserFactory()

    def issue():
        code_sheets.issue_sheet(user=person, checked_by="id_card", by=helper, at=now)

    assert both_at_once(issue, issue) == {"done": 2}
    assert person.code_sheets.filter(ended_at=None).count() == 1


def test_a_desk_is_handed_over_to_one_of_two(today, now):
    giver, first, second = user_as(Role.OFFICER), UserFactory(), UserFactory()

    def hand_to(receiver):
        return lambda: roles.hand_over_roles(from_user=giver, to_user=receiver, on=today, by=giver, at=now)

    assert both_at_once(hand_to(first), hand_to(second)) == {"done": 1, "RoleRefused": 1}
