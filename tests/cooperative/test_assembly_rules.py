"""The rules of calling, taking part and minuting, article by article. Without a database."""

from datetime import date

import pytest

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.rules import calling, delegates, minutes, presence

DAY = date(2018, 3, 5)


def articles(reasons):
    return [reason.article for reason in reasons]


def against_calling(**changes):
    facts = {
        "called_on": DAY, "held_on": date(2018, 3, 12), "record_on": DAY, "days": 7, "has_items": True, "has_place": True,
        "is_social": False,
    }  # fmt: skip
    return calling.reasons_against_calling(**facts | changes)


def test_an_assembly_is_told_seven_days_before_art_28_5():
    assert against_calling() == []
    assert articles(against_calling(held_on=date(2018, 3, 11))) == ["협동조합기본법 제28조제5항"]


def test_a_social_cooperative_keeps_the_same_days_art_92():
    assert articles(against_calling(held_on=date(2018, 3, 11), is_social=True)) == [
        "협동조합기본법 제92조(제28조 준용)"
    ]


def test_a_founding_assembly_is_announced_seven_days_before_decree_6_and_17():
    early = {"held_on": date(2018, 3, 11), "is_founding": True}

    assert articles(against_calling(**early)) == ["협동조합기본법 시행령 제6조"]
    assert articles(against_calling(**early, is_social=True)) == ["협동조합기본법 시행령 제17조"]


def test_the_refusal_names_the_first_day_that_would_do_art_28_5():
    assert "2018년 3월 12일" in str(against_calling(held_on=date(2018, 3, 11))[0])


@pytest.mark.parametrize(("law", "articles", "days"), [(7, 7, 7), (7, 14, 14), (7, 3, 7)])
def test_articles_may_ask_for_more_days_and_never_for_less_art_28_5(law, articles, days):
    assert calling.notice_days(law=law, articles=articles, is_founding=False) == days


def test_before_a_founding_assembly_there_are_no_articles_to_ask_for_more_decree_6():
    assert calling.notice_days(law=7, articles=14, is_founding=True) == 7


@pytest.mark.parametrize("missing", ["has_items", "has_place"])
def test_the_notice_names_place_and_agenda_art_28_5(missing):
    assert articles(against_calling(**{missing: False})) == ["협동조합기본법 제28조제5항"]


def test_who_is_told_is_known_when_it_is_told_art_28_5():
    assert articles(against_calling(record_on=date(2018, 3, 6))) == ["협동조합기본법 제28조제5항"]
    assert against_calling(record_on=date(2018, 3, 12), is_founding=True) == []


def test_what_was_not_told_is_not_decided_art_28_5():
    assert calling.reasons_against_adding(is_called=False, is_social=False) == []
    assert articles(calling.reasons_against_adding(is_called=True, is_social=False)) == ["협동조합기본법 제28조제5항"]


@pytest.mark.parametrize(("day", "says"), [(date(2018, 3, 11), "먼저"), (date(2018, 3, 13), "지났습니다")])
def test_it_opens_on_the_day_that_was_told_and_on_no_other_art_28_5(day, says):
    held = {"held_on": date(2018, 3, 12), "is_social": False, "is_founding": False}

    assert calling.reasons_against_opening(on=date(2018, 3, 12), **held) == []
    (reason,) = calling.reasons_against_opening(on=day, **held)
    assert (says in reason.text, reason.article) == (True, "협동조합기본법 제28조제5항")


@pytest.mark.parametrize(
    ("is_founding", "state", "article"),
    [
        (True, "founding", None),
        (False, "registered", None),
        (True, "registered", "제15조제1항"),
        (False, "founding", "제61조"),
        (False, "accepted", "제61조"),
        (False, "dissolved", "제57조"),
        (True, "abandoned", "제57조"),
    ],
)
def test_nothing_is_called_for_a_cooperative_in_the_wrong_state_art_15_57_61(is_founding, state, article):
    found = calling.reasons_against_kind(is_founding=is_founding, state=state, is_social=False)

    assert [reason.article for reason in found] == ([f"협동조합기본법 {article}"] if article else [])


