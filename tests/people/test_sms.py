import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from socialgoods.people import sms, text

TO, WORDS = "010-1234-5678", "[완주군] 확인 코드 123456."


@pytest.fixture
def gateway(settings):
    """A gateway that answers with the codes it is given, one after the other, and keeps what it was asked."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.asked.append((self.headers["Authorization"], json.loads(body)))
            self.send_response(self.server.answers.pop(0))
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    server.asked, server.answers = [], []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.SMS_WAY, settings.SMS_KEY, settings.SMS_SENDER = "http", "k", "063-290-2114"
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(sms, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(sms, "TIMEOUT_SECONDS", 2)


@pytest.mark.slow
def test_the_gateway_is_told_whom_from_whom_and_what(gateway):
    gateway.answers = [200]

    sms.send(TO, WORDS)

    [(key, body)] = gateway.asked
    assert key == "Bearer k"
    assert body | {"id": ""} == {"id": "", "to": "01012345678", "from": "0632902114", "text": WORDS}


@pytest.mark.slow
def test_a_gateway_that_stumbles_is_asked_once_more_about_the_same_message(gateway):
    gateway.answers = [503, 202]

    sms.send(TO, WORDS)

    first, second = gateway.asked
    assert first == second


@pytest.mark.slow
@pytest.mark.parametrize("answers", [[503, 500], [400]])
def test_a_message_that_cannot_leave_is_said_politely(gateway, answers):
    gateway.answers = list(answers)

    with pytest.raises(sms.NotSent) as failure:
        sms.send(TO, WORDS)

    assert str(failure.value) == text.SMS_FAILED
    assert len(gateway.asked) == len(answers)


def test_a_gateway_that_is_not_there_is_said_politely(settings):
    settings.SMS_WAY, settings.SMS_KEY, settings.SMS_URL = "http", "k", "http://127.0.0.1:9/send"

    with pytest.raises(sms.NotSent) as failure:
        sms.send(TO, WORDS)

    assert str(failure.value) == text.SMS_FAILED


@pytest.mark.django_db
def test_for_trying_a_message_is_written_to_a_folder(settings):
    settings.SMS_WAY = "file"

    sms.send(TO, WORDS)

    [path] = (settings.VAR / "sms").iterdir()
    assert json.loads(path.read_text()) == {"to": TO, "text": WORDS}


def test_where_there_are_no_messages_the_refusal_names_other_ways(settings):
    settings.SMS_WAY = "none"

    with pytest.raises(sms.NotSent) as failure:
        sms.send(TO, WORDS)

    assert str(failure.value) == text.SMS_OFF
