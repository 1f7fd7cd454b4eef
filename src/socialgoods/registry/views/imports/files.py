"""Sending a file, choosing its sheet, saying what its columns are; the list of imports; templates."""

import io
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.exchange import workbook, writing
from socialgoods.exchange.mappings import Mapping
from socialgoods.exchange.presets import PRESETS
from socialgoods.kernel import clock
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.actions.imports import checking, choosing, uploading
from socialgoods.registry.forms.imports.mapping import MappingForm
from socialgoods.registry.forms.imports.upload import SheetForm, UploadForm
from socialgoods.registry.models import ImportBatch
from socialgoods.registry.queries.imports import known
from socialgoods.registry.queries.imports.targets import TARGETS
from socialgoods.registry.rules.imports.sentences import spoken, to_json
from socialgoods.registry.views.imports.steps import open_batch, shown_targets, while_open

PAGE = 30


@login_required
def imports(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    require(permissions.may_see_imports(request.user, on))
    rows = ImportBatch.objects.select_related("uploaded_by").defer("sketch", "mapping", "summary")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for batch in page:
        batch.target_label = TARGETS[batch.target].label if batch.target in TARGETS else batch.target
    context = {"page": page, "targets": shown_targets(), "may_import": permissions.may_import(request.user, on)}
    return render(request, "registry/imports.html", context)


@login_required
def import_upload(request: HttpRequest) -> HttpResponse:
    require(permissions.may_import(request.user, clock.today()))
    asked_for = request.GET.get("target", "")
    form = UploadForm(
        request.POST or None, request.FILES or None, initial={"target": asked_for} if asked_for in TARGETS else None
    )
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="import_upload", user=request.user):
            form.add_error(None, _("한 시간에 올릴 수 있는 파일 수를 넘었습니다. 잠시 쉬었다가 다시 올려 주세요."))
        elif batch := _upload(request, form):
            return redirect("import_sheet" if not batch.shape else "import_mapping", batch.pk)
    return render(request, "registry/import_upload.html", {"form": form, "targets": shown_targets()})


def _upload(request: HttpRequest, form: UploadForm) -> ImportBatch | None:
    file = form.cleaned_data["file"]
    target = TARGETS[form.cleaned_data["target"]]
    try:
        return uploading.upload(target=target, content=file.read(), filename=file.name, by=request.user, at=clock.now())  # type: ignore[arg-type]
    except workbook.Refused as refused:
        form.add_error("file", spoken(to_json(refused.sentence)))
    return None


@login_required
@while_open
def import_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    batch = open_batch(request, pk)
    form = SheetForm(batch.sheets, request.POST or None, initial={"sheet": batch.sheet or batch.sheets[0]})
    if request.method == "POST" and form.is_valid():
        try:
            uploading.choose_sheet(
                batch=batch,
                target=TARGETS[batch.target],
                sheet=form.cleaned_data["sheet"],
                by=request.user,  # type: ignore[arg-type]
                at=clock.now(),
            )
        except workbook.Refused as refused:
            form.add_error("sheet", spoken(to_json(refused.sentence)))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("import_mapping", pk)
    return render(request, "registry/import_sheet.html", {"form": form, "batch": batch})


@login_required
@while_open
def import_mapping(request: HttpRequest, pk: int) -> HttpResponse:
    batch = open_batch(request, pk)
    if batch.is_working:
        return redirect("job", batch.job_id)
    if not batch.shape:
        return redirect("import_sheet", pk)
    target = TARGETS[batch.target]
    mapping = Mapping.from_json(batch.mapping)
    form = MappingForm(target, mapping, batch.sketch, batch.options, known.context(clock.today()), request.POST or None)
    if request.method == "POST" and form.is_valid() and _save_mapping(request, batch, form):
        return _check(request, batch)
    context = {
        "batch": batch,
        "target": target,
        "form": form,
        "sketch": batch.sketch,
        "skips": [(number, spoken(why)) for number, why in batch.sketch["skips"]],
        "preset": next((preset for preset in PRESETS if preset.key == batch.preset), None),
        "unknown": [match.heading or match.letter for match in mapping.unknown],
        "failed": batch.job if batch.job and batch.job.state == "failed" else None,
    }
    return render(request, "registry/import_mapping.html", context)


def _save_mapping(request: HttpRequest, batch: ImportBatch, form: MappingForm) -> bool:
    try:
        choosing.map_columns(
            batch=batch,
            fields=form.chosen_fields(),
            constants=form.chosen_constants(),
            values=form.chosen_values(),
            options=form.chosen_options(),
            by=request.user,  # type: ignore[arg-type]
            at=clock.now(),
        )
    except choosing.NotMappable as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return False
    except choosing.NotOpen as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _check(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    try:
        job = checking.start(batch=batch, by=request.user, at=clock.now())  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("import_mapping", batch.pk)
    return redirect("job", job.pk) if job else redirect("import_preview", batch.pk)


@login_required
@require_POST
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch, pk=pk)
    require(permissions.may_import(request.user, clock.today()))
    try:
        choosing.discard(batch=batch, by=request.user, at=clock.now())  # type: ignore[arg-type]
    except choosing.NotOpen as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("그만두었습니다. 올린 파일을 지웠습니다."))
    return redirect("imports")


@login_required
def import_template(request: HttpRequest, target: str) -> HttpResponse:
    require(permissions.may_import(request.user, clock.today()))
    if target not in TARGETS:
        raise Http404(target)
    needed_only = request.GET.get("columns") == "needed"
    buffer = io.BytesIO()
    writing.write_template(buffer, TARGETS[target].spec, known.context(clock.today()), needed_only=needed_only)
    name = f"{target}-needed.xlsx" if needed_only else f"{target}.xlsx"
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"'}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(buffer.getvalue(), content_type=kind, headers=headers)
