"""Voting from the opening to the result: by name and secretly, with paper, proxies and those who left."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cooperative.voting import LATER, NOON, assembly, attend, close, cooperative, item, on_paper, opened, settle, vote
from factories import UserFactory
from socialgoods.cooperative.actions import count as counting
from socialgoods.cooperative.actions import item as items
from socialgoods.cooperative.actions import vote as votes
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.actions.resolution import require_passed
from socialgoods.cooperative.models import AgendaItem, Ballot, BallotBox, ItemState, OpenVote, SealedMark, Voted
from socialgoods.cooperative.queries import resolution as resolutions
from socialgoods.cooperative.queries import vote as queries
from socialgoods.cooperative.rules.law import act
from socialgoods.kernel.models import Event

pytestmark = pytest.mark.django_db


def refused(call, *args, **kwargs):
    with pytest.raises(NotLawful) as found:
        call(*args, **kwargs)
    return [reason.article for reason in found.value.reasons]


def test_a_vote_by_name_is_counted_and_settled_at_the_close():
    row = opened(assembly(5), subject="budget")
    for voter, choice in zip(row.assembly.roll.all(), ["yes", "yes", "yes", "no", "abstain"], strict=True):
        vote(row, voter, choice)

    row = close(row)

    assert (row.state, row.is_passed, row.present, row.entitled) == (ItemState.DONE, True, 5, 5)
    assert row.counts == {"yes": 3, "no": 1, "abstain": 1, "invalid": 0}
    assert resolutions.passed(row)
    assert list(resolutions.of_subject(row.assembly.cooperative, "budget", (LATER + timedelta(days=1)).date())) == [row]
    assert not resolutions.of_subject(row.assembly.cooperative, "budget", LATER.date())


def test_abstentions_count_as_present_and_may_defeat_a_resolution():
    row = opened(assembly(5), subject="budget")
    for voter, choice in zip(row.assembly.roll.all(), ["yes", "yes", "abstain", "abstain", "abstain"], strict=True):
        vote(row, voter, choice)

    row = close(row)

    assert row.is_passed is False
    assert act(29, 2) in row.why


def test_a_special_resolution_fails_by_one_vote_under_two_thirds():
    row = opened(assembly(6), subject="articles")
    for voter, choice in zip(row.assembly.roll.all(), ["yes"] * 3 + ["no"] * 3, strict=True):
        vote(row, voter, choice)

    row = close(row)

    assert row.is_passed is False
    assert refused(require_passed, row, "articles") == [act(29, 1, item="1")]


def test_who_left_before_voting_does_not_count_as_present_and_who_voted_and_left_does():
    row = opened(assembly(5), subject="budget")
    roll = list(row.assembly.roll.all())
    for voter in roll[:2]:
        vote(row, voter, "yes")
    for voter in (roll[1], roll[4]):
        voter.left_at = NOON + timedelta(minutes=5)
        voter.save()
    vote(row, roll[2], "no")

    row = close(row)

    assert (row.present, row.is_passed) == (4, False)


def test_without_a_quorum_no_vote_is_opened():
    meeting = assembly(2)
    attend(meeting, 3, here=False)
    attend(meeting, 4, here=False)

    assert refused(items.open_vote, item=item(meeting, subject="budget"), by=None, at=NOON) == [act(29, 2)]


def test_a_quorum_that_was_lost_before_the_close_defeats_what_was_voted():
    row = opened(assembly(4), subject="budget")
    roll = list(row.assembly.roll.all())
    vote(row, roll[0], "yes")
    row.assembly.roll.exclude(pk=roll[0].pk).update(left_at=NOON + timedelta(minutes=1))

    assert close(row).is_passed is False


def test_who_is_not_there_does_not_vote():
    row = opened(assembly(5))
    gone = attend(row.assembly, 9, here=False)

    assert refused(vote, row, gone, "yes") == [act(23, 2)]


def test_delegates_do_not_open_a_vote_on_a_merger():
    meeting = assembly(5, is_delegates=True)

    assert refused(items.open_vote, item=item(meeting, subject="merger"), by=None, at=NOON) == [act(31)]


def test_a_recall_is_not_voted_on_unless_a_fifth_demanded_it():
    meeting = assembly(10, demanded_by=1)

    assert refused(items.open_vote, item=item(meeting, subject="recall"), by=None, at=NOON) == [act(40)]


def test_a_federation_weighs_votes_and_everybody_else_does_not():
    federation = assembly(2, owner=cooperative("federation", is_federation=True))
    heavy = attend(federation, 3, votes=3)
    row = opened(federation, subject="budget")
    vote(row, heavy, "yes")
    plain = opened(assembly(2))
    odd = attend(plain.assembly, 3, votes=3)

    row = close(row)

    assert (row.present, row.present_votes, row.counts["yes"], row.is_passed) == (3, 5, 3, True)
    assert refused(vote, plain, odd, "yes") == [f"{act(23, 1)}, {act(115, 2)}"]


def test_the_same_request_again_changes_nothing_and_another_is_told_nothing_but_that_there_was_a_vote():
    row = opened(assembly(3), is_secret=True)
    voter = row.assembly.roll.first()

    first = vote(row, voter, "yes", key="a")
    again = vote(row, voter, "yes", key="a")
    changed = vote(row, voter, "no", key="a")

    assert (first, again, changed) == (True, False, False)
    said = [refused(vote, row, voter, choice, key="b") for choice in ("yes", "no")]
    assert said == [[act(23, 1)], [act(23, 1)]]
    assert (Voted.objects.count(), SealedMark.objects.count()) == (1, 1)


def test_a_choice_that_is_not_on_the_ballot_is_not_taken():
    row = opened(assembly(3), is_secret=True)

    for choice in ("invalid", "", "maybe", "1"):
        refused(vote, row, row.assembly.roll.first(), choice)

    assert Voted.objects.count() == 0


def test_a_secret_vote_with_paper_is_settled_by_two_tellers():
    row = opened(assembly(5), is_secret=True, subject="budget")
    roll = list(row.assembly.roll.all())
    for voter, choice in zip(roll[:3], ["yes", "yes", "no"], strict=True):
        vote(row, voter, choice)
    for voter in roll[3:]:
        on_paper(row, voter)
    row = close(row)
    before = (Ballot.objects.count(), row.counts, row.is_passed)

    row = settle(row, {"yes": 1, "invalid": 1})

    assert before == (3, {}, None)
    assert row.counts == {"yes": 3, "no": 1, "abstain": 0, "invalid": 1}
    assert row.is_passed is True
    assert Ballot.objects.count() == 5
    assert row.paper_results.count() == 0


def test_nobody_votes_by_two_channels():
    row = opened(assembly(3), is_secret=True)
    one, two, _three = row.assembly.roll.all()
    vote(row, one, "yes")
    on_paper(row, two)

    assert refused(on_paper, row, one) == [act(23, 1)]
    assert refused(vote, row, two, "yes") == [act(23, 1)]
    assert on_paper(row, two) is False
    assert Voted.objects.count() == 2


def test_a_wrong_mark_on_the_roll_is_taken_back_while_the_vote_is_open():
    row = opened(assembly(3), is_secret=True)
    one = row.assembly.roll.first()
    on_paper(row, one)

    votes.take_back_paper(item=row, voter=one, by=None, at=NOON)

    assert vote(row, one, "no")
    close(row)
    refused(votes.take_back_paper, item=row, voter=one, by=None, at=LATER)


def test_paper_that_does_not_add_up_is_refused():
    row = opened(assembly(3), is_secret=True)
    for voter in row.assembly.roll.all()[:2]:
        on_paper(row, voter)
    row = close(row)
    teller = row.tellers.first().user

    for said in ({"yes": 1}, {"yes": 3}, {"yes": 3, "no": -1}, {"7": 2}):
        refused(counting.enter_paper, item=row, counts=said, by=teller, at=LATER)

    refused(counting.confirm, item=row, sha256=queries.digest(row), by=teller, at=LATER)


def test_only_tellers_count_and_one_alone_settles_nothing():
    row = close(opened(assembly(3), is_secret=True))
    one, two = [teller.user for teller in row.tellers.all()]
    right = queries.digest(row)

    refused(counting.confirm, item=row, sha256=right, by=UserFactory(), at=LATER)
    refused(counting.confirm, item=row, sha256="0" * 64, by=one, at=LATER)
    assert counting.confirm(item=row, sha256=right, by=one, at=LATER) is False
    assert counting.confirm(item=row, sha256=right, by=one, at=LATER) is False
    refused(counting.settle, item=row, by=None, at=LATER)
    assert counting.confirm(item=row, sha256=right, by=two, at=LATER) is True


def test_paper_entered_anew_is_confirmed_anew():
    row = opened(assembly(3), is_secret=True)
    on_paper(row, row.assembly.roll.first())
    row = close(row)
    one, two = [teller.user for teller in row.tellers.all()]
    counting.enter_paper(item=row, counts={"yes": 1}, by=one, at=LATER)
    counting.confirm(item=row, sha256=queries.digest(row), by=two, at=LATER)

    counting.enter_paper(item=row, counts={"no": 1}, by=one, at=LATER)

    assert row.tellers.filter(confirmed_at=None).count() == 2


def test_a_candidate_is_no_teller_and_one_person_is_not_two():
    meeting = assembly(4)
    row = item(meeting, is_secret=True, nominees=2, tellers=False)
    candidate = row.nominees.first().member.user
    other = UserFactory()

    refused(items.appoint_tellers, item=row, users=[candidate, other], by=None, at=NOON)
    refused(items.appoint_tellers, item=row, users=[other, other], by=None, at=NOON)
    refused(items.open_vote, item=row, by=None, at=NOON)
    items.appoint_tellers(item=row, users=[other, UserFactory()], by=None, at=NOON)

    assert items.open_vote(item=row, by=None, at=NOON).state == ItemState.VOTING


def test_an_election_of_several_seats_is_counted_by_marks():
    row = opened(assembly(5), is_secret=True, nominees=3, seats=2)
    roll = list(row.assembly.roll.all())
    for voter, choice in zip(roll[:4], ["1,2", "1", "1,3", "2,1"], strict=True):
        vote(row, voter, choice)
    on_paper(row, roll[4])
    row = settle(close(row), {"2": 1})

    assert row.counts == {"1": 4, "2": 3, "3": 1, "abstain": 2, "invalid": 0}
    assert [nominee.number for nominee in resolutions.elected(row)] == [1, 2]
    assert row.is_passed is True
    assert Ballot.objects.count() == 10


def test_an_election_with_one_nominee_is_still_voted():
    row = opened(assembly(5), is_secret=True, nominees=1)
    for voter, choice in zip(row.assembly.roll.all(), ["1", "1", "-1", "-1", "abstain"], strict=True):
        vote(row, voter, choice)

    row = settle(close(row))

    assert row.counts == {"1": 2, "-1": 2, "abstain": 1, "invalid": 0}
    assert (row.is_passed, resolutions.elected(row)) == (False, [])


def test_a_tie_goes_into_a_run_off_where_most_votes_decide():
    row = opened(assembly(5), is_secret=True, nominees=3)
    for voter, choice in zip(row.assembly.roll.all(), ["1", "1", "2", "2", "3"], strict=True):
        vote(row, voter, choice)
    row = settle(close(row))

    again = items.vote_again(item=row, by=None, at=LATER)

    assert row.is_passed is False
    assert [(nominee.number, nominee.name) for nominee in again.nominees.all()] == [
        (n.number, n.name) for n in row.nominees.filter(number__in=(1, 2))
    ]
    assert items.vote_again(item=row, by=None, at=LATER) == again
    again = items.open_vote(item=again, by=None, at=LATER)
    for voter, choice in zip(row.assembly.roll.all(), ["1", "1", "2", "abstain", "abstain"], strict=True):
        vote(again, voter, choice, at=LATER)
    again = settle(close(again))
    assert [nominee.number for nominee in resolutions.elected(again)] == [1]


def test_where_the_articles_say_so_a_tie_is_decided_by_lot():
    meeting = assembly(4)
    meeting.cooperative.articles.update(more={"election": "most", "tie": "lot"})
    row = opened(meeting, nominees=2)
    for voter, choice in zip(meeting.roll.all(), ["1", "1", "2", "2"], strict=True):
        vote(row, voter, choice)
    row = close(row)

    items_tied = list(row.nominees.filter(is_elected=None))
    counting.draw_lot(item=row, nominee=items_tied[1], by=None, at=LATER)

    row.refresh_from_db()
    assert (row.is_passed, [nominee.number for nominee in resolutions.elected(row)]) == (True, [2])


def test_a_void_vote_is_destroyed_unread_and_may_be_repeated():
    row = opened(assembly(3), is_secret=True)
    vote(row, row.assembly.roll.first(), "yes")

    row = items.annul(item=row, reason="투표지를 잘못 나눠 줌", by=None, at=LATER)

    assert (SealedMark.objects.count(), BallotBox.objects.count(), Ballot.objects.count()) == (0, 0, 0)
    again = items.vote_again(item=row, by=None, at=LATER)
    assert (again.state, again.follows, again.is_secret) == (ItemState.WAITING, row, True)


def test_a_proxy_votes_as_the_principal_says_and_the_principal_is_present():
    meeting = assembly(3)
    proxy = meeting.roll.first()
    principal = attend(meeting, 8, channel="proxy", proxy=proxy, proxy_kind="member", proxy_paper=True)
    row = opened(meeting, subject="budget")
    vote(row, proxy, "no")
    vote(row, principal, "yes")

    row = close(row)

    assert (row.present, row.counts["yes"], row.counts["no"]) == (4, 1, 1)


def test_events_of_a_secret_vote_name_no_voter_and_no_choice_before_the_result():
    row = opened(assembly(3), is_secret=True)
    voters = list(row.assembly.roll.all())
    vote(row, voters[0], "yes")
    on_paper(row, voters[1])

    close(row)

    names = list(Event.objects.order_by("pk").values_list("name", flat=True))
    assert names == [f"cooperative.item.{what}" for what in ("tellers_appointed", "opened", "closed")]
    assert Event.objects.last().data == {"present": 3, "voted": 2, "paper": 1}


def test_open_votes_say_in_their_event_who_voted_what():
    row = opened(assembly(3))
    voter = row.assembly.roll.first()

    vote(row, voter, "yes")

    assert Event.objects.last().data == {"voter": voter.pk, "choice": "yes"}
    assert OpenVote.objects.get().choice == "yes"


def test_two_votes_are_not_open_at_once():
    meeting = assembly(3)
    opened(meeting)

    refused(items.open_vote, item=item(meeting), by=None, at=NOON)


def test_a_report_is_not_voted_on():
    refused(items.open_vote, item=item(assembly(3), kind="report"), by=None, at=NOON)


def test_a_closed_vote_takes_no_vote():
    row = close(opened(assembly(3), is_secret=True))

    refused(vote, row, row.assembly.roll.first(), "yes")
    refused(on_paper, row, row.assembly.roll.first())
    assert AgendaItem.objects.get().state == ItemState.COUNTING


WORD = "감나무 아래"


def by_code(meeting, *, on_roll=None, code=WORD, users=None, by=None, **fields):
    row = item(meeting, is_secret=True, tellers=False, **fields)
    users = [UserFactory()] if users is None else users
    on_roll = on_roll or meeting.roll.first()
    items.appoint_tellers(item=row, users=users, on_roll=on_roll, code=code, by=by, at=NOON)
    return row


def test_a_teller_without_an_account_is_on_the_roll_has_a_word_and_stands_beside_one_with_an_account():
    meeting = assembly(5)
    other, stranger = UserFactory(), assembly(1, owner=cooperative("other")).roll.get()
    candidate = meeting.roll.order_by("-pk").first()

    for wrong in (
        {"users": []}, {"users": [other, UserFactory()]}, {"users": [other], "by": other}, {"on_roll": stranger}, {"code": "짧음"},
        {"on_roll": candidate, "nominees": 1},
    ):  # fmt: skip
        with pytest.raises(NotLawful):
            by_code(meeting, **wrong)
    row = by_code(meeting)
    saved = row.tellers.get(user=None)
    assert (saved.name, WORD in saved.code) == ("조합원001", False)
    for wrong in ({"user": UserFactory()}, {"code": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.tellers.filter(user=None).update(**wrong)


def test_the_vote_waits_until_the_teller_without_an_account_is_there():
    meeting = assembly(5)
    row = by_code(meeting)
    meeting.roll.filter(pk=meeting.roll.first().pk).update(left_at=NOON)

    with pytest.raises(NotLawful, match="와 있지 않습니다"):
        items.open_vote(item=row, by=None, at=LATER)
    meeting.roll.update(left_at=None)
    assert items.open_vote(item=row, by=None, at=LATER).state == "voting"


def test_a_word_and_an_account_settle_the_result_and_neither_alone_does():
    meeting, device = assembly(5), UserFactory()
    row = by_code(meeting)
    items.open_vote(item=row, by=None, at=NOON)
    for voter in meeting.roll.all()[:3]:
        vote(row, voter, "yes")
    close(row)
    found = {"item": row, "sha256": queries.digest(row), "at": LATER}

    assert not counting.confirm_by_code(**found, code=WORD, by=device)
    with pytest.raises(NotLawful, match="다른 검표인의 기기"):
        counting.confirm_by_code(**found, code=WORD, by=row.tellers.get(code="").user)
    assert counting.confirm(**found, by=row.tellers.get(code="").user)
    row.refresh_from_db()
    assert (row.state, row.is_passed) == ("done", True)
    event = Event.objects.filter(name="cooperative.item.count_confirmed").first()
    assert event.data["by_code"] or event.data["teller"]


def test_after_five_wrong_words_the_teller_waits_and_then_begins_again():
    meeting, device = assembly(5), UserFactory()
    row = by_code(meeting)
    items.open_vote(item=row, by=None, at=NOON)
    close(row)

    for _time in range(5):
        with pytest.raises(NotLawful, match="맞지 않습니다"):
            counting.known_by_code(item=row, code="틀린 말", by=device, at=LATER)
    with pytest.raises(NotLawful, match="10분 뒤"):
        counting.known_by_code(item=row, code=WORD, by=device, at=LATER)
    assert counting.known_by_code(item=row, code=WORD, by=device, at=LATER + timedelta(minutes=10)).tries == 5
    assert row.tellers.get(user=None).tries == 0
    other = opened(assembly(5, owner=cooperative("other")), is_secret=True)
    close(other)
    with pytest.raises(NotLawful, match="암호말로 확인하는"):
        counting.known_by_code(item=other, code=WORD, by=device, at=LATER)


def test_the_word_goes_on_to_the_vote_that_is_held_again():
    meeting = assembly(5)
    row = by_code(meeting)
    items.open_vote(item=row, by=None, at=NOON)
    items.annul(item=row, reason="잘못", by=None, at=LATER)

    again = items.vote_again(item=row, by=None, at=LATER)

    assert again.tellers.get(user=None).attendance == meeting.roll.first()
