import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection


@pytest.mark.parametrize("missing", ["SECRET_KEY", "SOCIALGOODS_COUNTY_KEY", "SOCIALGOODS_CONTACT_KEYS"])
def test_production_does_not_start_without_its_secrets_and_names_the_one(missing, tmp_path):
    environment = {
        "PATH": "/usr/bin:/bin",
        "SOCIALGOODS_PRODUCTION": "1",
        "SOCIALGOODS_VAR": str(tmp_path),
        "SOCIALGOODS_HOSTS": "example.kr",
        "SECRET_KEY": "x" * 50,
        "SOCIALGOODS_COUNTY_KEY": "y" * 50,
        "SOCIALGOODS_CONTACT_KEYS": "z" * 43 + "=",
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
    }
    del environment[missing]

    done = subprocess.run(
        [sys.executable, "-m", "socialgoods", "check"], env=environment, capture_output=True, text=True
    )

    assert done.returncode != 0
    assert missing in done.stderr
    assert "openssl rand" in done.stderr or "make_key" in done.stderr


def test_the_suite_runs_on_the_database_it_was_told_to():
    assert connection.vendor in settings.DATABASES["default"]["ENGINE"]
