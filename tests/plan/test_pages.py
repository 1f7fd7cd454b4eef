"""Every page of the plan says what is stored, and no more; every form changes what it says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from factories import DistrictFactory, MembershipFactory, RepresentationFactory, user_as
from plan import small
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.plan.actions import observation, steering
from socialgoods.plan.actions.measure import measure
from socialgoods.plan.actions.setup import write_plan
from socialgoods.plan.models import Indicator, Measurement, Observation, Plan, Reading, ReadingChoice, TargetPoint
from socialgoods.registry.models import Organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return write_plan(at=small.AT)


@pytest.fixture
def today():
    clock.set_today(date(2018, 3, 20))


def text(client, name, *args, query="", status=200):
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def login(client, role):
    user = user_as(role)
    client.force_login(user)
    return user


def test_the_plan_says_in_one_sentence_how_the_five_stand(client, plan):
    run = small.stored(plan)
    run.chances["new_income"]["planned"]["2025"] = 0.6
    run.save()

    page = text(client, "plan")

    assert (
        "다섯 목표 가운데 <b>1개</b>는 2025년까지 이룰 가능성이 절반을 넘고, 3개는 넘지 못합니다. 1개는 자료가 없어"
        in page
    )
    assert "310곳 가운데 280곳" in page
    assert "25%" in page


def test_without_a_plan_or_figures_the_pages_say_what_to_do(client):
    page = text(client, "plan")
    assert "군이 계획을 적으면" in page
    assert "write_plan" not in page
    assert reverse("plan_write") not in page
    assert "아직 내다보지 못했습니다" in text(client, "forecast")
    assert "아직 알 수 없습니다" in text(client, "participation")
    write_plan(at=small.AT)
    assert "아직 내다보지 못했습니다" in text(client, "plan")
    assert "아직 자료가 없습니다" in text(client, "indicator", "jobs")


def test_the_coordinator_writes_the_plan_with_one_press_and_only_once(client, today):
    user = login(client, Role.COORDINATOR)
    assert reverse("plan_write") in text(client, "plan")

    said = [client.post(reverse("plan_write"), follow=True).content.decode() for _ in range(2)]

    assert all("완주소셜굿즈2025플랜을 적었습니다" in page for page in said)
    assert reverse("plan_write") not in text(client, "plan")
    assert Event.objects.get(name="plan.plan.written").by == user


def test_a_county_whose_plan_did_not_come_along_says_where_it_belongs(client, today, settings, tmp_path):
    settings.COUNTY = replace(settings.COUNTY, folder=tmp_path)
    login(client, Role.COORDINATOR)

    page = text(client, "plan")
    refused = client.post(reverse("plan_write"), follow=True).content.decode()

    assert "plan.toml" in page
    assert reverse("plan_write") not in page
    assert "적을 것이 없습니다" in refused
    assert not Plan.objects.exists()


def test_a_plan_file_with_an_error_is_refused_with_its_place(client, today, settings, tmp_path):
    (tmp_path / "plan.toml").write_text("key = \nname = 1", "utf-8")
    settings.COUNTY = replace(settings.COUNTY, folder=tmp_path)
    login(client, Role.COORDINATOR)

    page = client.post(reverse("plan_write"), follow=True).content.decode()

    assert "틀린 곳이 있어" in page
    assert "line 1" in page
    assert not Plan.objects.exists()


def test_the_contradiction_of_the_articles_money_stands_on_the_plans_page(client, plan):
    page = text(client, "plan")

    for words in ("8년에 1,000억 원", "해마다 150억 원", "100,000,000,000", "15,000,000,000", "120,000,000,000"):
        assert words in page


def test_an_indicator_shows_readings_side_by_side_groups_and_what_moves_it(client, plan):
    run = small.stored(plan)
    run.levers = small.levers()
    run.save()

    page = text(client, "indicator", "self_reliant")

    assert "2017년 말 64곳입니다. 2025년의 목표 300곳에 이를 가능성은 <b>25%</b>로 봅니다." in page
    for words in ("310곳의 절반", "155", "활동형 자립", "시험면", "가린면", "가림", "지원의 효과", "정한 것의 이력"):
        assert words in page
    assert "조직과 그 기록까지 보기" not in page


def test_without_a_won_ahead_the_forecast_says_why_nothing_moves(client, plan):
    run, said = small.stored(plan), "앞으로의 예산이 적혀 있지 않습니다"
    run.levers = small.levers()
    run.save()
    assert said not in text(client, "forecast")

    run.levers |= {"budgets": {}}
    run.save()

    assert said in text(client, "forecast")


def test_levers_stand_on_the_page_of_what_they_move(client, plan):
    run = small.stored(plan)
    run.levers = small.levers()
    run.save()

    page = text(client, "indicator", "self_reliance_rate")

    assert "지금까지 하던 대로 고르면" in page
    assert "6.12배" in page
    assert "여덟 배로 늘려도" in page
    assert "예산과 정원 2배" not in text(client, "indicator", "jobs")


def test_the_forecast_page_compares_the_choices_and_shows_the_test_on_the_past(client, plan):
    run = small.stored(plan)
    run.levers = small.levers()
    run.save()

    page = text(client, "forecast")

    assert "하던 대로 고르면 30.5%, 같은 돈을 가장 도움이 될 곳에 쓰면 <b>39.8%</b>" in page
    assert "280건 가운데 <b>90.7%</b>" in page
    assert "aaaaaaaaaaaaaaaa" in page


def test_a_stale_forecast_says_so(client, plan):
    from socialgoods.kernel import freshness

    small.stored(plan)
    assert "다시 셈하는 중입니다" not in text(client, "forecast")
    freshness.mark("plan:forecast", at=small.AT)

    for name, args in (("forecast", ()), ("plan", ()), ("indicator", ("jobs",))):
        assert "다시 셈하는 중입니다" in text(client, name, *args)


@pytest.mark.parametrize("key", ["self_reliant", "social_finance", "participation", "money"])
def test_an_indicators_queries_do_not_grow_with_years(client, plan, key, count_queries):
    small.stored(plan)
    text(client, "indicator", key)
    few = count_queries(lambda: text(client, "indicator", key))
    for year in (2018, 2019):
        small.stored(plan, year=year, run=False)

    assert count_queries(lambda: text(client, "indicator", key)) == few


def test_the_plans_and_the_forecasts_queries_do_not_grow(client, plan, count_queries):
    small.stored(plan)
    text(client, "plan")
    few = [count_queries(lambda name=name: text(client, name)) for name in ("plan", "forecast", "participation")]
    for year in (2018, 2019):
        small.stored(plan, year=year, run=False)

    assert [
        count_queries(lambda name=name: text(client, name)) for name in ("plan", "forecast", "participation")
    ] == few
    assert max(few) <= 20


# Down to the record


@pytest.fixture
def measured(today):
    plan = small.write()
    measure(plan=plan, years=(2014, 2015, 2016, 2017), at=small.AT)
    return plan


def test_an_auditor_goes_down_to_the_organisations_and_their_records(client, measured):
    login(client, Role.AUDITOR)

    assert "조직과 그 기록까지 보기" in text(client, "indicator", "jobs")
    page = text(client, "indicator_organizations", "jobs")

    assert f"<b>{Measurement.objects.get(series='jobs', year=2017).value:.0f}명</b>는 아래 24곳의 기록" in page
    assert "/organizations/W04/reports/2017/" in page


@pytest.mark.parametrize("reading", ["jobs_increase", "jobs_fte", "nothing"])
def test_another_reading_and_year_open_by_address(client, measured, reading):
    login(client, Role.OFFICER)

    page = text(
        client,
        "indicator_organizations",
        "jobs",
        query=f"?reading={reading}&year=2016",
        status=404 if reading == "jobs_fte" else 200,
    )

    assert ("늘어난 일자리" in page) or reading != "jobs_increase"


def test_what_is_entered_has_no_organisations_to_open(client, measured):
    login(client, Role.OFFICER)

    text(client, "indicator_organizations", "social_finance", status=404)


def test_organisations_are_read_in_a_constant_number_of_queries(client, measured, count_queries):
    login(client, Role.OFFICER)
    text(client, "indicator_organizations", "jobs")
    many = count_queries(lambda: text(client, "indicator_organizations", "jobs"))
    Organization.objects.exclude(code__in=["W01", "W02", "W03"]).update(residence="outside", district=None)

    assert count_queries(lambda: text(client, "indicator_organizations", "jobs")) == many


def test_an_organisation_sees_its_own_part_and_no_other(client, measured):
    client.force_login(RepresentationFactory(organization=Organization.objects.get(code="W04")).user)

    page = text(client, "indicator", "jobs")

    assert "우리 조직의 몫" in page
    assert "조직 4</a>" in page
    assert "조직 5</a>" not in page


# Participation


@pytest.fixture
def lists(measured):
    small.population(1_000)
    rows = list(Organization.objects.order_by("code"))
    for index, row in enumerate(rows[:12]):
        for number in range(index * 3 + 1, index * 3 + 7):
            MembershipFactory(organization=row, token=f"{number:064x}", district=row.district)
    for number in (101, 102, 103):
        MembershipFactory(organization=rows[0], token=f"{number:064x}", district=DistrictFactory(name="작은면"))
    measure(plan=measured, years=(2016, 2017), at=small.AT)


def test_participation_shows_the_range_the_coverage_and_hides_small_districts(client, lists):
    page = text(client, "participation")

    assert "2017년 말 조직에 참여한 주민은 적어도 <b>42명(4.2%)</b>" in page
    assert "활동하는 24곳 가운데 12곳이 명단을 적음" in page
    assert '<td class="num">12/24</td>' in page
    assert '작은면</th><td class="num unknown">가림</td>' in page
    assert "150,000명 가운데" in page
    assert "95,234명 가운데" in page
    assert "두 읍·면의 조직에 참여하는 사람은" in page


def test_participation_of_an_earlier_year_opens_by_address(client, lists):
    assert "2016년 말 조직에 참여한 주민은" in text(client, "participation", query="?year=2016")
    for odd in ("?year=abcd", "?year=99999", "?year=1900"):
        assert "2017년 말 조직에 참여한 주민은" in text(client, "participation", query=odd)


# Steering


def post(client, name, *args, query="", **data):
    return client.post(reverse(name, args=args) + query, data)


def test_the_coordinator_chooses_a_reading_with_a_reason(client, plan, today):
    login(client, Role.COORDINATOR)
    half = Reading.objects.get(key="self_reliant_half")

    refused = post(client, "indicator_reading", "self_reliant", reading=half.pk)
    assert refused.status_code == 200
    done = post(client, "indicator_reading", "self_reliant", reading=half.pk, reason="의회에 밝힌 대로")

    assert done["Location"] == reverse("indicator", args=["self_reliant"])
    assert ReadingChoice.objects.get(indicator__key="self_reliant", ended_at=None).reading == half
    assert "의회에 밝힌 대로" in text(client, "indicator", "self_reliant")


def test_a_figure_beside_cannot_be_chosen(client, plan, today):
    login(client, Role.COORDINATOR)
    beside = Reading.objects.get(key="self_sustaining")

    assert post(client, "indicator_reading", "self_reliant", reading=beside.pk, reason="까닭").status_code == 200
    assert ReadingChoice.objects.filter(indicator__key="self_reliant").count() == 1


def test_targets_are_typed_as_people_write_them(client, plan, today):
    login(client, Role.COORDINATOR)

    post(client, "indicator_targets", "new_income", year_2020="100억", year_2025="500억 원", reason="중간 목표")
    post(client, "indicator_targets", "participation", year_2025="25.5", reason="다시 셈함")

    assert TargetPoint.objects.get(reading__key="new_income", year=2020, ended_at=None).value == 10_000_000_000
    assert TargetPoint.objects.filter(reading__key="new_income", year=2025).count() == 1
    assert TargetPoint.objects.get(reading__key="participation", year=2025, ended_at=None).value == Decimal("0.255")


def test_the_targets_form_begins_with_what_holds_and_saving_it_changes_nothing(client, plan, today):
    login(client, Role.COORDINATOR)
    before = TargetPoint.objects.count()

    for key, shown in (("new_income", "50,000,000,000"), ("participation", 'value="30"'), ("jobs", 'value="5000"')):
        page = client.get(reverse("indicator_targets", args=[key]))
        assert shown in page.content.decode()
        form = page.context["form"]
        data = {name: form[name].value() or "" for name in form.fields} | {"reason": "그대로"}
        data = {
            name: form.fields[name].prepare_value(value) if name != "reason" else value for name, value in data.items()
        }
        post(client, "indicator_targets", key, **data)

    assert TargetPoint.objects.count() == before


def test_another_readings_targets_open_by_address(client, plan, today):
    login(client, Role.COORDINATOR)

    post(client, "indicator_targets", "jobs", query="?reading=jobs_increase", year_2025="3000", reason="낮춤")

    assert TargetPoint.objects.get(reading__key="jobs_increase", year=2025, ended_at=None).value == 3_000
    assert TargetPoint.objects.get(reading__key="jobs", year=2025, ended_at=None).value == 5_000


def test_an_owner_is_set_on_screen(client, plan, today):
    login(client, Role.COORDINATOR)
    officer = user_as(Role.OFFICER)

    post(client, "indicator_owner", "jobs", department=officer.roles.get().department_id, owner=officer.username)

    row = Indicator.objects.get(key="jobs")
    assert (row.department, row.owner) == (officer.roles.get().department, officer)
    assert row.department.name in text(client, "indicator", "jobs")


def test_a_value_is_entered_with_source_and_day(client, plan, today):
    login(client, Role.COORDINATOR)
    reading = Reading.objects.get(key="social_finance")
    about = {
        "reading": reading.pk,
        "year": 2017,
        "value": "3억 원",
        "observed_on": "2017-12-31",
        "source": "신협의 확인서",
    }

    done = post(client, "indicator_observe", "social_finance", **about)

    assert done.status_code == 302
    assert Observation.objects.get().value == 300_000_000
    assert "신협의 확인서" in text(client, "indicator", "social_finance")
    again = post(client, "indicator_observe", "social_finance", **about | {"value": "2억 원"})
    assert "고치는 까닭을 적어 주세요" in again.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"year": 2019}, {"year": 1990}, {"observed_on": "2018-03-21"}, {"value": "-5"}, {"source": ""}]
)
def test_what_cannot_be_is_refused_at_the_form(client, plan, today, wrong):
    login(client, Role.COORDINATOR)
    reading = Reading.objects.get(key="social_finance")
    about = {"reading": reading.pk, "year": 2017, "value": "3억 원", "observed_on": "2017-12-31", "source": "확인서"}

    assert post(client, "indicator_observe", "social_finance", **about | wrong).status_code == 200
    assert not Observation.objects.exists()


def test_who_decided_is_named_to_staff_only(client, plan, today):
    coordinator = user_as(Role.COORDINATOR, name="홍총괄")
    steering.choose_reading(
        reading=Reading.objects.get(key="jobs_increase"), reason="까닭", by=coordinator, at=small.AT
    )
    observation.enter(
        reading=Reading.objects.get(key="social_finance"), year=2017, value=Decimal(1), observed_on=small.AT.date(),
        source="확인서", by=coordinator, at=small.AT,
    )  # fmt: skip

    assert "홍총괄" not in text(client, "indicator", "jobs") + text(client, "indicator", "social_finance")
    login(client, Role.OFFICER)
    assert "홍총괄" in text(client, "indicator", "jobs")
    assert "홍총괄" in text(client, "indicator", "social_finance")


def test_an_unknown_indicator_is_not_there(client, plan):
    assert client.get("/plan/indicators/nothing/").status_code == 404


def test_pages_read_in_english(client, plan):
    small.stored(plan)
    client.cookies["django_language"] = "en"

    page = text(client, "indicator", "self_reliant", query="")

    assert "Self-reliant organisations" in page
