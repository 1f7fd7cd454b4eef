import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

LIVE = {
    "PATH": "/usr/bin:/bin",
    "SOCIALGOODS_PRODUCTION": "1",
    "SOCIALGOODS_HOSTS": "goods.example.kr",
    "SOCIALGOODS_SMTP_HOST": "mail.example.kr",
    "SECRET_KEY": "only-for-this-test-" + "abcdefghijklmnopqrstuvwxyz-0123456789",
    "SOCIALGOODS_COUNTY_KEY": "only-for-this-test-" + "abcdefghijklmnopqrstuvwxyz-0123456789",
    "SOCIALGOODS_CONTACT_KEYS": "z" * 43 + "=",
}


def check(folder, *options, **changed):
    environment = LIVE | {"SOCIALGOODS_VAR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/x.sqlite3"} | changed
    return subprocess.run(
        [sys.executable, "-m", "socialgoods", "check", *options],
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("missing", "remedy"),
    [
        ("SECRET_KEY", "openssl rand"),
        ("SOCIALGOODS_COUNTY_KEY", "openssl rand"),
        ("SOCIALGOODS_CONTACT_KEYS", "socialgoods make_key"),
        ("SOCIALGOODS_HOSTS", "such as goods.example.kr"),
    ],
)
def test_production_does_not_start_without_what_it_needs_and_says_what_to_set(missing, remedy, tmp_path):
    done = check(tmp_path, **{missing: None})

    assert done.returncode != 0
    assert f"{missing} is not set" in done.stderr
    assert remedy in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "password", "SECRET_KEY is too short"),
        ("SOCIALGOODS_CONTACT_KEYS", "z" * 43 + "=,한글", "Key 2 in SOCIALGOODS_CONTACT_KEYS is none"),
        ("SOCIALGOODS_PRODUCTION", "perhaps", "neither yes nor no"),
    ],
)
def test_production_does_not_start_with_what_is_no_secret(name, value, said, tmp_path):
    done = check(tmp_path, **{name: value})

    assert done.returncode != 0
    assert said in done.stderr


@pytest.mark.slow
def test_django_finds_nothing_wrong_with_a_county_gone_live(tmp_path):
    done = check(tmp_path, "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_letters_that_would_reach_nobody_are_warned_of(tmp_path):
    done = check(tmp_path, "--deploy", SOCIALGOODS_SMTP_HOST=None, SOCIALGOODS_SMS="file")

    assert "Set SOCIALGOODS_SMTP_HOST" in done.stderr
    assert "Set SOCIALGOODS_SMS" in done.stderr


def test_the_suite_runs_on_the_database_it_was_told_to():
    assert connection.vendor in settings.DATABASES["default"]["ENGINE"]
