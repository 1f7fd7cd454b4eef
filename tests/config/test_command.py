import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow


def call(folder, *words, **environment):
    return subprocess.run(
        [sys.executable, "-m", "socialgoods", *words],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"SOCIALGOODS_PRODUCTION": "1"}, "socialgoods: SECRET_KEY is not set. Make one: openssl rand -base64 48\n"),
        (
            {"SOCIALGOODS_COUNTY": "/nowhere"},
            "socialgoods: /nowhere/county.toml is missing. Point SOCIALGOODS_COUNTY at a county's folder.\n",
        ),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(tmp_path, environment, said):
    done = call(tmp_path, "serve", **environment)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_a_database_that_is_not_prepared_is_said_with_what_to_run(tmp_path):
    done = call(tmp_path, "send_reminders")

    assert done.returncode == 1
    assert "no such table" in done.stderr
    assert "socialgoods migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_first_key_can_be_made_before_production_has_one(tmp_path):
    done = call(tmp_path, "make_key", SOCIALGOODS_PRODUCTION="1", SOCIALGOODS_CONTACT_KEYS="")

    assert done.returncode == 0
    assert len(done.stdout.strip()) == 44


def test_a_command_without_a_database_leaves_nothing_behind(tmp_path):
    done = call(tmp_path, "tokens", "--help")

    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []
