"""What proves an entry: sealed on the disk under a name that says nothing, kept with its hash, opened for who may read the books."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from socialgoods.kernel import events
from socialgoods.kernel.files import OFFICE, OLDER, Fit
from socialgoods.kernel.secrets import is_newest_raw, seal, unseal
from socialgoods.ledger.models import Attachment, Entity, Entry
from socialgoods.people.models import User

TYPES = {"jpg": "image/jpeg", "pdf": "application/pdf", **OFFICE, **OLDER}


class Gone(Exception):
    """The file is not on the disk, cannot be opened, or is another than was attached."""


def attach(*, entry: Entry, file: Fit, by: User | None, at: datetime) -> Attachment:
    """The same file is with an entry once."""
    digest = hashlib.sha256(file.content).hexdigest()
    with _kept_or_gone() as written, transaction.atomic():
        Entity.objects.select_for_update().get(pk=entry.entity_id)
        there = entry.attachments.filter(sha256=digest).first()
        if there is not None:
            return there
        row = Attachment(entry=entry, name=file.name, sha256=digest, size=len(file.content), by=by, at=at)
        row.file.save(f"{uuid4().hex}.sealed", ContentFile(seal(file.content)), save=False)
        written.append(row.file.name or "")
        row.save()
        events.record("ledger.attachment.added", entry, by=by, at=at, file=file.name, sha256=digest)
        return row


def content(row: Attachment, *, by: User, at: datetime) -> bytes:
    """As it was attached, to the byte; the look at it is written down."""
    try:
        with row.file.open("rb") as stream:
            found = unseal(stream.read())
    except (FileNotFoundError, ValueError):
        raise Gone from None
    if hashlib.sha256(found).hexdigest() != row.sha256:
        raise Gone
    events.record("ledger.attachment.opened", row.entry, by=by, at=at, attachment=row.pk)
    return found


def type_of(row: Attachment) -> str:
    return TYPES.get(row.name.rpartition(".")[2].lower(), "application/octet-stream")


def reseal() -> int:
    """Every file anew under the newest key; how many. Killed in between, a file is there sealed with one key or the other."""
    names = Attachment.objects.order_by("pk").values_list("file", flat=True)
    return sum(_reseal(name) for name in names if default_storage.exists(name))


def _reseal(name: str) -> bool:
    """In its place, for the row is never changed."""
    path = Path(default_storage.path(name))
    sealed = path.read_bytes()
    if is_newest_raw(sealed):
        return False
    beside = path.with_suffix(".new")
    beside.write_bytes(seal(unseal(sealed)))
    beside.replace(path)
    return True


@contextmanager
def _kept_or_gone() -> Iterator[list[str]]:
    """What was written goes again if the transaction fails."""
    written: list[str] = []
    try:
        yield written
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise
