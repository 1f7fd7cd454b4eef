"""tally_100k_s: from the close of a secret vote of 100,000 ballots to the result, in seconds; ≤ 1 s.

In a process and a database of its own: 100,000 members voted, each ballot sealed in the box. Timed is all that happens then:
the vote is closed (the box is opened and emptied, the ballots are written in shuffled order, who voted is written in the order
of the roll, old rows are cleaned out of the files), the ballots are counted, and two tellers confirm the count. Beside it
stand the parts. SQLite, or the server that BENCH_POSTGRESQL names (`postgresql://user@host:port/`).
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from bench import apart

BALLOTS = 100_000
RUNS = 5
AT = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)


def measure() -> dict[str, Any]:
    found = apart.found("tally")
    print("  of the last run: " + ", ".join(f"{part} {seconds:.2f} s" for part, seconds in found["parts"].items()))
    return {"id": "tally_100k_s", "unit": "s", "goal": 1, "runs": found["runs"]}


def work() -> None:
    """In the process of one run."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from socialgoods.cooperative.actions import box
    from socialgoods.cooperative.actions import count as counting
    from socialgoods.cooperative.actions import item as items
    from socialgoods.cooperative.queries import vote as queries

    roll, users = members()
    runs, parts = [], {}
    for number in range(1, RUNS + 1):
        item, expected = voted(roll, users, number)
        parts = {}
        with timed(box, "write", "write the ballots", parts), timed(box, "_roll_in_order", "write the roll", parts), \
                timed(box, "_opened", "open the marks", parts), timed(box, "clean", "clean the files", parts):  # fmt: skip
            began = time.perf_counter()
            item = items.close_vote(item=item, by=None, at=AT)
            parts["close, whole"] = time.perf_counter() - began
            for user in users:
                counting.confirm(item=item, sha256=queries.digest(item), by=user, at=AT)
            spent = time.perf_counter() - began
        parts["count, witness, settle"] = spent - parts["close, whole"]
        item.refresh_from_db()
        if {choice: votes for choice, votes in item.counts.items() if votes} != expected:
            raise RuntimeError(f"counted {item.counts}, voted {expected}")
        runs.append(round(spent, 3))
    print(json.dumps({"runs": runs, "parts": parts}))


@contextmanager
def timed(module: Any, name: str, label: str, parts: dict[str, float]) -> Iterator[None]:
    whole = getattr(module, name)

    def call(*args: Any) -> Any:
        began = time.perf_counter()
        try:
            return whole(*args)
        finally:
            parts[label] = time.perf_counter() - began

    setattr(module, name, call)
    try:
        yield
    finally:
        setattr(module, name, whole)


def members() -> tuple[list[Any], list[Any]]:
    from socialgoods.cooperative.models import Articles, Assembly, Attendance, Cooperative, Member
    from socialgoods.people.models import User

    day = date(2017, 1, 1)
    owner = Cooperative.objects.create(code="large", name="큰 사회적협동조합", kind="social", begun_on=day)
    Articles.objects.create(cooperative=owner, starts_on=day)
    assembly = Assembly.objects.create(
        cooperative=owner, kind="ordinary", title="총회", held_at=AT, place="체육관", record_on=day, state="open"
    )
    numbers = range(1, BALLOTS + 1)
    Member.objects.bulk_create(
        [
            Member(cooperative=owner, number=n, name=f"조합원{n}", stakeholder="consumer", starts_on=day)
            for n in numbers
        ],
        batch_size=2000,
    )
    pks = Member.objects.order_by("number").values_list("pk", flat=True)
    Attendance.objects.bulk_create(
        [Attendance(assembly=assembly, member_id=pk, name=f"{pk}", channel="in_person", arrived_at=AT) for pk in pks],
        batch_size=2000,
    )
    return list(assembly.roll.all()), [User.objects.create(username=name, name=name) for name in ("하나", "둘")]


def voted(roll: list[Any], users: list[Any], number: int) -> tuple[Any, dict[str, int]]:
    """As `cast` leaves it, one after another in an order of its own; the box is filled at once, for the time is not measured."""
    from socialgoods.cooperative.actions import box
    from socialgoods.cooperative.actions import item as items
    from socialgoods.cooperative.models import AgendaItem, Voted

    random = Random(number)
    item = AgendaItem.objects.create(assembly=roll[0].assembly, number=number, title=f"안건 {number}", is_secret=True)
    items.appoint_tellers(item=item, users=users, by=None, at=AT)
    item = items.open_vote(item=item, by=None, at=AT)
    voters = random.sample(roll, len(roll))
    choices = random.choices(["yes", "no", "abstain"], [6, 3, 1], k=len(roll))
    Voted.objects.bulk_create(
        [Voted(item=item, voter=voter, channel="electronic", key=f"{voter.pk:032x}") for voter in voters],
        batch_size=2000,
    )
    for start in range(0, len(choices), 2000):
        box.put(item, choices[start : start + 2000])
    return item, {choice: choices.count(choice) for choice in ("yes", "no", "abstain")}


if __name__ == "__main__":
    print(measure())
