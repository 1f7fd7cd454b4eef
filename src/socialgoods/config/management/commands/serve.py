import http.client
import os
import socket
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from socialgoods.config import day, figures, static, supervisor
from socialgoods.config import environment as env
from socialgoods.config.supervisor import Child
from socialgoods.kernel import jobs
from socialgoods.kernel.clock import now
from socialgoods.people.models import User
from socialgoods.places.models import ExampleData
from socialgoods.registry.models import Organization

READY_WITHIN_SECONDS = 60


class Command(BaseCommand):
    help = "Run the web site and its worker until Ctrl-C. With --prepare, bring the database up to date first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--prepare", action="store_true", help="migrate, load the county and, if there is nothing, the example"
        )
        parser.add_argument("--empty", action="store_true", help="a real county: no example")
        parser.add_argument(
            "--web-only", action="store_true", help="a further machine: no worker, no figures, no work of the day"
        )
        parser.add_argument("--host", default=env.text("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=env.whole("PORT", 8000))
        parser.add_argument("--workers", type=int, default=env.whole("SOCIALGOODS_WORKERS", 2))

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        _require_free(host, port)
        if options["prepare"]:
            self._prepare(example=not options["empty"])
        else:
            _require_migrated()
        static.collect_if_changed()
        children = [Child("web server", _web(host, port, options["workers"]))]
        if not options["web_only"]:
            children.append(
                Child("worker", [*_socialgoods(), "warm_db_worker", "--no-startup-delay"], _give_up_old_jobs)
            )
        with supervisor.interruptible():
            try:
                for child in children:
                    child.start()
                self._wait_until_ready(host, port, children)
                self._say(host, port)
                self._watch(children, alone=not options["web_only"])
            except KeyboardInterrupt:
                self.stdout.write("\n멈춥니다.")
            except supervisor.KeepsStopping as stopped:
                raise CommandError(str(stopped)) from None
            finally:
                supervisor.stop(children)

    def _prepare(self, *, example: bool) -> None:
        """The example goes only where nothing and nobody is, and never into production."""
        self.stdout.write("자료를 준비합니다 …")
        call_command("migrate", interactive=False, verbosity=0)
        with open(os.devnull, "w") as quiet:
            call_command("load_county", verbosity=0, stdout=quiet)
            is_new = not Organization.objects.exists() and not User.objects.exists()
            if example and is_new and not settings.PRODUCTION:
                call_command("example", verbosity=0, stdout=quiet)
            # After the example, which brings its own calendar.
            call_command("write_plan", verbosity=0, stdout=quiet)

    def _wait_until_ready(self, host: str, port: int, children: list[Child]) -> None:
        until = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < until:
            for child in children:
                if child.has_stopped:
                    raise CommandError(f"The {child.name} stopped at once; its message stands above.")
            if _answers(host, port):
                return
            time.sleep(0.05)
        raise CommandError(f"The site did not answer within {READY_WITHIN_SECONDS} seconds.")

    def _say(self, host: str, port: int) -> None:
        self.stdout.write(f"\n소셜굿즈 — {settings.COUNTY.name}: http://{_in_address(_reachable(host))}:{port}/\n")
        if ExampleData.objects.exists():
            self.stdout.write("예시 자료로 열었습니다. 역할마다 계정이 하나씩 있습니다:")
            call_command("example", accounts=True, stdout=self.stdout)
        elif not User.objects.exists():
            self.stdout.write(f"첫 담당관 계정 만들기: {_spoken()} first_officer 아이디 --name 이름")
        self.stdout.write("멈추려면 Ctrl-C를 누르세요.")
        self.stdout.flush()
        connections.close_all()

    def _watch(self, children: list[Child], *, alone: bool) -> None:
        """Besides what always runs, what runs now and then: each kind once at a time."""
        lasting, passing = list(children), dict[str, Child]()
        lookout = figures.Lookout()
        due = {"daily": day.take, "follow": lookout.is_due} if alone else {}
        while True:
            supervisor.watch(lasting, now=time.monotonic())
            for name in [name for name, child in passing.items() if child.has_stopped]:
                children.remove(passing.pop(name))
            for name, is_due in due.items():
                if name not in passing and is_due():
                    passing[name] = Child(name, [*_socialgoods(), name, "--verbosity", "0"])
                    children.append(passing[name])
                    passing[name].start()
            time.sleep(0.5)


def _give_up_old_jobs() -> None:
    """What a worker left behind when it was stopped can never end."""
    jobs.give_up_running(at=now())
    connections.close_all()


def _answers(host: str, port: int) -> bool:
    """Any answer of ours counts: in production it may be one that leads to https."""
    asked = http.client.HTTPConnection(_reachable(host), port, timeout=2)
    try:
        asked.request("GET", "/health/", headers={"Host": settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost"})
        return asked.getresponse().status != http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _spoken() -> str:
    """How somebody calls this program for the same county, without a password in it."""
    names = [name for name in ("SOCIALGOODS_VAR", "DATABASE_URL") if name in os.environ]
    values = [f"{name}={'…' if '@' in os.environ[name] else os.environ[name]}" for name in names]
    program = Path(sys.argv[0])
    return " ".join([*values, str(program) if program.name == "socialgoods" else "socialgoods"])


def _require_free(host: str, port: int) -> None:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CommandError(f"{host}:{port} cannot be used ({reason}). Choose another: make run PORT=8001") from None


def _require_migrated() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(
            "The database is older than the software. Make a backup, then run: socialgoods migrate, "
            "or start with: socialgoods serve --prepare"
        )


def _socialgoods() -> list[str]:
    return [sys.executable, "-m", "socialgoods"]


def _web(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host or "127.0.0.1", "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--backpressure", "64", "--log-level", "warning",
        "--respawn-failed-workers", "--workers-kill-timeout", "1", "socialgoods.config.wsgi:application",
    ]  # fmt: skip
