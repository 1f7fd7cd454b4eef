"""Judges every cell and compares every row with the register. Nothing is written but the preview."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.exchange import workbook
from socialgoods.kernel import bulk, events, jobs, states
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.models import Job
from socialgoods.people.models import User
from socialgoods.registry.actions.imports import previewing, reading, storage
from socialgoods.registry.models import ImportBatch, ImportState
from socialgoods.registry.queries.imports.targets import TARGETS
from socialgoods.registry.rules.imports.sentences import spoken, to_json
from socialgoods.registry.states import IMPORT_MOVES

Progress = Callable[..., None]

AT_ONCE_ROWS = 2_000
"""A sheet of up to so many rows is checked and written while the officer waits; larger ones in the background."""
STEPS = 5


def in_silence(done: int, total: int, message: str = "") -> None:
    """The progress of what is done at once."""


def is_small(batch: ImportBatch) -> bool:
    sketch: Any = batch.sketch
    return bool(sketch) and sketch["rows"] <= AT_ONCE_ROWS


def start(*, batch: ImportBatch, by: User, at: datetime) -> Job | None:
    """The job that checks, or None where it has been done by now. Raises `Refused` in the second case."""
    from socialgoods.registry import tasks

    if is_small(batch):
        check(batch=batch, by=by, at=at, progress=in_silence)
        return None
    with transaction.atomic():
        url = reverse("import_preview", args=[batch.pk])
        job = jobs.start(kind="import.check", task=tasks.check_import, by=by, at=at, next_url=url, batch_id=batch.pk)
        ImportBatch.objects.filter(pk=batch.pk).update(job=job)
    batch.job = job
    return job


@bulk.undisturbed()
def check(*, batch: ImportBatch, by: User | None, at: datetime, progress: Progress) -> None:
    target = TARGETS[batch.target]
    progress(0, STEPS, _("파일을 여는 중입니다."))
    with storage.opened(batch) as path:
        try:
            table = reading.read_table(path, batch.filename, batch.sheet)
        except workbook.Refused as refused:
            raise Refused(spoken(to_json(refused.sentence))) from None
    progress(1, STEPS, _("칸을 확인하는 중입니다."))
    asked = reading.asked_of(batch, table, target, at=at, by_id=by.pk if by else None)
    progress(2, STEPS, _("등록부와 견주는 중입니다."))
    plan = target.plan(asked)
    progress(3, STEPS, _("미리 보기를 만드는 중입니다."))
    content = previewing.content(table, asked.checked, plan, target)
    progress(4, STEPS)
    fingerprint = plan.fingerprint(reading.promise(batch, target.spec.name))
    _finish(batch, content, summary_of(plan, asked), fingerprint, by=by, at=at)


def summary_of(plan: Any, asked: Any) -> dict[str, Any]:
    checked = asked.checked
    return {
        "counts": plan.counts.to_json(),
        "skipped": len(checked.skipped),
        "whole_errors": sum(each.row is None and each.is_error for each in checked.problems),
    }


@transaction.atomic
def _finish(
    batch: ImportBatch, content: bytes, summary: dict[str, Any], fingerprint: str, *, by: User | None, at: datetime
) -> None:
    """Only for the choices that were checked: if they changed meanwhile, another check is under way."""
    now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not now.is_open or choices_of(now) != choices_of(batch):
        raise Refused(_("확인하는 사이에 열 맞추기나 건너뛸 행이 바뀌었습니다. 다시 확인해 주세요."))
    storage.forget(now.preview.name or "", now)
    storage.keep_preview(now, content)
    states.move(
        now,
        ImportState.CHECKED,
        table=IMPORT_MOVES,
        preview=now.preview.name,
        summary=summary,
        fingerprint=fingerprint,
        checked_at=at,
    )
    events.record("registry.import.checked", now, by=by, at=at, **summary["counts"])
    for name in ("state", "preview", "summary", "fingerprint", "checked_at"):
        setattr(batch, name, getattr(now, name))


def choices_of(batch: ImportBatch) -> tuple[Any, ...]:
    return batch.sheet, batch.mapping, batch.options, batch.skipped, batch.kept, batch.matches
