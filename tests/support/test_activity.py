"""The centre's month: what is counted, what opens, what is not told."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from factories import (
    CallFactory,
    CaseloadFactory,
    CommitmentFactory,
    ContactFactory,
    OrganizationFactory,
    TaskFactory,
    user_as,
)
from socialgoods.people.models import Role
from socialgoods.support.actions import call as calls
from socialgoods.support.actions import commitment as commitments
from socialgoods.support.queries.activity import Month, activity
from socialgoods.support.rules.activity import Line, speaks_of_few, told

NOON = datetime(2018, 3, 20, 3, 0, tzinfo=UTC)


def line(label, *organizations, won=10):
    return Line((label,), len(organizations), won, frozenset(organizations))


def test_fewer_than_five_others_are_few_and_none_is_not():
    assert speaks_of_few(frozenset({1, 2, 3, 4}), frozenset())
    assert not speaks_of_few(frozenset({1, 2, 3, 4, 5}), frozenset())
    assert not speaks_of_few(frozenset({1, 2}), frozenset({1, 2}))
    assert speaks_of_few(frozenset(range(9)), frozenset(range(6)))
    assert not speaks_of_few(frozenset(), frozenset())


def test_small_lines_are_taken_together():
    lines = [line("가", 1, 2, 3), line("나", 4, 5), line("다", *range(10, 20))]

    assert told(lines, frozenset()) == [lines[2], Line((), 5, 20, frozenset(range(1, 6)))]


def test_one_small_line_takes_another_with_it_so_that_no_difference_gives_it_away():
    lines = [line("가", 1), line("나", *range(10, 16)), line("다", *range(20, 40))]

    assert told(lines, frozenset()) == [lines[2], Line((), 7, 20, frozenset({1, *range(10, 16)}))]


def test_what_stays_small_is_not_told_at_all():
    (rest,) = told([line("가", 1), line("나", 2)], frozenset())

    assert not rest.is_told


@pytest.fixture
def march(db):
    """Six visits, a call, two deliveries of which one was taken back, tasks, an invitation."""
    officer = user_as(Role.OFFICER)
    case = CaseloadFactory()
    for _ in range(6):
        ContactFactory(held_on=date(2018, 3, 1))
    ContactFactory(organization=case.organization, kind="call", held_on=date(2018, 3, 31), recorded_by=case.advisor)
    ContactFactory(held_on=date(2018, 4, 1))
    ContactFactory(held_on=date(2018, 3, 2), withdrawn_at=NOON, withdrawn_why="잘못")
    for number, cost in enumerate((300_000, 700_000)):
        row = CommitmentFactory(organization=case.organization, source="county:0.5+national:0.5")
        each = commitments.deliver(
            commitment=row,
            delivered_on=date(2018, 3, 10),
            what="상담",
            cost=cost,
            key=str(number),
            by=case.advisor,
            at=NOON,
        )
    commitments.take_back(delivery=each, reason="잘못", key="back", by=case.advisor, at=NOON)
    TaskFactory(organization=case.organization, due_on=date(2018, 3, 20))
    TaskFactory(organization=case.organization, due_on=date(2018, 3, 20), done_on=date(2018, 3, 19), done_by=officer)
    calls.invite(call=CallFactory(), organization=OrganizationFactory(), amount=1, origin="x", by=officer, at=NOON)
    return case


def test_a_month_counts_what_stands_between_its_first_and_its_last_day(march):
    found = activity(Month(2018, 3), known=None).figures

    counted = {name: (figure.value, figure.organizations, figure.won) for name, figure in found.items()}
    assert counted == {
        "contacts": (7, 7, None),
        "visits": (6, 6, None),
        "deliveries": (1, 1, 300_000),
        "tasks_done": (1, 1, None),
        "tasks_overdue": (1, 1, None),
        "invitations": (1, 1, None),
        "applications": (0, 0, None),
        "promises": (0, 0, 0),
    }


def test_an_advisor_counts_the_own_and_is_not_told_of_few_others(march):
    own = activity(Month(2018, 3, march.advisor), known=frozenset({march.organization_id})).figures
    whole = activity(Month(2018, 3), known=frozenset({march.organization_id})).figures

    assert (own["contacts"].value, own["deliveries"].won) == (1, 300_000)
    assert whole["contacts"].value == 7
    assert whole["invitations"].value is None


@pytest.mark.slow
def test_every_figure_of_the_page_opens_to_its_rows(client, march):
    client.force_login(user_as(Role.OFFICER))
    page = client.get(reverse("activity_report", args=[2018, 3])).content.decode()

    for figure in ("contacts", "visits", "deliveries", "tasks_done", "tasks_overdue", "invitations"):
        url = reverse("activity_rows", args=[2018, 3, figure])
        assert url in page
        assert "T0" in client.get(url).content.decode() or "시험 두레" in client.get(url).content.decode()
    assert "군비 50% + 국비 50%" in page
    assert client.get(reverse("activity_rows", args=[2018, 3, "nonsense"])).status_code == 404
    assert client.get("/activity/2018/13/").status_code == 404


@pytest.mark.slow
def test_a_line_opens_to_its_own_rows_only(client, march):
    client.force_login(user_as(Role.OFFICER))
    url = reverse("activity_rows", args=[2018, 3, "contacts"])

    whole, calls_only = client.get(url), client.get(url, {"only": "전화"})

    assert len(whole.context["rows"]) == 7
    assert [row["what"] for row in calls_only.context["rows"]] == ["전화"]


@pytest.mark.slow
def test_the_files_hold_the_figures_and_for_who_may_the_rows(client, march):
    client.force_login(user_as(Role.OFFICER))
    sheet = client.get(reverse("activity_report_file", args=[2018, 3, "xlsx"])).content
    paper = client.get(reverse("activity_report_file", args=[2018, 3, "pdf"])).content
    client.force_login(march.advisor)
    centre = client.get(reverse("activity_report_file", args=[2018, 3, "xlsx"]) + "?advisor=all").content

    def sheets(content):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(name.startswith("xl/worksheets/sheet") for name in archive.namelist())

    assert paper.startswith(b"%PDF")
    assert (sheets(sheet), sheets(centre)) == (11, 3)


@pytest.mark.slow
def test_the_way_to_the_report_leads_to_the_month_that_is_over(client, db):
    client.force_login(user_as(Role.OFFICER))

    assert client.get(reverse("activity"))["Location"].startswith("/activity/20")
