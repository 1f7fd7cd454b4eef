"""Takes a file in: looks into it before anything else, seals it, proposes what its columns are."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from django.db import transaction

from socialgoods.exchange.headings import Table
from socialgoods.kernel import events
from socialgoods.people.models import User
from socialgoods.registry.actions.imports import reading, sketching, storage
from socialgoods.registry.models import ImportBatch, ImportState
from socialgoods.registry.queries.imports.targets import Target


def upload(*, target: Target, content: bytes, filename: str, by: User, at: datetime) -> ImportBatch:
    """Raises `workbook.Refused`. The same person sending the same file again is led to the import that is open."""
    digest = reading.digest_of(content)
    same = ImportBatch.objects.filter(
        target=target.key,
        digest=digest,
        uploaded_by=by,
        state__in=[ImportState.UPLOADED, ImportState.CHECKED],
        erased_at=None,
    )
    if earlier := same.first():
        return earlier
    with TemporaryDirectory(prefix="socialgoods-") as folder:
        path = Path(folder) / "sheet"
        path.touch(mode=0o600)
        path.write_bytes(content)
        book = reading.open_book(path, filename)
        sheets = list(book.sheets)
        table = reading.read_table(path, filename, sheets[0]) if len(sheets) == 1 else None
    batch = ImportBatch(
        target=target.key,
        filename=filename[:200],
        digest=digest,
        size=len(content),
        sheets=sheets,
        uploaded_by=by,
        uploaded_at=at,
    )
    if table:
        _propose(batch, table, target)
    with transaction.atomic():
        storage.keep(batch, content)
        batch.save()
        events.record("registry.import.uploaded", batch, by=by, at=at, target=target.key, size=len(content))
    return batch


def choose_sheet(*, batch: ImportBatch, target: Target, sheet: str, by: User, at: datetime) -> None:
    """Raises `workbook.Refused` for a sheet without a table. What was chosen for another sheet is forgotten."""
    with storage.opened(batch) as path:
        table = reading.read_table(path, batch.filename, sheet)
    batch.sheet = sheet
    batch.skipped, batch.kept, batch.matches, batch.summary, batch.fingerprint = [], [], {}, {}, ""
    batch.state = ImportState.UPLOADED
    _propose(batch, table, target)
    with transaction.atomic():
        batch.save()
        events.record("registry.import.sheet_chosen", batch, by=by, at=at)


def _propose(batch: ImportBatch, table: Table, target: Target) -> None:
    mapping, options = reading.proposed(table, target)
    batch.sheet = table.sheet
    batch.shape = table.shape
    batch.mapping = mapping.to_json()
    batch.preset = mapping.preset
    batch.options = options
    batch.sketch = cast("Any", sketching.sketch(table, mapping, target))
