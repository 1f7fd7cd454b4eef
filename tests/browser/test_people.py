"""Log-in by passkey and by paper, and help at a counter, in a browser."""

import re

import pytest

from factories import UserFactory, user_as
from socialgoods.kernel import clock
from socialgoods.people.actions import code_sheets
from socialgoods.people.models import Assistance, Role

PASSWORD = "example-2018-pass"
SECURITY_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def click(page, selector):
    with page.expect_navigation():
        page.click(selector)


def test_a_passkey_is_made_and_logs_in_under_our_policy(open_as):
    page = open_as(UserFactory(username="narae"))
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": SECURITY_KEY})
    page.goto("/account/2fa/webauthn/add/")
    page.fill("input[type=password]", PASSWORD)
    click(page, "main button.button--primary")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    page.context.clear_cookies()

    page.goto("/account/login/")
    page.click("#passkey_login")

    page.wait_for_url("**/desk/")


def test_a_code_from_paper_logs_in_and_leads_back(open_as, screen, accessible):
    person = UserFactory(username="narae")
    _, codes = code_sheets.issue_sheet(user=person, checked_by="id_card", by=UserFactory(), at=clock.now())
    page = open_as(viewport=screen)
    page.goto("/people/me/")
    click(page, "text=종이 코드표로")
    accessible(page)
    page.fill("#id_username", "narae")
    enter(page)
    accessible(page)

    page.fill("#id_code", codes[0])
    enter(page)

    page.wait_for_url("**/people/me/")
    accessible(page)


def test_a_helper_prints_a_sheet_helps_and_ends(open_as, screen, accessible):
    person = UserFactory(name="강나래")
    page = open_as(user_as(Role.HELPER), screen)
    page.goto("/people/assist/")
    page.fill("#id_words", "강나래")
    enter(page)
    accessible(page)
    click(page, "text=강나래 >> nth=0")
    click(page, "text=코드표 내주기")
    page.check("#id_saw_card")
    click(page, "main button.button--primary")
    accessible(page)
    assert len(re.findall(r"<b>\d{4} \d{4}</b>", page.content())) == 20

    page.goto(f"/people/assist/{person.pk}/")
    accessible(page)
    page.check("input[name=way][value=counter]")
    page.check("input[name=checked_by][value=id_card]")
    page.fill("#id_reason", "연간 보고를 함께 적음")
    click(page, "main button.button--primary")
    page.wait_for_url("**/desk/")
    accessible(page)
    assert page.locator(".strip--helping").inner_text().startswith("강나래")
    click(page, ".strip--helping button")
    page.wait_for_url("**/people/assist/")

    assert Assistance.objects.get().ended_at is not None


@pytest.mark.parametrize(
    "path", ["/people/", "/people/departments/", "/people/roles/new/", "/people/new/", "/people/me/"]
)
def test_the_pages_of_the_coordinator_are_open_to_everyone(open_as, screen, accessible, path):
    page = open_as(user_as(Role.COORDINATOR), screen)

    page.goto(path)

    accessible(page)
