"""The core loop in four roles over two plan years of a small example county: what is learnt moves, what lies ahead is seen closer.

The first year is walked with scripts and a phone in the organisation's hand, the second without any script.
"""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from browser.conftest import PHONE
from browser.shown import CELLS, assert_more_is_known, cells_of, learnt, won
from factories import RepresentationFactory, UserFactory
from socialgoods.diagnosis.models import Assessment
from socialgoods.example import advance
from socialgoods.example.load import load
from socialgoods.example.loop import figures
from socialgoods.kernel import clock
from socialgoods.people.models import User
from socialgoods.places.actions import load_county
from socialgoods.prescription.models import Mode, Offer, Prescription, PrescriptionState
from socialgoods.registry.models import Representation

SMALL = 0.15
MEMBERS = ("나은결", "도하람", "류시온", "마루한", "배소담")
WHY_PINNED = "장부가 밀려 있어 먼저 돕기로 했습니다."
WHY_CHANGED = "같은 일을 다른 사업에서 먼저 돕습니다."
WHY_NOT = "올해는 맡을 사람이 없습니다."


@dataclass
class People:
    """Who walks, and for which organisation."""

    mine: Representation
    advisor: User
    officer: User
    coordinator: User
    resident: User


@pytest.fixture
def county():
    """What the organisation of the representative says of itself for the last year has yet to be said."""
    load_county()
    load(factor=SMALL, is_begun=False)
    mine = Representation.objects.select_related("user", "organization").get(user__username="organization")
    Assessment.objects.filter(organization=mine.organization, year=2017).delete()
    figures.compute(at=clock.now())
    return People(
        mine, *(User.objects.get(username=name) for name in ("advisor", "officer", "coordinator", "resident"))
    )


@pytest.mark.slow
def test_four_roles_walk_two_plan_years(open_as, accessible, county):
    seen = [learnt(open_as(county.coordinator))]

    assessed_on_a_phone(open_as(county.mine.user, PHONE), county, accessible)
    reviewed(open_as(county.advisor), county)
    made_final(open_as(county.officer), county)
    result_read(open_as(county.mine.user, PHONE), county)
    coordinator = open_as(county.coordinator)
    pinned = divided(coordinator, county)
    changed = laid_and_sat_upon(coordinator, county, accessible)
    decided(coordinator)
    accepted(open_as(county.mine.user, PHONE), pinned)
    declined(open_as(another(county), PHONE))
    told(coordinator, changed)

    advance.advance()
    seen.append(learnt(open_as(county.coordinator)))

    walked_without_a_script(open_as, county)
    advance.advance()
    seen.append(learnt(open_as(county.coordinator)))

    for before, after in pairwise(seen):
        assert_more_is_known(before, after)
    foreseen_by_a_resident(open_as(county.resident, PHONE), accessible)


# The first year


def assessed_on_a_phone(page, county, accessible):
    page.goto(f"/organizations/{county.mine.organization.code}/assessments/")
    page.locator(".card", has_text="종합진단").get_by_role("button", name="시작하기").click()
    expect(page.locator("#assessment-progress")).to_contain_text("가운데 0문항")
    for question in page.locator("fieldset.question").all():
        step = question.locator("input[value='4']").first
        with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
            step.check(force=True)
    accessible(page)
    hand_in(page)


def hand_in(page):
    page.get_by_role("button", name="다 적었습니다").click()
    page.get_by_role("button", name="진단 내기").click()
    expect(page.get_by_text("진단을 냈습니다")).to_be_visible()


def reviewed(page, county):
    page.goto("/assessments/")
    page.get_by_role("link", name=county.mine.organization.name).click()
    page.get_by_role("link", name="살펴보기").click()
    page.get_by_label("살펴본 말").fill("장부와 판로를 함께 보았습니다.")
    page.get_by_role("button", name="살펴보았습니다").click()
    expect(page.get_by_text("이제 확정할 수 있습니다")).to_be_visible()


def made_final(page, county):
    page.goto("/assessments/?show=reviewed")
    page.get_by_role("link", name=county.mine.organization.name).click()
    page.get_by_role("button", name="확정하기").click()
    expect(page.get_by_text("확정했습니다.")).to_be_visible()


def result_read(page, county):
    """What was answered counts: seven dimensions, of which some are known."""
    figures.diagnose(at=clock.now())
    page.goto(f"/organizations/{county.mine.organization.code}/diagnosis/2017/")
    expect(page.locator("h1")).to_have_text("2017년 진단 결과")
    scores = cells_of(page, "일곱 영역의 점수와 비슷한 조직")
    assert len(scores) == 7
    assert any(row["점수"] != "자료 없음" for row in scores)


