"""The pages of a vote, each seen to change something or to show what changed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cooperative.voting import assembly, attend, item, vote
from factories import UserFactory
from socialgoods.cooperative.actions import item as items
from socialgoods.cooperative.models import AgendaItem, OpenVote, SealedMark, Steward, Teller, Voted
from socialgoods.cooperative.queries import vote as queries
from socialgoods.kernel import clock

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def meeting():
    return assembly(5, at=clock.now())


@pytest.fixture
def steward(client, meeting):
    user = UserFactory(name="실무자")
    Steward.objects.create(cooperative=meeting.cooperative, user=user, starts_on=clock.today() - timedelta(days=3))
    client.force_login(user)
    return user


def at(row, *more):
    return [row.assembly.cooperative.code, row.assembly_id, row.number, *more]


def started(meeting, **fields):
    return items.open_vote(item=item(meeting, at=clock.now(), **fields), by=None, at=clock.now())


def text(response):
    return response.content.decode()


def test_a_member_chooses_looks_once_more_and_votes(client, meeting):
    row = started(meeting, is_secret=True)
    voter = meeting.roll.first()
    client.force_login(voter.member.user)
    url = reverse("vote_for", args=at(row, voter.pk))

    empty = client.post(url, {})
    look = client.post(url, {"choice": "yes"})
    back = client.post(url, {"choice": "yes", "again": "1"})
    done = client.post(url, {"choice": "yes", "cast": "1", "key": "a" * 32}, follow=True)

    assert "골라 주세요" in text(empty)
    assert "이렇게 투표할까요?" in text(look)
    assert "하나를 고르세요" in text(back)
    assert "투표하셨습니다" in text(done)
    assert (Voted.objects.count(), SealedMark.objects.count()) == (1, 1)


def test_an_election_of_two_is_voted_with_boxes_and_three_are_too_many(client, meeting):
    row = started(meeting, is_secret=True, nominees=3, seats=2)
    voter = meeting.roll.first()
    client.force_login(voter.member.user)
    url = reverse("vote_for", args=at(row, voter.pk))

    many = client.post(url, {"choice": ["1", "2", "3"]})
    look = client.post(url, {"choice": ["1", "3"]})
    client.post(url, {"choice": ["1", "3"], "cast": "1", "key": "a"})

    assert "많아야 2명까지" in text(many)
    assert "기호 3번" in text(look)
    assert SealedMark.objects.count() == 2


def test_one_nominee_for_one_seat_is_voted_for_or_against(client, meeting):
    row = started(meeting, nominees=1)
    voter = meeting.roll.first()
    client.force_login(voter.member.user)
    url = reverse("vote_for", args=at(row, voter.pk))

    look = client.post(url, {"for-1": "-1"})
    client.post(url, {"for-1": "-1", "cast": "1", "key": "a"})

    assert "반대" in text(look)
    assert OpenVote.objects.get().choice == "-1"


def test_the_steward_sees_what_is_missing_names_tellers_and_opens_and_closes_the_vote(client, meeting, steward):
    row = item(meeting, at=clock.now(), is_secret=True, tellers=False)
    one, two = [voter.member.user for voter in meeting.roll.all()[:2]]

    missing = client.get(reverse("item", args=at(row)))
    client.post(reverse("item_tellers", args=at(row)), {"one": one.pk, "two": one.pk})
    none = Teller.objects.count()
    client.post(reverse("item_tellers", args=at(row)), {"one": one.pk, "two": two.pk})
    ready = client.get(reverse("item", args=at(row)))
    client.post(reverse("item_open", args=at(row)))
    opened = client.get(reverse("item", args=at(row)))
    client.post(reverse("item_close", args=at(row)))

    assert "검표인은 서로 다른 두 사람" in text(missing)
    assert (none, Teller.objects.count()) == (0, 2)
    assert "투표 시작" in text(ready)
    assert "투표하고 있습니다" in text(opened)
    assert "검표인이 세고 있습니다" in text(client.get(reverse("item", args=at(row))))


def test_a_teller_without_an_account_sets_a_word_and_confirms_on_the_stewards_device(client, meeting, steward):
    row = item(meeting, at=clock.now(), is_secret=True, tellers=False)
    other, mine = UserFactory(), meeting.roll.last()
    Steward.objects.create(cooperative=meeting.cooperative, user=other, starts_on=clock.today())
    word = {"one": other.pk, "on_roll": mine.pk, "code": "감나무 아래", "again": "감나무 아래"}
    both = client.post(reverse("item_tellers", args=at(row)), word | {"two": steward.pk})
    unlike = client.post(reverse("item_tellers", args=at(row)), word | {"again": "감나무 위에"})
    client.post(reverse("item_tellers", args=at(row)), word)
    client.post(reverse("item_open", args=at(row)))
    vote(row, meeting.roll.first(), "yes", at=clock.now())
    client.post(reverse("item_close", args=at(row)))
    url = reverse("item_witness", args=at(row))

    shut = client.get(url)
    wrong = client.post(url, {"code": "감나무"})
    opened = client.post(url, {"code": "감나무 아래"})
    client.post(url, {"code": "감나무 아래", "sha256": queries.digest(row)})

    assert "둘째 검표인을 한 사람만" in text(both)
    assert "서로 다릅니다" in text(unlike)
    assert "감나무" not in text(unlike)
    assert all("모두 합친 집계" not in text(page) for page in (shut, wrong))
    assert "암호말이 맞지 않습니다" in text(wrong)
    assert "모두 합친 집계" in text(opened)
    assert "감나무 아래" not in text(opened)
    assert "no-store" in opened["Cache-Control"]
    assert [teller.confirmed_at is not None for teller in row.tellers.order_by("user")].count(True) == 1
    assert "확인하셨습니다" in text(client.get(url))


def test_nominees_are_put_up_and_taken_down(client, meeting, steward):
    row = AgendaItem.objects.create(assembly=meeting, number=1, title="이사장 선거", kind="election")

    client.post(reverse("item_nominee_new", args=at(row)), {"who": meeting.roll.first().pk})
    client.post(reverse("item_nominee_new", args=at(row)), {"name": "밖에서 온 사람"})
    empty = client.post(reverse("item_nominee_new", args=at(row)), {"who": ""})
    page = client.get(reverse("item", args=at(row)))
    client.post(reverse("item_nominee_drop", args=at(row, 1)))

    assert "후보를 고르거나" in text(empty)
    assert "조합원001" in text(page)
    assert [nominee.name for nominee in row.nominees.all()] == ["밖에서 온 사람"]


def test_at_the_table_paper_is_marked_and_a_wrong_mark_is_taken_back(client, meeting, steward):
    row = started(meeting, is_secret=True)
    voter = meeting.roll.first()

    client.post(reverse("item_paper", args=at(row)), {"voter": voter.pk})
    marked = client.get(reverse("item_desk", args=at(row)))
    client.post(reverse("item_paper", args=at(row)), {"voter": voter.pk, "back": "1"})

    assert "종이로 투표한 1명" in text(marked)
    assert Voted.objects.count() == 0


def test_a_show_of_hands_is_written_down_at_once(client, meeting, steward):
    row = started(meeting)
    one = meeting.roll.first()

    client.post(reverse("item_hands", args=at(row)), {f"v{one.pk}": "no", "rest": "yes"})
    client.post(reverse("item_close", args=at(row)))
    page = client.get(reverse("item", args=at(row)))

    row.refresh_from_db()
    assert row.counts == {"yes": 4, "no": 1, "abstain": 0, "invalid": 0}
    assert "가결" in text(page)


def test_tellers_enter_paper_before_they_see_anything_confirm_and_everybody_recounts(client, meeting):
    row = started(meeting, is_secret=True)
    voters = list(meeting.roll.all())
    for voter in voters[:3]:
        client.force_login(voter.member.user)
        client.post(reverse("vote_for", args=at(row, voter.pk)), {"choice": "yes", "cast": "1", "key": "a"})
    steward = UserFactory()
    Steward.objects.create(cooperative=meeting.cooperative, user=steward, starts_on=clock.today())
    client.force_login(steward)
    client.post(reverse("item_paper", args=at(row)), {"voter": voters[3].pk})
    client.post(reverse("item_close", args=at(row)))
    one, two = [teller.user for teller in row.tellers.all()]
    client.force_login(one)
    count = reverse("item_count", args=at(row))

    before = client.get(count)
    hidden = client.get(reverse("recount", args=at(row)))
    wrong = client.post(count, {"cyes": 1, "cno": 1, "cabstain": 0, "cinvalid": 0})
    client.post(count, {"cyes": 0, "cno": 1, "cabstain": 0, "cinvalid": 0})
    seen = client.get(count)
    for user in (one, two):
        client.force_login(user)
        client.post(reverse("item_confirm", args=at(row)), {"sha256": queries.digest(row)})
    client.force_login(voters[4].member.user)
    page = client.get(reverse("recount", args=at(row)))
    file = client.get(reverse("recount_file", args=at(row)))

    assert "적기 전에는 다른 표가 보이지 않습니다" in text(before)
    assert "모두 합친 집계" not in text(before)
    assert hidden.status_code == 302
    assert "종이로 투표한 것은 1장입니다" in text(wrong)
    assert "모두 합친 집계" in text(seen)
    assert text(page).count("<li>찬성</li>") == 3
    assert sorted(text(file).splitlines()) == sorted([f"item {row.pk}", "yes", "yes", "yes", "no"])
    row.refresh_from_db()
    assert queries.digest(row) in text(page)
    assert row.is_passed is True


def test_a_tie_is_shown_and_leads_to_a_run_off(client, meeting, steward):
    row = started(meeting, nominees=2)
    one, two, three, four, five = meeting.roll.all()
    said = {f"v{one.pk}": "1", f"v{two.pk}": "1", f"v{three.pk}": "2", f"v{four.pk}": "2", f"v{five.pk}": "abstain"}
    client.post(reverse("item_hands", args=at(row)), said)
    client.post(reverse("item_close", args=at(row)))

    page = client.get(reverse("item", args=at(row)))
    client.post(reverse("item_again", args=at(row)))

    assert "결선투표 안건 만들기" in text(page)
    assert AgendaItem.objects.last().title == "안건 1 결선투표"


def test_a_lot_is_written_down_where_the_articles_say_so(client, meeting, steward):
    meeting.cooperative.articles.update(more={"election": "most", "tie": "lot"})
    row = started(meeting, nominees=2)
    client.post(reverse("item_close", args=at(row)))
    row.nominees.update(is_elected=None)

    page = client.get(reverse("item", args=at(row)))
    client.post(reverse("item_lot", args=at(row, 2)))

    assert "추첨에서 뽑힘" in text(page)
    assert row.nominees.get(is_elected=True).number == 2


def test_a_void_vote_says_why(client, meeting, steward):
    row = started(meeting)

    client.post(reverse("item_annul", args=at(row)), {"reason": "투표지를 잘못 나눔"})

    assert "투표지를 잘못 나눔" in text(client.get(reverse("item", args=at(row))))


def test_ballots_to_print_carry_no_number(client, meeting, steward):
    row = item(meeting, at=clock.now(), is_secret=True)

    page = text(client.get(reverse("item_ballots", args=at(row))))

    ballots = page.split('<section class="ballots__one">')[1:]
    assert len({ballot.split("</section>")[0].strip() for ballot in ballots}) == 1


def test_no_ballot_is_printed_before_there_are_nominees(client, meeting, steward):
    row = item(meeting, at=clock.now(), kind="election", is_secret=True)

    page = text(client.get(reverse("item_ballots", args=at(row))))

    assert "후보를 먼저 올려 주세요" in page
    assert "ballots__one" not in page


@pytest.mark.parametrize("name", ["item", "item_desk"])
def test_pages_ask_no_more_of_many_than_of_few(client, meeting, steward, name, django_assert_num_queries):
    row = started(meeting, is_secret=True)
    url = reverse(name, args=at(row))
    client.get(url)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(20, 40):
        attend(meeting, number, at=clock.now())

    with django_assert_num_queries(len(few)):
        client.get(url)
