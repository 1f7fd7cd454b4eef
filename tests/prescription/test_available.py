"""What an organisation can get now, and why not the rest."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from decided import offer, sent
from factories import (
    AnnualReportFactory,
    CallFactory,
    CommitmentFactory,
    DesignationFactory,
    MeasureFactory,
    OrganizationFactory,
    RepresentationFactory,
    SupportGivenFactory,
    user_as,
)
from socialgoods.people.models import Role
from socialgoods.prescription import parameters
from socialgoods.prescription.parameters import Limit
from socialgoods.prescription.queries import available as queries
from socialgoods.prescription.queries.certifications import hints, mark
from socialgoods.prescription.rules import eligibility as rules
from socialgoods.prescription.rules.certification import Books, Rule, social_enterprise, village_enterprise
from socialgoods.prescription.rules.eligibility import Facts, Measure
from socialgoods.support.parameters import NOT_TOGETHER

TODAY = date(2018, 3, 2)
LIMITS = {
    ("business_development", "social_enterprise"): Limit(3, 5, "지침"),
    ("social_insurance", ""): Limit(4, 5, "지침"),
}
TOGETHER = {
    "village_enterprise": frozenset({"social_enterprise"}),
    "social_enterprise": frozenset({"village_enterprise"}),
}


def why_not(measure, facts):
    return rules.reasons_against(
        measure, facts, year=2018, not_together=TOGETHER, together_source="지침", limits=LIMITS
    )


CASES = {
    "nothing speaks against it": (Measure("design", "디자인"), Facts("cooperative"), []),
    "not active": (Measure("design", "디자인"), Facts("cooperative", is_active=False), ["활동 중인"]),
    "outside the county": (Measure("design", "디자인"), Facts("cooperative", is_of_county=False), ["우리 군에"]),
    "of another kind": (Measure("design", "디자인", kinds=["village_enterprise"]), Facts("cooperative"), ["village_enterprise만"]),
    "of the right kind": (Measure("design", "디자인", kinds=["cooperative"]), Facts("cooperative"), []),
    "the same this year": (Measure("design", "디자인"), Facts("cooperative", received=frozenset({"design"})), ["이미 이 지원을"]),
    "another this year": (Measure("design", "디자인"), Facts("cooperative", received=frozenset({"mentor"})), ["한 해에 한 가지"]),
    "another this year, a call": (Measure("design", "디자인", is_call=True), Facts("cooperative", received=frozenset({"mentor"})), []),
    "no place left": (Measure("design", "디자인", places_left=0), Facts("cooperative"), ["정원이 다"]),
    "a place left": (Measure("design", "디자인", places_left=1), Facts("cooperative"), []),
    "both programmes in a year": (
        Measure("village_enterprise_fund", "마을기업 육성", is_call=True),
        Facts("village_enterprise", received=frozenset({"job_creation"}), programmes=frozenset({"social_enterprise"})),
        ["이중 지원"],
    ),
    "the programme alone": (
        Measure("village_enterprise_fund", "마을기업 육성", is_call=True),
        Facts("village_enterprise", programmes=frozenset({"village_enterprise"})),
        [],
    ),
    "three times in five years": (
        Measure("business_development", "사업개발비"),
        Facts("social_enterprise", years={"business_development": [2014, 2015, 2017]}),
        ["3번까지"],
    ),
    "three times in more than five years": (
        Measure("business_development", "사업개발비"),
        Facts("social_enterprise", years={"business_development": [2012, 2013, 2017]}),
        [],
    ),
    "a limit of another kind": (
        Measure("business_development", "사업개발비"),
        Facts("pre_social_enterprise", years={"business_development": [2014, 2015, 2017]}),
        [],
    ),
    "a limit of any kind": (
        Measure("social_insurance", "사회보험료"),
        Facts("social_enterprise", years={"social_insurance": [2014, 2015, 2016, 2017]}),
        ["4번까지"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_why_not(name):
    measure, facts, said = CASES[name]

    reasons = why_not(measure, facts)

    assert [words in reason.why for words, reason in zip(said, reasons, strict=True)] == [True] * len(said)


def test_a_limit_says_from_when_it_can_be_had_again():
    facts = Facts("social_enterprise", years={"business_development": [2014, 2015, 2017]})

    (reason,) = why_not(Measure("business_development", "사업개발비"), facts)

    assert (reason.change, reason.source, reason.is_verified) == ("2019년부터 다시 받을 수 있습니다.", "지침", False)


@given(st.sets(st.integers(2005, 2017)), st.integers(2018, 2030))
def test_the_year_that_is_named_is_the_first_in_which_it_can_be_had_again(years, year):
    facts = Facts("social_enterprise", years={"business_development": sorted(years)})
    measure = Measure("business_development", "사업개발비")

    def open_in(each):
        return not rules.reasons_against(measure, facts, year=each, not_together={}, limits=LIMITS)

    reasons = rules.reasons_against(measure, facts, year=year, not_together={}, limits=LIMITS)

    if reasons:
        named = int(reasons[0].change[:4])
        assert [each for each in range(year, named + 1) if open_in(each)] == [named]


@given(st.integers(0, 10**9), st.one_of(st.none(), st.integers(0, 99)))
def test_public_money_and_own_share_add_up_to_the_cost(cost, percent):
    public, own = rules.split(cost, None if percent is None else Fraction(percent, 100))

    assert public + own == cost
    assert public >= 0
    assert own >= 0


@pytest.mark.parametrize(("times", "share"), [(0, 10), (1, 20), (2, 30), (7, 30)])
def test_the_own_share_of_project_money_grows_with_every_time(times, share):
    found = rules.own_share("business_development", None, times, parameters.OWN_SHARES.on(TODAY))

    assert found == (Fraction(share, 100), True)


def test_the_catalogue_says_the_own_share_before_any_rule():
    assert rules.own_share("business_development", Fraction(1, 4), 2, parameters.OWN_SHARES.on(TODAY)) == (
        Fraction(1, 4),
        False,
    )


@pytest.mark.parametrize(
    ("books", "said"),
    [
        (Books(2017, 50, 100, 2, 1), [True, True, True, True]),
        (Books(2017, 49, 100, 0, None), [True, False, False, None]),
        (Books(), [True, None, None, None]),
        (Books(2017, 10, 0, 10, 2), [True, True, None, False]),
    ],
)
def test_a_certified_social_enterprise_earns_half_of_its_wages(books, said):
    half, third = Rule(Fraction(1, 2), "제10조", True), Rule(Fraction(3, 10), "제9조", True)

    tests = social_enterprise(
        books, legal_form="cooperative", forms={"cooperative"}, forms_source="제8조", revenue=half, vulnerable=third
    )

    assert [test.passed for test in tests] == said


def test_the_share_of_wages_was_lower_before_2019():
    assert [parameters.REVENUE_OVER_LABOUR.on(date(year, 6, 1)) for year in (2018, 2019)] == [
        Fraction(3, 10),
        Fraction(1, 2),
    ]


@pytest.mark.parametrize(
    ("form", "members", "said"),
    [("cooperative", 5, [True, True]), ("unincorporated", 4, [False, False]), ("", None, [None, None])],
)
def test_a_village_enterprise_is_a_legal_person_of_five(form, members, said):
    legal, founders = Rule(1, "제11조", True), Rule(5, "지침", False)

    tests = village_enterprise(
        Books(2017, members=members), legal_form=form, unincorporated={"unincorporated"}, legal=legal, founders=founders
    )

    assert [test.passed for test in tests] == said


@pytest.fixture
def organization(db):
    return OrganizationFactory(name="가우리협동조합", kind="cooperative", residence="inside")


def of(organization):
    found = queries.for_organization(organization, TODAY)
    return {item.name: item for item in (*found.eligible, *found.others)}


def test_a_measure_of_the_year_is_there_with_amount_and_own_share(organization):
    offer(name="디자인 지원", own_share="0.1", cost=10_000_000, summary="디자인을 돕습니다.")
    offer("old", name="끝난 지원", until_year=2017)

    found = queries.for_organization(organization, TODAY)

    (item,) = found.eligible
    assert (item.name, item.amount, item.own, item.summary) == (
        "디자인 지원",
        9_000_000,
        1_000_000,
        "디자인을 돕습니다.",
    )
    assert found.others == []


def test_the_nth_time_is_read_from_the_support_given(organization):
    business = offer("business_development", name="사업개발비", cost=20_000_000)
    SupportGivenFactory(organization=organization, year=2016, measure=business.measure)

    item = of(organization)["사업개발비"]

    assert (item.amount, item.own) == (16_000_000, 4_000_000)
    assert "지침" in item.own_source


def test_an_open_call_takes_the_place_of_its_measure_and_has_a_last_day(organization):
    design = offer(mode="call", name="디자인 지원")
    call = CallFactory(measure=design.measure, most=5_400_000, own_share="0.1")

    found = queries.for_organization(organization, TODAY)

    (item,) = found.eligible
    assert (item.amount, item.own, item.deadline, item.source) == (5_400_000, 600_000, date(2018, 3, 30), "county")
    assert item.url == reverse("call_apply", args=[organization.code, call.pk])


def test_a_call_that_is_closed_to_its_kind_says_what_would_change_it(organization):
    CallFactory(measure=MeasureFactory(name="인건비"), kinds=["social_enterprise"])

    (item,) = queries.for_organization(organization, TODAY).others

    assert "사회적기업만" in item.reasons[0].why
    assert "유형" in item.reasons[0].change


def test_a_prescription_that_waits_comes_first_with_its_last_day(organization):
    offer("aaa", name="가가 지원", cost=0)
    row = sent(organization)

    first = queries.for_organization(organization, TODAY).eligible[0]

    assert (first.is_waiting, first.deadline, first.amount, first.url) == (
        True,
        row.answer_by,
        6_000_000,
        row.get_absolute_url(),
    )


def test_places_that_others_hold_are_gone(organization):
    design = offer(name="디자인 지원", capacity=1)
    SupportGivenFactory(organization=OrganizationFactory(residence="inside"), year=2018, measure=design.measure)

    (reason,) = of(organization)["디자인 지원"].reasons

    assert "정원" in reason.why


def test_two_programmes_that_exclude_each_other_are_told_with_their_source(organization):
    organization.kind = "village_enterprise"
    offer("village_enterprise_fund", mode="call", name="마을기업 육성", kinds=["village_enterprise"])
    jobs = offer("job_creation", name="인건비")
    SupportGivenFactory(organization=organization, year=2018, measure=jobs.measure)

    reason, closed = of(organization)["마을기업 육성"].reasons

    assert "열린 공모가 없습니다" in closed.why
    assert (reason.source, reason.is_verified) == (NOT_TOGETHER.since(TODAY).source, False)


def test_the_mark_and_certifications_are_read_from_the_register(organization):
    AnnualReportFactory(organization=organization, fiscal_year=2017, members=12)
    DesignationFactory(organization=organization, kind="village_enterprise")

    certified, village = hints(organization, TODAY)

    assert [test.passed for test in mark(organization, TODAY).tests][:3] == [True, True, True]
    assert (village.has_it, village.until) == (True, date(2019, 1, 1))
    assert [test.passed for test in certified.tests][1:3] == [True, True]


def test_what_is_available_takes_the_same_queries_for_one_and_for_three(organization):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            row = offer(MeasureFactory().code, mode="call")
            CallFactory(measure=row.measure)
            offer(MeasureFactory().code)
            SupportGivenFactory(organization=organization, year=2017)
        with CaptureQueriesContext(connection) as seen:
            queries.for_organization(organization, TODAY)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_page_says_what_can_be_got_and_why_not_the_rest(organization, client):
    offer(name="디자인 지원", own_share="0.1", cost=10_000_000)
    offer("village_enterprise_fund", name="마을기업 육성", kinds=["village_enterprise"])
    client.force_login(RepresentationFactory(organization=organization).user)

    page = client.get(reverse("available", args=[organization.code])).content.decode()

    for said in ("1가지", "디자인 지원", "900만 원", "100만 원", "마을기업만 받을 수 있습니다", "소셜굿즈 마크"):
        assert said in page


def test_an_officer_sees_it_too(organization, client):
    client.force_login(user_as(Role.OFFICER))

    assert client.get(reverse("available", args=[organization.code])).status_code == 200


def test_what_was_promised_by_hand_this_year_is_not_offered_again(organization):
    row = offer("mentor")
    CommitmentFactory(organization=organization, measure=row.measure, year=2018)

    found = queries.for_organization(organization, TODAY)

    assert row.measure.name in [item.name for item in found.others]
