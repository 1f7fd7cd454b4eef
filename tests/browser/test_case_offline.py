"""At the kitchen table: a visit with a photo written without a network is on the site once, whatever happens on the way."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from PIL import Image
from playwright.sync_api import expect

from browser.line import Line
from factories import CaseloadFactory, OrganizationFactory
from socialgoods.support.device import device_word
from socialgoods.support.models import Contact, Document, Task

pytestmark = pytest.mark.slow
SIZE_OF_THE_FIRST = """() => new Promise(done => {
    const asked = indexedDB.open("socialgoods-case", 1);
    asked.onsuccess = () => {
        const rows = asked.result.transaction("queue").objectStore("queue").getAll();
        rows.onsuccess = () => done(rows.result[0].fields.find(([name]) => name === "photos")[1].size);
    };
})"""
PHONE = {"width": 360, "height": 740}


def photo():
    """As a telephone makes it: larger than what is kept."""
    target = io.BytesIO()
    Image.effect_noise((2600, 1800), 90).convert("RGB").save(target, "JPEG", quality=92)
    return {"name": "kitchen.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


@pytest.fixture
def case(db):
    return CaseloadFactory(organization=OrganizationFactory(name="시험 떡방앗간"))


@pytest.fixture
def line(live_server):
    found = Line(live_server.url)
    yield found
    found.close()


def address(line, case):
    return f"{line.url}/organizations/{case.organization.code}/case/contacts/new/"


def open_form(page, line, case):
    """Opened once with a network, as it is before leaving the office."""
    page.goto(line.url + "/offline/")
    page.evaluate("""() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller
        || new Promise(done => navigator.serviceWorker.addEventListener("controllerchange", done)))
        .then(() => true)""")
    page.goto(address(line, case))
    page.locator("html[data-case-kept]").wait_for(state="attached")


def go_away(page, line):
    line.cut()
    page.context.set_offline(True)


def come_back(page, line):
    line.mend()
    page.context.set_offline(False)


def write(page, said="장부를 함께 보았습니다.", with_photo=True):
    page.get_by_label("나눈 이야기").fill(said)
    page.get_by_label("할 일", exact=False).first.fill("통장 사본 준비")
    if with_photo:
        page.get_by_label("사진").first.set_input_files(photo())
    page.get_by_role("button", name="저장").click()


def until(page, holds):
    """Chromium and the site work in other threads; the page's own events need the wait to be the page's."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come to that in ten seconds")


def unsent(page):
    return page.locator("[data-unsent-count]")


def test_a_visit_written_without_a_network_is_sent_when_it_returns(open_as, accessible, line, case):
    page = open_as(case.advisor, PHONE)
    open_form(page, line, case)
    go_away(page, line)

    write(page)
    unsent(page).get_by_text("보내지 못한 기록 1건").wait_for()
    assert Contact.objects.count() == 0

    page.close()
    page = page.context.new_page()
    page.goto(address(line, case))
    unsent(page).get_by_text("보내지 못한 기록 1건").wait_for()
    assert page.get_by_label("나눈 이야기").input_value() == ""
    assert page.get_by_role("link", name="다시 로그인").is_hidden()
    accessible(page)

    assert page.evaluate(SIZE_OF_THE_FIRST) < len(photo()["buffer"])
    come_back(page, line)
    page.locator("[data-case-device]").wait_for(state="hidden")
    assert (Contact.objects.count(), Task.objects.count(), Document.objects.count()) == (1, 1, 1)
    assert Contact.objects.get().recorded_by == case.advisor
    assert Document.objects.get().width == 2000


def test_what_arrived_but_was_not_answered_is_not_written_twice(open_as, line, case):
    page = open_as(case.advisor, PHONE)
    open_form(page, line, case)
    line.cut_after_the_next_post_has_arrived()

    write(page)
    until(page, lambda: not line.is_up)
    unsent(page).get_by_text("보내지 못한 기록 1건").wait_for()
    come_back(page, line)
    page.get_by_role("button", name="지금 보내기").click()
    page.locator("[data-case-device]").wait_for(state="hidden")

    assert line.posts >= 2
    assert (Contact.objects.count(), Task.objects.count(), Document.objects.count()) == (1, 1, 1)


