"""dashboard_cpu_ms: processor time of the slowest dashboard, with the example county loaded and its figures computed.

In a process and a database of its own: the desk of every role is opened forty times through the whole of the site
(middleware, session, templates, compression). A page's figure is the median of the last thirty; a run is the slowest page.
Beside it stand every page and how often it asks the database. SQLite, or the server that BENCH_POSTGRESQL names
(`postgresql://user@host:port/`); there the work of the database is another process and is not counted.
"""

import json
import os
import statistics
from typing import Any

from bench import apart

RUNS = 3
REPEATS = 40
WARM_UP = 10
GOAL_MS = 30
PAGES = [
    ("coordinator", "/desk/county/"),
    ("officer", "/desk/county/"),
    ("advisor", "/desk/cases/"),
    ("organization", "/desk/own/"),
    ("auditor", "/desk/audit/"),
    ("partner", "/desk/partner/"),
    ("network", "/desk/network/"),
    ("resident", "/desk/resident/"),
]


def measure() -> dict[str, Any]:
    found = apart.found("dashboard")
    for page, (spent, queries) in found["pages"].items():
        print(f"  {page}: {spent} ms, {queries} queries")
    return {"id": "dashboard_cpu_ms", "unit": "ms", "goal": GOAL_MS, "runs": found["runs"]}


def work() -> None:
    """In the process of one run."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from socialgoods.people.models import User

    with open(os.devnull, "w") as quiet:
        for command in ("migrate", "createcachetable", "load_county", "example", "follow"):
            call_command(command, verbosity=0, stdout=quiet)
        call_command("collectstatic", interactive=False, verbosity=0)
    clients = {}
    for name, page in PAGES:
        clients[name, page] = client = Client(headers={"accept-encoding": "gzip", "accept-language": "ko"})
        client.force_login(User.objects.get(username=name))
    runs, by_page = [], {key: [] for key in PAGES}
    for _ in range(RUNS):
        medians = {key: _median_cpu_ms(client, key[1]) for key, client in clients.items()}
        runs.append(round(max(medians.values()), 2))
        for key, spent in medians.items():
            by_page[key].append(spent)
    pages = {
        f"{name} {page}": (round(statistics.median(by_page[name, page]), 1), _queries(client, page))
        for (name, page), client in clients.items()
    }
    print(json.dumps({"runs": runs, "pages": pages}, ensure_ascii=False))


def _median_cpu_ms(client: Any, page: str) -> float:
    return statistics.median([apart.cpu_ms(client, page) for _ in range(REPEATS)][WARM_UP:])


def _queries(client: Any, page: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        client.get(page)
    return len(seen)


if __name__ == "__main__":
    print(measure())
