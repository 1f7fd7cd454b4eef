from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.registry.rules.report import (
    NEEDED,
    Context,
    Handing,
    gross_up,
    has_subsidised_wages,
    questions,
    reasons_against_submitting,
)

GOOD = {
    "sales_private": 100_000_000,
    "sales_public": 0,
    "cost_of_goods": 60_000_000,
    "labour_cost": 30_000_000,
    "other_cost": 10_000_000,
    "workers_paid": 2,
    "evidence": "B",
}
NAMES = {"labour_cost": "인건비"}
PLAIN = Context(names=NAMES)


def asked(change, context=PLAIN):
    return {question.code for question in questions({**GOOD, **change}, context)}


def test_an_ordinary_year_is_asked_nothing():
    assert asked({}) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"workers_paid": 0}, "labour_without_workers"),
        ({"labour_cost": 0}, "workers_without_labour"),
        ({"labour_cost": 90_000}, "low_wages"),
        ({"workers_subsidised": 1, "wages_booked": "gross"}, "subsidised_without_subsidy"),
        ({"subsidy_county": 5, "workers_subsidised": 0}, "subsidy_without_subsidised"),
        ({"workers_vulnerable": 3}, "more_vulnerable_than_workers"),
        ({"workers_fte": 3}, "more_fte_than_workers"),
        ({"cost_of_goods": 0, "labour_cost": 0, "other_cost": 0, "workers_paid": 0}, "no_cost"),
        ({"sales_private": 0}, "no_income"),
        ({"sales_private": -5}, "negative_sales_private"),
        ({"dues": 5, "other_income": 4}, "dues_above_other_income"),
        ({"depreciation": 10_000_001}, "parts_above_other_cost"),
        ({"local_purchases": 70_000_001}, "local_purchases_above_cost"),
        ({"local_wages": 30_000_001}, "local_wages_above_labour"),
        ({"member_capital": 5, "members": 0}, "capital_without_members"),
        ({"sales_public": None}, "sales_not_split"),
    ],
)
def test_each_oddity_is_asked_about(change, code):
    assert code in asked(change)


def test_a_year_of_nothing_is_asked_about():
    nothing = dict.fromkeys(NEEDED, 0)

    assert "nothing_at_all" in asked(nothing)


@pytest.mark.parametrize(
    ("legal_form", "members", "is_asked"),
    [
        ("cooperative", 4, True),
        ("social_cooperative", 4, True),
        ("cooperative", 5, False),
        ("cooperative", None, False),
        ("cooperative_federation", 3, False),
        ("company", 1, False),
    ],
)
def test_a_cooperative_of_fewer_than_five_is_asked(legal_form, members, is_asked):
    assert ("few_members" in asked({"members": members}, replace(PLAIN, legal_form=legal_form))) is is_asked


@pytest.mark.parametrize(
    ("before", "is_asked"), [(9_999_999, True), (10_000_000, False), (90_000_000, False), (90_000_001, True)]
)
def test_a_jump_of_more_than_three_times_is_asked_with_both_amounts(before, is_asked):
    found = questions(GOOD, replace(PLAIN, last={"labour_cost": before}))

    assert [question.field for question in found] == (["labour_cost"] if is_asked else [])
    if is_asked:
        assert "올해 3,000만 원" in found[0].text


def test_small_amounts_may_jump_and_what_is_not_known_cannot():
    small = {"labour_cost": 3_000_000, "workers_paid": 1}

    assert "jump_labour_cost" not in asked(small, replace(PLAIN, last={"labour_cost": 500_000}))
    assert "jump_labour_cost" not in asked({}, replace(PLAIN, last={"labour_cost": None}))


def test_a_year_before_founding_warns_and_a_bankbook_is_not_asked_who_bought():
    early = replace(PLAIN, founded_year=2015, year=2014)

    assert "before_founding" in asked({}, early)
    assert asked({"sales_public": None}, replace(PLAIN, is_cash=True)) == set()


HANDING = Handing(names=NAMES)


def missing(change, handing=HANDING):
    return [reason.field for reason in reasons_against_submitting({**GOOD, **change}, handing)]


def test_a_whole_report_may_be_handed_in_and_a_nought_is_an_answer():
    assert missing({}) == []
    assert missing(dict.fromkeys(NEEDED, 0)) == []


@pytest.mark.parametrize("name", NEEDED)
def test_an_empty_cell_is_not_a_nought(name):
    reasons = reasons_against_submitting({**GOOD, name: None}, HANDING)

    assert [reason.field for reason in reasons] == [name]
    assert "없으면 0을 적어 주세요" in reasons[0].text


@pytest.mark.parametrize(
    ("change", "handing", "field"),
    [
        ({"evidence": ""}, HANDING, "evidence"),
        ({"subsidy_national": 1}, HANDING, "wages_booked"),
        ({"workers_subsidised": 1}, HANDING, "wages_booked"),
        ({}, replace(HANDING, by_advisor=True), "read_back_on"),
        ({}, replace(HANDING, year_is_over=False), "note"),
    ],
)
def test_what_else_is_missing_is_named(change, handing, field):
    assert missing(change, handing) == [field]


def test_read_back_opens_the_way_for_an_advisor():
    assert missing({}, replace(HANDING, by_advisor=True, read_back=True)) == []


def test_wages_are_asked_about_only_where_a_subsidy_may_have_paid_them():
    assert not has_subsidised_wages(GOOD)
    assert has_subsidised_wages({**GOOD, "subsidy_province": 1})
    assert not has_subsidised_wages({**GOOD, "subsidy_province": 1, "labour_cost": 0})


@given(st.none() | st.integers(0, 10**12), st.none() | st.integers(0, 10**12))
def test_grossing_up_adds_back_what_was_left_out_and_invents_nothing(booked, netted):
    assert gross_up(booked, netted) == (None if booked is None else booked + (netted or 0))


numbers = st.none() | st.integers(-(10**12), 10**12)
years = st.dictionaries(st.sampled_from([*GOOD, "members", "dues", "subsidy_county", "workers_subsidised"]), numbers)


@given(years, st.none() | years)
def test_any_year_can_be_asked_and_every_question_leads_to_a_cell_once(now, last):
    now = {name: value for name, value in now.items() if name != "evidence"}
    last = last and {name: value for name, value in last.items() if name != "evidence"}

    found = questions(now, replace(PLAIN, last=last))

    assert len({question.code for question in found}) == len(found)
    assert all(question.field and question.text for question in found)
