"""Officers and board by the law. Each test names its article."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.cooperative import year_parameters as parameters
from socialgoods.cooperative.rules import audit, board, disclosure, main_business, officers

LIMITS = officers.Limits(
    reelections=2,
    term_years=4,
    outside=Fraction(1, 5),
    staff_part=Fraction(2, 3),
    small=10,
    social_employees=Fraction(1, 3),
)
HOUSE = officers.House(
    is_social=False,
    members=50,
    employee_members=5,
    staff=10,
    directors=5,
    outside_directors=0,
    officers=6,
    employee_officers=0,
)
CHAIR = officers.Candidate("chair")
DIRECTOR = officers.Candidate("director")


def against(who, house=HOUSE):
    return [reason.article for reason in officers.reasons_against_office(who, house, LIMITS)]


def test_member_who_is_nothing_else_may_hold_any_office():
    assert [against(officers.Candidate(office)) for office in ("chair", "director", "auditor")] == [[], [], []]


def test_chair_is_not_chair_elsewhere():
    """§44."""
    assert against(replace(CHAIR, chairs_elsewhere=True)) == ["협동조합기본법 제44조"]
    assert against(replace(DIRECTOR, chairs_elsewhere=True)) == []


@pytest.mark.parametrize(("before", "refused"), [(0, False), (1, False), (2, False), (3, True)])
def test_chair_is_reelected_twice_at_most(before, refused):
    """§35: three terms in a row."""
    assert bool(against(replace(CHAIR, chair_terms_before=before))) is refused


@pytest.mark.parametrize(("office", "holds"), [("auditor", "director"), ("auditor", "chair"), ("director", "auditor")])
def test_directors_are_not_auditors(office, holds):
    """§44."""
    assert against(officers.Candidate(office, holds=holds)) == ["협동조합기본법 제44조"]


def test_employee_is_not_an_auditor():
    """§44."""
    assert against(officers.Candidate("auditor", is_employee=True)) == ["협동조합기본법 제44조"]


EMPLOYEE = replace(DIRECTOR, is_employee=True)
DUAL = "협동조합기본법 제44조, 협동조합기본법 시행령 제10조"


@pytest.mark.parametrize(
    ("members", "employee_members", "staff", "refused"),
    [
        (50, 5, 10, True),
        (10, 0, 5, False),
        (11, 0, 5, True),
        (30, 20, 30, False),
        (30, 19, 20, True),
        (30, 20, 31, True),
    ],
)
def test_officer_is_an_employee_only_where_workers_own_it_or_it_is_small(members, employee_members, staff, refused):
    """§44, Decree §10: two thirds of members and of staff, or ten members at most."""
    house = replace(HOUSE, members=members, employee_members=employee_members, staff=staff, employee_officers=1)

    assert against(EMPLOYEE, house) == ([DUAL] if refused else [])


@pytest.mark.parametrize(("officers_", "employees", "refused"), [(6, 2, False), (6, 3, True), (5, 2, True)])
def test_a_third_of_a_social_cooperatives_officers_are_employees_at_most(officers_, employees, refused):
    """Decree §20."""
    house = replace(HOUSE, is_social=True, officers=officers_, employee_officers=employees)

    assert against(EMPLOYEE, house) == (["협동조합기본법 시행령 제20조"] if refused else [])


def test_directors_from_outside_are_a_fifth_at_most():
    """A parameter that is not verified; the chair is a member."""
    outside = replace(DIRECTOR, is_member=False)

    assert against(outside, replace(HOUSE, outside_directors=1)) == []
    assert against(outside, replace(HOUSE, outside_directors=2)) != []
    assert against(replace(CHAIR, is_member=False)) == ["협동조합기본법 제34조"]
    assert not parameters.OUTSIDE_DIRECTORS_MOST.since(date(2018, 1, 1)).verified


@pytest.mark.parametrize(
    ("until", "refused"), [(date(2022, 1, 1), False), (date(2022, 1, 2), True), (date(2018, 1, 1), True)]
)
def test_term_is_four_years_at_most(until, refused):
    """§35."""
    assert bool(officers.reasons_against_term(date(2018, 1, 1), until, years=4, most_years=4)) is refused


def test_term_is_as_long_as_the_articles_say():
    reasons = officers.reasons_against_term(date(2018, 1, 1), date(2021, 1, 1), years=2, most_years=4)

    assert [reason.article for reason in reasons] == ["정관"]


def test_three_directors_with_the_chair_and_an_auditor_are_the_least():
    """§34①."""
    needs = officers.needs(is_social=True, directors=1, auditors=0, law_directors=3, law_auditors=1)

    assert needs == officers.Needs(3, 1)
    assert officers.missing(has_chair=True, directors=3, auditors=1, needs=needs, is_social=True) == []
    assert len(officers.missing(has_chair=False, directors=2, auditors=0, needs=needs, is_social=True)) == 3


def test_general_cooperative_may_do_without_an_auditor_and_a_social_one_not():
    """§34⑤, §92."""
    assert officers.needs(is_social=False, directors=3, auditors=0, law_directors=3, law_auditors=1).auditors == 0
    assert officers.reasons_against_no_auditor(0, is_social=False) == []
    assert "제92조" in officers.reasons_against_no_auditor(0, is_social=True)[0].article


@pytest.mark.parametrize(("demanded", "refused"), [(9, True), (10, False), (51, True)])
def test_a_fifth_of_the_members_demands_a_recall(demanded, refused):
    """§40: of 50, ten; and not more than there are."""
    assert bool(officers.reasons_against_demand(demanded_by=demanded, members=50)) is refused


def test_change_of_officers_is_registered_within_three_weeks():
    """§64①, §110."""
    assert officers.registration_due_on(date(2018, 3, 1), days=21) == date(2018, 3, 22)


@pytest.mark.parametrize(("directors", "present", "refused"), [(3, 2, False), (4, 2, True), (5, 3, False)])
def test_board_meets_with_more_than_half_of_its_directors(directors, present, refused):
    """§32④."""
    assert bool(board.reasons_against_meeting(directors=directors, present=present)) is refused


def test_board_decides_by_more_than_half_of_those_present():
    """§32④."""
    decision = board.Decision("사업계획", yes=2, no=1, abstained=1)

    assert board.reasons_against_passing(decision, directors=5, present=4) != []
    assert board.reasons_against_passing(replace(decision, yes=3, abstained=0), directors=5, present=4) == []


def test_more_votes_than_directors_present_are_refused():
    assert board.reasons_against_counting(board.Decision("사업계획", yes=3, no=2), present=4) != []


@pytest.mark.parametrize(("members", "refused"), [(9, False), (10, True)])
def test_board_may_be_left_out_below_ten_members(members, refused):
    """§32⑤."""
    assert bool(board.reasons_against_no_board(has_board=False, members=members, from_members=10)) is refused


def test_auditor_has_the_documents_seven_days_before_the_assembly():
    """§52, §100."""
    asked = {"days": 7, "has_opinion": True, "has_auditor": True, "is_social": False, "assembly_on": date(2019, 3, 20)}

    assert audit.reasons_against(audited_on=date(2019, 3, 13), **asked) == []
    assert audit.reasons_against(audited_on=date(2019, 3, 14), **asked)[0].article == "협동조합기본법 제52조"
    assert audit.reasons_against(audited_on=None, **asked | {"has_auditor": False}) == []


@pytest.mark.parametrize(("main", "refused"), [(40, False), (39, True), (None, False)])
def test_main_business_is_two_fifths_of_all_at_least(main, refused):
    """§93②; not known without figures."""
    assert bool(main_business.reasons_against_share(main, 100, least_percent=40)) is refused


@pytest.mark.parametrize(
    ("is_social", "members", "paid_in", "due"),
    [(True, 5, 0, True), (False, 199, 2_999_999_999, False), (False, 200, 0, True), (False, 5, 3_000_000_000, True)],
)
def test_who_discloses(is_social, members, paid_in, due):
    """§49의2, §96의2, Decree §12."""
    found = disclosure.is_due(
        is_social=is_social, members=members, paid_in=paid_in, from_members=200, from_paid_in=3_000_000_000
    )

    assert found is due


def test_disclosure_is_within_four_months_and_its_fine_is_named():
    """§49의2, §96의2, §119."""
    last = disclosure.last_day(date(2019, 1, 1), 4)
    late = disclosure.reasons_late(last_day=last, on=date(2019, 5, 1), is_due=True, is_social=True)

    assert last == date(2019, 4, 30)
    assert disclosure.reasons_late(last_day=last, on=last, is_due=True, is_social=True) == []
    assert [reason.article for reason in late] == [
        "협동조합기본법 제96조의2, 협동조합기본법 시행령 제27조",
        "협동조합기본법 제119조",
    ]


def test_breaking_the_rules_on_reserves_is_named_with_its_penalty():
    """§117."""
    assert disclosure.fine("settlement").article == "협동조합기본법 제117조"


def test_late_rate_ceiling_is_that_of_the_day_of_the_contract():
    """이자제한법: 25 % from 2014-07-15, 24 % from 2018-02-08, 20 % from 2021-07-07."""
    days = [date(2014, 7, 15), date(2018, 2, 7), date(2018, 2, 8), date(2021, 7, 6), date(2021, 7, 7)]

    assert [int(parameters.LATE_RATE_MOST.on(day)) for day in days] == [25, 25, 24, 24, 20]


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 30)))
def test_no_group_under_five_is_told_and_none_is_found_by_subtraction(counts):
    told = disclosure.groups(counts, "rest")

    assert all(count >= 5 for _name, count in told)
    left = sum(counts.values()) - sum(count for _name, count in told)
    assert left == 0 or not told
