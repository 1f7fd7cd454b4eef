"""Who comes, who leaves, who stands for whom; and what the law of the day allows."""

from datetime import date, timedelta

import pytest

from cooperative import meeting as made
from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.actions import delegates, presence
from socialgoods.cooperative.actions.assembly import add_item, call, change, draft
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import Articles, Assembly, Attendance, Delegate, Paper
from socialgoods.cooperative.queries import assembly as queries
from socialgoods.kernel.dated import Dated, Since

pytestmark = pytest.mark.django_db
AT = made.HELD + timedelta(minutes=5)
SOON = AT + timedelta(minutes=10)


def quorum(row, at=SOON):
    found = queries.presence(row, at)
    return (found.present, found.entitled, found.by_channel)


def give(row, to=None, *, at=AT, **more):
    more = {"kind": "member", "holder": to} if to is not None else {"kind": "family", "name": "박서준"} | more
    return presence.give_proxy(attendance=row, is_written=True, by=None, at=at, **more)


def promise(row, to, *, at=made.DRAFTED):
    return presence.promise_proxy(attendance=row, kind="member", holder=to, by=None, at=at)


def arrive(row, *, at=AT, **more):
    return presence.arrive(attendance=row, by=None, at=at, **more)


def test_in_person_and_by_proxy_count_alike_art_23_4():
    row = made.opened(here=3)
    roll = made.roll(row)
    give(roll[5], roll[0])
    give(roll[6])

    assert quorum(row) == (5, 10, {"in_person": 3, "proxy": 2})


def test_who_leaves_counts_no_more_nor_whom_he_or_she_stood_for():
    row = made.opened(here=3)
    roll = made.roll(row)
    give(roll[5], roll[0])
    presence.leave(attendance=roll[0], by=None, at=SOON)

    assert quorum(row, AT)[0] == 4
    assert quorum(row, SOON)[0] == 2
    arrive(roll[0], at=SOON + timedelta(minutes=1))
    presence.admit_proxy(attendance=roll[5], by=None, at=SOON + timedelta(minutes=1))
    assert quorum(row, SOON + timedelta(minutes=2))[0] == 4


def test_arriving_twice_is_arriving_once():
    row = made.opened(here=1)
    first = arrive(made.roll(row)[0])
    arrive(made.roll(row)[0], at=SOON)

    assert Attendance.objects.get(pk=first.pk).arrived_at == made.HELD


def test_whoever_comes_after_all_needs_no_proxy():
    row = made.opened(here=1)
    roll = made.roll(row)
    give(roll[5], roll[0])
    arrive(roll[5], at=SOON)

    found = Attendance.objects.get(pk=roll[5].pk)
    assert (found.channel, found.proxy, found.proxy_kind) == ("in_person", None, "")


def test_one_principal_for_one_proxy_art_23_3():
    row = made.opened(here=2)
    roll = made.roll(row)
    give(roll[5], roll[0])

    with pytest.raises(NotLawful, match="제23조제3항"):
        give(roll[6], roll[0])
    assert quorum(row)[0] == 3


def test_a_spoken_proxy_is_none_art_23_4():
    row = made.called()
    roll = made.roll(row)

    with pytest.raises(NotLawful, match="제23조제4항"):
        presence.give_proxy(
            attendance=roll[1], kind="member", holder=roll[0], is_written=False, by=None, at=made.DRAFTED
        )


def test_announced_on_a_phone_it_keeps_the_place_and_counts_with_the_paper_art_23_4():
    row = made.called()
    roll = made.roll(row)
    promise(roll[5], roll[0])
    with pytest.raises(NotLawful, match="제23조제3항"):
        promise(roll[6], roll[0])
    row = made.assemblies.open_assembly(assembly=row, by=None, at=made.HELD)
    with pytest.raises(NotLawful, match="먼저 나와야"):
        presence.admit_proxy(attendance=roll[5], by=None, at=AT)
    arrive(roll[0])

    assert quorum(row)[0] == 1
    presence.admit_proxy(attendance=roll[5], by=None, at=AT)
    assert quorum(row) == (2, 10, {"in_person": 1, "proxy": 1})
    assert Attendance.objects.get(pk=roll[5].pk).proxy_paper


def test_who_gives_a_proxy_holds_none_art_23_2():
    row = made.called()
    roll = made.roll(row)
    promise(roll[0], roll[1])

    with pytest.raises(NotLawful, match="제23조제2항"):
        promise(roll[2], roll[0])


