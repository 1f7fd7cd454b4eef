"""A visitor looks for organisations near by: on a phone and at a desk, by keyboard, without a script, in English, and offline."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from factories import DesignationFactory, DistrictFactory, OrganizationFactory, UserFactory
from socialgoods.places.actions import load_county
from socialgoods.places.models import District


@pytest.fixture
def county(db):
    load_county()
    gosan, bongdong = District.objects.get(name="고산면"), District.objects.get(name="봉동읍")
    sunny = OrganizationFactory(
        name="햇살두레", code="SG1", activity="들기름을 짭니다", district=gosan, lon=127.22, lat=35.97,
        publishes_contact=True, phone="063-000-1111", address="완주군 고산면 1",
    )  # fmt: skip
    DesignationFactory(organization=sunny, ends_on=None)
    OrganizationFactory(name="달빛공방", sector="craft", district=bongdong)
    for number in range(31):
        OrganizationFactory(name=f"이웃마을 {number}", district=bongdong, kind="village_community")
    return sunny


def names(page):
    return page.locator("main tbody th a").all_inner_texts()


def follow(page, text):
    with page.expect_navigation():
        page.get_by_role("link", name=text).first.click()


def test_from_the_first_page_to_an_organisation(open_as, screen, accessible, county):
    page = open_as(viewport=screen)
    page.goto("/")
    accessible(page)

    page.get_by_label("무엇을 찾으시나요").fill("ㅎㅅㄷㄹ")
    with page.expect_navigation():
        page.get_by_role("button", name="찾기").click()
    assert names(page) == ["햇살두레"]
    assert "33곳 가운데 찾으시는 조직은 1곳입니다." in page.inner_text("main")
    accessible(page)

    follow(page, "햇살두레")
    assert page.get_by_role("link", name="063-000-1111").is_visible()
    assert page.locator("svg.county-picture .is-here").count() == 1
    accessible(page)

    follow(page, "고산면의 다른 조직 보기")
    assert names(page) == ["햇살두레"]


def test_a_district_is_chosen_on_the_picture(open_as, screen, accessible, county):
    page = open_as(viewport=screen)
    page.goto("/")

    with page.expect_navigation():
        page.locator("svg.county-picture a", has_text="봉동읍").click()

    assert "찾으시는 조직은 32곳입니다" in page.inner_text("main")
    page.goto("/districts/")
    assert page.get_by_text("추정", exact=True).count() >= 8
    accessible(page)


def test_filters_and_pages_change_the_list_without_loading_the_page_anew(open_as, screen, accessible, county):
    page = open_as(viewport=screen)
    page.goto("/organizations/")
    page.evaluate("window.stayed = true")
    if page.get_by_text("골라 보기").is_visible():
        page.get_by_text("골라 보기").click()

    page.get_by_label("유형").select_option("village_community")
    page.get_by_role("button", name="찾기").click()
    page.get_by_text("찾으시는 조직은 31곳입니다").wait_for()
    assert "kind=village_community" in page.url
    page.get_by_role("link", name="다음").click()
    page.get_by_role("link", name="이웃마을 9").wait_for()

    assert len(names(page)) == 1
    assert page.evaluate("window.stayed")
    accessible(page)
    page.go_back()
    page.get_by_role("link", name="이웃마을 0").wait_for()


def test_the_map_shows_one_in_its_place_and_the_others_grouped(open_as, screen, accessible, county):
    page = open_as(viewport=screen)
    page.goto("/organizations/map/")

    page.locator(".map .group").first.wait_for()
    assert page.locator(".map .pin").count() == 1
    assert page.locator(".map .group").count() == 1
    assert page.locator(".map path.district").count() == 13
    assert page.locator("#by-district").count() == 1
    page.locator(".map .pin").click()
    page.locator(".leaflet-popup").get_by_role("link", name="햇살두레").wait_for()
    expect(page.locator(".leaflet-popup")).to_have_css("opacity", "1")
    accessible(page)


def test_official_boundaries_take_the_place_of_the_schematic_map(open_as, county, shared, accessible):
    from django.core.management import call_command

    call_command("import_districts", shared / "data" / "wanju_emd.geojson", source="통계청 SGIS", verbosity=0)
    page = open_as()
    page.goto("/organizations/map/")

    page.locator(".map .group").first.wait_for()
    assert page.locator(".map path.district").count() == 13
    assert "읍·면 경계: 통계청 SGIS" in page.inner_text("main")
    accessible(page)


def test_by_keyboard_alone_an_organisation_is_found_and_opened(open_as, county):
    page = open_as()
    page.goto("/")

    reach(page, "input[name=q]")
    page.keyboard.type("들기름")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reach(page, "main tbody th a")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.url.endswith("/organizations/SG1/")


def test_the_map_can_be_passed_by_keyboard(open_as, county):
    page = open_as()
    page.goto("/organizations/map/")
    page.locator(".map .group").first.wait_for()

    reach(page, ".map__skip")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "map-end"


def reach(page, selector, most=80):
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached with the Tab key")


def test_without_a_script_the_list_the_filters_and_the_table_of_the_map_work(browser, live_server, county):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url, locale="ko-KR")
    page = context.new_page()
    page.goto("/organizations/?sector=craft")
    assert names(page) == ["달빛공방"]

    with page.expect_navigation():
        page.get_by_role("link", name="지도").first.click()
    assert "지도는 자바스크립트가 있어야 보입니다" in page.inner_text("main")
    assert page.locator("#by-district").locator("xpath=ancestor::table").locator("tbody tr").count() == 13
    context.close()


def test_an_empty_county_is_a_page_too(open_as, screen, accessible, db):
    page = open_as(viewport=screen)

    for name in ("home", "organizations", "organization_map", "districts", "health"):
        page.goto(reverse(name))
        accessible(page)


def test_a_resident_starts_at_home_and_finds_what_is_near(open_as, screen, accessible, county):
    home = DistrictFactory(name="고산면")
    page = open_as(UserFactory(name="박주민", district=home), screen)
    page.goto("/desk/")
    assert "내가 사는 고산면" in page.inner_text("main")
    accessible(page)

    follow(page, "가까운 조직 보기")

    assert names(page) == ["햇살두레"]


def test_in_english_every_sentence_of_the_public_pages_is_english(browser, live_server, county):
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    page = context.new_page()

    for path in ("/", "/organizations/", "/organizations/map/", "/districts/"):
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == "en"
        assert "Samnye-eup" in page.inner_text("main")
    context.close()


def test_large_letters_do_not_break_the_page(open_as, county):
    page = open_as()

    for path in ("/", "/organizations/", "/organizations/SG1/", "/districts/"):
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
