"""What a desk shows, to whom, and that everything on it can be opened."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from factories import (
    AnnualReportFactory,
    CaseloadFactory,
    DesignationFactory,
    DistrictFactory,
    MarkFactory,
    OrganizationFactory,
    RepresentationFactory,
    RoleAssignmentFactory,
    UserFactory,
    user_as,
)
from socialgoods.kernel import clock
from socialgoods.people.models import Role
from socialgoods.registry.models import MarkState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring_2018(db):
    clock.set_today(date(2018, 3, 20))


def desk(client, user):
    client.force_login(user)
    response = client.get(reverse("desk"))
    assert response.status_code == 200
    return response


def tasks(response):
    return [(task.title, task.count) for section in response.context["desk"].sections for task in section.tasks]


def test_without_log_in_the_desk_leads_there_and_back(client):
    assert client.get(reverse("desk"))["Location"] == f"{reverse('account_login')}?next={reverse('desk')}"


def test_an_officer_sees_what_the_county_waits_for(client):
    reported, silent = OrganizationFactory(name="낸두레"), OrganizationFactory(name="조용두레")
    AnnualReportFactory(organization=reported, fiscal_year=2017, state="submitted")
    MarkFactory(organization=silent)
    OrganizationFactory(name="어딘가두레", district=None, residence="unknown", founded_on=date(2018, 2, 1))
    DesignationFactory(organization=silent, ends_on=date(2018, 5, 1))

    found = desk(client, user_as(Role.OFFICER))

    assert tasks(found) == [
        ("확인을 기다리는 연간 보고", 1),
        ("2017년 보고를 아직 내지 않은 조직", 1),
        ("정해야 할 소셜굿즈 마크 신청", 1),
        ("읍·면을 물어볼 조직", 1),
        ("인증·지정이 석 달 안에 끝나는 조직", 1),
    ]
    assert "오늘 기다리는 일은 <b>5가지</b>입니다" in found.content.decode()
    assert "2018년 3월 2일(금)부터" in found.content.decode()


def test_two_records_of_one_name_in_one_place_are_put_before_an_officer(client):
    place = DistrictFactory()
    OrganizationFactory(name="햇살두레", district=place)
    OrganizationFactory(name="(주)햇살두레", district=place)

    assert ("같은 조직일지 모르는 기록", 1) in tasks(desk(client, user_as(Role.OFFICER)))


def test_an_empty_county_begins_with_its_first_steps(client):
    found = desk(client, user_as(Role.COORDINATOR))

    assert [section.title for section in found.context["desk"].sections] == ["첫걸음", "사람과 역할", "창구"]
    assert reverse("import_upload") in found.content.decode()


def test_the_co_ordinating_officer_sees_roles_that_end_without_a_successor(client):
    OrganizationFactory()
    RoleAssignmentFactory(role=Role.ADVISOR, ends_on=date(2018, 5, 1))
    followed = RoleAssignmentFactory(role=Role.ADVISOR, ends_on=date(2018, 5, 1))
    RoleAssignmentFactory(role=Role.ADVISOR, starts_on=date(2018, 5, 1), succeeds=followed)

    found = tasks(desk(client, user_as(Role.COORDINATOR)))

    assert ("석 달 안에 끝나는데 이을 사람이 없는 역할", 1) in found
    assert "이을 사람이 없는" not in str(tasks(desk(client, user_as(Role.OFFICER))))


def test_an_advisor_sees_own_cases_only(client):
    case = CaseloadFactory(organization__name="내두레")
    AnnualReportFactory(organization=case.organization, fiscal_year=2017, state="submitted")
    AnnualReportFactory(fiscal_year=2017, state="submitted")
    OrganizationFactory()

    found = desk(client, case.advisor)

    assert tasks(found) == [("확인을 기다리는 연간 보고", 1)]
    assert [section.title for section in found.context["desk"].sections] == ["내가 맡은 조직 1곳", "창구"]


def test_an_advisor_without_cases_is_told_how_they_come(client):
    assert "군 담당자가 조직을 맡기면 여기에 나옵니다." in desk(client, user_as(Role.ADVISOR)).content.decode()


@pytest.mark.parametrize(
    ("state", "said", "waits"),
    [
        (None, "시작하지 않음", True),
        ("draft", "이어서 적기", True),
        ("returned", "인건비를 확인해 주세요.", True),
        ("submitted", "군에서 살펴보고 있습니다", False),
        ("confirmed", "2017년 보고", False),
    ],
)
def test_a_representative_sees_how_far_the_report_is(client, state, said, waits):
    standing = RepresentationFactory()
    if state:
        AnnualReportFactory(organization=standing.organization, fiscal_year=2017, state=state)

    found = desk(client, standing.user)

    [own] = found.context["mine"]
    assert (own.year, own.report_waits) == (2017, waits)
    assert said in found.content.decode()


def test_a_fiscal_year_that_ends_in_june_is_reported_after_june(client):
    standing = RepresentationFactory(organization__fiscal_year_end_month=6)

    [own] = desk(client, standing.user).context["mine"]

    assert own.year == 2017
    clock.set_today(date(2018, 7, 1))
    [own] = desk(client, standing.user).context["mine"]
    assert own.year == 2018


@pytest.mark.parametrize(
    ("state", "may_apply", "said"),
    [
        (None, True, "소셜굿즈 마크 신청"),
        ("applied", False, "신청"),
        ("granted", False, "SG-2018-0001"),
        ("refused", True, "소셜굿즈 마크 신청"),
    ],
)
def test_a_representative_sees_the_mark_or_may_apply(client, state, may_apply, said):
    standing = RepresentationFactory()
    if state:
        MarkFactory(
            organization=standing.organization,
            state=MarkState(state),
            number="SG-2018-0001" if state == "granted" else "",
            starts_on=date(2018, 1, 1),
            ends_on=date(2020, 1, 1),
            decided_at=clock.now(),
            reason="기준에 닿지 않음" if state == "refused" else "",
        )

    found = desk(client, standing.user)

    assert found.context["mine"][0].may_apply_for_mark == may_apply
    assert said in found.content.decode()


def test_who_no_longer_represents_sees_nothing_of_the_organisation(client):
    standing = RepresentationFactory(ends_on=clock.today(), organization__name="옛두레")

    assert "옛두레" not in desk(client, standing.user).content.decode()


def test_a_resident_sees_what_is_near(client):
    home = DistrictFactory(name="고산면")
    OrganizationFactory(district=home)
    OrganizationFactory(district=home, status="closed")

    page = desk(client, UserFactory(district=home)).content.decode()

    assert "내가 사는 고산면" in page
    assert "가까이에서 1곳이 활동하고 있습니다." in page
    assert f"?district={home.code}" in page


def test_a_resident_without_a_place_is_asked_for_it(client):
    assert "사는 곳 알려 주기" in desk(client, UserFactory()).content.decode()


def links_of(response):
    main = re.search(r"<main.*?</main>", response.content.decode(), re.S)[0]
    return sorted({link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', main)})


@pytest.mark.parametrize("who", [*Role.values, "representative", "resident", "case advisor"])
def test_everything_on_a_desk_can_be_opened(client, who):
    row = OrganizationFactory()
    AnnualReportFactory(organization=row, fiscal_year=2017, state="submitted")
    AnnualReportFactory(organization=row, fiscal_year=2016, state="confirmed")
    MarkFactory(organization=row)
    OrganizationFactory(district=None, residence="unknown")
    DesignationFactory(organization=row, ends_on=clock.today() + timedelta(days=9))
    RoleAssignmentFactory(role=Role.HELPER, ends_on=clock.today() + timedelta(days=9))
    person = {
        "representative": lambda: RepresentationFactory(organization=row).user,
        "case advisor": lambda: CaseloadFactory(organization=row).advisor,
        "resident": lambda: UserFactory(district=row.district),
    }.get(who, lambda: user_as(who))()

    links = links_of(desk(client, person))

    assert links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("who", ["officer", "representative", "advisor"])
def test_a_desk_asks_the_database_as_often_for_many_as_for_few(client, count_queries, who):
    standing, case, officer = RepresentationFactory(), CaseloadFactory(), user_as(Role.OFFICER)
    person = {"officer": officer, "representative": standing.user, "advisor": case.advisor}[who]

    def more():
        row = OrganizationFactory()
        RepresentationFactory(organization=row, user=standing.user)
        CaseloadFactory(organization=row, advisor=case.advisor)
        AnnualReportFactory(organization=row, fiscal_year=2017, state="submitted")
        AnnualReportFactory(organization=row, fiscal_year=2016)

    more()
    client.force_login(person)
    client.get(reverse("desk"))
    few = count_queries(lambda: client.get(reverse("desk")))
    more()
    more()

    assert count_queries(lambda: client.get(reverse("desk"))) == few
