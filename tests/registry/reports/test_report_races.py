"""Two officers at the same moment. SQLite lets one write after the other; PostgreSQL really runs both."""

import threading
from collections import Counter

import pytest
from django.db import connection, connections

from factories import AnnualReportFactory, user_as
from registry.reports.conftest import NOON
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.registry.actions import report as actions
from socialgoods.registry.models import AnnualReport

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def only_where_both_run():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's writers queue up")


def both_at_once(report, *deeds):
    """How the deeds ended, each on its own connection and with its own copy of the report, read before either wrote."""
    ends, together = Counter(), threading.Barrier(len(deeds))

    def run(deed):
        mine = AnnualReport.objects.select_related("organization").get(pk=report.pk)
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


def names():
    return sorted(Event.objects.filter(name__startswith="registry.report").values_list("name", flat=True))


@pytest.mark.parametrize("_round", range(5))
def test_of_two_who_confirm_one_wins_and_the_other_is_told(_round):
    report = AnnualReportFactory(state="submitted")
    officers = [user_as(Role.OFFICER) for _ in range(2)]

    def confirm(officer):
        return lambda mine: actions.confirm(report=mine, seen=report.submitted_at, by=officer, at=NOON)

    assert both_at_once(report, *map(confirm, officers)) == {"done": 1, "IllegalTransition": 1}
    assert names() == ["registry.report.confirmed"]


@pytest.mark.parametrize("_round", range(5))
def test_a_report_is_not_confirmed_and_returned_at_once(_round):
    report, officer = AnnualReportFactory(state="submitted"), user_as(Role.OFFICER)

    ends = both_at_once(
        report,
        lambda mine: actions.confirm(report=mine, seen=report.submitted_at, by=officer, at=NOON),
        lambda mine: actions.return_(report=mine, seen=report.submitted_at, reason="다시", by=officer, at=NOON),
    )

    assert ends == {"done": 1, "IllegalTransition": 1}
    assert len(names()) == 1


@pytest.mark.parametrize("_round", range(5))
def test_of_two_who_save_one_is_told(_round):
    report = AnnualReportFactory(state="draft", saved_at=None)
    editors = [user_as(Role.OFFICER) for _ in range(2)]

    def save(number):
        return lambda mine: actions.save(
            report=mine,
            changes={"sales_private": number},
            seen=None,
            sitting=f"{number}" * 32,
            by=editors[number],
            at=NOON,
        )

    assert both_at_once(report, save(0), save(1)) == {"done": 1, "SavedMeanwhile": 1}


def test_starting_the_same_year_twice_at_once_leaves_one_report():
    report, user = AnnualReportFactory(fiscal_year=2015), user_as(Role.OFFICER)

    def start(mine):
        actions.start(organization=mine.organization, year=2017, by=user, at=NOON)

    assert both_at_once(report, start, start) == {"done": 2}
    assert AnnualReport.objects.filter(fiscal_year=2017).count() == 1
