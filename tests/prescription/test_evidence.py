"""What was learnt, as it is kept and told."""

import json
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from decided import offer
from factories import NOON, AnnualReportFactory, OrganizationFactory, SupportGivenFactory, user_as
from socialgoods.people.models import Role
from socialgoods.prescription.actions.evidence import compute
from socialgoods.prescription.models import Evidence
from socialgoods.prescription.queries import evidence as queries
from socialgoods.prescription.queries import tables
from socialgoods.prescription.rules import evidence as rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    """Twenty organisations with reports of three years; a measure reaches six of them in 2017 and lifts them."""
    design, other = offer("design"), offer("pricing")
    for number in range(20):
        row = OrganizationFactory(residence="inside", founded_on=date(2012, 1, 1))
        helped = number < 6
        for year in (2015, 2016, 2017):
            sales = 60_000_000 + 2_000_000 * number + 1_000_000 * ((number * 7 + year) % 5)
            lift = 20_000_000 if helped and year == 2017 else 0
            AnnualReportFactory(organization=row, fiscal_year=year, sales_private=sales + lift)
        if helped:
            SupportGivenFactory(organization=row, year=2017, measure=design.measure)
    SupportGivenFactory(organization=row, year=2017, measure=other.measure)
    return design


@pytest.mark.slow
def test_the_evidence_is_what_learning_gives_on_the_same_tables(county):
    from socialgoods.analysis import panel, report
    from socialgoods.analysis.catalogue import read
    from socialgoods.analysis.learning import learn

    row = compute(2017, at=NOON)

    given_tables = tables.given(2018)
    catalogue = read(given_tables["measures"])
    learned = learn(panel.build(given_tables, catalogue.codes, until=2017), catalogue)
    expected = json.loads(json.dumps(report.estimates(learned)))
    kept = json.loads(json.dumps(row.estimates))
    for code, more in kept["measures"].items():
        assert {name: more[name] for name in expected["measures"][code]} == expected["measures"][code]
    assert {name: kept[name] for name in expected if name != "measures"} == {
        name: expected[name] for name in expected if name != "measures"
    }
    assert json.loads(json.dumps(row.checks)) == json.loads(json.dumps(report.checks(learned)))
    assert (row.transitions, row.estimates["measures"]["design"]["cases"]) == (40, 6)
    assert sum(row.estimates["measures"]["design"]["by_need"]) == 6


@pytest.mark.slow
def test_the_estimates_are_those_of_a_prescription_for_the_year_after(county):
    from socialgoods.analysis.prescription import prescribe

    row = compute(2017, at=NOON)

    done = prescribe(tables.given(2018), 2018, 2025).report["estimates"]["measures"]
    for code, found in done.items():
        assert {name: row.estimates["measures"][code][name] for name in found} == found


@pytest.mark.slow
def test_computing_twice_keeps_one_row(county):
    compute(2017, at=NOON)
    compute(2017, at=NOON)

    assert Evidence.objects.count() == 1


def test_one_year_of_reports_teaches_nothing():
    AnnualReportFactory(organization=OrganizationFactory(residence="inside"), fiscal_year=2017)
    offer()

    assert compute(2017, at=NOON) is None
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("cases", "low", "high", "from_cases", "said"),
    [
        (0, 0.01, 0.09, 0.9, rules.NOTHING),
        (9, 0.01, 0.09, 0.9, rules.EARLY),
        (10, 0.01, 0.09, 0.49, rules.EARLY),
        (10, 0.01, 0.09, 0.5, rules.HELPS),
        (10, 0.0, 0.09, 0.5, rules.EARLY),
        (10, -0.05, 0.0199, 0.5, rules.HELPS_NOT),
        (10, -0.05, 0.02, 0.5, rules.EARLY),
        (10, -0.05, -0.01, 0.5, rules.HELPS_NOT),
        (10, 0.001, 0.015, 0.5, rules.HELPS),
    ],
)
def test_the_rule_that_decides_what_is_said(cases, low, high, from_cases, said):
    assert rules.verdict(cases=cases, low=low, high=high, from_cases=from_cases) == said


