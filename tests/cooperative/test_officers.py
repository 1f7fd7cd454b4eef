"""Officers in office, recalled, followed; the board's meetings."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from cooperative.made_year import AT, decided, house, officers, seat
from factories import UserFactory
from socialgoods.cooperative.actions import board, officer
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import BoardMeeting, Consent, Nominee, Officer, Recall
from socialgoods.cooperative.queries import officers as queries
from socialgoods.cooperative.rules.board import Decision
from socialgoods.ledger import permissions as books
from socialgoods.ledger.actions import keeper
from socialgoods.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = date(2018, 6, 1)


def test_elected_nominees_take_office_once():
    row = house()
    item = decided(row, "officers", kind="election", office="director", seats=2)
    for number, member in enumerate(row.members.order_by("number")[:3], 1):
        Nominee.objects.create(item=item, member=member, name=member.name, number=number, is_elected=number < 3)

    first = officer.elect(item=item, starts_on=DAY, by=None, at=AT)
    again = officer.elect(item=item, starts_on=DAY, by=None, at=AT)

    assert first == again
    assert [row.name for row in queries.officers_on(row, DAY)] == ["조합원1", "조합원2"]
    assert {row.term_ends_on for row in first} == {date(2021, 6, 1)}


def test_founder_is_elected_chair_before_the_membership_begins():
    """§34: whoever filed a consent form is a member once the shares are paid."""
    row = house()
    consent = Consent.objects.create(
        cooperative=row, name="발기인", stakeholder="producer", shares=1, filed_on=date(2017, 10, 1)
    )
    item = decided(row, "officers", kind="election", office="chair")
    Nominee.objects.create(item=item, consent=consent, name="발기인", number=1, is_elected=True)

    (found,) = officer.elect(item=item, starts_on=DAY, by=None, at=AT)
    consent.member = row.members.first()
    consent.save()

    assert not found.is_outside
    assert list(queries.same_person(row, member=consent.member, user_id=None, name="")) == [found]


def test_who_was_not_elected_takes_no_office():
    row = house()
    item = decided(row, "officers", kind="election", office="director")
    nominee = Nominee.objects.create(item=item, name="낙선", number=1, is_elected=False)

    with pytest.raises(NotLawful, match="당선되지"):
        officer.take_office(cooperative=row, office="director", nominee=nominee, starts_on=DAY, by=None, at=AT)


@pytest.mark.parametrize(("subject", "is_passed"), [("officers", False), ("budget", True)])
def test_office_rests_on_a_passed_item_about_officers(subject, is_passed):
    row = house()

    with pytest.raises(NotLawful):
        seat(row, "director", "", member=row.members.first(), item=decided(row, subject, is_passed=is_passed))


def test_officers_are_known_as_of_any_day():
    row = house()
    first = officers(row)[0]
    officer.step_down(officer=first, on=date(2018, 8, 1), why="사임", by=None, at=AT)

    assert queries.chair_on(row, date(2018, 7, 31)) == first
    assert queries.chair_on(row, date(2018, 8, 1)) is None
    assert (
        "이사장이 없습니다"
        in queries.vacancies(row, queries.officers_on(row, date(2018, 8, 1)), date(2018, 8, 1))[0].text
    )
    assert queries.vacancies(row, queries.officers_on(row, DAY), DAY) == []


def test_officer_with_an_account_reads_the_books_while_in_office():
    """§39: an auditor looks into the books; a re-elected officer goes on reading."""
    row, user = house(), UserFactory()
    member = row.members.order_by("number")[2]
    found = seat(row, "auditor", "", member=member, user=user, starts_on=date(2018, 3, 1))
    again = seat(row, "auditor", "", member=member, user=user, starts_on=date(2019, 3, 1))
    officer.step_down(officer=again, on=date(2019, 8, 1), why="사임", by=None, at=AT)

    assert found.user == user
    for day, role in (
        (date(2018, 2, 28), ""),
        (date(2019, 2, 28), "reader"),
        (date(2019, 7, 31), "reader"),
        (date(2019, 8, 1), ""),
    ):
        assert books.role_in(User.objects.get(pk=user.pk), row.entity, day) == role


def test_officer_who_keeps_the_books_goes_on_keeping_them():
    row, user = house(), UserFactory()
    keeper.appoint(entity=row.entity, user=user, starts_on=date(2018, 2, 1), by=None, at=AT)

    found = seat(row, "director", "", member=row.members.order_by("number")[1], user=user, starts_on=date(2018, 3, 1))
    officer.step_down(officer=found, on=date(2018, 8, 1), why="사임", by=None, at=AT)

    assert books.may_keep(user, row.entity, date(2018, 8, 2))


def test_second_chair_waits_until_the_first_has_left():
    """§34①."""
    row = house()
    officers(row)
    other = row.members.order_by("number")[1]

    with pytest.raises(NotLawful, match="임기가"):
        seat(row, "chair", "", member=other, starts_on=DAY)


def test_chair_whose_term_is_over_is_followed_on_the_day():
    row = house()
    first = officers(row)[0]
    other = row.members.order_by("number")[1]

    found = seat(row, "chair", "", member=other, starts_on=first.term_ends_on)

    first.refresh_from_db()
    assert (first.ends_on, queries.chair_on(row, first.term_ends_on)) == (first.term_ends_on, found)
    assert not Officer.objects.running_on(found.starts_on).filter(member=other, office="director").exists()


def test_chair_of_three_terms_is_not_elected_again():
    """§35."""
    row = house()
    member = row.members.first()
    for start in (date(2018, 1, 10), date(2021, 1, 10), date(2024, 1, 10)):
        seat(row, "chair", "", member=member, starts_on=start)

    with pytest.raises(NotLawful, match="연임"):
        seat(row, "chair", "", member=member, starts_on=date(2027, 1, 10))


def test_director_is_not_elected_auditor():
    """§44."""
    row = house()
    officers(row)

    with pytest.raises(NotLawful, match="겸할"):
        seat(row, "auditor", "", member=row.members.order_by("number")[1], starts_on=DAY)


def test_chair_of_another_cooperative_is_found_by_the_account():
    """§44."""
    user, row, other = UserFactory(), house(), house()
    for each in (row, other):
        each.members.filter(number=1).update(user=user)
    seat(row, "chair", "", member=row.members.get(number=1))

    with pytest.raises(NotLawful, match="다른 협동조합"):
        seat(other, "chair", "", member=other.members.get(number=1))


def test_recall_is_demanded_once_and_decided_by_the_assembly():
    """§40."""
    row = house()
    found = officers(row)[1]
    asked = {"officer": found, "demanded_by": 1, "reason": "회의에 나오지 않음", "on": DAY, "by": None, "at": AT}
    demand = officer.demand_recall(**asked)
    assert officer.demand_recall(**asked) == demand

    officer.recall(recall=demand, item=decided(row, "recall", about=found.member), by=None, at=AT)

    found.refresh_from_db()
    assert (found.ends_on, found.why_ended) == (date(2019, 3, 20), "총회가 해임함")


def test_recall_that_the_assembly_refused_leaves_the_officer_in_office():
    """§40."""
    row = house()
    found = officers(row)[1]
    demand = officer.demand_recall(officer=found, demanded_by=1, reason="까닭", on=DAY, by=None, at=AT)

    officer.recall(recall=demand, item=decided(row, "recall", is_passed=False), by=None, at=AT)

    found.refresh_from_db()
    assert found.ends_on is None
    assert Recall.objects.get().decided_on == date(2019, 3, 20)


def test_recall_by_an_item_about_somebody_else_is_refused():
    """§40."""
    row = house()
    found = officers(row)[1]
    demand = officer.demand_recall(officer=found, demanded_by=1, reason="까닭", on=DAY, by=None, at=AT)

    with pytest.raises(NotLawful):
        officer.recall(recall=demand, item=decided(row, "recall", about=row.members.get(number=4)), by=None, at=AT)


def test_change_of_officers_is_to_be_registered_in_three_weeks():
    """§64①, §110."""
    row = house()
    officers(row)

    (change,) = queries.changes_to_register(row, date(2018, 1, 20))

    assert (change.on, change.due_on, len(change.names)) == (date(2018, 1, 10), date(2018, 1, 31), 4)


def meeting(row, came, *decisions, hour=5):
    moment = datetime(2018, 6, 1, hour, 0, tzinfo=UTC)
    return board.record_meeting(cooperative=row, held_at=moment, present=came, decisions=decisions, by=None, at=AT)


def test_board_meeting_is_written_once_with_its_results():
    """§32④."""
    row = house()
    rows = officers(row)

    found = meeting(row, rows[:2], Decision("사업계획", yes=2), Decision("차입", yes=1, no=1))

    assert [each["is_passed"] for each in found.decisions] == [True, False]
    assert meeting(row, rows[:3]) == found
    assert BoardMeeting.objects.count() == 1


def test_board_without_its_majority_decides_nothing():
    """§32④."""
    row = house()
    rows = officers(row)

    with pytest.raises(NotLawful, match="과반수"):
        meeting(row, rows[:1], Decision("사업계획", yes=1))


def test_auditor_is_not_counted_on_the_board():
    """§44."""
    row = house()

    with pytest.raises(NotLawful, match="이사가 아닌"):
        meeting(row, officers(row)[1:], Decision("사업계획", yes=2))


def test_database_keeps_one_chair_and_one_open_demand():
    row = house()
    first = officers(row)[0]
    fields = {"cooperative": row, "name": "둘째", "starts_on": DAY, "term_ends_on": DAY + timedelta(days=365)}
    Recall.objects.create(officer=first, demanded_on=DAY, demanded_by=1, reason="까닭")

    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.create(office="chair", **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recall.objects.create(officer=first, demanded_on=DAY, demanded_by=1, reason="까닭")
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.create(office="director", **fields | {"term_ends_on": DAY})
