"""Erases originals and previews whose time is over, and gives up what nobody went on with."""

from datetime import datetime, timedelta

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.registry.actions.imports import choosing, storage
from socialgoods.registry.models import ImportBatch
from socialgoods.registry.parameters import IMPORT_FILE_DAYS, IMPORT_PRIVATE_FILE_DAYS
from socialgoods.registry.queries.imports.targets import TARGETS


def expire(*, at: datetime) -> int:
    """How many imports lost their original. Those about persons wait a day, others a month."""
    today = seoul_day(at)
    count = 0
    for batch in ImportBatch.objects.filter(erased_at=None).exclude(file=""):
        is_private = bool(batch.target in TARGETS and TARGETS[batch.target].private)
        days = (IMPORT_PRIVATE_FILE_DAYS if is_private else IMPORT_FILE_DAYS).on(today)
        touched = batch.undone_at or batch.committed_at or batch.uploaded_at
        if touched + timedelta(days=days) <= at:
            count += 1
            choosing.discard(batch=batch, by=None, at=at) if batch.is_open else _erase(batch, at)
    return count


@transaction.atomic
def _erase(batch: ImportBatch, at: datetime) -> None:
    erased = storage.erase(batch)
    batch.erased_at = at
    batch.save(update_fields=list(erased))
    events.record("registry.import.original_erased", batch, by=None, at=at)