@given(st.integers(0, 500), st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_cases_never_unsay_a_verdict(cases, low, width, from_cases):
    given_ = {"low": low, "high": low + width, "from_cases": from_cases}
    before = rules.verdict(cases=cases, **given_)

    after = rules.verdict(cases=cases + 1, **given_)

    assert after == before or before in {rules.NOTHING, rules.EARLY}


def test_what_is_known_comes_from_cases_as_far_as_they_narrow_the_experts():
    found = [
        round(rules.share_from_cases(sd, expert), 2)
        for sd, expert in ((0.03, 0.03), (0.015, 0.03), (0.04, 0.03), (0.1, None))
    ]

    assert found == [0.0, 0.75, 0.0, 1.0]


def test_need_moves_the_estimate_by_its_slope():
    found = {"base": 0.05, "base_sd": 0.01, "slope": 0.04, "slope_sd": 0.02, "together": -0.0001}

    low, middle, high = (rules.at_need(found, need) for need in (0.25, 0.5, 0.75))

    assert [round(each.mean, 4) for each in (low, middle, high)] == [0.03, 0.05, 0.07]
    spread = rules.FIFTH_TO_NINETYFIFTH * (0.01**2 + 0.25 * 0.02**2 - 0.0001) ** 0.5
    assert high.high - high.mean == pytest.approx(spread)


def told(*, cases=30, base=0.06, base_sd=0.01, pairs=30, **more):
    expert = {"base": 0.05, "base_sd": 0.03, "slope": 0.03, "slope_sd": 0.05}
    found = {"base": base, "base_sd": base_sd, "slope": 0.0, "slope_sd": 0.05, "cases": cases, "expert": expert}
    alike = {"difference": 0.04, "error": 0.01, "pairs": pairs}
    return Evidence(
        year=more.pop("year", 2017), transitions=100, definitions="wanju-2017", computed_at=NOON,
        estimates={"measures": {"design": found | {"together": 0.0, "by_need": more.pop("by_need", [10, 10, 10])}}},
        checks={"placebo": {"passes": more.pop("passes", True)}, "look_alikes": {"design": alike}},
    )  # fmt: skip


def test_under_five_cases_neither_they_nor_what_they_taught_are_shown():
    row = told(cases=4, pairs=4)

    public, inside = queries.line(row, "design", "디자인"), queries.line(row, "design", "디자인", sees_small=True)

    assert (public.is_shown, public.estimate, public.difference, public.needs) == (False, None, None, [])
    assert "4" not in public.sentence
    assert inside.estimate is not None
    assert inside.difference is not None


def test_cases_by_need_are_shown_only_if_no_part_is_small():
    assert [count for _, _, count in queries.line(told(by_need=[26, 4, 0]), "design", "디자인").needs] == [
        None,
        None,
        None,
    ]


def test_that_it_does_not_help_is_said_plainly():
    line = queries.line(told(base=0.0, base_sd=0.01), "design", "디자인")

    assert line.label == "도움이 되지 않습니다"
    assert line.sentence.startswith("도움이 되지 않습니다.")


def test_the_page_shows_estimate_beside_expert_and_look_alikes(client):
    offer()
    told(passes=False).save()

    page = client.get(reverse("evidence")).content.decode()

    for said in ("+5.0%p", "+6.0%p", "+4.4%p ~ +7.6%p", "+4.0%p", "30", "도움이 됩니다", "조심해서 읽어 주세요"):
        assert said in page


def test_the_page_of_a_measure_says_how_the_estimate_moved(client):
    offer()
    told(year=2016, base=0.09, base_sd=0.03, cases=8).save()
    told().save()

    page = client.get(reverse("evidence_measure", args=["design"])).content.decode()

    assert "2016" in page
    assert "+9.0%p" in page
    assert "아직 말하기 이릅니다" in page
    assert "하나하나의 일" not in page


def test_an_advisor_sees_the_cases_of_the_organisations_assigned_only(client):
    from factories import CaseloadFactory

    design, own, other = offer(), OrganizationFactory(name="내 조직"), OrganizationFactory(name="남의 조직")
    told().save()
    for row in (own, other):
        SupportGivenFactory(organization=row, measure=design.measure)
    client.force_login(CaseloadFactory(organization=own).advisor)

    page = client.get(reverse("evidence_measure", args=["design"])).content.decode()

    assert "내 조직" in page
    assert "남의 조직" not in page


@pytest.mark.parametrize("url", ["evidence", "evidence_measure"])
def test_before_anything_is_learnt_the_page_says_what_it_waits_for(client, url):
    offer()

    page = client.get(reverse(url, args=["design"] if url == "evidence_measure" else [])).content.decode()

    assert "이어지는 두 해" in page


def test_a_measure_nobody_knows_is_not_found(client):
    assert client.get(reverse("evidence_measure", args=["nothing"])).status_code == 404


def test_the_cases_take_the_same_queries_for_one_and_for_three(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    design = offer()
    told().save()
    client.force_login(user_as(Role.OFFICER))
    counts = []
    for more in (1, 2):
        for _ in range(more):
            SupportGivenFactory(organization=OrganizationFactory(residence="inside"), measure=design.measure)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("evidence_measure", args=["design"]))
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_catalogue_says_of_each_measure_what_was_learnt_how_surely_and_from_how_many(client):
    offer()
    told(cases=5).save()

    page = client.get(reverse("offers") + "?year=2018").content.decode()

    assert "5건" in page
    assert "(+" in page
    assert reverse("evidence_measure", args=["design"]) in page


def test_the_catalogue_in_public_shows_no_estimate_of_fewer_than_five_cases(client):
    offer()
    told(cases=4).save()
    few = client.get(reverse("offer", args=["design"])).content.decode()
    Evidence.objects.all().delete()
    told(cases=5).save()

    five = client.get(reverse("offer", args=["design"])).content.decode()

    assert ("+6.0%p" in few, "+6.0%p" in five) == (False, True)
