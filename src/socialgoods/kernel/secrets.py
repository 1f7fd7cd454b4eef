"""Personal data at rest, and one-way keys.

Contact data is encrypted with the first of `CONTACT_KEYS` and read with any of them, so keys rotate.
Look-up indexes and person tokens are HMACs under `COUNTY_KEY`, which is never rotated: rotating it would
make every person a new one.
"""

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(plain: str) -> str:
    return _box(tuple(settings.CONTACT_KEYS)).encrypt(plain.encode()).decode()


def decrypt(sealed: str) -> str:
    try:
        return _box(tuple(settings.CONTACT_KEYS)).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise ValueError("no key in CONTACT_KEYS opens this value; was a key removed before `rotate_keys` ran?") from None


def rotate(sealed: str) -> str:
    return _box(tuple(settings.CONTACT_KEYS)).rotate(sealed.encode()).decode()


def keyed_hash(purpose: str, value: str) -> str:
    return hmac.new(settings.COUNTY_KEY.encode(), f"{purpose}\x1f{value}".encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):
    """Text that the database only ever sees encrypted. It can be read and written, not searched."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(value) if value else value