def test_two_tabs_send_each_record_once(open_as, line, case):
    one = open_as(case.advisor, PHONE)
    open_form(one, line, case)
    two = one.context.new_page()
    two.goto(address(line, case))
    go_away(one, line)

    write(one, "첫째 창에서 적음", with_photo=False)
    write(two, "둘째 창에서 적음", with_photo=False)
    unsent(two).get_by_text("보내지 못한 기록 2건").wait_for()
    unsent(one).get_by_text("보내지 못한 기록 2건").wait_for()
    come_back(one, line)
    for page in (one, two):
        page.locator("[data-case-device]").wait_for(state="hidden")

    assert sorted(row.said for row in Contact.objects.all()) == ["둘째 창에서 적음", "첫째 창에서 적음"]


def test_what_is_being_typed_outlives_a_closed_window(open_as, line, case):
    page = open_as(case.advisor, PHONE)
    open_form(page, line, case)
    go_away(page, line)

    page.get_by_label("나눈 이야기").fill("적다 만 이야기")
    page.get_by_label("사진").first.set_input_files(photo())
    page.get_by_text("적은 내용을 이 기기에 보관했습니다.").wait_for()
    page.close()
    page = page.context.new_page()
    page.goto(address(line, case))
    page.get_by_text("적다 만 내용을 다시 불러왔습니다.").wait_for()

    assert page.get_by_label("나눈 이야기").input_value() == "적다 만 이야기"
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 1


def test_a_log_in_that_ended_meanwhile_loses_nothing(open_as, line, case):
    page = open_as(case.advisor, PHONE)
    open_form(page, line, case)
    page.context.clear_cookies()

    write(page, with_photo=False)
    unsent(page).get_by_text("보내지 못한 기록 1건").wait_for()
    page.get_by_role("link", name="다시 로그인").click()
    page.get_by_label("아이디").first.fill(case.advisor.username)
    page.locator("main input[type=password]").fill("example-2018-pass")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/case/contacts/new/")

    until(page, lambda: Contact.objects.count() == 1)
    page.locator("[data-case-device]").wait_for(state="hidden")


def test_nobody_else_on_the_device_sees_what_was_kept(open_as, line, case):
    page = open_as(case.advisor, PHONE)
    open_form(page, line, case)
    go_away(page, line)
    write(page, with_photo=False)
    unsent(page).get_by_text("보내지 못한 기록 1건").wait_for()
    page.context.clear_cookies()
    come_back(page, line)
    page.goto(line.url + "/account/login/")
    other = CaseloadFactory(organization=case.organization).advisor
    page.get_by_label("아이디").first.fill(other.username)
    page.locator("main input[type=password]").fill("example-2018-pass")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()

    page.goto(address(line, case))
    page.locator("html[data-case-kept]").wait_for(state="attached")

    kept = [name for name in page.evaluate("caches.keys()") if name.startswith("socialgoods-case-")]
    assert kept == [f"socialgoods-case-{device_word(other)}"]
    assert page.locator("[data-case-device]").is_hidden()
    assert page.get_by_label("나눈 이야기").input_value() == ""
    assert Contact.objects.count() == 0


def test_a_form_that_was_kept_yesterday_knows_what_day_it_is(open_as, line, case):
    page = open_as(case.advisor, PHONE)
    open_form(page, line, case)
    before = date.fromisoformat(page.locator("input[name=held_on]").input_value())
    go_away(page, line)

    later = page.context.new_page()
    later.clock.install(time=datetime.now(UTC) + timedelta(days=2))
    later.goto(address(line, case))

    expect(later.locator("input[name=held_on]")).to_have_value((before + timedelta(days=2)).isoformat())
    assert later.locator("input[name=held_on]").get_attribute("max") == (before + timedelta(days=2)).isoformat()


def test_what_the_site_refuses_waits_with_the_reason_and_is_put_right(open_as, line, case):
    page = open_as(case.advisor, PHONE)
    open_form(page, line, case)
    page.locator("input[name=held_on]").evaluate("field => { field.max = ''; field.value = '2999-01-01'; }")

    write(page, with_photo=False)
    page.locator("[data-unsent-list]").get_by_text("만난 날이 오늘보다 뒤입니다.").wait_for()
    page.get_by_role("link", name="고치기").click()
    expect(page.get_by_label("나눈 이야기")).to_have_value("장부를 함께 보았습니다.")
    page.locator("input[name=held_on]").evaluate("field => { field.value = field.max; }")
    page.get_by_role("button", name="저장").click()

    until(page, lambda: Contact.objects.count() == 1)
    page.wait_for_url("**/contacts/*/")
    assert page.locator("[data-case-device]").is_hidden()
