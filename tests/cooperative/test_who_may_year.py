"""Role × state × object for the pages of officers, board, year's end, disclosure and small loans."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.urls import reverse

from cooperative.made_year import AT, booked, earned, house, officers, prepared, seat
from factories import OrganizationFactory, RepresentationFactory, UserFactory, user_as
from socialgoods.cooperative.actions import board, disclosure, loan, officer
from socialgoods.cooperative.models import Nominee, Steward
from socialgoods.cooperative.rules.board import Decision
from socialgoods.cooperative.urls import year as pages
from socialgoods.kernel import clock
from socialgoods.people.models import Role

from cooperative.made_year import decided  # isort: skip

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2019, 4, 2)

RUNS = {"steward", "chair"}
INSIDE = RUNS | {"auditor_of_it", "member", "representative", "officer", "auditor"}
EVERYONE = INSIDE | {"resident", "other_steward", "network", "anonymous"}

READ = {
    "officers": ("cooperative", INSIDE),
    "officer_new": ("cooperative", RUNS),
    "officer_elected": ("nominee", RUNS),
    "officer_step_down": ("director", RUNS),
    "recall_demand": ("director", RUNS),
    "recall_decide": ("recall", RUNS),
    "board": ("cooperative", INSIDE),
    "board_new": ("cooperative", RUNS),
    "board_meeting": ("meeting", INSIDE),
    "board_minutes": ("meeting", INSIDE),
    "year_ends": ("cooperative", INSIDE),
    "year_end": ("booked", INSIDE),
    "year_papers": ("booked", INSIDE),
    "year_report": ("booked", RUNS),
    "year_measure": ("booked", RUNS),
    "year_supply": ("booked", RUNS),
    "year_submit": ("booked", RUNS),
    "year_opinion": ("booked", {"auditor_of_it"}),
    "year_approve": ("booked", RUNS),
    "year_attach": ("booked", RUNS),
    "disclosure": ("booked", EVERYONE),
    "disclosure_version": ("version", EVERYONE),
    "disclosure_correct": ("booked", RUNS),
    "loans": ("cooperative", INSIDE),
    "loan_new": ("cooperative", RUNS),
    "loan_repay": ("loan", RUNS),
}
WRITE = {
    "year_prepare": ("booked", RUNS),
    "year_take_back": ("booked", RUNS),
    "year_book": ("booked", RUNS),
    "disclose": ("booked", RUNS),
}


@pytest.fixture
def here():
    """One co-operative with all that can be asked about, and one person in every role."""
    clock.set_today(TODAY)
    row, other = house(members=5), house()
    row.articles.update(loan_limit_won=200_000)
    people = {
        name: UserFactory() for name in ("steward", "chair", "auditor_of_it", "member", "resident", "other_steward")
    }
    Steward.objects.create(cooperative=row, user=people["steward"], starts_on=date(2018, 1, 1))
    Steward.objects.create(cooperative=other, user=people["other_steward"], starts_on=date(2018, 1, 1))
    representation = RepresentationFactory(organization=OrganizationFactory())
    row.members.filter(number=1).update(user=people["chair"])
    row.members.filter(number=4).update(user=people["auditor_of_it"])
    row.members.filter(number=5).update(organization=representation.organization)
    seats = officers(row)
    row.members.filter(number=3).update(user=people["member"])
    people |= {
        "representative": representation.user, "officer": user_as(Role.OFFICER), "auditor": user_as(Role.AUDITOR),
        "network": user_as(Role.NETWORK), "anonymous": None,
    }  # fmt: skip
    item = decided(row, "officers", kind="election", office="director")
    nominee = Nominee.objects.create(
        item=item, name="당선", member=row.members.get(number=5), number=1, is_elected=True
    )
    recall = officer.demand_recall(officer=seats[1], demanded_by=1, reason="까닭", on=TODAY, by=None, at=AT)
    meeting = board.record_meeting(
        cooperative=row, held_at=datetime(2018, 6, 1, 5, 0, tzinfo=UTC), present=seats[:2], decisions=[Decision("계획", 2)],
        by=None, at=AT,
    )  # fmt: skip
    lent = loan.lend(
        member=row.members.get(number=2), principal=1_000, rate=3, late_rate=12, on=date(2018, 3, 1), due_on=TODAY, key="one",
        by=None, at=AT,
    )  # fmt: skip
    earned(row, 1_000_000)
    disclosure.disclose(year_end=booked(row), by=None, at=AT)
    code = {"code": row.code}
    objects = {
        "cooperative": code, "nominee": code | {"pk": nominee.pk}, "director": code | {"pk": seats[1].pk},
        "recall": code | {"pk": recall.pk}, "meeting": code | {"pk": meeting.pk}, "booked": code | {"year": 2018},
        "version": code | {"year": 2018, "version": 1},
        "loan": code | {"pk": lent.pk},
    }  # fmt: skip
    return row, people, objects


def allowed(client, people, url, method):
    found = set()
    for name, user in people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        with transaction.atomic():
            answer = getattr(client, method)(url)
            transaction.set_rollback(True)
        if answer.status_code in {200, 409} or (answer.status_code == 302 and "login" not in answer.url):
            found.add(name)
        else:
            assert answer.status_code == (302 if user is None else 403), (name, answer.status_code)
    return found


def test_who_may_read_and_change_what(client, here):
    _row, people, objects = here

    found = {
        name: allowed(client, people, reverse(name, kwargs=objects[about]), "get")
        for name, (about, _who) in READ.items()
    }
    found |= {
        name: allowed(client, people, reverse(name, kwargs=objects[about]), "post")
        for name, (about, _who) in WRITE.items()
    }

    assert found == {name: who for name, (_about, who) in (READ | WRITE).items()}


def test_table_names_every_page():
    assert {pattern.name for pattern in pages.urlpatterns} == {*READ, *WRITE}


def test_paper_opinion_is_entered_by_who_runs_it_where_the_auditor_has_no_account(client, here):
    row, people, objects = here
    row.officers.filter(office="auditor").update(user=None)
    client.force_login(people["steward"])

    assert client.get(reverse("year_opinion", kwargs=objects["booked"])).status_code == 200


def test_officer_who_left_runs_nothing(client, here):
    row, people, objects = here
    officer.step_down(officer=row.officers.get(office="chair"), on=date(2019, 4, 1), why="사임", by=None, at=AT)
    client.force_login(people["chair"])

    assert client.get(reverse("officer_new", kwargs=objects["cooperative"])).status_code == 403


def test_another_cooperatives_rows_are_not_reached_through_ones_own(client, here):
    row, people, _objects = here
    other = house()
    stranger = seat(other, "director", "", member=other.members.first())
    client.force_login(people["steward"])

    assert client.get(reverse("officer_step_down", args=[row.code, stranger.pk])).status_code == 404
    assert prepared(other).cooperative_id == other.pk


def test_member_sees_only_the_own_loans(client, here):
    row, people, objects = here
    borrower = row.members.get(number=2)
    borrower.name = "빌린 조합원"
    borrower.save()
    url = reverse("loans", kwargs=objects["cooperative"])

    client.force_login(people["member"])
    assert "빌린 조합원" not in client.get(url).content.decode()
    row.members.filter(number=2).update(user=people["resident"])
    client.force_login(people["resident"])
    assert "빌린 조합원" in client.get(url).content.decode()
