"""What proves an entry: kept with its hash, opened for who may read the books."""

import hashlib
from datetime import datetime

from django.db import transaction

from socialgoods.kernel import events, kept
from socialgoods.kernel.files import OFFICE, OLDER, Fit
from socialgoods.ledger.models import Attachment, Entity, Entry
from socialgoods.people.models import User

TYPES = {"jpg": "image/jpeg", "pdf": "application/pdf", **OFFICE, **OLDER}


def attach(*, entry: Entry, file: Fit, by: User | None, at: datetime) -> Attachment:
    """The same file is with an entry once."""
    digest = hashlib.sha256(file.content).hexdigest()
    with kept.kept_or_gone() as written, transaction.atomic():
        Entity.objects.select_for_update().get(pk=entry.entity_id)
        there = entry.attachments.filter(sha256=digest).first()
        if there is not None:
            return there
        row = Attachment(entry=entry, name=file.name, sha256=digest, size=len(file.content), by=by, at=at)
        kept.keep(row.file, file.content, written)
        row.save()
        events.record("ledger.attachment.added", entry, by=by, at=at, file=file.name, sha256=digest)
        return row


def content(row: Attachment, *, by: User, at: datetime) -> bytes:
    """As it was attached, to the byte; the look at it is written down."""
    found = kept.content(row.file)
    if hashlib.sha256(found).hexdigest() != row.sha256:
        raise kept.Gone
    events.record("ledger.attachment.opened", row.entry, by=by, at=at, attachment=row.pk)
    return found


def type_of(row: Attachment) -> str:
    return TYPES.get(row.name.rpartition(".")[2].lower(), "application/octet-stream")
