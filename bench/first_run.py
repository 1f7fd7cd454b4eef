"""run_first_s and run_again_s: from `make run` to an answering page, in a fresh clone with an empty environment, and again."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
KEPT = ("PATH", "HOME", "LANG")
RUNS = 3


def measure() -> list[dict[str, Any]]:
    first, again = [], []
    for _ in range(RUNS):
        folder = Path(tempfile.mkdtemp(prefix="socialgoods-first-"))
        try:
            subprocess.run(["git", "clone", "--quiet", str(HERE), str(folder / "clone")], check=True)
            first.append(_until_answering(folder / "clone"))
            again.append(_until_answering(folder / "clone"))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return [
        {"id": "run_first_s", "unit": "s", "goal": 180, "runs": first},
        {"id": "run_again_s", "unit": "s", "goal": 5, "runs": again},
    ]


def _until_answering(clone: Path) -> float:
    port = _free_port()
    # Only what a shell always has, and the machine's own settings for its package installer.
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in KEPT or name.startswith(("PIP_", "SSL_", "REQUESTS_"))
    }
    started = time.monotonic()
    process = subprocess.Popen(
        ["make", "--silent", "run", f"PORT={port}"],
        cwd=clone,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.monotonic() - started < 600:
            if process.poll() is not None:
                raise RuntimeError(f"make run ended with {process.returncode}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/organizations/", timeout=2) as answer:
                    if answer.status == 200:
                        return time.monotonic() - started
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("make run did not answer in ten minutes")
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