@pytest.mark.parametrize(
    ("demanded", "members", "is_enough"), [(0, 10, True), (2, 10, True), (1, 10, False), (2, 11, False)]
)
def test_a_fifth_of_the_members_demands_an_extraordinary_assembly_art_28(demanded, members, is_enough):
    found = calling.reasons_against_demand(demanded_by=demanded, members=members, part=parameters.DEMANDED_BY.on(DAY))

    assert (found == []) == is_enough
    assert all("제28조" in reason.article for reason in found)


def test_the_fifth_is_not_verified_and_says_so():
    assert [each.since(DAY).verified for each in (parameters.DEMANDED_BY, parameters.DEMAND_DAYS)] == [False, False]


@pytest.mark.parametrize(
    ("last", "on", "is_due"),
    [
        (None, date(2018, 12, 31), False),
        (None, date(2019, 1, 1), True),
        (date(2018, 3, 1), date(2019, 1, 1), True),
        (date(2019, 2, 1), date(2019, 3, 1), False),
    ],
)
def test_an_ordinary_assembly_once_a_year_art_28(last, on, is_due):
    assert calling.ordinary_due(last_on=last, year_ended_on=date(2019, 1, 1), on=on) == is_due


@pytest.mark.parametrize(
    ("entitled", "present", "needed", "is_quorate"),
    [(10, 5, 6, False), (10, 6, 6, True), (9, 5, 5, True), (0, 0, 1, False)],
)
def test_more_than_half_of_all_members_make_a_quorum_art_29_2(entitled, present, needed, is_quorate):
    quorum = presence.Quorum(entitled, present)

    assert (quorum.needed, quorum.missing, quorum.is_quorate) == (needed, max(0, needed - present), is_quorate)


def against_proxy(**changes):
    facts = {
        "kind": "member", "is_written": True, "is_member": True, "has_principal": False, "is_self": False,
        "is_absent_holder": False, "is_delegates": False, "is_social": False,
    }  # fmt: skip
    return articles(presence.reasons_against_proxy(**facts | changes))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"kind": "family", "is_member": False}, []),
        ({"is_member": False}, ["협동조합기본법 제23조제2항"]),
        ({"is_self": True}, ["협동조합기본법 제23조제2항"]),
        ({"is_absent_holder": True}, ["협동조합기본법 제23조제2항"]),
        ({"has_principal": True}, ["협동조합기본법 제23조제3항"]),
        ({"has_principal": True, "is_social": True}, ["협동조합기본법 제91조(제23조제3항 준용)"]),
        ({"is_written": False}, ["협동조합기본법 제23조제4항"]),
        ({"is_delegates": True}, ["협동조합기본법 제31조"]),
    ],
)
def test_a_proxy_is_a_member_or_family_for_one_principal_in_writing_art_23_2_to_4_and_never_a_delegates_art_31(
    changes, found
):
    assert against_proxy(**changes) == found


def against_channel(channel, lawful, articles_allow):
    return presence.reasons_against_channel(
        channel, lawful=lawful, source="협동조합기본법 제23조", articles_allow=articles_allow, is_social=True
    )


@pytest.mark.parametrize("channel", ["paper", "electronic"])
def test_the_law_of_the_day_lets_members_come_or_send_somebody_and_articles_cannot_change_it_art_23(channel):
    lawful = parameters.VOTING_WAYS.on(DAY)

    assert against_channel("in_person", lawful, False) == against_channel("proxy", lawful, False) == []
    (reason,) = against_channel(channel, lawful, True)
    assert ("직접 나오거나 대리인" in reason.text, reason.article) == (True, "협동조합기본법 제23조")


@pytest.mark.parametrize("channel", ["paper", "electronic"])
def test_once_the_law_opens_another_way_the_articles_must_say_so_as_well(channel):
    lawful = {"in_person", "proxy", channel}

    assert articles(against_channel(channel, lawful, False)) == ["정관"]
    assert against_channel(channel, lawful, True) == []


