"""A receipt is kept with its entry and never changed."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from socialgoods.kernel import events
from socialgoods.kernel.files import Fit
from socialgoods.ledger.models import Attachment, Entry
from socialgoods.people.models import User


@transaction.atomic
def attach(*, entry: Entry, file: Fit, by: User | None, at: datetime) -> Attachment:
    """The same file is there once."""
    digest = hashlib.sha256(file.content).hexdigest()
    found = entry.attachments.filter(sha256=digest).first()
    if found is not None:
        return found
    row = Attachment(entry=entry, name=file.name[:200], sha256=digest, size=len(file.content), by=by, at=at)
    row.file.save(file.name, ContentFile(file.content), save=False)
    row.save()
    events.record("ledger.attachment.added", row, by=by, at=at, entry=entry.pk, sha256=digest)
    return row
