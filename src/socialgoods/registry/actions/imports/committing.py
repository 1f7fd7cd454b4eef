"""Writes what the preview promised, in one transaction, or nothing at all."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from socialgoods.exchange import workbook
from socialgoods.kernel import bulk, events, jobs, states
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.models import Event, Job
from socialgoods.people.models import User
from socialgoods.registry.actions.imports import checking, reading, storage, writing
from socialgoods.registry.actions.imports.checking import Progress
from socialgoods.registry.models import ImportBatch, ImportState
from socialgoods.registry.queries.imports.asked import Asked
from socialgoods.registry.queries.imports.targets import TARGETS
from socialgoods.registry.rules.imports.plan import Plan
from socialgoods.registry.rules.imports.sentences import spoken, to_json
from socialgoods.registry.states import IMPORT_MOVES

IMPORT_LOCK = 7_302_018
STEPS = 4
CHANGED_MEANWHILE = gettext_noop(
    "확인한 뒤에 등록부가 바뀌어, 미리 본 것과 결과가 달라집니다. 다시 확인한 뒤 가져오세요. 아무것도 쓰지 않았습니다."
)
NOTED = {
    "registry.organization": "registry.organization.changed",
    "registry.annualreport": "registry.report.changed",
    "registry.supportgiven": "registry.support.changed",
    "registry.membership": "registry.membership.changed",
    "registry.designation": "registry.designation.changed",
}


def start(*, batch: ImportBatch, by: User, at: datetime) -> Job | None:
    """The job that writes, or None where it has been done by now. Raises `Refused` in the second case."""
    from socialgoods.registry import tasks

    reasons = reasons_against(batch)
    if reasons:
        raise Refused(" ".join(reasons))
    if checking.is_small(batch):
        commit(batch=batch, by=by, at=at, progress=checking.in_silence)
        return None
    with transaction.atomic():
        job = jobs.start(
            kind="import.commit",
            task=tasks.commit_import,
            by=by,
            at=at,
            next_url=batch.get_absolute_url(),
            batch_id=batch.pk,
            by_id=by.pk,
        )
        ImportBatch.objects.filter(pk=batch.pk).update(job=job)
    batch.job = job
    return job


def reasons_against(batch: ImportBatch) -> list[str]:
    """Why the preview cannot be committed as it stands."""
    if batch.state in {ImportState.COMMITTED, ImportState.UNDONE}:
        return [_("이미 가져왔습니다. 같은 파일을 두 번 가져오지 않습니다.")]
    if batch.state != ImportState.CHECKED:
        return [_("먼저 확인을 마쳐 주세요.")]
    counts = batch.summary["counts"]
    if counts["errors"] or batch.summary["whole_errors"]:
        return [
            _(
                "고칠 행이 %(count)s개 남아 있습니다. 파일을 고쳐 다시 올리거나, 낯선 말은 열 맞추기에서 뜻을 정하거나, 그 행을 건너뛰세요."
            )
            % {"count": counts["errors"]}
        ]
    if not counts["new"] + counts["changed"]:
        return [_("새로 쓰거나 바꿀 것이 없습니다. 등록부가 파일과 이미 같습니다.")]
    return []


@bulk.undisturbed()
def commit(*, batch: ImportBatch, by: User | None, at: datetime, progress: Progress) -> None:
    target = TARGETS[batch.target]
    progress(0, STEPS, _("파일을 여는 중입니다."))
    with storage.opened(batch) as path:
        try:
            table = reading.read_table(path, batch.filename, batch.sheet)
        except workbook.Refused as refused:
            raise Refused(spoken(to_json(refused.sentence))) from None
    progress(1, STEPS, _("칸을 확인하는 중입니다."))
    asked = reading.asked_of(batch, table, target, at=at, by_id=by.pk if by else None)
    progress(2, STEPS, _("쓰는 중입니다. 이제는 멈출 수 없습니다."))
    try:
        _write_as_promised(batch, asked, by=by, at=at)
    except IntegrityError:
        # Somebody registered the same number by hand in this very moment.
        raise Refused(_(CHANGED_MEANWHILE)) from None
    batch.refresh_from_db()


@transaction.atomic
def _write_as_promised(batch: ImportBatch, asked: Asked, *, by: User | None, at: datetime) -> None:
    target = TARGETS[batch.target]
    one_at_a_time()
    now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if reasons := reasons_against(now):
        raise Refused(" ".join(reasons))
    plan = target.plan(asked)
    promised = plan.fingerprint(reading.promise(now, target.spec.name)) == now.fingerprint
    if not promised or checking.choices_of(now) != checking.choices_of(batch):
        raise Refused(_(CHANGED_MEANWHILE))
    write(batch=now, plan=plan, by=by, at=at)
    if target.private:
        erased = storage.erase(now)
        now.erased_at = at
        now.save(update_fields=list(erased))


def write(*, batch: ImportBatch, plan: Plan, by: User | None, at: datetime) -> None:
    """Within a transaction that holds `one_at_a_time`."""
    states.move(batch, ImportState.COMMITTED, table=IMPORT_MOVES, committed_by=by, committed_at=at)
    writing.write(plan, batch)
    _note_changes(plan, batch, by=by, at=at)
    # Last of all: what an undo asks is what has happened after it.
    events.record("registry.import.committed", batch, by=by, at=at, target=batch.target, **plan.counts.to_json())


def _note_changes(plan: Plan, batch: ImportBatch, *, by: User | None, at: datetime) -> None:
    """Records that were there before get an event of their own; new ones name the import, whose event this is."""
    updates = [update for update in plan.updates if update.table in NOTED]
    if updates:
        columns = {
            "name": [NOTED[update.table] for update in updates],
            "subject_type": [update.table for update in updates],
            "subject_id": [str(update.id) for update in updates],
            "data": [{"import": batch.pk, "fields": sorted(update.after)} for update in updates],
        }
        bulk.insert(Event, len(updates), {**columns, "by_id": by.pk if by else None, "at": at})


def one_at_a_time() -> None:
    """Of two imports that finish together the second sees what the first wrote. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
