import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from socialgoods.config import environment as env

READY_WITHIN_SECONDS = 60
STOP_WITHIN_SECONDS = 2.0
DAILY_EVERY_SECONDS = 24 * 60 * 60


class Command(BaseCommand):
    help = "Run the web site and its worker until Ctrl-C. With --prepare, bring the database up to date first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--prepare", action="store_true", help="migrate, load the county and, if there is nothing, the example"
        )
        parser.add_argument("--empty", action="store_true", help="a real county: no example")
        parser.add_argument("--host", default=env.text("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=env.whole("PORT", 8000))
        parser.add_argument("--workers", type=int, default=env.whole("SOCIALGOODS_WORKERS", 2))

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        _require_free(host, port)
        if options["prepare"]:
            self._prepare(example=not options["empty"])
        call_command("collectstatic", interactive=False, verbosity=0) if _static_changed() else None
        signal.signal(signal.SIGTERM, _interrupt)
        children = [
            _start(_web(host, port, options["workers"])),
            _start([*_socialgoods(), "db_worker", "--no-startup-delay"]),
        ]
        try:
            self._wait_until_ready(host, port, children)
            self._say(host, port, example=options["prepare"] and not options["empty"])
            self._watch(children)
        except KeyboardInterrupt:
            self.stdout.write("\n멈춥니다.")
        finally:
            _stop(children)

    def _prepare(self, *, example: bool) -> None:
        from socialgoods.registry.models import Organization

        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_county", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
        if example and not Organization.objects.exists():
            call_command("example", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115

    def _wait_until_ready(self, host: str, port: int, children: Sequence[subprocess.Popen[bytes]]) -> None:
        until = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < until:
            if any(child.poll() is not None for child in children):
                raise CommandError("The web server or the worker stopped at once; its message stands above.")
            try:
                with urllib.request.urlopen(f"http://{_reachable(host)}:{port}/health/", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise CommandError(f"The site did not answer within {READY_WITHIN_SECONDS} seconds.")

    def _say(self, host: str, port: int, *, example: bool) -> None:
        self.stdout.write(f"\n소셜굿즈 — {settings.COUNTY.name}: http://{_reachable(host)}:{port}/\n")
        if example:
            self.stdout.write("예시 자료로 열었습니다. 역할마다 계정이 하나씩 있습니다:")
            call_command("example", accounts=True, stdout=self.stdout)
        else:
            self.stdout.write("첫 담당관 계정: socialgoods first_officer 아이디 --name 이름")
        self.stdout.write("멈추려면 Ctrl-C를 누르세요.")
        self.stdout.flush()

    def _watch(self, children: Sequence[subprocess.Popen[bytes]]) -> None:
        daily_at = time.monotonic()
        while True:
            for child in children:
                if (code := child.poll()) is not None:
                    raise CommandError(f"{Path(str(child.args[0])).name} stopped with code {code}.")  # type: ignore[index]
            if time.monotonic() >= daily_at:
                _start([*_socialgoods(), "daily"])
                daily_at += DAILY_EVERY_SECONDS
            time.sleep(0.5)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104


def _require_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"{host}:{port} cannot be used ({error.strerror}). Choose another: make run PORT=8001"
            ) from None


def _static_changed() -> bool:
    """Collected files are as new as the newest file they come from."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    newest = max((file.stat().st_mtime for file in (settings.PACKAGE / "portal" / "static").rglob("*")), default=0.0)
    if stamp.exists() and stamp.stat().st_mtime >= newest:
        return False
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.touch()
    return True


def _socialgoods() -> list[str]:
    return [sys.executable, "-m", "socialgoods"]


def _web(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--backpressure", "64", "--log-level", "warning",
        "--workers-kill-timeout", "1", "socialgoods.config.wsgi:application",
    ]  # fmt: skip


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches this process only and it stops the others in order."""
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGTERM)
    until = time.monotonic() + STOP_WITHIN_SECONDS
    for child in children:
        try:
            child.wait(max(0.05, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
