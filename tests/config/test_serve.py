import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

pytestmark = pytest.mark.slow


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=3) as response:
        return response.read().decode()


@pytest.fixture
def serve(tmp_path):
    """A server of its own, with its own database and folder, as a newcomer's."""
    port, running = free_port(), []

    def start(*options):
        environment = {
            "PATH": os.environ["PATH"],
            "SOCIALGOODS_VAR": str(tmp_path / "var"),
            "DATABASE_URL": f"sqlite:///{tmp_path}/county.sqlite3",
        }
        command = [sys.executable, "-m", "socialgoods", "serve", "--port", str(port), *options]
        process = subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        running.append(process)
        return process, port

    yield start
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def wait_until_answering(process, port):
    for _ in range(600):
        assert process.poll() is None, process.stdout.read()
        try:
            return answer(port, "/health/")
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no answer")


def test_an_empty_county_starts_answers_and_frees_its_port_on_ctrl_c(serve):
    process, port = serve("--prepare", "--empty")
    health = json.loads(wait_until_answering(process, port))
    home = answer(port, "/")

    started = time.monotonic()
    os.kill(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=10)
    took = time.monotonic() - started

    assert health["status"] == "ok"
    assert "아직 등록된 조직이 없습니다" in home
    assert "first_officer" in said
    assert took < 3
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


def test_a_port_in_use_is_said_in_a_sentence(serve):
    with socket.socket() as taken:
        process, port = serve("--empty")
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        said, _ = process.communicate(timeout=20)

    assert process.returncode == 1
    assert f"127.0.0.1:{port} cannot be used" in said
    assert "PORT=8001" in said
