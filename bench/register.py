"""register_10k_ms: the register of a co-operative with 10,000 members as of a past date, every row ready for the page.

In a process and a database of its own: 12,000 members of whom 2,000 had left by the day or come later, with 30,000 lots. A run is the
median of twenty readings of the whole register; beside it stands one page of fifty through the whole of the site, and how often
it asks the database. SQLite, or the server that BENCH_POSTGRESQL names (`postgresql://user@host:port/`).
"""

import json
import os
import statistics
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench import apart

RUNS = 3
READINGS = 20
GOAL_MS = 100
MEMBERS = 12_000
FIRST, ASKED = date(2013, 1, 1), date(2016, 7, 1)
AT = datetime(2018, 3, 2, 3, tzinfo=UTC)


def measure() -> dict[str, Any]:
    found = apart.found("register")
    print(
        f"  {found['rows']} rows; a page of fifty: {found['page_ms']} ms of processor time, {found['queries']} queries"
    )
    return {"id": "register_10k_ms", "unit": "ms", "goal": GOAL_MS, "runs": found["runs"]}


def work() -> None:
    """In the process of one run."""
    import django

    django.setup()
    from django.core.management import call_command

    from socialgoods.cooperative.queries.register import register_on

    with open(os.devnull, "w") as quiet:
        for command in ("migrate", "createcachetable"):
            call_command(command, verbosity=0, stdout=quiet)
        call_command("collectstatic", interactive=False, verbosity=0)
    cooperative = _filled()
    rows = register_on(cooperative, ASKED)
    runs = [
        round(statistics.median([_elapsed(lambda: register_on(cooperative, ASKED)) for _ in range(READINGS)]), 2)
        for _run in range(RUNS)
    ]
    page_ms, queries = _page(cooperative.code)
    print(json.dumps({"runs": runs, "rows": len(rows), "page_ms": page_ms, "queries": queries}))


def _elapsed(read: Any) -> float:
    started = time.perf_counter()
    read()
    return (time.perf_counter() - started) * 1000


def _filled() -> Any:
    """Everybody joined within three years; every sixth left; a third passed shares on once, so that their lots ended and began."""
    from django.db import connection

    from socialgoods.cooperative.models import Articles, Cooperative, Member, ShareLot, Steward
    from socialgoods.people.models import User

    cooperative = Cooperative.objects.create(
        code="bench", name="시험 사회적협동조합", kind="social", state="registered", begun_on=FIRST, registered_on=FIRST
    )
    Articles.objects.create(cooperative=cooperative, starts_on=FIRST)
    Steward.objects.create(
        cooperative=cooperative, user=User.objects.create_user("steward", name="실무자"), starts_on=FIRST
    )
    days = [FIRST + timedelta(days=number % 1_000) for number in range(MEMBERS)]
    left = [ASKED - timedelta(days=30) if number % 6 == 0 else None for number in range(MEMBERS)]
    members = Member.objects.bulk_create(
        Member(
            cooperative=cooperative, number=number + 1, name=f"조합원 {number:05d}", stakeholder="consumer",
            starts_on=days[number], ends_on=left[number],
        )
        for number in range(MEMBERS)
    )  # fmt: skip
    lots = []
    for number, row in enumerate(members):
        changed = days[number] + timedelta(days=60) if number % 3 == 1 else None
        common = {"member": row, "price_won": 10_000}
        lots.append(ShareLot(**common, shares=10, starts_on=days[number], ends_on=changed or left[number]))
        lots.append(ShareLot(**common, shares=5, starts_on=days[number] + timedelta(days=30), ends_on=left[number]))
        if changed:
            lots.append(ShareLot(**common, shares=7, starts_on=changed, ends_on=left[number]))
    ShareLot.objects.bulk_create(lots, batch_size=5_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cooperative


def _page(code: str) -> tuple[float, int]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from socialgoods.people.models import User

    client = Client(headers={"accept-encoding": "gzip", "accept-language": "ko"})
    client.force_login(User.objects.get(username="steward"))
    address = f"/cooperatives/{code}/register/?on={ASKED.isoformat()}"
    spent = statistics.median([apart.cpu_ms(client, address) for _ in range(15)][5:])
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return round(spent, 1), len(seen)


if __name__ == "__main__":
    print(measure())
