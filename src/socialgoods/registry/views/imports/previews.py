"""Looking at what an import would do, choosing rows and twins, and the button that does it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock, events
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.actions.imports import checking, choosing, committing
from socialgoods.registry.models import ImportBatch, ImportState
from socialgoods.registry.queries.imports.preview import SHOWS, Preview
from socialgoods.registry.rules.imports.fate import Counts
from socialgoods.registry.rules.imports.wording import sentence
from socialgoods.registry.views.imports.steps import open_batch, seen_batch, while_open

MOST_ROWS = 20_000
"""How many rows one press may skip: more wrong rows than that are a wrong mapping."""


@login_required
def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    batch = seen_batch(request, pk)
    if batch.is_working:
        return redirect("job", batch.job_id)
    if batch.state != ImportState.CHECKED:
        return redirect(_elsewhere(request, batch))
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    try:
        preview = Preview(batch)
    except (FileNotFoundError, ValueError):
        return _lost(request, batch)
    try:
        page = preview.page(show, request.GET.get("page"))
        context: dict[str, Any] = {
            "batch": batch,
            "target": preview.target,
            "lede": sentence(Counts.from_json(batch.summary["counts"]), preview.skip_count),
            "counts": batch.summary["counts"],
            "tabs": _tabs(batch, preview, show),
            "show": show,
            "page": page,
            "columns": preview.columns,
            "rows": preview.rows(list(page.object_list)),
            "whole": preview.whole(),
            "skipped": preview.skipped(),
            "skip_count": preview.skip_count,
            "reasons": committing.reasons_against(batch),
            "may_import": permissions.may_import(request.user, clock.today()),
        }
    finally:
        preview.close()
    if preview.target.private:
        events.record("registry.import.seen", batch, by=request.user, at=clock.now())  # type: ignore[arg-type]
    return render(request, "registry/import_preview.html", context)


def _lost(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """The file of the preview is gone, or the key that opens it."""
    messages.error(request, _("보관하던 미리 보기를 열 수 없습니다. 다시 확인하거나 파일을 다시 올려 주세요."))
    may_import = permissions.may_import(request.user, clock.today())
    return redirect("import_mapping", batch.pk) if may_import else redirect("imports")


def _elsewhere(request: HttpRequest, batch: ImportBatch) -> str:
    """Where an import is that has no preview now."""
    if batch.is_open and permissions.may_import(request.user, clock.today()):
        return reverse("import_mapping", args=[batch.pk])
    return batch.get_absolute_url() if not batch.is_open else reverse("imports")


def _tabs(batch: ImportBatch, preview: Preview, show: str) -> list[dict[str, Any]]:
    url = reverse("import_preview", args=[batch.pk])
    tabs = []
    for name, (fate, label) in SHOWS.items():
        count = preview.count(fate)
        if count or name in {"", show}:
            tabs.append(
                {"label": label, "url": f"{url}?show={name}" if name else url, "active": name == show, "count": count}
            )
    return tabs


@login_required
@require_POST
@while_open
def import_skip(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave rows out, or take them back, and look again."""
    batch = open_batch(request, pk)
    rows = _rows(request)
    if request.POST.get("all") == "errors":
        try:
            preview = Preview(batch)
        except (FileNotFoundError, ValueError):
            return _lost(request, batch)
        rows = set(preview.error_numbers()[:MOST_ROWS])
        preview.close()
    if not rows:
        messages.error(request, _("행을 하나도 고르지 않았습니다. 건너뛸 행에 표시한 뒤 다시 누르세요."))
        return redirect("import_preview", pk)
    does = choosing.take_back if request.POST.get("back") else choosing.skip
    does(batch=batch, rows=rows, by=request.user, at=clock.now())  # type: ignore[arg-type]
    return _look_again(request, batch)


def _rows(request: HttpRequest) -> set[int]:
    return {int(number) for number in request.POST.getlist("row") if number.isdecimal() and len(number) < 8}


@login_required
@require_POST
@while_open
def import_match(request: HttpRequest, pk: int) -> HttpResponse:
    """The same organisation, or another: `twin_<row>` is "new" or what the row is one with."""
    batch = open_batch(request, pk)
    choices = {}
    for name, choice in request.POST.items():
        number = name.removeprefix("twin_")
        is_choice = choice == "new" or (choice.removeprefix("-").isdecimal() and len(choice) < 19)
        if name.startswith("twin_") and number.isdecimal() and len(number) < 8 and is_choice:
            choices[int(number)] = choice
    choosing.match(batch=batch, choices=choices, by=request.user, at=clock.now())  # type: ignore[arg-type]
    return _look_again(request, batch)


def _look_again(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    try:
        job = checking.start(batch=batch, by=request.user, at=clock.now())  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("import_mapping", batch.pk)
    if job:
        return redirect("job", job.pk)
    show = request.POST.get("show", "")
    url = reverse("import_preview", args=[batch.pk])
    return redirect(f"{url}?show={show}" if show in SHOWS and show else url)


@login_required
@require_POST
@while_open
def import_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Look again with the same choices: the register has changed meanwhile."""
    return _look_again(request, open_batch(request, pk))


@login_required
@require_POST
def import_commit(request: HttpRequest, pk: int) -> HttpResponse:
    batch = seen_batch(request, pk)
    require(permissions.may_import(request.user, clock.today()))
    try:
        job = committing.start(batch=batch, by=request.user, at=clock.now())  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(batch if not batch.is_open else "import_preview", *([] if not batch.is_open else [pk]))
    return redirect("job", job.pk) if job else redirect(batch)
