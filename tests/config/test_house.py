"""What import-linter cannot see: parts of Django, and things that must not stand in the repository."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "socialgoods"
WORDS_ONLY = ("django.utils.translation", "django.core.serializers.json")
"""What a rule may take from Django: the language of its sentences, and how values are written."""


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def rules():
    return [path for path in SOURCE.rglob("*.py") if "rules" in path.relative_to(SOURCE).with_suffix("").parts]


@pytest.mark.parametrize("path", rules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_rule_knows_neither_database_nor_clock_nor_request(path):
    names = set(imported(path))

    assert [name for name in sorted(names) if name.startswith("django") and not name.startswith(WORDS_ONLY)] == []
    assert [name for name in sorted(names) if re.search(r"\.(models|queries|actions|clock|events)\b", name)] == []


def test_only_what_is_the_machine_s_own_goes_past_the_county_s_clock():
    """The day's work of the server, the moment of a backup, how long a file about the site holds, files that know no county."""
    askers = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if re.search(r"timezone\.now\(|date\.today\(|datetime\.now\(|localdate\(\)", path.read_text(encoding="utf-8"))
    ]

    assert sorted(askers) == [
        "config/day.py",
        "kernel/clock.py",
        "kernel/management/commands/backup.py",
        "portal/management/file_command.py",
        "portal/views/site.py",
    ]


def test_locked_packages_name_no_index():
    locked = "".join((ROOT / name).read_text() for name in ("requirements.txt", "requirements-dev.txt"))

    assert re.findall(r"^--(?!hash).*|https?://\S+|file:\S+", locked, re.MULTILINE) == []
    assert len(re.findall(r"^[a-z].*==", locked, re.MULTILINE)) > 60


@pytest.mark.parametrize("script", ["scripts/test", "scripts/check_messages", "scripts/make_messages", ".ci/run"])
def test_scripts_stop_at_the_first_thing_that_fails_and_can_be_run(script):
    path = ROOT / script

    assert "set -euo pipefail" in path.read_text()
    assert path.stat().st_mode & 0o100
    assert subprocess.run(["bash", "-n", path], capture_output=True).returncode == 0
