"""ledger_post_pg_per_s, ledger_post_sqlite_per_s, ledger_batch_pg_per_s, trial_balance_1m_ms.

Two-leg entries through the one function that posts: one transaction each, and in batches. The peer is django-hordak, which posts the
same entries one at a time on the same server in the same run, in an environment of its own (left out where it cannot be installed).
"""

import json
import subprocess
import tempfile
import time
import venv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import apart, cluster

RUNS = 3
ONE_BY_ONE = 2_000
BATCHES, BATCH = 10, 2_000
LEGS = 1_000_000
PEER = Path(__file__).parent / "peers" / "ledger_hordak.py"


def measure() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="socialgoods-bench-") as folder:
        here = _asked(f"sqlite:///{folder}/ledger.sqlite3", folder, "one_by_one")
        with cluster.running() as server:
            peer = _peer(folder)
            ours: list[float] = []
            theirs: list[float] = []
            _asked(f"{server}/postgres", folder, "prepare")
            for _ in range(RUNS):
                ours += _asked(f"{server}/postgres", folder, "once")
                theirs += _theirs(peer, server) if peer else []
            batches = _asked(f"{server}/postgres", folder, "batches")
            trial = _asked(f"{server}/postgres", folder, "trial_balance")
    return [
        {"id": "ledger_post_sqlite_per_s", "unit": "entries/s", "goal": 5_000, "runs": here},
        {"id": "ledger_post_pg_per_s", "unit": "entries/s", "goal": 2_000, "runs": ours, "peer_runs": theirs},
        {"id": "ledger_batch_pg_per_s", "unit": "entries/s", "goal": 20_000, "runs": batches},
        {"id": "trial_balance_1m_ms", "unit": "ms", "goal": 60, "runs": trial},
    ]


def _asked(database: str, folder: str, what: str) -> list[float]:
    return list(apart.answered("ledger", apart.environment(folder, database), what))


def _peer(folder: str) -> str:
    """Python of an environment with django-hordak; nothing where it cannot be had."""
    venv.create(f"{folder}/peer", with_pip=True)
    python = f"{folder}/peer/bin/python"
    wanted = ["django-hordak==2.0.0", "Django>=5.2,<5.3", "psycopg[binary]"]
    done = subprocess.run([python, "-m", "pip", "install", "-q", *wanted], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"  django-hordak is left out: {done.stderr.strip().splitlines()[-1]}")
        return ""
    return python


def _theirs(python: str, server: str) -> list[float]:
    done = subprocess.run([python, str(PEER), server], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return [float(done.stdout.splitlines()[-1])]


def work(what: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    if what in {"prepare", "one_by_one"}:
        call_command("migrate", verbosity=0)
    if what == "prepare":
        print("[]")
        return
    found = {"one_by_one": lambda: [_singly() for _ in range(RUNS)], "once": lambda: [_singly()], "batches": _batches,
             "trial_balance": _trial_balances}[what]()  # fmt: skip
    print(json.dumps(found))


def _books(code: str) -> Any:
    from socialgoods.kernel import clock
    from socialgoods.ledger.actions.entity import open_entity

    return open_entity(
        code=code, name=code, kind="cooperative", party=code, opened_on=date(2000, 1, 1), by=None, at=clock.now()
    )  # fmt: skip


def _draft(index: int, day: date, tag: str = "") -> Any:
    from socialgoods.ledger.actions.post import Draft, Line

    lines = [Line("1030", index % 90_000 + 1), Line("4010", -(index % 90_000 + 1))]
    return Draft(day, "매출", lines, f"{tag}{index}", f"bench:{index}")


def _singly() -> float:
    """Entries a second, each in a transaction of its own."""
    from socialgoods.kernel import clock
    from socialgoods.ledger.actions.post import post

    at = clock.now()
    books = _books(f"one-{time.time_ns()}")
    drafts = [_draft(index, date(2018, 3, 5)) for index in range(ONE_BY_ONE + 100)]
    for draft in drafts[:100]:
        post(entity=books, drafts=[draft], by=None, at=at)
    began = time.perf_counter()
    for draft in drafts[100:]:
        post(entity=books, drafts=[draft], by=None, at=at)
    return ONE_BY_ONE / (time.perf_counter() - began)


def _batches() -> list[float]:
    from socialgoods.kernel import clock
    from socialgoods.ledger.actions.post import post

    at, runs = clock.now(), []
    for run in range(RUNS):
        books = _books(f"batch-{run}-{time.time_ns()}")
        batches = [
            [_draft(start * BATCH + index, date(2018, 3, 5)) for index in range(BATCH)] for start in range(BATCHES)
        ]
        began = time.perf_counter()
        for drafts in batches:
            post(entity=books, drafts=drafts, by=None, at=at)
        runs.append(BATCHES * BATCH / (time.perf_counter() - began))
    return runs


def _trial_balances() -> list[float]:
    """Milliseconds over a million legs, as of a day in the middle of a month."""
    from django.db import connection

    from socialgoods.kernel import clock
    from socialgoods.ledger.actions.post import post
    from socialgoods.ledger.queries.balances import trial_balance

    books, at = _books("million"), clock.now()
    entries, first = LEGS // 2, date(2010, 1, 1)
    for start in range(0, entries, 20_000):
        drafts = [
            _draft(index, first + timedelta(days=index * 3_650 // entries)) for index in range(start, start + 20_000)
        ]
        post(entity=books, drafts=drafts, by=None, at=at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    until, runs = date(2019, 6, 17), []
    for _ in range(2 * RUNS + 1):
        began = time.perf_counter()
        rows = trial_balance(books, until=until)
        runs.append((time.perf_counter() - began) * 1000)
        if sum(row.balance for row in rows):
            raise RuntimeError("the trial balance is not nothing in all")
    return runs[1:]
