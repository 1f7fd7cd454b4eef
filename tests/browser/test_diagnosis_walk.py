"""A diagnosis from the kitchen table to the result: answered on a phone, seen on a visit, talked over, final, computed, read."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from factories import AnnualReportFactory, CaseloadFactory, OrganizationFactory, RepresentationFactory, user_as
from socialgoods.diagnosis.actions import follow
from socialgoods.diagnosis.models import Assessment
from socialgoods.kernel import clock
from socialgoods.people.models import Role

SAVED = re.compile(r"\d\d:\d\d에 저장했습니다")


@pytest.fixture
def village():
    clock.set_today(date(2018, 3, 2))
    row = OrganizationFactory(name="햇살 두레", kind="village_community")
    for year in (2016, 2017):
        AnnualReportFactory(organization=row, fiscal_year=year, workers_paid=0, evidence="C")
    for other in OrganizationFactory.create_batch(5, kind="village_community", district=row.district):
        AnnualReportFactory(organization=other, workers_paid=0)
    return {
        "organization": row,
        "representative": RepresentationFactory(organization=row).user,
        "advisor": CaseloadFactory(organization=row).advisor,
        "officer": user_as(Role.OFFICER),
    }


def press(page, code, score):
    step = page.locator(f"input[name='item:{code}'][value='{score}']")
    step.evaluate("input => input.scrollIntoView({block: 'center'})")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        step.check(force=True)


def test_a_diagnosis_goes_from_the_kitchen_table_to_the_result(open_as, accessible, village, screen):
    code = village["organization"].code
    page = open_as(village["representative"], screen)
    page.goto(f"/organizations/{code}/assessments/")
    accessible(page)

    answered(page, accessible)
    visited(open_as(village["advisor"], screen), code, accessible)
    compared(page, code, accessible)
    settled(open_as(village["advisor"], screen), code, accessible)
    follow.follow(at=clock.now())

    page.goto(f"/organizations/{code}/diagnosis/")
    accessible(page)
    expect(page.locator("h1")).to_have_text("2017년 진단 결과")
    expect(page.locator(".chart__picture svg").first).to_be_visible()
    page.locator("td, th").get_by_role("link", name="재무").first.click()
    accessible(page)
    expect(page.get_by_role("link", name="2 / 5")).to_be_visible()
    page.goto("/diagnosis/")
    accessible(page)


def answered(page, accessible):
    page.locator(".card", has_text="종합진단").get_by_role("button", name="시작하기").click()
    accessible(page)
    press(page, "finance_books", 5)
    expect(page.locator("[data-saved-text]")).to_have_text(SAVED)
    press(page, "finance_cash", "none")
    page.reload()
    expect(page.locator("input[name='item:finance_books'][value='5']")).to_be_checked()
    expect(page.locator("#assessment-progress")).to_have_text("14문항 가운데 2문항")
    for item in ("market_regulars", "market_channels", "product_quality", "product_different"):
        press(page, item, 4)
    page.get_by_role("button", name="다 적었습니다").click()
    accessible(page)
    expect(page.get_by_text("재무, 사람, 운영, 협업, 사회적 가치")).to_be_hidden()
    page.get_by_role("button", name="진단 내기").click()
    expect(page.get_by_text("진단을 냈습니다")).to_be_visible()


def visited(page, code, accessible):
    page.goto(f"/organizations/{code}/assessments/")
    page.get_by_label("어떻게 적나요").select_option("visit")
    page.get_by_label("찾아간 날").fill("2018-03-01")
    page.get_by_role("button", name="적기 시작").click()
    press(page, "finance_books", 2)
    page.get_by_role("button", name="다 적었습니다").click()
    page.get_by_role("button", name="진단 내기").click()
    accessible(page)


def compared(page, code, accessible):
    own = Assessment.objects.get(view="own")
    page.goto(f"/organizations/{code}/assessments/{own.pk}/")
    page.get_by_role("link", name="두 진단 나란히 보기").click()
    accessible(page)
    expect(page.locator("h1 + *, .lede").first).to_contain_text("1개")


def settled(page, code, accessible):
    page.goto("/assessments/")
    accessible(page)
    page.get_by_role("link", name="햇살 두레").click()
    page.get_by_role("link", name="살펴보기").click()
    accessible(page)
    page.locator("select[name='agreed:finance_books']").select_option("2")
    page.get_by_label("살펴본 말").fill("장부를 함께 보았습니다.")
    page.get_by_role("button", name="살펴보았습니다").click()
    page.get_by_role("button", name="확정하기").click()
    expect(page.get_by_text("확정했습니다")).to_be_visible()
    own = Assessment.objects.get(view="own")
    assert (own.state, own.agreed, own.answers["finance_books"]) == ("final", {"finance_books": 2}, 5)


def test_an_instrument_with_an_error_is_refused_on_the_spot(open_as, accessible, village, screen, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('version = "mine-1"\n[[item]]\ncode = "a"\ndimension = "luck"\nko = "가"\n', encoding="utf-8")
    page = open_as(village["officer"], screen)
    page.goto("/instruments/")
    accessible(page)

    page.get_by_label("문항 파일").set_input_files(path)
    page.get_by_role("button", name="올려서 확인하기").click()

    expect(page.get_by_text("4번째 줄: a의 영역(dimension) ‘luck’")).to_be_visible()
    accessible(page)
    for version in ("wanju-2018", "svi-2017"):
        page.goto(f"/instruments/{version}/")
        accessible(page)
