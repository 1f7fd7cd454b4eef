"""One-time codes on paper: issued as a sheet, asked one after the other, each good for one log-in."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare

from socialgoods.kernel import events
from socialgoods.kernel.identifiers import digits
from socialgoods.kernel.secrets import keyed_hash
from socialgoods.people import letters, queries, text
from socialgoods.people.models import CodeSheet, SheetCode, User

CODES = 20
DIGITS = 8
SERIAL_LETTERS = "ACDEFHJKLMNPRTUVWXY34679"


class CodeRefused(Exception):
    """The code does not open the account; the text is ready to show and says nothing about which part was wrong."""


@transaction.atomic
def issue_sheet(*, user: User, checked_by: str, by: User, at: datetime) -> tuple[CodeSheet, list[str]]:
    """The new sheet and its codes, which exist in readable form only in this answer. The sheet before it ends."""
    User.objects.select_for_update().get(pk=user.pk)
    end_sheets(user=user, by=by, at=at)
    serial = "".join(secrets.choice(SERIAL_LETTERS) for _ in range(8))
    sheet = CodeSheet.objects.create(user=user, serial=serial, issued_by=by, issued_at=at)
    codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}" for _ in range(CODES)]
    SheetCode.objects.bulk_create(
        SheetCode(sheet=sheet, position=position, code_hash=_hash(sheet, position, code))
        for position, code in enumerate(codes, start=1)
    )
    events.record("people.code_sheet.issued", user, by=by, at=at, serial=serial, checked_by=checked_by)
    transaction.on_commit(lambda: letters.tell_of_sheet(user))
    return sheet, codes


@transaction.atomic
def end_sheets(*, user: User, by: User | None, at: datetime) -> None:
    for sheet in CodeSheet.objects.select_for_update().filter(user=user, ended_at=None):
        sheet.ended_at = at
        sheet.save(update_fields=["ended_at"])
        events.record("people.code_sheet.ended", user, by=by, at=at, serial=sheet.serial)


@transaction.atomic
def use_code(*, user: User | None, code: str, by: User | None, at: datetime) -> CodeSheet:
    """Cross out the asked code. Of two who send the same code at once, the slower is refused."""
    asked = queries.asked_code(user) if user is not None else None
    given = digits(code)
    if (
        asked is None
        or user is None
        or not constant_time_compare(asked.code_hash, _hash(asked.sheet, asked.position, given))
    ):
        raise CodeRefused(str(text.CODE_WRONG))
    # Two steps: a condition across tables would be looked up in the moment before the faster one wrote.
    runs = CodeSheet.objects.select_for_update().filter(pk=asked.sheet_id, ended_at=None).exists()
    if not runs or not SheetCode.objects.filter(pk=asked.pk, used_at=None).update(used_at=at):
        raise CodeRefused(str(text.CODE_WRONG))
    events.record("people.code_sheet.code_used", user, by=by, at=at, serial=asked.sheet.serial, position=asked.position)
    return asked.sheet


def _hash(sheet: CodeSheet, position: int, code: str) -> str:
    return keyed_hash("code_sheet", f"{sheet.serial}/{position}/{code}")
