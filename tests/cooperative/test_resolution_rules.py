"""The rows of the rule table about resolutions, each by its article; and what holds of any numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.cooperative.rules import resolution
from socialgoods.cooperative.rules.law import act
from socialgoods.cooperative.rules.resolution import BOARD, FOUNDING, ORDINARY, SPECIAL, SUBJECTS, Base

counts = st.integers(min_value=0, max_value=400)


def articles(reasons):
    return [reason.article for reason in reasons]


@pytest.mark.parametrize(
    ("present", "yes", "expected"), [(26, 14, []), (26, 13, [act(29, 2)]), (25, 25, [act(29, 2)]), (50, 26, [])]
)
def test_an_ordinary_resolution_takes_a_majority_of_all_present_and_a_majority_of_those_present_art_29_2(
    present, yes, expected
):
    assert articles(resolution.reasons_against(ORDINARY, Base(50, present, present), yes)) == expected


@pytest.mark.parametrize(
    ("present", "yes", "expected"), [(30, 20, []), (30, 19, [act(29, 1)]), (25, 25, [act(29, 1)]), (26, 18, [])]
)
def test_a_special_resolution_takes_the_same_quorum_and_two_thirds_of_those_present_art_29_1(present, yes, expected):
    assert articles(resolution.reasons_against(SPECIAL, Base(50, present, present), yes)) == expected


@pytest.mark.parametrize(("is_social", "article"), [(False, act(15)), (True, act(85, 2))])
def test_a_founding_assembly_takes_a_majority_of_those_who_consented_and_two_thirds_art_15_and_85(is_social, article):
    base = Base(50, 30, 30)

    assert resolution.reasons_against(FOUNDING, base, 20, is_social=is_social) == []
    assert articles(resolution.reasons_against(FOUNDING, base, 19, is_social=is_social)) == [article]
    assert articles(resolution.reasons_against(FOUNDING, Base(50, 25, 25), 25, is_social=is_social)) == [article]


def test_a_board_takes_a_majority_of_a_majority_art_32_4():
    assert resolution.reasons_against(BOARD, Base(5, 3, 3), 2) == []
    assert articles(resolution.reasons_against(BOARD, Base(4, 2, 2), 1)) == [act(32, 4), act(32, 4)]


@pytest.mark.parametrize(
    ("key", "article"),
    [
        ("articles", act(29, 1, item="1")),
        *[(key, act(29, 1, item="7")) for key in ("merger", "split", "dissolution", "suspension", "continuation")],
        ("expulsion", act(29, 1, item="8")),
        ("refund", act(29, 1, item="8의2")),
        ("preferred_shares", act(29, 1, item="9")),
    ],
)
def test_what_takes_two_thirds_art_29_1_items_1_7_8_8b_9(key, article):
    assert (SUBJECTS[key].majority, SUBJECTS[key].article) == (SPECIAL, article)


def test_a_transfer_takes_an_ordinary_resolution_art_24_3():
    assert (SUBJECTS["transfer"].majority, SUBJECTS["transfer"].article) == (ORDINARY, act(24, 3))


@pytest.mark.parametrize("key", SUBJECTS)
def test_delegates_cannot_decide_a_merger_a_split_or_the_end_art_31(key):
    refused = key in {"merger", "split", "dissolution"}

    assert bool(resolution.reasons_against_delegates(key, is_delegates=True)) == refused
    assert resolution.reasons_against_delegates(key, is_delegates=False) == []


@pytest.mark.parametrize(
    ("demanded", "members", "may"), [(10, 50, True), (9, 50, False), (11, 51, True), (0, 0, False)]
)
def test_a_recall_is_demanded_by_a_fifth_of_the_members_art_40(demanded, members, may):
    reasons = resolution.reasons_against_recall(demanded_by=demanded, members=members)

    assert articles(reasons) == ([] if may else [act(40)])


def test_one_member_has_one_vote_art_23_1_and_only_a_federation_weighs_them_art_75_and_115():
    assert resolution.reasons_against_weight(1, is_federation=False, is_social=True) == []
    assert resolution.reasons_against_weight(3, is_federation=True, is_social=True) == []
    found = resolution.reasons_against_weight(3, is_federation=False, is_social=True)
    assert articles(found) == [f"{act(23, 1)}, {act(115, 2)}"]
    found = resolution.reasons_against_weight(3, is_federation=False, is_social=False)
    assert articles(found) == [f"{act(23, 1)}, {act(75)}"]


@given(counts, st.data())
def test_the_votes_needed_are_the_least_above_half_or_at_two_thirds(votes, data):
    assert Fraction(resolution.yes_needed(ORDINARY, votes)) > Fraction(votes, 2)
    assert resolution.yes_needed(ORDINARY, votes) - 1 <= Fraction(votes, 2)
    if votes:
        needed = resolution.yes_needed(SPECIAL, votes)
        assert Fraction(needed - 1, votes) < Fraction(2, 3) <= Fraction(needed, votes)


@given(st.sampled_from([ORDINARY, SPECIAL, FOUNDING, BOARD]), counts, st.data())
def test_one_more_yes_never_defeats_a_resolution_and_one_more_absent_never_makes_a_quorum(majority, entitled, data):
    present = data.draw(st.integers(0, entitled))
    yes = data.draw(st.integers(0, present))
    base = Base(entitled, present, present)

    is_passed = not resolution.reasons_against(majority, base, yes)

    if is_passed and yes < present:
        assert not resolution.reasons_against(majority, base, yes + 1)
    if is_passed:
        assert 2 * yes > present > 0
        assert 2 * present > entitled
    if not is_passed and present:
        assert resolution.reasons_against_quorum(majority, Base(entitled + 1, present, present), is_social=False) or (
            2 * present > entitled + 1
        )


def test_who_rests_on_a_resolution_is_told_what_is_missing():
    ask = resolution.reasons_against_resting_on

    assert ask(wanted="expulsion", found="expulsion", is_passed=True) == []
    for found, is_passed, another in (("refund", True, False), ("expulsion", False, False), ("expulsion", True, True)):
        reasons = ask(wanted="expulsion", found=found, is_passed=is_passed, is_about_another=another)
        assert articles(reasons) == [act(29, 1, item="8")]
