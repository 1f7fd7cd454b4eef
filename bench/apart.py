"""A bench's work in a process and a database of its own: SQLite, or the server that BENCH_POSTGRESQL names."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def found(module: str) -> Any:
    """What `work()` of the bench printed last."""
    with tempfile.TemporaryDirectory(prefix="socialgoods-bench-") as folder, _database(folder) as url:
        return answered(module, environment(folder, url))


def environment(folder: str, database: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database, "SOCIALGOODS_VAR": f"{folder}/var", "DJANGO_SETTINGS_MODULE": "socialgoods.config.settings",
    }  # fmt: skip


def answered(module: str, environment: dict[str, str], *asked: str) -> Any:
    command = [sys.executable, "-c", f"from bench.{module} import work; work{asked!r}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def _database(folder: str) -> Iterator[str]:
    server = os.environ.get("BENCH_POSTGRESQL", "").rstrip("/")
    if not server:
        yield f"sqlite:///{folder}/bench.sqlite3"
        return
    import psycopg

    name = f"bench_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def cpu_ms(client: Any, page: str) -> float:
    """Processor time of one answer through the whole of the site."""
    started = time.process_time()
    response = client.get(page)
    spent = (time.process_time() - started) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{page} answered {response.status_code}")
    return spent
