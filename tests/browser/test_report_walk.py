"""A report from the village to the county: entered in three ways, returned, corrected, confirmed; the slower officer told."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from factories import (
    AnnualReportFactory,
    CaseloadFactory,
    OrganizationFactory,
    RepresentationFactory,
    UserFactory,
    user_as,
)
from socialgoods.kernel import clock
from socialgoods.people.models import Role
from socialgoods.registry.models import AnnualReport

SAVED = re.compile(r"\d\d:\d\d에 저장했습니다")


@pytest.fixture
def county():
    clock.set_today(date(2018, 3, 2))
    row = OrganizationFactory(
        name="햇살 두레", legal_form="unincorporated", kind="village_community", founded_on=date(2014, 5, 1)
    )
    AnnualReportFactory(organization=row, fiscal_year=2016, sales_private=9_000_000, entry_lines={})
    return {
        "organization": row,
        "representative": RepresentationFactory(organization=row, user=UserFactory(name="윤슬기")).user,
        "advisor": CaseloadFactory(organization=row, advisor=user_as(Role.ADVISOR, name="서다온")).advisor,
        "officers": [user_as(Role.OFFICER, name=name) for name in ("오세찬", "한결")],
    }


def type_into(page, label, text):
    """As a hand does: the saved time answers."""
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        page.get_by_label(label, exact=True).fill(text)
    expect(page.locator("[data-saved-text]")).to_have_text(SAVED)


def test_a_report_goes_from_the_village_to_the_county(open_as, accessible, county, screen):
    page = open_as(county["representative"], screen)
    page.goto("/desk/")
    page.locator("main a[href$='/reports/']").first.click()
    accessible(page)
    page.get_by_role("button", name="적기 시작 2017").click()
    accessible(page)

    by_bankbook(page, accessible)
    by_statement(page, accessible)
    in_full(page, accessible)
    hand_in(page, accessible)

    returned_by_advisor(open_as(county["advisor"], screen), accessible)
    corrected(page, accessible)
    confirmed_by_one_of_two([open_as(officer, screen) for officer in county["officers"]], accessible)

    report = AnnualReport.objects.get(fiscal_year=2017)
    assert (report.state, report.sales_private, report.decided_by) == ("confirmed", 12_000_000, county["officers"][0])


def by_bankbook(page, accessible):
    page.locator(".panel", has_text="통장 다섯 줄").get_by_role("link", name="이 방법으로 적기").click()
    expect(page.get_by_text("2016년 900만 원")).to_be_visible()
    for label, amount in {
        "받은 판매대금": "1200만원",
        "받은 지원금 선택": "0",
        "재료·상품 산 돈": "4,000,000",
        "사람에게 준 돈": "0",
        "그 밖에 쓴 돈": "6,000,000",
    }.items():
        type_into(page, label, amount)
    type_into(page, "유급 근로자", "0")
    expect(page.locator("#report-readings")).to_contain_text("120.0%")
    accessible(page)
    row = AnnualReport.objects.get(fiscal_year=2017)
    assert (row.sales_private, row.labour_cost, row.entry_way, row.evidence) == (12_000_000, 0, "cash", "C")


def by_statement(page, accessible):
    page.get_by_role("link", name="다른 방법으로 적기").click()
    page.locator(".panel", has_text="표준손익계산서").get_by_role("link", name="이 방법으로 적기").click()
    expect(page.get_by_text("적는 방법이 바뀝니다")).to_be_visible()
    page.get_by_text("엑셀이나 홈택스에서 복사해 채우기").click()
    page.get_by_label("손익계산서에서 복사한 표").fill("Ⅰ.매출액\t1\t13,000,000\n1.급여\t68\t500,000\n낯선 줄\t7,000")
    page.get_by_role("button", name="붙여넣은 표로 채우기").click()
    expect(page.get_by_text("2줄을 알아보고 채웠습니다.")).to_be_visible()
    expect(page.get_by_text("낯선 줄")).to_be_visible()
    accessible(page)
    type_into(page, "매출 중 공공 판매 선택", "1,000,000")
    type_into(page, "정부보조금 선택", "2,000,000")
    expect(page.get_by_role("group", name="지원금으로 준 임금을 어떻게 적었나요")).to_be_visible()
    row = AnnualReport.objects.get(fiscal_year=2017)
    assert (row.sales_private, row.sales_public, row.subsidy_national) == (12_000_000, 1_000_000, 2_000_000)


def in_full(page, accessible):
    page.get_by_role("link", name="다른 방법으로 적기").click()
    page.locator(".panel", has_text="항목별로 모두").get_by_role("link", name="이 방법으로 적기").click()
    for label, amount in {
        "공공 판매 선택": "0",
        "국비 보조금 선택": "0",
        "매출원가": "4,000,000",
        "인건비": "0",
        "기타 운영비": "꽤 많이",
    }.items():
        type_into(page, label, amount)
    expect(page.locator("#report-unread")).to_contain_text("아직 저장하지 못한 칸")
    type_into(page, "기타 운영비", "6,000,000")
    expect(page.locator("#report-unread")).to_be_empty()
    expect(page.get_by_label("기타 운영비", exact=True).locator("xpath=../../output")).to_have_text("600만 원")
    accessible(page)


def hand_in(page, accessible):
    page.get_by_role("button", name="다 적었습니다").click()
    expect(page.get_by_role("heading", name="2017년 보고 제출하기")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="제출하기").click()
    expect(page.get_by_text("제출했습니다. 확인이 끝나면 알려 드립니다.")).to_be_visible()
    accessible(page)


def returned_by_advisor(page, accessible):
    page.goto("/desk/")
    page.locator("main a[href='/reports/']").first.click()
    accessible(page)
    page.get_by_role("link", name="햇살 두레 2017").click()
    accessible(page)
    page.get_by_label("까닭").fill("자원봉사 시간을 적어 주세요.")
    page.get_by_role("button", name="까닭을 적어 돌려보내기").click()
    expect(page.get_by_text("까닭을 적어 돌려보냈습니다")).to_be_visible()


def corrected(page, accessible):
    page.goto("/desk/")
    expect(page.get_by_text("돌려보냄").first).to_be_visible()
    page.locator("main a[href$='/reports/']").first.click()
    page.get_by_role("link", name="고치기 2017").click()
    expect(page.get_by_text("자원봉사 시간을 적어 주세요.")).to_be_visible()
    page.locator("section", has=page.get_by_role("heading", name="사람")).locator("summary").click()
    type_into(page, "자원봉사 시간", "240")
    hand_in(page, accessible)


def confirmed_by_one_of_two(pages, accessible):
    for page in pages:
        page.goto("/reports/")
        page.get_by_role("link", name="햇살 두레 2017").click()
    first, second = pages
    first.get_by_role("button", name="확정하기").click()
    expect(first.get_by_text("확정했습니다: 햇살 두레 2017")).to_be_visible()
    second.get_by_role("button", name="확정하기").click()
    expect(second.get_by_role("heading", name="다른 분이 먼저 처리했습니다")).to_be_visible()
    expect(second.get_by_text("오세찬 님이")).to_be_visible()
    accessible(second)


def test_a_second_editor_is_told_on_the_page_and_can_compare(open_as, accessible, county, screen):
    first, second = (open_as(county[who], screen) for who in ("representative", "advisor"))
    first.goto(f"/organizations/{county['organization'].code}/reports/")
    first.get_by_role("button", name="적기 시작 2017").click()
    for page in (first, second):
        page.goto(f"/organizations/{county['organization'].code}/reports/2017/?way=cash")
    type_into(first, "받은 판매대금", "1,000")

    second.get_by_label("받은 판매대금", exact=True).fill("2,000")

    expect(
        second.get_by_role("heading", name="다른 분이 먼저 고쳤습니다").or_(
            second.get_by_text("다른 분이 먼저 고쳤습니다")
        )
    ).to_be_visible()
    expect(second.locator("#report-conflict")).to_contain_text("윤슬기 님이")
    accessible(second)
    second.get_by_role("button", name="내가 적은 것으로 저장").click()
    expect(second.get_by_text("저장했습니다. 아직 제출하지는 않았습니다.")).to_be_visible()
    assert AnnualReport.objects.get(fiscal_year=2017).sales_private == 2000


def test_by_keyboard_alone(open_as, county):
    page = open_as(county["representative"])
    page.goto(f"/organizations/{county['organization'].code}/reports/")

    tab_to(page, "적기 시작 2017")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/2017/")
    tab_to(page, "이 방법으로 적기")
    page.keyboard.press("Enter")
    page.wait_for_url("**way=cash")
    for name, amount in {
        "sold": "5000000",
        "received": "0",
        "materials": "2000000",
        "wages": "0",
        "others": "1000000",
    }.items():
        tab_to(page, field=name)
        page.keyboard.type(amount)
    tab_to(page, field="workers_paid")
    page.keyboard.type("0")
    tab_to(page, "다 적었습니다")
    page.keyboard.press("Enter")
    page.wait_for_url("**/submit/")
    tab_to(page, "제출하기")
    page.keyboard.press("Enter")
    expect(page.get_by_text("제출했습니다.")).to_be_visible()

    assert AnnualReport.objects.get(fiscal_year=2017).state == "submitted"


def test_enter_in_a_cell_saves_and_does_nothing_else(open_as, county):
    page = open_as(county["representative"])
    page.goto(f"/organizations/{county['organization'].code}/reports/")
    page.get_by_role("button", name="적기 시작 2017").click()
    page.goto(f"/organizations/{county['organization'].code}/reports/2017/?way=statement")

    page.get_by_label("매출액 합계").fill("3,000")
    page.keyboard.press("Enter")

    expect(page.get_by_text("저장했습니다. 아직 제출하지는 않았습니다.")).to_be_visible()


def tab_to(page, text="", field="", limit=120):
    """Presses Tab until the wanted control has the focus, and the focus can be seen."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "() => { const e = document.activeElement;"
            " return [e.innerText || '', e.name || '', getComputedStyle(e).outlineStyle] }"
        )
        if (text and " ".join(found[0].split()).startswith(text)) or (field and found[1] == field):
            assert found[2] != "none"
            return
    raise AssertionError(f"the keyboard does not reach {text or field}")