def divided(page, county):
    """Opened, set up, computed; one choice pinned by hand and the rest divided again; beside the county's habit. The pinned measure."""
    organization = county.mine.organization
    opened(page)
    page.get_by_role("link", name="새 안 만들기").click()
    budget = page.locator("#id_budget_county")
    less = int(won(budget.input_value()) * 0.9)
    budget.fill(f"{less:,}")
    page.get_by_text("읍·면마다 적어도").click()
    page.get_by_label(organization.district.name, exact=True).fill("1")
    computed(page)
    expect(page.get_by_role("heading", name="무엇이 한도인가")).to_be_visible()
    expect(page.locator("main")).to_contain_text(f"{less:,}")

    page.get_by_role("link", name="조직마다 보기").click()
    page.get_by_label("이름이나 번호").fill(organization.code)
    page.get_by_label("이름이나 번호").press("Enter")
    line = page.locator("tbody tr", has_text=organization.name)
    offered = Offer.objects.exclude(mode=Mode.CALL).filter(measure__code__in=("accounting", "mentor"))
    said = line.inner_text()
    wanted = next(row.measure for row in offered.order_by("pk") if row.measure.name not in said)
    line.get_by_role("link", name="정해 두기").click()
    page.get_by_label("이 지원을 꼭 줍니다").check()
    page.get_by_label("지원 수단").select_option(wanted.code)
    page.get_by_label("까닭").fill(WHY_PINNED)
    page.get_by_role("button", name="정해 두기").click()
    page.get_by_role("button", name="다시 셈하기").click()
    arrived(page)
    expect(page.locator("table", has_text="정해 두거나 뺀 지원")).to_contain_text(WHY_PINNED)
    page.get_by_role("link", name="조직마다 보기").click()
    expect(page.locator("tbody tr", has_text=organization.name)).to_contain_text(wanted.name)
    expect(page.locator("tbody tr", has_text=organization.name)).to_contain_text("정해 둠")
    compared(page)
    return wanted


def opened(page):
    page.goto("/rounds/")
    page.get_by_role("button", name="배정 시작하기").click()
    expect(page.get_by_role("heading", name="아직 안이 없습니다")).to_be_visible()


def computed(page):
    page.get_by_role("button", name="셈하기").click()
    arrived(page)


def arrived(page):
    """The job is over, and its page leads on."""
    page.get_by_role("link", name="이어서 보기").click()


def compared(page):
    page.locator(".breadcrumb a").first.click()
    page.get_by_role("link", name="지금까지의 방식 더하기").click()
    computed(page)
    page.locator(".breadcrumb a").last.click()
    page.get_by_role("link", name="나란히 견주기").click()
    rows = page.locator("table", has_text="무엇이 다른가").locator("tbody tr")
    ours, habit = rows.filter(has_text="늘어나는 자립 조직").locator("td b").all_inner_texts()
    assert float(ours) > float(habit)
    assert rows.filter(has_text="손으로 정해 둔 것").locator("td").all_inner_texts() == ["1", "0"]
    assert rows.filter(has_text="지킬 수 없는 최소 건수").locator("td").first.inner_text() == "0"
    page.get_by_role("link", name="안 1").first.click()


def laid_and_sat_upon(page, county, accessible):
    """The committee's sitting: five members, one of whom leaves for a line, and a change with its reason. Who gets nothing now."""
    page.get_by_role("link", name="위원회에 올리기").click()
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_text("아직 결정할 수 없습니다")).to_be_visible()
    page.get_by_label("위원회의 이름").fill("사회적경제 육성위원회")
    seat(page, MEMBERS[:3], conflict=county.mine.organization.code)
    seat(page, MEMBERS[3:], first=3)
    expect(page.get_by_text("위원 5명 가운데 5명이 나와 찬성 5, 반대 0, 기권 0입니다.")).to_be_visible()
    expect(page.locator("li", has_text="이해관계가 있는 위원을 빼고")).to_contain_text(
        "4명 가운데 4명이 나와 4명이 찬성"
    )
    accessible(page)

    page.get_by_role("link", name="조직마다 보기").click()
    page.get_by_label("보기", exact=True).select_option("given")
    page.get_by_role("button", name="찾기").click()
    row = page.locator("tbody tr").filter(has_not_text=county.mine.organization.name).first
    name = row.get_by_role("link").first.inner_text()
    row.get_by_role("link", name="바꾸기").click()
    page.get_by_label("정한 것").select_option(label="아무것도 주지 않음")
    page.get_by_label("바꾼 까닭").fill(WHY_CHANGED)
    page.get_by_role("button", name="적기").click()
    expect(page.locator("#amend table")).to_contain_text(WHY_CHANGED)
    return name


