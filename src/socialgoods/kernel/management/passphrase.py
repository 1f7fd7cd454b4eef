"""The passphrase of a sealed backup: from the environment, where a nightly job has it, or typed."""

import os
from getpass import getpass

from django.core.management.base import CommandError

NAME = "SOCIALGOODS_BACKUP_PASSPHRASE"
LEAST = 12


def for_sealing(*, is_wanted: bool) -> str:
    given = os.environ.get(NAME, "")
    if is_wanted and not given:
        given = getpass("Passphrase: ")
        if getpass("Once more: ") != given:
            raise CommandError("The two differ.")
    if (given or is_wanted) and len(given) < LEAST:
        raise CommandError(f"The passphrase has fewer than {LEAST} characters. Take four or five words.")
    return given


def for_opening(*, is_wanted: bool) -> str:
    return os.environ.get(NAME, "") or (getpass("Passphrase: ") if is_wanted else "")
