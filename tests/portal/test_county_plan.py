"""Where the plan stands, on pages that are not its own: figures with their words, nothing unknown shown as nothing."""

from datetime import date

import pytest
from django.urls import reverse

from factories import NOON, MeasureFactory, OrganizationFactory, PrescriptionFactory, RoundFactory, UserFactory, user_as
from socialgoods.kernel import clock
from socialgoods.people.models import Role
from socialgoods.plan.actions.setup import write_plan
from socialgoods.plan.models import ForecastRun, Measurement, Plan
from socialgoods.portal.queries.plain import plain_words
from socialgoods.portal.queries.plan import county_plan
from socialgoods.portal.queries.public import Given, decided, groups
from socialgoods.portal.rules import words

pytestmark = pytest.mark.django_db
TODAY = date(2018, 3, 20)


@pytest.fixture(autouse=True)
def spring_2018(db):
    clock.set_today(TODAY)


@pytest.fixture
def plan(db):
    write_plan(at=NOON)
    for series, value in (
        ("self_reliant", 64),
        ("self_reliance_rate", 0.2286),
        ("jobs", 1119),
        ("participation", 0.0436),
    ):
        Measurement.objects.create(
            series=series, year=2017, value=value, organizations=280, of=310, definitions="시험", computed_at=NOON
        )
    figures = {"p05": 46.0, "mean": 72.0, "p95": 104.0}
    rates = {"p05": 0.12, "mean": 0.19, "p95": 0.27}
    table = [
        {"scenario": scenario, "indicator": indicator, "year": year, **values}
        for scenario in ("planned", "none")
        for indicator, values in (("self_reliant", figures), ("self_reliance_rate", rates))
        for year in range(2018, 2026)
    ]
    return ForecastRun.objects.create(
        plan=Plan.objects.get(), start=2018, until=2025, seed=1, inputs_sha256="x", definitions="시험", organizations=310,
        table=table, chances={"self_reliant_300": {"planned": {"2025": 0.004}}}, made_at=NOON, computed_at=NOON,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("probability", "said"),
    [(None, "자료 없음"), (0.0, "1% 미만"), (0.009, "1% 미만"), (0.126, "13%"), (0.995, "99% 넘음"), (0.99, "99%")],
)
def test_a_chance_is_said_no_more_exactly_than_a_forecast_can_be(probability, said):
    assert words.chance(probability) == said


def test_without_a_plan_there_is_nothing_to_say():
    assert county_plan(on=TODAY) is None
    assert plain_words(None) == []


def test_a_target_says_where_it_stands_and_what_is_missing_is_named(plan):
    found = county_plan(on=TODAY)

    reliant, finance = found.of("self_reliant"), found.of("social_finance")
    assert (reliant.value_said, reliant.target_said, reliant.chance_said) == ("64곳", "300곳", "1% 미만")
    assert (reliant.range_said, reliant.missing_said) == ("46곳 ~ 104곳", "236곳")
    assert reliant.coverage_said == "활동하는 310곳 가운데 보고한 280곳"
    assert (finance.value_said, finance.chance_said, finance.target_said) == ("자료 없음", "자료 없음", "100억 원")
    assert found.rate.missing_said == "27.1%p"


def test_the_track_of_a_target_ends_at_the_target(plan):
    track = county_plan(on=TODAY).of("self_reliant").track

    assert track == {"now": 42.7, "low": 30.7, "width": 38.6, "middle": 48.0, "length": 200}


def test_the_fan_begins_where_what_was_measured_ends(plan):
    fan = county_plan(on=TODAY).fan

    assert fan["observed"] == [[2017, 0.2286]]
    assert fan["planned"][0] == [2018, 0.12, 0.19, 0.27]
    assert fan["target"][-1] == [2025, 0.5]
    assert [row.year for row in county_plan(on=TODAY).years] == list(range(2017, 2026))


def test_the_plan_in_plain_words_is_five_sentences_at_most(plan):
    said = plain_words(county_plan(on=TODAY))

    assert said == [
        "완주군은 2025년까지 스스로 벌어 꾸려 가는 이웃 조직을 <b>300곳</b>으로 늘리려고 합니다.",
        "2017년에는 <b>64곳</b>, 보고한 조직 100곳 가운데 23곳이 그랬습니다.",
        "이웃 조직에서 <b>1,119명</b>이 일하고 있고, 목표는 5,000명입니다.",
        "주민 100명 가운데 <b>4명</b>이 조합원이나 일꾼, 자원봉사자로 함께하고 있습니다. 목표는 30명입니다.",
        "지금 계획대로 하면 2025년에 300곳에 이를 가능성은 <b>1% 미만</b>입니다.",
    ]


def test_what_is_not_measured_is_not_said():
    write_plan(at=NOON)

    said = plain_words(county_plan(on=TODAY))

    assert said == ["완주군은 2025년까지 스스로 벌어 꾸려 가는 이웃 조직을 <b>300곳</b>으로 늘리려고 합니다."]


@pytest.mark.parametrize("who", [Role.OFFICER, Role.AUDITOR, Role.PARTNER, Role.NETWORK])
def test_who_looks_at_the_county_sees_its_targets(client, plan, who):
    OrganizationFactory()
    client.force_login(user_as(who))

    page = client.get(reverse("desk")).content.decode()

    assert "2025년 목표 50.0%까지 27.1%p 남았습니다." in page
    assert "46곳 ~ 104곳" in page


def test_a_resident_and_a_visitor_read_it_in_plain_words(client, plan):
    OrganizationFactory()
    visited = client.get(reverse("home")).content.decode()
    client.force_login(UserFactory())

    assert "보고한 조직 100곳 가운데 23곳이 그랬습니다." in visited
    assert "지금 계획대로 하면 2025년에 300곳에 이를 가능성은" in client.get(reverse("desk")).content.decode()


def test_in_english_the_plan_has_its_english_names(client, plan):
    OrganizationFactory()

    page = client.get(reverse("home"), headers={"accept-language": "en"}).content.decode()

    assert "Self-reliant organisations" in page


# What was decided, for everybody


def test_no_group_under_five_is_shown_nor_found_by_subtraction():
    counted = [("판로 개척", 9, 90), ("회계 지도", 7, 70), ("디자인", 6, 60), ("장비", 3, 30)]

    assert groups(counted) == [Given("판로 개척", 9, 90), Given("회계 지도", 7, 70), Given("", 9, 90)]


def test_residents_see_what_was_decided_in_groups(client):
    row, design = RoundFactory(state="decided"), MeasureFactory(name="디자인 지원")
    for _ in range(5):
        PrescriptionFactory(round=row, measure=design, amount=2_000_000)
    client.force_login(UserFactory())

    page = client.get(reverse("desk")).content.decode()

    assert "5곳에 모두 1,000만 원을 지원하기로 위원회가 결정했습니다." in page
    assert "디자인 지원" in page


def test_of_fewer_than_five_nothing_is_told():
    PrescriptionFactory()

    assert decided(on=TODAY) is None
