from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.registry.rules.due import Designated, Facts, duties, must_disclose, reminders

PLAIN = Facts(
    kind="local_community",
    legal_form="unincorporated",
    founded_on=date(2012, 3, 1),
    fiscal_year_end_month=12,
    members=8,
    member_capital=0,
    designations=(),
)
SOCIAL = replace(PLAIN, kind="social_cooperative", legal_form="social_cooperative")
COOP = replace(PLAIN, kind="cooperative", legal_form="cooperative")
YEAR = {"start": date(2018, 1, 1), "end": date(2019, 1, 1)}


def found(facts, **period):
    return [(duty.due_on.isoformat(), duty.rule) for duty in duties(facts, **(period or YEAR))]


def test_a_community_without_legal_form_owes_only_its_yearly_report():
    assert found(PLAIN) == [("2018-03-31", "county_report_2017")]


def test_a_social_cooperative_discloses_within_four_months_and_names_the_article():
    assert found(SOCIAL) == [
        ("2018-03-24", "audit"),
        ("2018-03-31", "assembly"),
        ("2018-03-31", "county_report_2017"),
        ("2018-03-31", "share_registration"),
        ("2018-04-30", "disclosure"),
    ]
    disclosure = duties(SOCIAL, **YEAR)[-1]
    assert "제96조의2" in disclosure.source
    assert disclosure.verified


@pytest.mark.parametrize(
    ("members", "capital", "must"),
    [(199, 2_999_999_999, False), (200, 0, True), (0, 3_000_000_000, True), (None, None, False)],
)
def test_another_cooperative_discloses_from_200_members_or_three_billion_won(members, capital, must):
    facts = replace(COOP, members=members, member_capital=capital)

    assert must_disclose(facts, on=date(2018, 1, 1)) is must
    assert ("2018-04-30", "disclosure") in found(facts) or not must


def test_a_fiscal_year_that_ends_in_june_moves_every_day():
    facts = replace(SOCIAL, fiscal_year_end_month=6)

    assert ("2018-10-31", "disclosure") in found(facts)
    assert ("2018-09-30", "assembly") in found(facts)
    assert ("2019-03-31", "county_report_2018") in found(facts, start=date(2018, 7, 1), end=date(2019, 7, 1))


def test_a_certified_enterprise_reports_in_april_and_october_while_certified():
    certified = Designated(1, "certified_social_enterprise", "사회적기업 인증", date(2018, 10, 1))
    facts = replace(PLAIN, designations=(certified,))

    assert [item for item in found(facts) if item[1] != "county_report_2017"] == [
        ("2018-04-30", "business_report"),
        ("2018-09-30", "designation_1"),
    ]


def test_nothing_is_due_before_founding():
    assert found(replace(SOCIAL, founded_on=date(2018, 6, 1))) == []


def test_the_village_enterprise_act_gives_a_year():
    facts = replace(PLAIN, kind="village_enterprise")

    assert ("2027-08-14", "village_enterprise_act") in found(facts, start=date(2027, 1, 1), end=date(2028, 1, 1))


@given(
    st.sampled_from([PLAIN, SOCIAL, COOP]),
    st.integers(1, 12),
    st.dates(date(2013, 1, 1), date(2030, 1, 1)),
    st.integers(0, 500),
    st.integers(0, 500),
)
def test_periods_that_meet_find_together_what_the_whole_finds(facts, month, start, first, second):
    facts = replace(facts, fiscal_year_end_month=month)
    middle = date.fromordinal(start.toordinal() + first)
    end = date.fromordinal(middle.toordinal() + second)

    apart = duties(facts, start=start, end=middle) + duties(facts, start=middle, end=end)

    assert apart == duties(facts, start=start, end=end)


def test_one_is_reminded_by_the_tightest_mark_reached():
    due = duties(PLAIN, **YEAR)

    assert [days for _, days in reminders(due, on=date(2018, 1, 29))] == []
    assert [days for _, days in reminders(due, on=date(2018, 1, 30))] == [60]
    assert [days for _, days in reminders(due, on=date(2018, 3, 10))] == [30]
    assert [days for _, days in reminders(due, on=date(2018, 3, 31))] == [7]
    assert [days for _, days in reminders(due, on=date(2018, 4, 1))] == []
