"""Files of the case file: sealed on the disk under a name that says nothing, opened only for who may look."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from socialgoods.kernel.files import Fit
from socialgoods.kernel.secrets import is_newest_raw, seal, unseal
from socialgoods.support.models import Document


class Gone(Exception):
    """The file is not on the disk, or cannot be opened."""


@contextmanager
def kept_or_gone() -> Iterator[list[str]]:
    """What was written goes again if the transaction around it fails."""
    written: list[str] = []
    try:
        yield written
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise


def fill(document: Document, fit: Fit, written: list[str]) -> None:
    document.kind, document.filename, document.content_type = fit.kind, fit.name, fit.content_type
    document.size, document.width, document.height = len(fit.content), fit.width, fit.height
    document.digest = hashlib.sha256(fit.content).hexdigest()
    document.file.save(f"{uuid4().hex}.sealed", ContentFile(seal(fit.content)), save=False)
    written.append(document.file.name or "")
    if fit.thumbnail:
        document.thumbnail.save(f"{uuid4().hex}.sealed", ContentFile(seal(fit.thumbnail)), save=False)
        written.append(document.thumbnail.name or "")


def content(document: Document, *, small: bool = False) -> bytes:
    file = document.thumbnail if small and document.thumbnail else document.file
    try:
        with file.open("rb") as stream:
            return unseal(stream.read())
    except (FileNotFoundError, ValueError):
        raise Gone from None


def reseal() -> int:
    """Every file anew under the newest key; how many. Killed in between, a file is there under one name or the other."""
    done = 0
    for pk in Document.objects.order_by("pk").values_list("pk", flat=True):
        row = Document.objects.get(pk=pk)
        done += sum(_reseal(row, name) for name in ("file", "thumbnail"))
    return done


def _reseal(row: Document, name: str) -> bool:
    old = getattr(row, name).name
    if not old or not default_storage.exists(old):
        return False
    with default_storage.open(old) as stream:
        sealed = stream.read()
    if is_newest_raw(sealed):
        return False
    new = default_storage.save(f"case/{uuid4().hex}.sealed", ContentFile(seal(unseal(sealed))))
    is_done = bool(Document.objects.filter(pk=row.pk, **{name: old}).update(**{name: new}))
    default_storage.delete(old if is_done else new)
    return is_done
