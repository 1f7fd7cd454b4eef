"""Personal data at rest, and one-way keys.

Contact data is sealed with the first of `CONTACT_KEYS` and opened with any of them, so keys rotate. A sealed value
names its key by four bytes; AES-256-GCM also notices every change to it.
Look-up indexes and person tokens are HMACs under `COUNTY_KEY`, which is never rotated: rotating it would
make every person a new one.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

VERSION = b"\x01"
HEAD, NONCE = 5, 12
"""Bytes of version and key name, and of the random number used once."""

URL_SAFE = bytes.maketrans(b"+/", b"-_")


class Key(NamedTuple):
    head: bytes
    cipher: AESGCM


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> tuple[Key, dict[bytes, AESGCM]]:
    """The key that seals, and all that open."""
    ring = [_key(key) for key in keys]
    return ring[0], dict(ring)


def _key(key: str) -> Key:
    try:
        secret = base64.urlsafe_b64decode(key)
    except (ValueError, binascii.Error):
        secret = b""
    if len(secret) != 32:
        raise ImproperlyConfigured(
            "a key in SOCIALGOODS_CONTACT_KEYS is not 32 bytes in URL-safe base64. Make one: socialgoods make_key"
        )
    return Key(VERSION + hashlib.sha256(b"contact key\x1f" + secret).digest()[: HEAD - 1], AESGCM(secret))


def seal(plain: bytes) -> bytes:
    key, _ = _ring(tuple(settings.CONTACT_KEYS))
    nonce = os.urandom(NONCE)
    return key.head + nonce + key.cipher.encrypt(nonce, plain, key.head)


def unseal(sealed: bytes) -> bytes:
    _, ring = _ring(tuple(settings.CONTACT_KEYS))
    head = sealed[:HEAD]
    try:
        return ring[head].decrypt(sealed[HEAD : HEAD + NONCE], sealed[HEAD + NONCE :], head)
    except (InvalidTag, KeyError, ValueError):
        raise ValueError(
            "no key in CONTACT_KEYS opens this value; was a key removed before `rotate_keys` ran?"
        ) from None


def encrypt(plain: str) -> str:
    return base64.urlsafe_b64encode(seal(plain.encode())).decode()


def encrypt_all(plains: Iterable[str]) -> list[str]:
    """Many at once; what is empty stays empty."""
    (head, cipher), _ = _ring(tuple(settings.CONTACT_KEYS))
    sealed = []
    plains = list(plains)
    drawn = os.urandom(NONCE * len(plains))
    for start, plain in zip(range(0, len(drawn), NONCE), plains, strict=True):
        if plain:
            nonce = drawn[start : start + NONCE]
            raw = head + nonce + cipher.encrypt(nonce, plain.encode(), head)
            sealed.append(binascii.b2a_base64(raw, newline=False).translate(URL_SAFE).decode())
        else:
            sealed.append(plain)
    return sealed


def decrypt(sealed: str) -> str:
    try:
        raw = base64.urlsafe_b64decode(sealed)
    except ValueError:
        raw = b""
    return unseal(raw).decode()


def rotate(sealed: str) -> str:
    return encrypt(decrypt(sealed))


def is_newest(sealed: str) -> bool:
    """Whether the first key sealed it: then there is nothing to rotate."""
    key, _ = _ring(tuple(settings.CONTACT_KEYS))
    return base64.urlsafe_b64decode(sealed[:8]).startswith(key.head)


def is_newest_raw(sealed: bytes) -> bool:
    """The same of what `seal` gave."""
    key, _ = _ring(tuple(settings.CONTACT_KEYS))
    return sealed.startswith(key.head)


@lru_cache(maxsize=16)
def _hash_for(key: str, purpose: str) -> hmac.HMAC:
    return hmac.new(key.encode(), f"{purpose}\x1f".encode(), hashlib.sha256)


def keyed_hash(purpose: str, value: str) -> str:
    return keyed_hashes(purpose, [value])[0]


def keyed_hashes(purpose: str, values: Iterable[str]) -> list[str]:
    """Of many values, in a quarter of the time."""
    begun = _hash_for(settings.COUNTY_KEY, purpose)
    found = []
    for value in values:
        one = begun.copy()
        one.update(value.encode())
        found.append(one.hexdigest())
    return found


class EncryptedTextField(models.TextField):
    """Text that the database only ever sees encrypted. It can be read and written, not searched."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(value) if value else value


class EncryptedJSONField(EncryptedTextField):
    """JSON that the database only ever sees encrypted."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return json.loads(decrypt(value)) if value else None

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else encrypt(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))
