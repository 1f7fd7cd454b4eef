"""Text messages. `SMS_WAY` says how they leave: `http` by a gateway, `file` and `memory` for trying, `none`: never."""

import json
import logging
import secrets
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass

from django.conf import settings

from socialgoods.kernel import clock
from socialgoods.kernel.identifiers import digits
from socialgoods.people import text as sentences

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 4.0
TRIES = 2
PAUSE_SECONDS = 0.5

outbox: list["Message"] = []
"""What the way `memory` has sent."""


class NotSent(Exception):
    """The message did not leave; the text is ready to show."""


@dataclass(frozen=True)
class Message:
    to: str
    text: str


def send(to: str, text: str) -> None:
    WAYS[settings.SMS_WAY](Message(to, text))


def _to_memory(message: Message) -> None:
    outbox.append(message)


def _to_file(message: Message) -> None:
    folder = settings.VAR / "sms"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{clock.now():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}.json"
    (folder / name).write_text(json.dumps(asdict(message), ensure_ascii=False, indent=1), encoding="utf-8")


def _to_nowhere(message: Message) -> None:
    raise NotSent(str(sentences.SMS_OFF))


def _to_gateway(message: Message) -> None:
    """POST {id, to, from, text} as JSON. The id stays the same on a second try, so that a gateway can drop doubles."""
    body = {
        "id": secrets.token_hex(12),
        "to": digits(message.to),
        "from": digits(settings.SMS_SENDER),
        "text": message.text,
    }
    request = urllib.request.Request(  # noqa: S310 - the address comes from the county's configuration
        settings.SMS_URL,
        data=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", "Authorization": f"Bearer {settings.SMS_KEY}"},
    )
    for attempt in range(1, TRIES + 1):
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
                return
        except urllib.error.HTTPError as error:
            logger.warning("SMS gateway answered %s (try %s)", error.code, attempt)
            if error.code < 500 and error.code != 429:
                break
        except OSError as error:
            logger.warning("SMS gateway cannot be reached: %s (try %s)", error, attempt)
        if attempt < TRIES:
            time.sleep(PAUSE_SECONDS)
    raise NotSent(str(sentences.SMS_FAILED))


WAYS = {"http": _to_gateway, "file": _to_file, "memory": _to_memory, "none": _to_nowhere}
