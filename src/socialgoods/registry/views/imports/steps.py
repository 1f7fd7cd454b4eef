"""What the pages of an import share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.models import ImportBatch
from socialgoods.registry.queries.imports.targets import TARGETS, Target

View = Callable[..., HttpResponse]


def seen_batch(request: HttpRequest, pk: int) -> ImportBatch:
    """For looking: officers and auditors."""
    batch = get_object_or_404(
        ImportBatch.objects.select_related("job", "uploaded_by", "committed_by", "undone_by"), pk=pk
    )
    require(permissions.may_see_import(request.user, batch, clock.today()))
    return batch


def open_batch(request: HttpRequest, pk: int) -> ImportBatch:
    """For working on: officers, while the import is neither finished nor given up."""
    batch = seen_batch(request, pk)
    require(permissions.may_import(request.user, clock.today()))
    if not batch.is_open:
        raise Finished(batch)
    return batch


class Finished(Exception):
    """Nothing more can be chosen; the page of the result says what came of it."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        super().__init__(batch.pk)


def while_open(view: View) -> View:
    """Whoever comes to a step of a finished import, by a link of the day before, is led to its result."""

    @wraps(view)
    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Finished as finished:
            messages.info(request, _("이미 끝난 가져오기입니다. 결과를 보여 드립니다."))
            return redirect(finished.batch)

    return led


def shown_targets() -> list[dict[str, Any]]:
    return [_described(target) for target in TARGETS.values()]


def _described(target: Target) -> dict[str, Any]:
    return {"key": target.key, "label": target.label}
