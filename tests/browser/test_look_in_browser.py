"""The frame of every page, and the small scripts, in a real browser."""

from playwright.sync_api import expect

from socialgoods.kernel import formats

AMOUNTS = [0, 1, 9_999, 10_000, 123_400_000, 123_456_789, 1_000_000_050_000, 10**16 + 1, -45_000_000]
LINE = """<p data-saved data-saving="saving" data-offline="offline" data-refused="refused">
  <span data-saved-text>{}</span></p>"""
SAVED = LINE.format("saved")
FORM = f"""<form method="post" data-autosave hx-post="/saved-here/" hx-trigger="input delay:50ms, autosave"
    hx-sync="this:replace" hx-target="find [data-saved]" hx-swap="outerHTML">
  <input id="typed" name="typed"><input id="sales" data-money><output id="sales-words"></output>{LINE.format("new")}
</form>"""


def with_form(page):
    page.goto("/account/login/")
    page.evaluate("html => { document.querySelector('main').innerHTML = html; htmx.process(document.body) }", FORM)
    return page.locator("[data-saved-text]")


def test_the_first_tab_leads_past_the_menu(open_as, screen, accessible):
    page = open_as(viewport=screen)
    page.goto("/account/login/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"
    accessible(page)


def test_high_contrast_stays_on_the_next_page_and_can_be_read(open_as, screen, accessible):
    page = open_as(viewport=screen)
    page.goto("/account/login/")

    page.get_by_role("button", name="선명하게").click()
    page.goto("/account/signup/")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    accessible(page)


def test_english_is_one_press_away_and_leads_back_here(open_as):
    page = open_as()
    page.goto("/account/login/?next=/desk/")

    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/account/login/?next=/desk/")


def test_nothing_on_a_page_breaks_its_own_policy(open_as):
    page = open_as()
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    for address in ("/account/login/", "/account/signup/", "/organizations/map/", "/organizations/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")

    assert said == []


def test_the_font_is_ours(open_as):
    page = open_as()
    page.goto("/account/login/")

    page.evaluate("document.fonts.ready")

    assert page.evaluate("document.fonts.check('700 17px \"Pretendard GOV\"', '완주군')")


def test_words_under_a_money_field_are_those_of_letters(open_as):
    page = open_as()
    page.goto("/account/login/")

    words = page.evaluate(
        """async (amounts) => {
            const { wonWords } = await import('/static/portal/js/money.js');
            return amounts.map((amount) => wonWords(BigInt(amount)));
        }""",
        [str(amount) for amount in AMOUNTS],
    )

    assert words == [formats.won_words(amount) for amount in AMOUNTS]


def test_an_amount_is_said_while_it_is_typed_and_grouped_afterwards(open_as):
    page = open_as()
    with_form(page)

    page.locator("#sales").press_sequentially("123400000")
    expect(page.locator("#sales-words")).to_have_text("1억 2,340만 원")
    page.locator("#typed").focus()

    expect(page.locator("#sales")).to_have_value("123,400,000")


def test_typing_is_saved(open_as):
    page = open_as()
    page.route("**/saved-here/", lambda route: route.fulfill(body=SAVED, content_type="text/html"))
    line = with_form(page)

    page.locator("#typed").fill("두부")

    expect(line).to_have_text("saved")


def test_a_dropped_line_is_said_and_made_good_when_it_is_back(open_as):
    page = open_as()
    page.route("**/saved-here/", lambda route: route.abort())
    line = with_form(page)

    page.locator("#typed").fill("두부")
    expect(line).to_have_text("offline")
    page.unroute("**/saved-here/")
    page.route("**/saved-here/", lambda route: route.fulfill(body=SAVED, content_type="text/html"))
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(line).to_have_text("saved")


def test_a_refused_save_is_said(open_as):
    page = open_as()
    page.route("**/saved-here/", lambda route: route.fulfill(status=500, body=""))
    line = with_form(page)

    page.locator("#typed").fill("두부")

    expect(line).to_have_text("refused")


def test_without_a_line_the_offline_page_shows(open_as):
    page = open_as()
    page.goto("/account/login/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")

    page.context.set_offline(True)
    page.goto("/organizations/")

    expect(page.get_by_role("heading", level=1)).to_have_text("인터넷에 연결되어 있지 않습니다")
    assert page.evaluate("getComputedStyle(document.querySelector('.button--primary')).color") == "rgb(255, 255, 255)"
