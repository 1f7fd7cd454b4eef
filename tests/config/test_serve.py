"""`socialgoods serve` as a newcomer and as a county in production meet it: real processes, real signals."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from http.client import HTTPConnection
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SECRETS = {
    "SOCIALGOODS_PRODUCTION": "1",
    "SOCIALGOODS_HOSTS": "goods.example.kr",
    "SECRET_KEY": "only-for-this-test-" + "x" * 40,
    "SOCIALGOODS_COUNTY_KEY": "only-for-this-test-" + "y" * 40,
    "SOCIALGOODS_CONTACT_KEYS": "z" * 43 + "=",
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=3) as response:
        return response.read().decode()


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def until(condition, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come to pass")


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """The first server prepares it, the others find it as a second `make run` does."""
    return tmp_path_factory.mktemp("county")


@pytest.fixture
def serve(county, tmp_path):
    port, running = free_port(), []

    def start(*options, **more):
        environment = {"PATH": os.environ["PATH"], "SOCIALGOODS_VAR": str(county), **more}
        command = [sys.executable, "-m", "socialgoods", "serve", "--port", str(port), *options]
        with (tmp_path / "said").open("wb") as said:
            process = subprocess.Popen(
                command, env=environment, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
            )
        running.append(process)
        return process, port

    yield start
    for process in running:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


@pytest.fixture
def said(tmp_path):
    return lambda: (tmp_path / "said").read_text()


def wait_until_ready(process, said):
    def ready():
        assert process.poll() is None, said()
        return "Ctrl-C" in said()

    until(ready, 60)


def children_of(process):
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return {" ".join(Path(f"/proc/{pid}/cmdline").read_text().split("\0")): int(pid) for pid in found}


def child(process, word):
    return next((pid for command, pid in children_of(process).items() if word in command), None)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_empty_county_starts_answers_and_frees_its_port(serve, said, number):
    process, port = serve("--prepare", "--empty", "--workers", "1")
    wait_until_ready(process, said)
    health = json.loads(answer(port, "/health/"))
    home = answer(port, "/")

    started = time.monotonic()
    process.send_signal(number)
    code = process.wait(30)
    took = time.monotonic() - started

    assert health["status"] == "ok"
    assert "아직 등록된 조직이 없습니다" in home
    assert "first_officer 아이디 --name 이름" in said()
    assert "SOCIALGOODS_VAR=" in said()
    assert code == 0
    assert took < 3
    assert is_free(port)


def test_a_page_that_is_being_loaded_does_not_hold_the_port(serve, said):
    process, port = serve("--prepare", "--empty", "--workers", "1")
    wait_until_ready(process, said)
    with socket.create_connection(("127.0.0.1", port)) as half_a_question:
        half_a_question.sendall(b"POST /account/login/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")

        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(30)

    assert time.monotonic() - started < 3
    assert is_free(port)


@pytest.mark.skipif(sys.platform != "linux", reason="children end with their parent on Linux only")
def test_a_child_that_stops_is_started_again_and_none_outlives_the_supervisor(serve, said):
    process, port = serve("--prepare", "--empty", "--workers", "1")
    wait_until_ready(process, said)
    worker = child(process, "db_worker")

    os.kill(worker, signal.SIGKILL)
    again = until(lambda: {child(process, "db_worker")} - {None, worker})
    os.kill(process.pid, signal.SIGKILL)
    process.wait(30)

    assert again
    until(lambda: is_free(port), 5)


def test_a_port_in_use_is_said_in_a_sentence(serve, said):
    with socket.socket() as taken:
        process, port = serve("--empty")
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        process.wait(30)

    assert process.returncode == 1
    assert f"127.0.0.1:{port} cannot be used" in said()
    assert "PORT=8001" in said()


def test_a_database_older_than_the_software_is_not_served(serve, said, tmp_path):
    process, _ = serve(DATABASE_URL=f"sqlite:///{tmp_path}/new.sqlite3")
    process.wait(30)

    assert process.returncode == 1
    assert "socialgoods migrate" in said()


def test_in_production_it_starts_without_the_example_and_leads_to_https(serve, said):
    process, port = serve("--prepare", "--workers", "1", **SECRETS)
    wait_until_ready(process, said)
    asked = HTTPConnection("127.0.0.1", port, timeout=3)
    asked.request("GET", "/organizations/?q=secret", headers={"Host": "goods.example.kr"})
    led = asked.getresponse()
    led.read()
    asked.request("GET", "/organizations/?q=secret", headers={"Host": "goods.example.kr", "X-Forwarded-Proto": "https"})
    behind_nothing = asked.getresponse()
    asked.close()

    lines = [json.loads(line) for line in said().splitlines() if line.startswith("{")]
    assert (led.status, led.headers["Location"]) == (301, "https://goods.example.kr/organizations/?q=secret")
    assert behind_nothing.status == 301
    assert "예시 자료" not in said()
    assert "secret" not in said()
    assert {line["status"] for line in lines if line["message"] == "answered"} == {301}
