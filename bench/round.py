"""round_300_s, round_30k_s: an allocation round on the web, from the click to the proposal that can be read.

The example county (310 organisations, and a hundred times as many) in a database of its own, with a worker beside it as `serve`
starts one. A run posts the settings as the officer's browser does, asks for the job until it is done, and opens the proposal. The
worker has been idle for a while before the first click, as on any morning.
"""

import json
import subprocess
import sys
import tempfile
import time
from typing import Any

from bench import apart

RUNS = 3
SIZES = (("round_300_s", 1, 3), ("round_30k_s", 100, 20))
IDLE_SECONDS = 12.0
LOOKS_EVERY_SECONDS = 0.05
AT_MOST_SECONDS = 300


def measure() -> list[dict[str, Any]]:
    return [_measured(name, factor, goal) for name, factor, goal in SIZES]


def _measured(name: str, factor: int, goal: float) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="socialgoods-bench-") as folder:
        environment = apart.environment(folder, f"sqlite:///{folder}/round.sqlite3")
        _prepare(environment, factor)
        worker = subprocess.Popen(
            [sys.executable, "-m", "socialgoods", "warm_db_worker", "--no-startup-delay", "-v0"], env=environment
        )
        try:
            found = apart.answered("round", environment)
        finally:
            worker.terminate()
            worker.wait()
    print(f"  {name}: {found['organisations']} organisations, {found['given']} given")
    return {"id": name, "unit": "s", "goal": goal, "runs": found["runs"]}


def _prepare(environment: dict[str, str], factor: int) -> None:
    socialgoods = [sys.executable, "-m", "socialgoods"]
    for command in (
        ["migrate", "-v0"], ["createcachetable", "-v0"], ["load_county", "-v0"], ["collectstatic", "--noinput", "-v0"],
        ["example", "--factor", str(factor), "--untouched", "-v0"], ["follow", "diagnosis", "-v0"],
    ):  # fmt: skip
        subprocess.run([*socialgoods, *command], env=environment, check=True, stdout=subprocess.DEVNULL)


def work() -> None:
    """In a process of its own, which is the web server."""
    import django

    django.setup()
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    from socialgoods.kernel import clock
    from socialgoods.people.models import User
    from socialgoods.prescription.actions import catalogue
    from socialgoods.prescription.actions import round as actions
    from socialgoods.prescription.models import Round, RoundState, YearBudget
    from socialgoods.prescription.queries import inputs

    client, officer, at = Client(headers={"accept-language": "ko"}), User.objects.get(username="officer"), clock.now()
    client.force_login(officer)
    catalogue.load(at=at)
    year = (inputs.last_reports() or 0) + 1
    if not YearBudget.objects.filter(year=year).exists():
        from socialgoods.example.measures import budgets
        from socialgoods.registry.models import Organization

        factor = max(1, Organization.objects.count() // 310)
        amounts = {source: won for when, source, won in budgets(factor) if when == year}
        catalogue.set_budgets(year=year, amounts=amounts, by=None, at=at)
    row = Round.objects.filter(year=year, state=RoundState.DRAFT).first()
    row = row or actions.open_round(year=year, until=2025, by=officer, at=at)
    for variant in row.variants.all():
        actions.remove_variant(variant=variant, by=officer, at=at)
    time.sleep(IDLE_SECONDS)
    runs = []
    for _ in range(RUNS):
        runs.append(round(_click(client, row), 3))
        variant = row.variants.get()
        found = {"organisations": variant.choices.count(), "given": variant.result["report"]["prescriptions"]}
        actions.remove_variant(variant=variant, by=officer, at=at)
    print(json.dumps({"runs": runs, **found}))


def _click(client: Any, row: Any) -> float:
    """From the press of the button until the proposal is on the screen."""
    from socialgoods.kernel.models import Job

    page = client.get(f"/rounds/{row.pk}/new/")
    form = {field.html_name: field.value() for field in page.context["form"] if field.value() is not None}
    began = time.monotonic()
    answer = client.post(f"/rounds/{row.pk}/new/", form)
    if answer.status_code != 302:
        raise RuntimeError(str(answer.context["form"].errors))
    pk = int(answer["Location"].rstrip("/").rsplit("/", 1)[1])
    while not (job := Job.objects.get(pk=pk)).is_over:
        if time.monotonic() - began > AT_MOST_SECONDS:
            raise RuntimeError("the worker did not answer")
        time.sleep(LOOKS_EVERY_SECONDS)
    if job.state != "done":
        raise RuntimeError(f"{job.state}: {job.message}")
    if client.get(job.next_url).status_code != 200:
        raise RuntimeError("no proposal to read")
    return time.monotonic() - began


if __name__ == "__main__":
    print(measure())
