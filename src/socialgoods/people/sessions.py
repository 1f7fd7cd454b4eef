"""Sessions hold telephone numbers and codes while somebody logs in, so they are sealed like other contact data."""

import json
from typing import Any

from socialgoods.kernel.secrets import decrypt, encrypt


class SealedSerializer:
    def dumps(self, session: dict[str, Any]) -> bytes:
        return encrypt(json.dumps(session, separators=(",", ":"))).encode()

    def loads(self, data: bytes) -> dict[str, Any]:
        return json.loads(decrypt(data.decode()))