def seat(page, names, first=0, conflict=""):
    for number, name in enumerate(names, first):
        page.locator(f"[name='members-{number}-name']").fill(name)
        page.locator(f"[name='members-{number}-vote']").select_option("yes")
    if not first:
        page.locator("[name='members-0-is_chair']").check()
    if conflict:
        page.locator(f"[name='members-{first + 1}-conflicts']").fill(conflict)
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.get_by_text("저장했습니다.")).to_be_visible()


def decided(page):
    page.get_by_role("link", name="결정하기").click()
    page.get_by_role("button", name="결정하기").click()
    expect(page.get_by_text("결정했습니다. 처방을 조직에 알렸습니다.")).to_be_visible()


def accepted(page, measure):
    page.goto("/desk/")
    page.get_by_role("link", name=measure.name).first.click()
    answer_yes(page)


def answer_yes(page):
    page.get_by_role("link", name="답하기").click()
    page.get_by_role("button", name="받겠습니다").click()
    expect(page.locator("main")).to_contain_text("받아들였습니다")


def another(county):
    """Somebody of another organisation to whom something was sent, with an account since today."""
    taken = Representation.objects.values("organization")
    sent = Prescription.objects.filter(state=PrescriptionState.SENT).exclude(organization__in=taken)
    organization = sent.order_by("pk").first().organization
    return RepresentationFactory(organization=organization, user=UserFactory(name="한마루")).user


def declined(page):
    page.goto("/prescriptions/")
    page.locator("tbody a[href^='/prescriptions/']").first.click()
    page.get_by_role("link", name="답하기").click()
    page.get_by_text("사양하고 싶으신가요?").click()
    page.get_by_label("더 하실 말씀").fill(WHY_NOT)
    page.get_by_role("button", name="사양합니다").click()
    expect(page.locator("main")).to_contain_text(WHY_NOT)


def told(page, changed):
    """The county sees both answers, and nothing for whom the committee took out."""
    page.goto("/prescriptions/?state=declined")
    expect(page.locator("tbody")).to_contain_text(WHY_NOT)
    page.goto("/prescriptions/?state=accepted")
    assert len(page.locator("tbody tr").all()) == 1
    page.goto("/prescriptions/")
    expect(page.locator("tbody").get_by_role("link", name=changed, exact=True)).to_have_count(0)


# The second year, without a script


def walked_without_a_script(open_as, county):
    page = open_as(county.mine.user, PHONE, scripts=False)
    page.goto(f"/organizations/{county.mine.organization.code}/assessments/")
    page.get_by_role("link", name="이어서 적기").first.click()
    silent = page.locator("fieldset.question:not(:has(input:checked))")
    while silent.count():
        silent.first.locator("input[value='3']").check(force=True)
    hand_in(page)
    reviewed(open_as(county.advisor, scripts=False), county)
    made_final(open_as(county.officer, scripts=False), county)

    coordinator = open_as(county.coordinator, scripts=False)
    opened(coordinator)
    coordinator.get_by_role("link", name="새 안 만들기").click()
    computed(coordinator)
    coordinator.get_by_role("link", name="위원회에 올리기").click()
    coordinator.get_by_role("button", name="올리기").click()
    coordinator.get_by_label("위원회의 이름").fill("사회적경제 육성위원회")
    seat(coordinator, MEMBERS[:3])
    decided(coordinator)

    page = open_as(another(county), PHONE, scripts=False)
    page.goto("/prescriptions/?state=sent")
    page.locator("tbody a[href^='/prescriptions/']").first.click()
    answer_yes(page)


def foreseen_by_a_resident(page, accessible):
    """The public page tells the same: each year's look ahead beside the ones before."""
    page.goto("/plan/forecast/")
    accessible(page)
    expect(page.get_by_role("heading", name="해가 갈수록 좁아진 내다보기")).to_be_visible()
    tables = page.locator("table", has_text="내다본 때").all()
    assert tables
    for table in tables:
        assert len(table.evaluate(CELLS)) == 3