def test_a_stranger_of_another_assembly_is_no_member_here_art_23_2():
    row, other = made.called(), made.called()

    with pytest.raises(NotLawful, match="제23조제2항"):
        promise(made.roll(row)[0], made.roll(other)[0])


def test_family_has_a_name_art_23_2():
    with pytest.raises(NotLawful, match="제23조제2항"):
        give(made.roll(made.called())[0], name=" ", at=made.DRAFTED)


def test_a_proxy_given_before_the_day_counts_when_the_holder_has_come():
    row = made.called()
    roll = made.roll(row)
    give(roll[5], roll[0], at=made.DRAFTED)
    row = made.assemblies.open_assembly(assembly=row, by=None, at=made.HELD)

    assert quorum(row)[0] == 0
    arrive(roll[0])
    presence.admit_proxy(attendance=roll[5], by=None, at=AT)
    assert quorum(row)[0] == 2


def test_a_proxy_is_taken_back_and_the_place_is_free_again():
    row = made.called()
    roll = made.roll(row)
    promise(roll[5], roll[0])
    presence.take_back_proxy(attendance=roll[5], by=None, at=made.DRAFTED)
    promise(roll[6], roll[0])

    assert list(row.roll.exclude(proxy=None).values_list("number", flat=True)) == [7]
    with pytest.raises(NotLawful, match="정하지 않았습니다"):
        presence.admit_proxy(attendance=made.roll(made.opened())[0], by=None, at=AT)


def test_on_the_own_phone_the_number_on_the_wall_says_that_one_is_there():
    row = made.opened()
    first = made.roll(row)[0]

    with pytest.raises(NotLawful, match="참석 번호"):
        presence.check_in(attendance=first, code="000000" if row.door_code != "000000" else "1", by=None, at=AT)
    presence.check_in(attendance=first, code=row.door_code, by=None, at=AT)
    assert quorum(row)[0] == 1


@pytest.mark.parametrize("channel", ["paper", "electronic"])
def test_what_the_law_of_the_day_does_not_know_is_refused_by_its_article_art_23(channel):
    row = made.opened()
    Articles.objects.update(allows_written_votes=True, allows_electronic_votes=True)

    with pytest.raises(NotLawful, match="제23조"):
        arrive(made.roll(row)[0], channel=channel)
    assert queries.other_ways(row, date(2018, 3, 20)) == set()


@pytest.mark.parametrize(
    ("channel", "field"), [("paper", "allows_written_votes"), ("electronic", "allows_electronic_votes")]
)
def test_once_the_law_allows_it_the_articles_open_it(channel, field, monkeypatch):
    opened = Since(date(2018, 3, 1), frozenset({"in_person", "proxy", channel}), source="시험")
    monkeypatch.setattr(parameters, "VOTING_WAYS", Dated(*parameters.VOTING_WAYS.values, opened))
    row = made.opened()
    with pytest.raises(NotLawful, match="정관"):
        arrive(made.roll(row)[0], channel=channel)
    Articles.objects.update(**{field: True})

    arrive(made.roll(row)[0], channel=channel)

    assert quorum(row) == (1, 10, {channel: 1})
    assert queries.other_ways(row, date(2018, 3, 20)) == {channel}
    assert queries.other_ways(row, date(2018, 2, 1)) == set()


@pytest.mark.parametrize("act", [presence.arrive, presence.leave, presence.admit_proxy])
def test_nobody_comes_or_goes_before_it_opens_or_after_it_closed(act):
    for row in (made.called(), made.closed()):
        with pytest.raises(NotLawful):
            act(attendance=made.roll(row)[0], by=None, at=AT)


def test_what_members_say_beforehand_is_counted_and_binds_nobody():
    row = made.called()
    roll = made.roll(row)
    presence.plan(attendance=roll[0], plan="come", by=None, at=made.DRAFTED)
    presence.plan(attendance=roll[1], plan="absent", by=None, at=made.DRAFTED)
    promise(roll[2], roll[0])

    assert queries.plans(row) == {"come": 1, "proxy": 1, "absent": 1, "unanswered": 7}
    presence.plan(attendance=roll[2], plan="come", by=None, at=made.DRAFTED)
    assert Attendance.objects.get(pk=roll[2].pk).proxy is None
    give(roll[3], roll[0], at=made.DRAFTED)
    with pytest.raises(NotLawful, match="위임장을 이미"):
        presence.plan(attendance=roll[3], plan="come", by=None, at=made.DRAFTED)


