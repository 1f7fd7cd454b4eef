"""A document's file and its small picture."""

import hashlib

from socialgoods.kernel import kept
from socialgoods.kernel.files import Fit
from socialgoods.support.models import Document


def fill(document: Document, fit: Fit, written: list[str]) -> None:
    document.kind, document.filename, document.content_type = fit.kind, fit.name, fit.content_type
    document.size, document.width, document.height = len(fit.content), fit.width, fit.height
    document.digest = hashlib.sha256(fit.content).hexdigest()
    kept.keep(document.file, fit.content, written)
    if fit.thumbnail:
        kept.keep(document.thumbnail, fit.thumbnail, written)


def content(document: Document, *, small: bool = False) -> bytes:
    return kept.content(document.thumbnail if small and document.thumbnail else document.file)
