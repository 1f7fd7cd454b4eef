"""What a device may know of the person who writes on it: a word that is the same every time and tells nobody who it is."""

import uuid
from typing import Any

from socialgoods.kernel.secrets import keyed_hash

LETTERS = 24


def device_word(user: Any) -> str:
    return keyed_hash("case-device", str(user.pk))[:LETTERS] if user.is_authenticated else ""


def new_key() -> str:
    return uuid.uuid4().hex
