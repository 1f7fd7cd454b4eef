"""A file sealed with a passphrase, piece by piece, so that its size does not matter.

Head: a name, and the salt from which scrypt makes the key. Each piece of a mebibyte is sealed with AES-256-GCM under its
number and whether it is the last, so that none can be changed, moved, doubled or cut off unnoticed.
"""

import os
import struct
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

NAME = b"socialgoods sealed file 1\n"
SALT = 16
PIECE = 1024 * 1024
TAG = 16


class CannotOpen(Exception):
    """The passphrase is another, or the file was changed."""


def is_sealed(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(NAME)) == NAME


def seal(source: Path, target: Path, passphrase: str) -> None:
    salt = os.urandom(SALT)
    cipher = _cipher(passphrase, salt)
    with source.open("rb") as plain, target.open("wb") as sealed:
        sealed.write(NAME + salt)
        piece, number = plain.read(PIECE), 0
        while True:
            following = plain.read(PIECE)
            sealed.write(cipher.encrypt(_nonce(number, is_last=not following), piece, NAME))
            if not following:
                return
            piece, number = following, number + 1


def unseal(source: Path, target: Path, passphrase: str) -> None:
    with source.open("rb") as sealed, target.open("wb") as plain:
        sealed.read(len(NAME))
        cipher = _cipher(passphrase, sealed.read(SALT))
        try:
            _open_pieces(sealed, plain, cipher)
        except InvalidTag:
            raise CannotOpen from None


def _open_pieces(sealed: BinaryIO, plain: BinaryIO, cipher: AESGCM) -> None:
    piece, number = sealed.read(PIECE + TAG), 0
    while True:
        following = sealed.read(PIECE + TAG)
        plain.write(cipher.decrypt(_nonce(number, is_last=not following), piece, NAME))
        if not following:
            return
        piece, number = following, number + 1


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode()))


def _nonce(number: int, *, is_last: bool) -> bytes:
    """The key is used for one file only, so its numbers never come twice."""
    return struct.pack(">QI", number, int(is_last))
