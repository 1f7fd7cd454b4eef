"""What a desk shows, to whom, and that everything on it can be opened."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from factories import (
    AnnualReportFactory,
    CallFactory,
    CaseloadFactory,
    CommitmentFactory,
    ContactFactory,
    DesignationFactory,
    DiagnosisFactory,
    DistrictFactory,
    GroupFigureFactory,
    MarkFactory,
    OrganizationFactory,
    PrescriptionFactory,
    RepresentationFactory,
    RoleAssignmentFactory,
    RoundFactory,
    TaskFactory,
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


def desk(client, user, face=""):
    client.force_login(user)
    response = client.get(reverse("desk_face", args=[face]) if face else reverse("desk"))
    assert response.status_code == 200
    return response


def tasks(response):
    return [(task.title, task.count) for task in response.context["laid"].tasks]


def tabs(response):
    return [str(tab["label"]) for tab in response.context["tabs"]]


def test_without_log_in_the_desk_leads_there_and_back(client):
    assert client.get(reverse("desk"))["Location"] == f"{reverse('account_login')}?next={reverse('desk')}"


def test_several_roles_have_a_page_each_work_first(client):
    officer = user_as(Role.OFFICER)
    RoleAssignmentFactory(user=officer, role=Role.ADVISOR)
    RepresentationFactory(user=officer)

    assert tabs(desk(client, officer)) == ["우리 군", "맡은 조직", "내 조직", "창구", "주민"]


def test_a_desk_that_is_somebody_elses_is_refused_politely(client):
    client.force_login(UserFactory())

    response = client.get(reverse("desk_face", args=["county"]))

    assert response.status_code == 403
    assert "역할은 사회혁신정책관이 맡깁니다." in response.content.decode()


def test_who_is_helped_has_only_the_desk_of_their_own(client):
    assert tabs(desk(client, UserFactory())) == []


# The county


def test_an_officer_sees_what_the_county_waits_for(client):
    reported, silent = OrganizationFactory(name="낸두레"), OrganizationFactory(name="조용두레")
    AnnualReportFactory(organization=reported, fiscal_year=2017, state="submitted")
    MarkFactory(organization=silent)
    OrganizationFactory(name="어딘가두레", district=None, residence="unknown", founded_on=date(2018, 2, 1))
    DesignationFactory(organization=silent, ends_on=date(2018, 5, 1))
    CallFactory(closes_on=date(2018, 3, 19))
    CommitmentFactory(due_on=date(2018, 3, 19))
    PrescriptionFactory(answer_by=date(2018, 3, 19), organization=silent)

    found = desk(client, user_as(Role.OFFICER))

    assert tasks(found) == [
        ("확인을 기다리는 연간 보고", 1),
        ("2017년 보고를 아직 내지 않은 조직", 2),
        ("마감되어 선정을 기다리는 공모", 1),
        ("답할 날이 지난 처방", 1),
        ("정해야 할 소셜굿즈 마크 신청", 1),
        ("읍·면을 물어볼 조직", 1),
        ("인증·지정이 석 달 안에 끝나는 조직", 1),
    ]
    assert "오늘 기다리는 일은 <b>8가지</b>입니다" in found.content.decode()
    assert "2018년 3월 2일(금)부터" in found.content.decode()
    assert [row.due_on for row in found.context["laid"].late] == [date(2018, 3, 19)]


def test_two_records_of_one_name_in_one_place_are_put_before_an_officer(client):
    place = DistrictFactory()
    OrganizationFactory(name="햇살두레", district=place)
    OrganizationFactory(name="(주)햇살두레", district=place)

    assert ("같은 조직일지 모르는 기록", 1) in tasks(desk(client, user_as(Role.OFFICER)))


def test_an_empty_county_begins_with_its_first_steps(client):
    found = desk(client, user_as(Role.COORDINATOR))

    assert [way.url for way in found.context["laid"].first_steps] == [
        reverse("import_upload"),
        reverse("organization_new"),
    ]
    assert found.context["laid"].outstanding is None


def test_the_co_ordinating_officer_sees_roles_that_end_without_a_successor(client):
    OrganizationFactory()
    RoleAssignmentFactory(role=Role.ADVISOR, ends_on=date(2018, 5, 1))
    followed = RoleAssignmentFactory(role=Role.ADVISOR, ends_on=date(2018, 5, 1))
    RoleAssignmentFactory(role=Role.ADVISOR, starts_on=date(2018, 5, 1), succeeds=followed)

    found = tasks(desk(client, user_as(Role.COORDINATOR)))

    assert ("석 달 안에 끝나는데 이을 사람이 없는 역할", 1) in found
    assert "이을 사람이 없는" not in str(tasks(desk(client, user_as(Role.OFFICER))))


def test_an_officer_sees_reports_outstanding_by_district(client):
    gosan, unknown = DistrictFactory(name="고산면"), OrganizationFactory(district=None, residence="unknown")
    for state in ("submitted", "confirmed", "draft"):
        AnnualReportFactory(organization__district=gosan, fiscal_year=2017, state=state)
    OrganizationFactory(district=gosan, founded_on=date(2018, 1, 2))

    found = desk(client, user_as(Role.OFFICER)).context["laid"].outstanding

    assert [(row.name, row.due, row.handed_in, row.confirmed, row.outstanding) for row in found.rows] == [
        ("고산면", 3, 2, 1, 1),
        ("", 1, 0, 0, 1),
    ]
    assert (found.year, found.due_on, found.days_left, found.most.name) == (2017, date(2018, 3, 31), 11, "고산면")
    assert found.chart == {"unit": "count", "values": {gosan.code: 1}}
    assert unknown.status == "active"


@pytest.mark.parametrize(
    ("state", "answers", "step", "said"),
    [
        (None, [], 1, "배정 시작하기"),
        ("draft", [], 1, "첫 배정안 만들기"),
        ("laid", [], 2, "위원회의 결정 적기"),
        ("decided", ["sent", "accepted"], 3, "답을 기다리는 처방 보기"),
        ("decided", ["declined", "accepted"], 4, "정해진 배정 보기"),
        ("dropped", [], 1, "배정 시작하기"),
    ],
)
def test_an_officer_sees_the_next_step_of_the_division(client, state, answers, step, said):
    OrganizationFactory()
    if state:
        row = RoundFactory(state=state)
        for answer in answers:
            PrescriptionFactory(round=row, state=answer)

    found = desk(client, user_as(Role.OFFICER))

    assert found.context["laid"].division.step == step
    assert said in found.content.decode()


def test_a_division_of_an_earlier_year_leads_to_the_years_own(client):
    OrganizationFactory()
    RoundFactory(year=2017, state="decided")

    assert "2018년 배정 시작하기" in desk(client, user_as(Role.OFFICER)).content.decode()


# An advisor


def test_an_advisor_sees_own_cases_only(client):
    case = CaseloadFactory(organization__name="내두레")
    AnnualReportFactory(organization=case.organization, fiscal_year=2017, state="submitted")
    AnnualReportFactory(fiscal_year=2017, state="submitted")
    OrganizationFactory(name="남두레")

    found = desk(client, case.advisor)

    assert tasks(found) == [("확인을 기다리는 연간 보고", 1)]
    assert [row.organization.name for row in found.context["laid"].cases.rows] == ["내두레"]
    assert "남두레" not in found.content.decode()


def test_an_advisor_without_cases_is_told_how_they_come(client):
    assert "군 담당자가 조직을 맡기면 여기에 나옵니다." in desk(client, user_as(Role.ADVISOR)).content.decode()


def case_with(advisor, before=None, now=None, **readings):
    organization = CaseloadFactory(advisor=advisor).organization
    for year, ratio in ((2016, before), (2017, now)):
        DiagnosisFactory(organization=organization, year=year, self_reliance_ratio=ratio, detail={"readings": readings})
    return organization


def test_an_advisor_sees_who_slips_and_whose_support_ends(client):
    advisor = user_as(Role.ADVISOR)
    GroupFigureFactory(year=2017)
    falls, below = case_with(advisor, 0.9, 0.8), case_with(advisor, 1.1, 0.99)
    rises = case_with(advisor, 0.5, 0.7, cliff=2019, cliff_amount=24_000_000, cover_after_cliff=0.6)
    ended = case_with(advisor, None, 0.7, cliff=2017, cliff_amount=1_000_000, cover_after_cliff=0.7)

    found = desk(client, advisor)

    cases = found.context["laid"].cases
    assert [(case.organization, str(case.slips)) for case in cases.slipping] == [(below, "below"), (falls, "fell")]
    assert [case.organization for case in cases.cliffs] == [rises]
    assert ended in [case.organization for case in cases.rows]
    page = found.content.decode()
    assert "24,000,000" in page
    assert "60.0%" in page
    assert "100% 아래로" in page


def test_an_advisor_sees_the_last_meeting_the_next_task_and_the_prescription(client):
    case = CaseloadFactory()
    ContactFactory(organization=case.organization, held_on=date(2018, 2, 7))
    TaskFactory(organization=case.organization, whose="advisor", what="간판 견적 함께 보기", due_on=date(2018, 3, 1))
    PrescriptionFactory(organization=case.organization, measure__name="디자인 지원")

    found = desk(client, case.advisor)

    page = found.content.decode()
    assert "2018. 2. 7." in page
    assert "간판 견적 함께 보기" in page
    assert "디자인 지원" in page
    assert ("날이 지난 할 일", 1) in tasks(found)


# An organisation


@pytest.mark.parametrize(
    ("state", "said", "waits"),
    [
        (None, "2017년 살림을 보고해 주세요", True),
        ("draft", "2017년 보고를 마저 적어 내세요", True),
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

    own = found.context["laid"]
    assert (own.year, own.report_waits) == (2017, waits)
    assert said in found.content.decode()


def test_what_was_returned_is_the_next_step_and_a_prescription_comes_after(client):
    standing = RepresentationFactory()
    AnnualReportFactory(organization=standing.organization, fiscal_year=2017, state="returned")
    PrescriptionFactory(organization=standing.organization, measure__name="디자인 지원", answer_by=date(2018, 3, 21))

    own = desk(client, standing.user).context["laid"]

    assert own.first.title == "2017년 보고를 고쳐서 다시 내세요"
    assert next(step.title for step in own.rest) == "2018년 처방 ‘디자인 지원’에 답해 주세요"


def test_a_representative_sees_the_diagnosis_in_a_sentence(client):
    standing = RepresentationFactory()
    DiagnosisFactory(organization=standing.organization, self_reliance_ratio=0.834, gap=12_000_000)

    page = desk(client, standing.user).content.decode()

    assert "2017년 자립도는 <b>83.4%</b>입니다. 스스로 벌어서 운영하려면 한 해 1,200만 원이 모자랍니다." in page


def test_a_task_of_the_case_file_waits_for_the_organisation(client):
    standing = RepresentationFactory()
    TaskFactory(organization=standing.organization, what="통장 사본 준비하기", due_on=date(2018, 3, 21))

    assert desk(client, standing.user).context["laid"].first.title == "통장 사본 준비하기"


def test_who_stands_for_several_looks_at_one_at_a_time(client):
    first = RepresentationFactory(organization__name="가두레")
    second = RepresentationFactory(organization__name="나두레", user=first.user)
    client.force_login(first.user)

    of = [
        client.get(reverse("desk_face", args=["own"]), {"of": code}).context["laid"].organization.name
        for code in ("", second.organization.code, "없는 것")
    ]

    assert of == ["가두레", "나두레", "가두레"]


def test_a_fiscal_year_that_ends_in_june_is_reported_after_june(client):
    standing = RepresentationFactory(organization__fiscal_year_end_month=6)

    years = [desk(client, standing.user).context["laid"].year]
    clock.set_today(date(2018, 7, 1))
    years.append(desk(client, standing.user).context["laid"].year)

    assert years == [2017, 2018]


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

    assert found.context["laid"].may_apply_for_mark == may_apply
    assert said in found.content.decode()


def test_who_no_longer_represents_sees_nothing_of_the_organisation(client):
    standing = RepresentationFactory(ends_on=clock.today(), organization__name="옛두레")

    assert "옛두레" not in desk(client, standing.user).content.decode()


# A resident


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


# Of all


def links_of(response):
    main = re.search(r"<main.*?</main>", response.content.decode(), re.S)[0]
    return sorted({link.replace("&amp;", "&") for link in re.findall(r'href="(/(?!static)[^"]*)"', main)})


@pytest.fixture
def full_county():
    """Something of everything that a desk may lead to."""
    row = OrganizationFactory()
    AnnualReportFactory(organization=row, fiscal_year=2017, state="submitted")
    AnnualReportFactory(organization=row, fiscal_year=2016, state="confirmed")
    MarkFactory(organization=row)
    OrganizationFactory(district=None, residence="unknown")
    DesignationFactory(organization=row, ends_on=clock.today() + timedelta(days=9))
    RoleAssignmentFactory(role=Role.HELPER, ends_on=clock.today() + timedelta(days=9))
    GroupFigureFactory(year=2017)
    for year, ratio in ((2016, 0.9), (2017, 0.7)):
        readings = {"cliff": 2019, "cliff_amount": 5_000_000, "cover_after_cliff": 0.6}
        DiagnosisFactory(organization=row, year=year, self_reliance_ratio=ratio, detail={"readings": readings})
    PrescriptionFactory(organization=row, answer_by=date(2018, 3, 1))
    ContactFactory(organization=row)
    TaskFactory(organization=row, whose="advisor")
    TaskFactory(organization=row, whose="organization", due_on=date(2018, 3, 1))
    CallFactory(closes_on=date(2018, 3, 1))
    CommitmentFactory(organization=row, due_on=date(2018, 3, 1))
    return row


@pytest.mark.slow
@pytest.mark.parametrize("who", [*Role.values, "representative", "resident", "case advisor"])
def test_everything_on_a_desk_can_be_opened(client, full_county, who):
    row = full_county
    person = {
        "representative": lambda: RepresentationFactory(organization=row).user,
        "case advisor": lambda: CaseloadFactory(organization=row).advisor,
        "resident": lambda: UserFactory(district=row.district),
    }.get(who, lambda: user_as(who))()

    faces = [tab["url"] for tab in desk(client, person).context["tabs"]] or [reverse("desk")]
    links = {link for face in faces for link in links_of(client.get(face))}

    assert links
    assert {link: client.get(link, follow=True).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("face", ["county", "cases", "own", "audit", "resident"])
def test_a_desk_asks_the_database_as_often_for_many_as_for_few(client, count_queries, face):
    standing, case = RepresentationFactory(), CaseloadFactory()
    person = {
        "county": user_as(Role.OFFICER),
        "own": standing.user,
        "cases": case.advisor,
        "audit": user_as(Role.AUDITOR),
    }
    reader = person.get(face) or UserFactory(district=standing.organization.district)
    GroupFigureFactory(year=2017)

    def more():
        row = OrganizationFactory()
        RepresentationFactory(organization=row, user=standing.user)
        CaseloadFactory(organization=row, advisor=case.advisor)
        AnnualReportFactory(organization=row, fiscal_year=2017, state="submitted")
        AnnualReportFactory(organization=row, fiscal_year=2016)
        DiagnosisFactory(organization=row, detail={"readings": {}})
        PrescriptionFactory(organization=row, round=round_)
        ContactFactory(organization=row)
        TaskFactory(organization=row, whose="advisor")

    round_ = RoundFactory(state="decided")
    url = reverse("desk_face", args=[face])
    more()
    client.force_login(reader)
    client.get(url)
    few = count_queries(lambda: client.get(url))
    more()
    more()
    client.get(url)

    assert count_queries(lambda: client.get(url)) == few
