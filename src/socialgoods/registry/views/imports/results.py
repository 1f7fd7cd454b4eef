"""What an import did, and taking it back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.kernel import clock
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.actions.imports import undoing
from socialgoods.registry.actions.imports.writing import model_of
from socialgoods.registry.models import ImportBatch, ImportState, Organization
from socialgoods.registry.queries.imports.labels import field_label
from socialgoods.registry.queries.imports.targets import TARGETS
from socialgoods.registry.queries.imports.undo import consequences
from socialgoods.registry.rules.imports import wording
from socialgoods.registry.rules.imports.fate import Counts
from socialgoods.registry.views.imports.steps import seen_batch

SHOWN = 100
TITLES = {
    ImportState.COMMITTED: gettext_lazy("가져왔습니다"),
    ImportState.UNDONE: gettext_lazy("되돌렸습니다"),
    ImportState.DISCARDED: gettext_lazy("그만두었습니다"),
}


@login_required
def import_batch(request: HttpRequest, pk: int) -> HttpResponse:
    batch = seen_batch(request, pk)
    if batch.is_working:
        return redirect("job", batch.job_id)
    if batch.state == ImportState.CHECKED:
        return redirect("import_preview", pk)
    may_import = permissions.may_import(request.user, clock.today())
    if batch.is_open and may_import:
        return redirect("import_mapping", pk)
    made = Organization.objects.filter(imported_by=batch).select_related("district")
    context: dict[str, Any] = {
        "batch": batch,
        "target": TARGETS[batch.target],
        "title": TITLES.get(batch.state, batch.get_state_display()),
        "lede": _lede(batch),
        "counts": batch.summary.get("counts"),
        "undone": batch.summary.get("undone"),
        "to_ask": made.filter(district=None).exclude(residence="outside").order_by("name", "pk")[:SHOWN],
        "made": made.order_by("pk")[:SHOWN],
        "columns": _columns(batch),
        "may_import": may_import,
    }
    return render(request, "registry/import_batch.html", context)


def _lede(batch: ImportBatch) -> str:
    if "undone" in batch.summary:
        return wording.undone(batch.summary["undone"])
    if batch.state != ImportState.COMMITTED:
        return _("아무것도 등록부에 쓰지 않았습니다.")
    return wording.done(Counts.from_json(batch.summary["counts"]), batch.summary["skipped"])


def _columns(batch: ImportBatch) -> list[tuple[str, str, str]]:
    """Letter, heading and field of what was read, for those who check."""
    spec = TARGETS[batch.target].spec
    return [
        (letter, heading, field_label(spec, name) if name in spec else "")
        for _index, letter, heading, name, *_ in batch.mapping.get("columns", ())
    ]


@login_required
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    batch = seen_batch(request, pk)
    require(permissions.may_import(request.user, clock.today()))
    if batch.is_working:
        return redirect("job", batch.job_id)
    if batch.state != ImportState.COMMITTED:
        messages.error(request, _("이미 되돌렸거나 아직 가져오지 않은 것입니다."))
        return redirect(batch)
    if request.method == "POST":
        try:
            job = undoing.start(
                batch=batch,
                by=request.user,  # type: ignore[arg-type]
                at=clock.now(),
                keep=bool(request.POST.get("keep")),
                promised=request.POST.get("promised", "") or "-",
            )
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("import_undo", pk)
        return redirect("job", job.pk) if job else redirect(batch)
    found = consequences(batch)
    removed = [(model_of(table)._meta.verbose_name, len(ids)) for table, ids in found.removed.items()]
    context = {
        "batch": batch,
        "found": found,
        "removed": removed,
        "kept": found.kept[:SHOWN],
        "more": max(0, len(found.kept) - SHOWN),
    }
    return render(request, "registry/import_undo.html", context)
