"""An officer imports the ministry's list, sees its organisations on the map, and takes it back. With the keyboard alone, too."""

import pytest

from factories import user_as
from registry.imports.conftest import HEADINGS, ROWS, csv_of
from socialgoods.people.models import Role
from socialgoods.places.actions import load_county
from socialgoods.registry.models import Organization

LIST = "mois_village_enterprises_2025_jeonbuk_part_cp949.csv"


def press(page, text):
    with page.expect_navigation():
        page.get_by_role("button", name=text).click()


def follow(page, text):
    with page.expect_navigation():
        page.get_by_role("link", name=text).first.click()


def test_the_real_list_is_imported_seen_on_the_map_and_undone(open_as, screen, accessible, shared):
    load_county()
    page = open_as(user_as(Role.OFFICER), screen)
    page.goto("/imports/")
    accessible(page)
    follow(page, "파일 올리기")
    accessible(page)

    page.set_input_files("input[type=file]", shared / "data" / LIST)
    press(page, "올리기")
    assert page.get_by_text("아는 서식입니다").is_visible()
    accessible(page)

    press(page, "확인하고 미리 보기")
    assert "새로 쓸 것 68건" in page.inner_text("main")
    accessible(page)
    follow(page, "읍·면을 물어볼 조직")
    assert page.locator("main tbody tr").count() == 3

    press(page, "등록부에 쓰기")
    assert "68건을 새로 쓰고" in page.inner_text("main")
    accessible(page)

    follow(page, "지도에서 보기")
    page.wait_for_selector(".leaflet-container, table#by-district, .map")
    assert "13곳" in page.inner_text("main")
    assert "봉동읍" in page.inner_text("main")

    page.goto("/imports/")
    follow(page, LIST)
    follow(page, "통째로 되돌리기")
    accessible(page)
    press(page, "되돌리기")
    assert "지운 기록 136건" in page.inner_text("main")
    accessible(page)
    assert not Organization.objects.exists()


def test_a_list_is_imported_with_the_keyboard_alone(open_as, tmp_path):
    load_county()
    file = tmp_path / "조직.csv"
    file.write_bytes(csv_of(HEADINGS, *ROWS))
    page = open_as(user_as(Role.OFFICER))
    page.goto("/imports/new/")
    page.set_input_files("input[type=file]", file)

    for said in ("새로 쓸 것 3건", "3건을 새로 쓰고"):
        while said not in page.inner_text("main"):
            _to_the_next_primary_button(page)
            with page.expect_navigation():
                page.keyboard.press("Enter")

    assert Organization.objects.count() == 3


def _to_the_next_primary_button(page, most=200):
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('main button.button--primary')"):
            return
    pytest.fail("no primary button can be reached with the Tab key")


def test_errors_lead_to_their_cells_and_a_choice_beside_the_register(open_as, screen, accessible, tmp_path):
    load_county()
    file = tmp_path / "조직.csv"
    bad = ("두레 넷", "없는 유형", "먹거리", "봉동읍", "", "123-45-67890", "")
    file.write_bytes(csv_of((*HEADINGS, "비고"), *((*row, "메모") for row in (*ROWS, bad, ROWS[1]))))
    page = open_as(user_as(Role.OFFICER), screen)
    page.goto("/imports/new/")
    page.set_input_files("input[type=file]", file)
    press(page, "올리기")
    assert page.get_by_text("모르는 열이 있습니다").is_visible()
    accessible(page)

    press(page, "확인하고 미리 보기")
    assert "‘비고’ 열이 무엇인지 정하지 않았습니다" in page.inner_text("main")
    accessible(page)
    page.get_by_label("비고 열의 항목").select_option("-")
    press(page, "확인하고 미리 보기")

    follow(page, "고칠 행")
    assert "‘없는 유형’ 값은 정해진 값이 아닙니다." in page.inner_text("main")
    accessible(page)
    follow(page, "겹치는 조직")
    accessible(page)
    page.get_by_label("다른 조직입니다").check()
    press(page, "이대로 다시 확인하기")
    press(page, "고칠 행 1개를 모두 건너뛰기")
    press(page, "등록부에 쓰기")

    assert "4건을 새로 쓰고" in page.inner_text("main")


def test_without_a_script_the_way_is_the_same(browser, browser_context_args, live_server, tmp_path):
    from browser.conftest import session_of

    load_county()
    file = tmp_path / "조직.csv"
    file.write_bytes(csv_of(HEADINGS, *ROWS))
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False, "base_url": live_server.url})
    context.add_cookies([{"name": "sessionid", "value": session_of(user_as(Role.OFFICER)), "url": live_server.url}])
    page = context.new_page()
    page.goto("/imports/new/")
    page.set_input_files("input[type=file]", file)

    for button in ("올리기", "확인하고 미리 보기", "등록부에 쓰기"):
        press(page, button)

    assert "3건을 새로 쓰고" in page.inner_text("main")
    context.close()
