"""The suite's surroundings: tasks run at once, mail and files stay in memory, the clock is a real county's."""

import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis

from socialgoods.kernel import clock

SHARED = Path(__file__).resolve().parents[2] / "shared"

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in the thread of the test


# A busy machine is no reason to fail: times are measured by benches. CI judges a change by the same examples each time;
# a developer's run looks for new ones.
hypothesis.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.load_profile("suite")


USE_A_DATABASE = {"db", "transactional_db", "live_server"}
IN_A_PROCESS_OF_ITS_OWN = Path(__file__).parent / "config"


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="only what asks a database, for a second database")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--only-database"):
        config.hook.pytest_deselected(items=[item for item in items if not _asks_a_database(item)])
        items[:] = filter(_asks_a_database, items)


def _asks_a_database(item):
    return bool(
        item.get_closest_marker("django_db") or USE_A_DATABASE & set(getattr(item, "fixturenames", ()))
        or (item.cls and issubclass(item.cls, TransactionTestCase)) or IN_A_PROCESS_OF_ITS_OWN in item.path.parents
    )  # fmt: skip


@pytest.fixture
def shared():
    if not SHARED.is_dir():
        pytest.skip("the shared reference data is not beside this checkout")
    return SHARED


@pytest.fixture(autouse=True)
def surroundings(settings, tmp_path):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Style sheets and pictures from where they are written: nothing was collected yet in a fresh clone.
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    settings.VAR = tmp_path
    clock.forget()
    translation.activate("ko")
    yield
    translation.activate("ko")
    clock.forget()


def _flush_events(self):
    """Events are append-only even for the test runner: on SQLite the triggers step aside while a test's rows are flushed."""
    if connection.vendor != "sqlite":
        return _fixture_teardown(self)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
    try:
        return _fixture_teardown(self)
    finally:
        with connection.cursor() as cursor:
            for _, sql in triggers:
                cursor.execute(sql)


_fixture_teardown = TransactionTestCase._fixture_teardown
TransactionTestCase._fixture_teardown = _flush_events
