"""An assembly is prepared, told, put off, called off, opened and closed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from cooperative import meeting as made
from factories import RepresentationFactory, UserFactory
from socialgoods.cooperative.actions import assembly as actions
from socialgoods.cooperative.actions import demand as demands
from socialgoods.cooperative.actions import letters, presence
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import AgendaItem, Articles, Assembly, Demand, Member, ShareLot, Telling
from socialgoods.cooperative.queries import assembly as queries
from socialgoods.cooperative.queries import demand as demand_queries
from socialgoods.cooperative.queries import told
from socialgoods.kernel.models import Event
from socialgoods.kernel.states import IllegalTransition
from socialgoods.people import sms

pytestmark = pytest.mark.django_db
LATER = made.HELD + timedelta(days=14)


def leave(member, on):
    Member.objects.filter(pk=member.pk).update(ends_on=on)


def test_from_the_draft_to_the_close_everything_leaves_an_event():
    row = made.closed()

    assert row.state == "closed"
    names = set(Event.objects.filter(subject_type="cooperative.assembly").values_list("name", flat=True))
    assert names >= {f"cooperative.assembly.{what}" for what in ("drafted", "called", "opened", "closed")}


def test_the_roll_is_fixed_by_the_record_date():
    owner = made.cooperative(3)
    made.joined(owner, 1, since=date(2018, 3, 2))

    row = made.called(owner)

    assert [each.number for each in made.roll(row)] == [1, 2, 3]


def test_who_left_the_cooperative_before_the_day_has_no_vote_and_stands_for_nobody():
    owner = made.cooperative(4)
    row = made.called(owner)
    first, second, *_ = made.roll(row)
    presence.give_proxy(attendance=second, kind="member", holder=first, is_written=True, by=None, at=made.DRAFTED)
    leave(first.member, date(2018, 3, 10))

    row = actions.open_assembly(assembly=row, by=None, at=made.HELD)

    assert [(each.number, each.channel, each.proxy) for each in made.roll(row)] == [
        (2, "", None),
        (3, "", None),
        (4, "", None),
    ]
    assert Telling.objects.filter(attendance=None, name=first.name).count() == 0


def test_the_agenda_stands_once_it_is_told_art_28_5():
    row = made.called()
    item = row.items.get()

    for act in (
        lambda: actions.add_item(assembly=row, title="늦은 안건", by=None, at=made.DRAFTED),
        lambda: actions.change_item(item=item, fields={"title": "다른 안건"}, by=None, at=made.DRAFTED),
        lambda: actions.remove_item(item=item, by=None, at=made.DRAFTED),
        lambda: actions.change(assembly=row, fields={"place": "다른 곳"}, by=None, at=made.DRAFTED),
    ):
        with pytest.raises(NotLawful, match="제28조"):
            act()


def test_before_that_it_may_be_changed_and_numbers_stay_without_a_gap():
    row = made.drafted(items=3)
    first, second, third = row.items.order_by("number")

    actions.change_item(item=third, fields={"title": "마지막"}, by=None, at=made.DRAFTED)
    actions.remove_item(item=first, by=None, at=made.DRAFTED)
    actions.change(assembly=row, fields={"place": "군청"}, by=None, at=made.DRAFTED)

    assert list(row.items.order_by("number").values_list("number", "title")) == [(1, second.title), (2, "마지막")]
    assert Assembly.objects.get(pk=row.pk).place == "군청"


def test_articles_that_ask_for_two_weeks_are_kept_art_28_5():
    owner = made.cooperative()
    Articles.objects.filter(cooperative=owner).update(notice_days=14)
    row = made.drafted(owner)

    with pytest.raises(NotLawful, match="14일 전"):
        actions.call(assembly=row, called_on=date(2018, 3, 7), by=None, at=made.DRAFTED)
    assert actions.call(assembly=row, called_on=date(2018, 3, 6), by=None, at=made.DRAFTED).state == "called"


@pytest.mark.parametrize("state", ["founding", "assembled", "filed", "accepted", "abandoned", "dissolved"])
def test_only_a_registered_cooperative_calls_its_members(state):
    owner = made.cooperative(state=state)

    with pytest.raises(NotLawful):
        made.drafted(owner)


def test_a_founding_assembly_is_not_called_a_second_time_after_the_registration_art_85():
    with pytest.raises(NotLawful, match="창립총회"):
        made.drafted(kind="founding")


def test_one_that_was_dissolved_meanwhile_is_not_called_any_more():
    row = made.drafted()
    row.cooperative.state = "dissolved"
    row.cooperative.save()

    with pytest.raises(NotLawful, match="해산"):
        actions.call(assembly=row, by=None, at=made.DRAFTED)


def test_called_twice_at_once_it_is_called_once():
    row = made.drafted()
    stale = Assembly.objects.get(pk=row.pk)
    actions.call(assembly=row, by=None, at=made.DRAFTED)

    with pytest.raises(IllegalTransition):
        actions.call(assembly=stale, by=None, at=made.DRAFTED)
    assert row.roll.count() == 10


def test_it_opens_on_its_day_only():
    row = made.called()

    for at in (made.HELD - timedelta(days=1), made.HELD + timedelta(days=1)):
        with pytest.raises(NotLawful, match="알린 날"):
            actions.open_assembly(assembly=row, by=None, at=at)


def test_put_off_it_is_told_anew_as_long_before():
    row = made.called()

    with pytest.raises(NotLawful, match="7일 전"):
        actions.postpone(assembly=row, held_at=LATER, reason="눈", called_on=date(2018, 3, 28), by=None, at=made.HELD)
    row = actions.postpone(
        assembly=row, held_at=LATER, place="군청", reason="눈이 많이 옵니다.", called_on=date(2018, 3, 19), by=None, at=made.HELD
    )  # fmt: skip

    assert (row.state, row.held_at, row.postponed_from, row.place) == ("called", LATER, made.HELD, "군청")
    assert row.called_on == date(2018, 3, 19)
    assert actions.open_assembly(assembly=row, by=None, at=LATER).state == "open"


@pytest.mark.parametrize("act", [actions.postpone, actions.cancel])
def test_putting_off_and_calling_off_want_a_reason(act):
    row = made.called()
    more = {"held_at": LATER} if act is actions.postpone else {}

    with pytest.raises(NotLawful, match="까닭"):
        act(assembly=row, reason=" ", by=None, at=made.DRAFTED, **more)


def test_what_has_opened_is_neither_put_off_nor_called_off():
    row = made.opened()

    with pytest.raises(NotLawful):
        actions.postpone(assembly=row, held_at=LATER, reason="눈", by=None, at=made.HELD)
    with pytest.raises(IllegalTransition):
        actions.cancel(assembly=row, reason="눈", by=None, at=made.HELD)


def test_while_a_vote_runs_it_does_not_close():
    row = made.opened(here=6)
    AgendaItem.objects.filter(assembly=row).update(state="voting")

    with pytest.raises(NotLawful, match="제29조"):
        actions.close_assembly(assembly=row, by=None, at=made.HELD)


def test_the_year_that_lacks_its_ordinary_assembly_is_named_art_28():
    owner = made.cooperative()

    assert queries.lacks_ordinary(owner, date(2018, 3, 1), 12) == 2017
    made.opened(owner)
    assert queries.lacks_ordinary(owner, date(2018, 4, 1), 12) is None
    assert queries.lacks_ordinary(owner, date(2019, 1, 1), 12) == 2018


def test_before_its_first_year_has_ended_nothing_is_missing():
    assert queries.lacks_ordinary(made.cooperative(registered_on=date(2018, 1, 2)), date(2018, 12, 31), 12) is None


def weighted(**votes):
    owner = made.cooperative(3, is_federation=True)
    Articles.objects.filter(cooperative=owner).update(more={"votes": votes})
    return owner


def test_a_federation_weighs_votes_by_the_shares_on_the_record_date_art_115_2():
    owner = weighted(by_shares=[[100, 2], [500, 3]])
    for member, shares in zip(owner.members.order_by("number"), (10, 100, 700), strict=True):
        ShareLot.objects.create(member=member, shares=shares, price_won=10_000, starts_on=date(2018, 1, 2))

    assert [row.votes for row in made.roll(made.called(owner))] == [1, 2, 3]


def test_or_by_a_table_in_its_articles_and_nobody_else_weighs_anything_art_75():
    assert [row.votes for row in made.roll(made.called(weighted(by_member={"2": 5})))] == [1, 5, 1]
    plain = made.cooperative(2)
    Articles.objects.filter(cooperative=plain).update(more={"votes": {"by_member": {"2": 5}}})
    assert [row.votes for row in made.roll(made.called(plain))] == [1, 1]


@pytest.fixture
def reachable(settings):
    """Members by how they can be reached: telephone, e-mail, an account without either, an organisation with a representative, nothing."""
    settings.SMS_WAY = "memory"
    sms.outbox.clear()
    owner = made.cooperative(5)
    phone, silent = UserFactory(email=""), UserFactory(email="")
    phone.put_phone("010-1234-5678", verified=True)
    phone.save()
    firm = RepresentationFactory(user=UserFactory(email="firm@example.org"))
    for number, fields in enumerate(
        ({"user": phone}, {"user": UserFactory(email="one@example.org")}, {"user": silent}, {"organization": firm.organization}), 1
    ):  # fmt: skip
        Member.objects.filter(cooperative=owner, number=number).update(**fields)
    return owner


@pytest.mark.slow
def test_everybody_is_told_by_the_way_there_is_and_it_is_written_down(reachable, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = made.called(reachable)

    ways = list(Telling.objects.order_by("name", "way").values_list("name", "way", "of"))
    assert ways == [
        ("조합원001", "site", "called"), ("조합원001", "sms", "called"), ("조합원002", "email", "called"),
        ("조합원002", "site", "called"), ("조합원003", "site", "called"), ("조합원004", "email", "called"),
        ("조합원004", "site", "called"),
    ]  # fmt: skip
    assert len(sms.outbox) == 1
    assert "마을회관" in sms.outbox[0].text
    assert sorted(each.to[0] for each in mail.outbox) == ["firm@example.org", "one@example.org"]
    assert [each.number for each in told.not_told(row, "called")] == [3, 5]
    letters.send(assembly=row, of="called", at=made.DRAFTED)
    assert (len(sms.outbox), len(mail.outbox)) == (1, 2)


def test_for_days_that_are_past_no_letters_leave(reachable, django_capture_on_commit_callbacks):
    row = made.drafted(reachable)
    with django_capture_on_commit_callbacks(execute=True):
        actions.call(assembly=row, sends=False, by=None, at=made.DRAFTED)

    assert (sms.outbox, mail.outbox) == ([], [])
    assert set(row.tellings.values_list("way", flat=True)) == {"site"}


@pytest.mark.slow
def test_a_new_day_and_the_end_are_told_to_all_as_well(reachable, django_capture_on_commit_callbacks):
    row = made.called(reachable)
    with django_capture_on_commit_callbacks(execute=True):
        row = actions.postpone(assembly=row, held_at=LATER, reason="눈이 옵니다", by=None, at=made.DRAFTED)
    with django_capture_on_commit_callbacks(execute=True):
        actions.cancel(assembly=row, reason="의장이 아픕니다", by=None, at=made.DRAFTED)

    assert ["눈이 옵니다" in each.text or "아픕니다" in each.text for each in sms.outbox] == [True, True]
    assert Assembly.objects.get(pk=row.pk).cancelled_why == "의장이 아픕니다"


def test_a_draft_that_is_dropped_is_told_to_nobody(django_capture_on_commit_callbacks):
    row = made.drafted(made.cooperative(2, accounts=True))
    with django_capture_on_commit_callbacks() as left:
        actions.cancel(assembly=row, reason="다음에", by=None, at=made.DRAFTED)

    assert (left, row.tellings.count()) == ([], 0)


def test_told_by_post_or_by_hand_is_written_down_once_each():
    row = made.called()
    rows = made.roll(row)[:2]

    for _ in range(2):
        letters.note_told(assembly=row, rows=rows, way="post", by=None, at=made.DRAFTED)

    assert Telling.objects.filter(way="post").count() == 2
    assert told.not_told(row, "called").count() == 8
    with pytest.raises(NotLawful):
        letters.note_told(assembly=made.drafted(), rows=[], way="post", by=None, at=made.DRAFTED)


def demand(owner, member=1):
    return demands.begin(
        cooperative=owner, member=owner.members.get(number=member), purpose="창고 임차", reason="함께 정합시다.", by=None,
        at=made.DRAFTED,
    )  # fmt: skip


def sign(row, number):
    return demands.sign(demand=row, member=row.cooperative.members.get(number=number), by=None, at=made.DRAFTED)


def test_a_fifth_of_the_members_makes_the_chair_call_art_28():
    owner = made.cooperative(10)
    row = demand(owner)
    with pytest.raises(NotLawful, match="2명 이상"):
        demands.answer(demand=row, held_at=made.HELD, place="마을회관", by=None, at=made.DRAFTED)
    sign(row, 2)
    sign(row, 2)

    row.refresh_from_db()
    count = demand_queries.count(row, date(2018, 3, 1))
    assert (count.signed, count.needed, count.call_by) == (2, 2, date(2018, 3, 15))
    found = demands.answer(demand=row, held_at=made.HELD, place="마을회관", by=None, at=made.DRAFTED)
    assert (found.kind, found.demanded_by, found.items.get().title) == ("extraordinary", 2, "창고 임차")
    with pytest.raises(NotLawful, match="이미 끝났습니다"):
        sign(row, 3)


def test_who_is_no_member_does_not_demand_and_who_takes_back_does_not_count():
    owner = made.cooperative(10)
    row = demand(owner)
    leave(owner.members.get(number=2), date(2018, 2, 1))
    with pytest.raises(NotLawful, match="조합원인 사람만"):
        sign(row, 2)
    sign(row, 3)
    demands.take_back(demand=row, member=owner.members.get(number=3), by=None, at=made.DRAFTED)
    demands.take_back(demand=row, member=owner.members.get(number=1), by=None, at=made.DRAFTED)

    row = Demand.objects.get(pk=row.pk)
    assert (row.reached_on, row.ended_on) == (None, date(2018, 3, 1))
    assert demand_queries.open_of(owner) == []


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("roll_member_once", lambda row: {"member": row.member, "name": "또"}),
        ("roll_of_whom", lambda row: {"name": "아무도"}),
    ],
)
def test_the_roll_refuses_what_must_never_be(name, fields):
    row = made.roll(made.called())[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.create(assembly=row.assembly, **fields(row))


@pytest.mark.parametrize(
    "fields",
    [
        {"channel": "proxy"},
        {"channel": "in_person", "left_at": made.HELD},
        {"channel": "in_person", "arrived_at": made.HELD, "left_at": made.HELD - timedelta(hours=1)},
        {"arrived_at": made.HELD},
        {"number": 2},
    ],
)
def test_a_row_of_the_roll_refuses_what_must_never_be(fields):
    row = made.roll(made.called())[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**fields)


def test_nobody_is_the_own_proxy_in_the_database_either():
    row = made.roll(made.called())[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(proxy=row)


@pytest.mark.parametrize("fields", [{"ended_on": date(2018, 3, 1), "reached_on": date(2018, 3, 2)}])
def test_a_demand_ends_after_it_was_reached(fields):
    row = demand(made.cooperative())

    with pytest.raises(IntegrityError), transaction.atomic():
        Demand.objects.filter(pk=row.pk).update(**fields)


def test_a_demand_is_met_or_ended_not_both():
    row = demand(made.cooperative())

    with pytest.raises(IntegrityError), transaction.atomic():
        Demand.objects.filter(pk=row.pk).update(ended_on=date(2018, 3, 2), assembly=made.drafted())


def test_a_moment_is_kept_with_its_zone():
    assert made.called().held_at == datetime(2018, 3, 20, 5, 0, tzinfo=UTC)
