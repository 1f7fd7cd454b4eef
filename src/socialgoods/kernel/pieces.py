"""A sealed file of many pieces, of which any few are read without the others: 100,000 rows, page by page."""

import json
import struct
import zlib
from collections.abc import Iterable
from typing import Any, BinaryIO

from django.core.serializers.json import DjangoJSONEncoder

from socialgoods.kernel.secrets import seal, unseal

LENGTH = struct.Struct(">Q")


def write(stream: BinaryIO, pieces: Iterable[Any], head: Any) -> None:
    """The pieces one after another, then the head with their places, then the head's length."""
    places = []
    position = 0
    for piece in pieces:
        sealed = _pack(piece)
        stream.write(sealed)
        places.append((position, len(sealed)))
        position += len(sealed)
    sealed_head = _pack({"head": head, "places": places})
    stream.write(sealed_head)
    stream.write(LENGTH.pack(len(sealed_head)))


class Reader:
    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        end = stream.seek(0, 2)
        stream.seek(end - LENGTH.size)
        (length,) = LENGTH.unpack(stream.read(LENGTH.size))
        stream.seek(end - LENGTH.size - length)
        content = _unpack(stream.read(length))
        self.head: Any = content["head"]
        self.places: list[tuple[int, int]] = content["places"]

    def piece(self, number: int) -> Any:
        position, length = self.places[number]
        self.stream.seek(position)
        return _unpack(self.stream.read(length))


def _pack(content: Any) -> bytes:
    text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return seal(zlib.compress(text.encode(), 1))


def _unpack(sealed: bytes) -> Any:
    return json.loads(zlib.decompress(unseal(sealed)))
