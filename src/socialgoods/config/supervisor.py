"""Runs the web server, the worker and the day's work as children of one process, and stops them together.

A child that stops is started again; one that keeps stopping ends the whole, so that somebody notices.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

STOP_WITHIN_SECONDS = 2.0
GIVE_UP_AFTER = 3
"""Stops within a minute."""

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class KeepsStopping(Exception):
    """Names the child; what it said of itself stands above."""


@dataclass
class Child:
    name: str
    command: list[str]
    before_start: Callable[[], object] | None = None
    process: subprocess.Popen[bytes] | None = None
    stops: deque[float] = field(default_factory=lambda: deque(maxlen=GIVE_UP_AFTER))

    def start(self) -> None:
        """In a session of its own, so that Ctrl-C reaches the supervisor only, which stops the others in order."""
        if self.before_start:
            self.before_start()
        self.process = subprocess.Popen(  # noqa: S603
            self.command, start_new_session=True, preexec_fn=_end_with_parent if sys.platform == "linux" else None
        )

    @property
    def has_stopped(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def start_again(self, now: float) -> None:
        self.stops.append(now)
        if len(self.stops) == GIVE_UP_AFTER and now - self.stops[0] < 60:
            raise KeepsStopping(f"The {self.name} keeps stopping; its message stands above.")
        self.signal_all(signal.SIGKILL)
        self.start()

    def signal_all(self, number: signal.Signals) -> None:
        """To the child and what it started itself."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def watch(children: list[Child], *, now: float) -> None:
    for child in children:
        if child.has_stopped:
            child.start_again(now)


def stop(children: list[Child]) -> None:
    for child in children:
        child.signal_all(signal.SIGTERM)
    until = time.monotonic() + STOP_WITHIN_SECONDS
    for child in children:
        if child.process is not None:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.05, until - time.monotonic()))
            child.signal_all(signal.SIGKILL)
            child.process.wait()


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C, a polite kill and a closed terminal all arrive as KeyboardInterrupt, once.

    Also where a shell that put us in the background made Ctrl-C ignored; a `nohup` is respected.
    """
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number in SIGNALS:
        if number != signal.SIGHUP or before[number] != signal.SIG_IGN:
            signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number in SIGNALS:
            signal.signal(number, before[number])


def _interrupt(*_: object) -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _end_with_parent() -> None:
    """Where the supervisor is killed outright, its children must not keep the port."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
