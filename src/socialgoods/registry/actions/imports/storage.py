"""The file somebody sent and what was made of it: sealed on the disk, in the open only while it is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import kept
from socialgoods.kernel.jobs import Refused
from socialgoods.registry.models import ImportBatch


def keep(batch: ImportBatch, content: bytes) -> None:
    kept.keep(batch.file, content)


def keep_preview(batch: ImportBatch, content: bytes) -> None:
    """The pieces are sealed already."""
    batch.preview.save(f"{uuid4().hex}.preview", ContentFile(content), save=False)


@contextmanager
def opened(batch: ImportBatch) -> Iterator[Path]:
    """The file in the open, in a folder that only this process may look into and that goes when it is closed."""
    if not batch.file:
        raise Refused(_("원본 파일을 지운 가져오기입니다. 파일을 다시 올려 주세요."))
    try:
        content = kept.content(batch.file)
    except kept.Gone:
        raise Refused(_("보관하던 원본 파일을 열 수 없습니다. 파일을 다시 올려 주세요.")) from None
    with TemporaryDirectory(prefix="socialgoods-") as folder:
        path = Path(folder) / "sheet"
        path.touch(mode=0o600)
        path.write_bytes(content)
        yield path


def erase(batch: ImportBatch) -> tuple[str, ...]:
    """Forgets file, preview and samples; the files go when the transaction is through. The caller saves the fields."""
    for field in (batch.file, batch.preview):
        forget(field.name or "", batch)
    batch.file = batch.preview = ""
    batch.sketch = None
    return "file", "preview", "sketch", "erased_at"


def forget(name: str, batch: ImportBatch) -> None:
    if name:
        storage = batch.file.storage
        transaction.on_commit(lambda: storage.delete(name))
