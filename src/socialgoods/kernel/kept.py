"""Files kept on the disk: sealed, under names that say nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from socialgoods.kernel.secrets import is_newest_raw, seal, unseal

ENDING = ".sealed"
LOCKED_DOWN = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


class Gone(Exception):
    """The file is not on the disk, cannot be opened, or is another than was kept."""


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


def keep(field: FieldFile, content: bytes, written: list[str] | None = None) -> None:
    """The row is saved by the caller."""
    field.save(f"{uuid4().hex}{ENDING}", ContentFile(seal(content)), save=False)
    if written is not None:
        written.append(field.name or "")


def content(field: FieldFile) -> bytes:
    try:
        with field.open("rb") as stream:
            return unseal(stream.read())
    except (FileNotFoundError, ValueError):
        raise Gone from None


def handed_over(content: bytes, name: str, content_type: str, *, is_shown: bool = False) -> HttpResponse:
    """To be saved, or a picture to be shown; no browser is left to guess what it is."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(not is_shown, name) or "attachment"
    response["Content-Security-Policy"] = LOCKED_DOWN
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def reseal() -> int:
    """Every file anew under the newest key, in its place; how many. Killed in between, it is there under one key or the other."""
    return sum(_reseal(name) for name in _names())


def _names() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                rows = model._default_manager.filter(**{f"{field.name}__endswith": ENDING}).order_by("pk")
                yield from map(str, rows.values_list(field.name, flat=True).iterator())


def _reseal(name: str) -> bool:
    if not default_storage.exists(name):
        return False
    path = Path(default_storage.path(name))
    sealed = path.read_bytes()
    if is_newest_raw(sealed):
        return False
    beside = path.with_suffix(".new")
    beside.write_bytes(seal(unseal(sealed)))
    beside.replace(path)
    return True
