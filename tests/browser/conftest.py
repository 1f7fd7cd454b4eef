"""Chromium as Debian ships it, a live site, and people logged in. Screenshots of failures land in test-results/."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
SERIOUS = {"serious", "critical"}
FONT_IS_OURS = "document.fonts.load('17px \"Pretendard GOV\"', '완주군').then(found => found.length > 0)"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    }  # fmt: skip


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "ko-KR", "timezone_id": "Asia/Seoul", "viewport": DESKTOP}


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def screen(request):
    return request.param


@pytest.fixture
def open_as(browser, browser_context_args, live_server):
    """`open_as(user, PHONE)`: a page of a browser of its own, logged in as the user, or nobody; `scripts=False` without scripts.

    A script that broke, or one that the page's own policy refused, fails the test at its end.
    """
    contexts, broken = [], []

    def open_(user=None, viewport=DESKTOP, scripts=True):
        wanted = {"viewport": viewport, "base_url": live_server.url, "java_script_enabled": scripts}
        context = browser.new_context(**browser_context_args | wanted)
        context.set_default_timeout(8000)
        contexts.append(context)
        if user is not None:
            context.add_cookies([{"name": site.SESSION_COOKIE_NAME, "value": session_of(user), "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
        page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert broken == []


def session_of(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = site.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


@pytest.fixture
def accessible():
    """Nothing serious by axe, nothing wider than the screen, and the page's own fonts in use."""

    def check(page):
        # A page that was just clicked to may not have its style sheet yet: a font counts as missing only when it stays so.
        page.wait_for_load_state()
        page.wait_for_function(FONT_IS_OURS)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("async () => (await axe.run()).violations")
        bad = [
            f"{row['id']}: {row['help']} — {row['nodes'][0]['html'][:160]}" for row in found if row["impact"] in SERIOUS
        ]
        assert bad == [], "\n".join(bad)
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, f"the page is {too_wide} px wider than the screen"

    return check


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    if outcome.get_result().failed and call.when == "call" and "browser" in item.fixturenames:
        folder = Path("test-results")
        folder.mkdir(exist_ok=True)
        pages = [page for context in item.funcargs["browser"].contexts for page in context.pages]
        name = re.sub(r"[^\w-]+", "-", item.name)
        for number, page in enumerate(pages):
            page.screenshot(path=folder / f"{name}-{number}.png", full_page=True)
