"""Takes a finished import back as a whole: in one transaction, and only what the page has announced."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from socialgoods.kernel import bulk, events, jobs, states
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.models import Job
from socialgoods.people.models import User
from socialgoods.registry.actions.imports import checking
from socialgoods.registry.actions.imports.checking import Progress
from socialgoods.registry.actions.imports.committing import one_at_a_time
from socialgoods.registry.actions.imports.writing import model_of
from socialgoods.registry.models import ImportBatch, ImportState, Organization
from socialgoods.registry.queries.imports.undo import GOES_ALONG, Consequences, consequences
from socialgoods.registry.states import IMPORT_MOVES

PIECE = 5_000
AT_ONCE = 2_000
STEPS = 2
REMEMBERED = 200


def start(*, batch: ImportBatch, by: User, at: datetime, keep: bool, promised: str) -> Job | None:
    """The job that undoes, or None where it has been done by now. Raises `Refused` in the second case."""
    from socialgoods.registry import tasks

    counts = batch.summary.get("counts", {})
    if counts.get("new", 0) + counts.get("changed", 0) <= AT_ONCE:
        undo(batch=batch, by=by, at=at, keep=keep, promised=promised, progress=checking.in_silence)
        return None
    with transaction.atomic():
        job = jobs.start(
            kind="import.undo",
            task=tasks.undo_import,
            by=by,
            at=at,
            next_url=batch.get_absolute_url(),
            batch_id=batch.pk,
            by_id=by.pk,
            keep=keep,
            promised=promised,
        )
        ImportBatch.objects.filter(pk=batch.pk).update(job=job)
    batch.job = job
    return job


def undo(
    *, batch: ImportBatch, by: User | None, at: datetime, keep: bool, promised: str, progress: Progress
) -> Consequences:
    """`keep`: leave what has been built upon, take back the rest. `promised`: the fingerprint the page showed."""
    progress(0, STEPS, _("되돌릴 것을 확인하는 중입니다."))
    try:
        with transaction.atomic():
            one_at_a_time()
            now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if now.state != ImportState.COMMITTED:
                raise Refused(_("이미 되돌렸거나 아직 가져오지 않은 것입니다."))
            found = consequences(now)
            if promised and found.fingerprint != promised:
                raise Refused(_("확인한 뒤에 기록이 바뀌었습니다. 되돌릴 것을 다시 확인해 주세요."))
            if found.kept and not keep:
                raise Refused(_("그 뒤에 쌓이거나 고친 기록이 있습니다. 그 기록은 남기고 되돌릴지 먼저 골라 주세요."))
            _take_back(found)
            summary = {**now.summary, "undone": summary_of(found)}
            states.move(now, ImportState.UNDONE, table=IMPORT_MOVES, undone_by=by, undone_at=at, summary=summary)
            counts = {name: summary["undone"][name] for name in ("removed", "restored", "kept")}
            events.record("registry.import.undone", now, by=by, at=at, **counts)
    except IntegrityError:
        raise Refused(
            _("되돌리면 서로 겹치는 기록이 생깁니다. 그 뒤에 등록한 같은 번호의 기록을 먼저 확인해 주세요.")
        ) from None
    batch.refresh_from_db()
    return found


def summary_of(found: Consequences) -> dict[str, Any]:
    return {
        "removed": found.removed_count,
        "restored": found.restored_count,
        "kept": len(found.kept),
        "names": [[each.label, list(each.reasons)] for each in found.kept[:REMEMBERED]],
    }


def _take_back(found: Consequences) -> None:
    """Children before parents, and what goes before what comes back: a number may pass from one to the other."""
    organizations = found.removed.get(Organization._meta.label_lower, [])
    for table, ids in found.removed.items():
        if table != Organization._meta.label_lower:
            _delete(model_of(table), "pk", ids)
    for along in GOES_ALONG:
        _delete(along, "organization_id", organizations)
    _delete(Organization, "pk", organizations)
    for table, ids in found.taken_out.items():
        _delete(model_of(table), "pk", ids)

    def same(item: tuple[tuple[str, int], dict[str, Any]]) -> tuple[str, tuple[str, ...]]:
        return item[0][0], tuple(sorted(item[1]))

    for (table, names), group in groupby(sorted(found.restored.items(), key=same), key=same):
        model = model_of(table)
        fields = {each.attname: each for each in model._meta.concrete_fields}
        rows = [(pk, [fields[name].to_python(before[name]) for name in names]) for (_t, pk), before in group]
        bulk.update(model, names, rows)


def _delete(model: type[Model], name: str, ids: list[int]) -> None:
    """Past the collector, which would load every row; the database itself refuses to orphan anything."""
    for piece in _pieces(ids):
        rows: QuerySet[Any] = model._default_manager.filter(**{f"{name}__in": piece})
        rows._raw_delete(connection.alias)


def _pieces(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), PIECE):
        yield ids[start : start + PIECE]
