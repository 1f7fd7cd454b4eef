"""What holds of any ballots, channels and nominees: counts, recount and a naive count agree, and nobody is counted twice."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperative.voting import assembly, close, on_paper, opened, settle, vote
from socialgoods.cooperative.models import Ballot, SealedMark, Voted
from socialgoods.cooperative.queries import vote as queries
from socialgoods.cooperative.rules import count, election
from socialgoods.cooperative.rules.count import ABSTAIN, INVALID, Form
from socialgoods.cooperative.rules.resolution import Base

MEMBERS = 7

forms = st.builds(
    lambda nominees, seats: Form(tuple(range(1, nominees + 1)), seats), st.integers(0, 6), st.integers(1, 4)
)


@st.composite
def choice_of(draw, form):
    if not form.is_election:
        return draw(st.sampled_from(["yes", "no", ABSTAIN]))
    some = draw(st.lists(st.sampled_from(form.nominees), unique=True, max_size=form.marks))
    if not some:
        return ABSTAIN
    return ",".join(str(n) if form.is_contested or draw(st.booleans()) else f"-{n}" for n in some)


@given(forms, st.data())
def test_a_ballot_comes_apart_into_as_many_marks_whatever_it_says(form, data):
    found = count.marks(form, data.draw(choice_of(form)))

    assert len(found) == form.marks
    assert set(found) <= set(form.choices)


@given(forms, st.text(alphabet="0123-,yesnoabtiv", max_size=9))
def test_whatever_is_sent_as_a_choice_is_a_ballot_or_refused(form, said):
    found = count.marks(form, said)

    assert found is None or (len(found) == form.marks and set(found) <= set(form.choices) - {INVALID})


@given(forms, st.data())
def test_paper_that_adds_up_becomes_as_many_marks_as_ballots_have(form, data):
    ballots = data.draw(st.lists(choice_of(form), max_size=12))
    invalid = data.draw(st.integers(0, 3))
    said = Counter(mark for ballot in ballots if ballot != ABSTAIN for mark in ballot.split(","))
    said[ABSTAIN] = ballots.count(ABSTAIN)
    said[INVALID] = invalid
    total = len(ballots) + invalid

    assert count.reasons_against_paper(form, said, total) == []
    found = count.paper_marks(form, said, total)
    assert sum(found.values()) == total * form.marks
    assert min(found.values()) >= 0
    naive = count.count(form, [mark for ballot in ballots for mark in count.marks(form, ballot)])
    assert found == count.merged(naive, {INVALID: invalid * form.marks})
    assert count.reasons_against_paper(form, said, total + 1 if form.marks == 1 else 0) != [] or total == 0


@given(forms.filter(lambda form: form.is_election), st.data())
def test_nobody_is_elected_to_more_seats_than_there_are_nor_past_one_with_more_votes(form, data):
    votes = {str(n): data.draw(st.integers(0, 20)) for n in form.nominees}
    rule = data.draw(st.sampled_from([election.Rule(), election.Rule(election.MOST)]))
    base = Base(20, 20, 20)

    found = election.outcome(form, votes, base, rule)

    assert len(found.elected) + found.open_seats == form.seats
    assert not set(found.elected) & set(found.tied)
    if form.is_contested:
        least = min((votes[str(n)] for n in found.elected), default=99)
        assert all(votes[str(n)] < least for n in form.nominees if n not in found.elected)
    else:
        assert all(2 * votes[str(n)] > 20 for n in found.elected)


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_counts_recount_and_a_naive_count_agree_for_any_ballots_by_any_channel(data):
    from django.db import transaction

    with transaction.atomic():
        nominees = data.draw(st.integers(0, 4))
        row = opened(
            assembly(MEMBERS, accounts=False), is_secret=True, nominees=nominees, seats=data.draw(st.integers(1, 3))
        )
        asked = queries.form(row)
        naive, paper, electronic = Counter(), Counter(), 0
        for voter in row.assembly.roll.all():
            way, choice = data.draw(st.sampled_from(["phone", "paper", "none"])), data.draw(choice_of(asked))
            if way == "phone":
                vote(row, voter, choice)
                vote(row, voter, data.draw(choice_of(asked)))
                electronic += 1
            elif way == "paper":
                on_paper(row, voter)
                paper.update([choice] if choice == ABSTAIN else choice.split(","))
            naive.update(count.marks(asked, choice) if way != "none" else [])
            assert SealedMark.objects.count() == electronic * asked.marks
        row = settle(close(row), dict(paper) if paper else None)

        recount = Counter(queries.ballots(row).values_list("choice", flat=True))

        assert +Counter(row.counts) == recount == naive
        assert Ballot.objects.count() == Voted.objects.count() * asked.marks
        transaction.set_rollback(True)
