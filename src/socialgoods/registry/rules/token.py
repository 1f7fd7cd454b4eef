"""A person as a keyed one-way token, so that one person in five organisations counts once.

HMAC under the county's key of the normalised name, birth date and last four digits of the telephone. The key is never
rotated; nothing else about the person is kept. Where a part is missing there is no token: the record stays unlinked.
"""

import re
import unicodedata
from datetime import date

from socialgoods.kernel.secrets import keyed_hash


def normalise_person_name(name: str) -> str:
    return re.sub(r"[\W\d_]", "", unicodedata.normalize("NFKC", name)).casefold()


def person_token(*, name: str, birth_date: date | None, phone4: str) -> str:
    """Empty where a part is missing."""
    bare, last_four = normalise_person_name(name), re.sub(r"\D", "", phone4)[-4:]
    if not bare or birth_date is None or len(last_four) != 4:
        return ""
    return keyed_hash("person", f"{bare}|{birth_date.isoformat()}|{last_four}")