def test_the_number_on_the_wall_says_that_somebody_is_there():
    assert presence.reasons_against_code(typed=" 123456", code="123456") == []
    assert articles(presence.reasons_against_code(typed="123457", code="123456")) == ["협동조합기본법 제23조제1항"]
    assert presence.reasons_against_code(typed="", code="")


@pytest.mark.parametrize(("shares", "votes"), [(0, 1), (99, 1), (100, 2), (900, 3)])
def test_a_federation_weighs_votes_by_bands_of_its_articles_art_75_and_115_2(shares, votes):
    assert presence.weight(shares, [[100, 2], [500, 3]]) == votes


@pytest.mark.parametrize(("members", "least"), [(201, 21), (500, 50), (1000, 100), (5000, 100)])
def test_delegates_are_a_tenth_of_the_members_or_a_hundred_art_31(members, least):
    assert delegates.least_delegates(members, percent=10, enough=100) == least


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"members": 200}, ["협동조합기본법 시행령 제9조"]),
        ({"articles_allow": False}, ["협동조합기본법 제31조"]),
        ({"delegates": 20}, ["협동조합기본법 제31조"]),
        ({"delegates": 20, "is_social": True}, ["협동조합기본법 제31조, 협동조합기본법 제92조"]),
    ],
)
def test_delegates_stand_for_more_than_two_hundred_members_art_31_and_decree_9(changes, found):
    facts = {
        "members": 201, "above": 200, "delegates": 21, "percent": 10, "enough": 100, "articles_allow": True, "is_social": False
    }  # fmt: skip
    assert articles(delegates.reasons_against_delegates(**facts | changes)) == found


@pytest.mark.parametrize(
    ("elected", "all_present", "count"), [(3, True, 0), (2, True, 1), (3, False, 1), (1, False, 2)]
)
def test_at_least_three_of_those_present_are_elected_to_sign_art_30(elected, all_present, count):
    found = minutes.reasons_against_signers(
        elected=elected, least=3, all_present=all_present, article=minutes.article(is_founding=False, is_social=False)
    )

    assert articles(found) == ["협동조합기본법 제30조"] * count


def test_minutes_of_a_founding_are_signed_by_the_decree_6_and_17_and_of_a_social_one_by_art_92():
    said = [minutes.article(is_founding=f, is_social=s) for f in (True, False) for s in (False, True)]

    assert said == [
        "협동조합기본법 시행령 제6조", "협동조합기본법 시행령 제17조", "협동조합기본법 제30조", "협동조합기본법 제92조(제30조 준용)"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{"is_elected": False}, {"has_signed": True}, {"is_closed": False}, {"has_text": False}]
)
def test_the_chair_and_those_elected_sign_what_is_written_once_art_30(wrong):
    facts = {
        "is_chair": False,
        "is_elected": True,
        "has_signed": False,
        "is_closed": True,
        "has_text": True,
        "article": "제30조",
    }

    assert minutes.reasons_against_signing(**facts) == []
    assert articles(minutes.reasons_against_signing(**facts | wrong)) == ["제30조"]


@pytest.mark.parametrize(
    ("chair", "members", "elected", "is_enough", "is_complete"),
    [(True, 3, 3, True, True), (True, 2, 3, False, False), (False, 3, 3, False, False), (True, 3, 4, True, False)],
)
def test_chair_and_three_make_the_minutes_art_30(chair, members, elected, is_enough, is_complete):
    assert minutes.is_enough(has_chair=chair, members=members, least=3) == is_enough
    assert minutes.is_complete(has_chair=chair, members=members, elected=elected, least=3) == is_complete


@pytest.mark.parametrize("who", ["is_member", "is_creditor", "runs", "supervises"])
def test_members_and_creditors_read_and_copy_minutes_and_the_public_does_not_art_49_and_96(who):
    nobody = dict.fromkeys(("is_member", "is_creditor", "runs", "supervises"), False)

    assert minutes.reasons_against_copying(**nobody | {who: True}, is_social=False) == []
    assert articles(minutes.reasons_against_copying(**nobody, is_social=False)) == ["협동조합기본법 제49조"]
    assert articles(minutes.reasons_against_copying(**nobody, is_social=True)) == ["협동조합기본법 제96조"]