def test_papers_are_read_once_each():
    row = made.called()
    Paper.objects.create(assembly=row, name="예산안", sha256="0" * 64)
    first = made.roll(row)[0]

    assert [presence.read_papers(attendance=first, by=None, at=made.DRAFTED) for _ in range(2)] == [1, 0]
    assert first.reads.count() == 1


def many(count=201, **more):
    owner = made.cooperative(count)
    Articles.objects.filter(cooperative=owner).update(has_delegates=True, **more)
    return owner


def elected(owner, count, **more):
    facts = {"starts_on": date(2018, 2, 1), "ends_on": date(2020, 2, 1), "by": None, "at": made.DRAFTED}
    members = list(owner.members.order_by("number")[:count])
    return delegates.elect(cooperative=owner, members=members, **facts | more)


@pytest.mark.slow
def test_delegates_stand_for_all_above_two_hundred_art_31_and_decree_9():
    owner = many()
    with pytest.raises(NotLawful, match="제31조"):
        elected(owner, 20)
    elected(owner, 21)

    row = made.called(owner, is_delegates=True)

    assert row.roll.count() == 21
    with pytest.raises(NotLawful, match=r"대리인이 나올 수 없습니다.*제31조"):
        promise(made.roll(row)[0], made.roll(row)[1])


@pytest.mark.slow
def test_two_hundred_members_meet_themselves_decree_9():
    owner = many(200)

    with pytest.raises(NotLawful, match="시행령 제9조"):
        elected(owner, 20)
    with pytest.raises(NotLawful, match="시행령 제9조"):
        made.called(owner, is_delegates=True)


@pytest.mark.parametrize("subject", ["merger", "split", "dissolution"])
def test_delegates_do_not_decide_a_merger_a_split_or_the_end_art_31(subject):
    row = made.drafted(items=0, is_delegates=True)

    with pytest.raises(NotLawful, match="제31조"):
        add_item(assembly=row, title="합병", subject=subject, by=None, at=made.DRAFTED)


def test_nor_by_turning_a_members_assembly_into_one_of_delegates_art_31():
    row = made.drafted(items=0)
    add_item(assembly=row, title="해산", subject="dissolution", by=None, at=made.DRAFTED)

    with pytest.raises(NotLawful, match="제31조"):
        change(assembly=row, fields={"is_delegates": True}, by=None, at=made.DRAFTED)


@pytest.mark.slow
def test_a_term_ends_and_who_left_the_cooperative_is_no_delegate():
    owner = many(202)
    rows = elected(owner, 23)
    delegates.end(delegate=rows[0], on=date(2018, 2, 20), by=None, at=made.DRAFTED)
    owner.members.filter(number=2).update(ends_on=date(2018, 2, 20))

    assert made.called(owner, is_delegates=True).roll.count() == 21
    with pytest.raises(NotLawful, match="임기 안"):
        delegates.end(delegate=rows[3], on=date(2021, 1, 1), by=None, at=made.DRAFTED)
    assert Delegate.objects.running_on(date(2020, 2, 1)).count() == 0


@pytest.mark.slow
def test_a_stranger_is_not_elected_and_who_is_a_delegate_already_stays_one():
    owner = many()
    elected(owner, 21)

    assert elected(owner, 22, starts_on=date(2018, 2, 5))[0].member.number == 22
    with pytest.raises(NotLawful, match="제31조"):
        elected(owner, 22, starts_on=date(2017, 1, 1))
    with pytest.raises(NotLawful, match="정관"):
        elected(owner, 22, ends_on=date(2018, 1, 1))


def test_the_quorum_of_a_founding_is_of_those_who_consented_art_85_2():
    from cooperative import founding

    owner = founding.begun()
    founding.consented(owner, 5)
    row = founding.called(owner)

    assert [each.number for each in made.roll(row)] == [1, 2, 3, 4, 5]
    assert "제85조제2항" in queries.quorum_article(row)


def test_the_roll_of_a_draft_is_empty_and_its_state_says_nothing_can_be_done():
    row = draft(cooperative=made.cooperative(), kind="ordinary", held_at=made.HELD, place="", by=None, at=made.DRAFTED)

    assert row.roll.count() == 0
    with pytest.raises(NotLawful, match="어디에서"):
        call(assembly=row, by=None, at=made.DRAFTED)
    assert Assembly.objects.get(pk=row.pk).state == "draft"
