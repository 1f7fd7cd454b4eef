"""Other processes on the database of a test: for what only real processes show."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

SOURCE = Path(__file__).resolve().parents[1] / "src"


def address(folder):
    """Of the test's database as it stands now; one in memory is written to a file first."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        path = folder / "beside.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        return f"sqlite:///{path}"
    connection.close()
    password = f":{named['PASSWORD']}" if named["PASSWORD"] else ""
    return f"postgresql://{named['USER']}{password}@{named['HOST']}:{named['PORT']}/{named['NAME']}"


def started(database, folder, program, *arguments):
    """A Python program with Django set up, on that database."""
    environment = os.environ | {
        "PYTHONPATH": str(SOURCE), "DJANGO_SETTINGS_MODULE": "socialgoods.config.settings", "DATABASE_URL": database,
        "SOCIALGOODS_VAR": str(folder),
    }  # fmt: skip
    command = [sys.executable, "-c", f"import django\ndjango.setup()\n{program}", *map(str, arguments)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    )


def together(processes):
    """Each says that it is ready, all are let go at once, and what each prints last is read, as JSON."""
    for process in processes:
        assert process.stdout.readline() == "ready\n", process.communicate()[1][-2000:]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [_answer(process) for process in processes]


def told(database, folder, program, *arguments):
    """What the program prints last, as JSON."""
    return _answer(started(database, folder, program, *arguments))


def _answer(process):
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err[-2000:]
    return json.loads(out.splitlines()[-1])
