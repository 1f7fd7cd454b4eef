"""The registry's long work, as the worker runs it."""

from django_tasks import task

from socialgoods.kernel import clock, jobs
from socialgoods.people.models import User
from socialgoods.registry.actions.imports import checking, committing, undoing
from socialgoods.registry.models import ImportBatch


@task()
def check_import(job_id: int, batch_id: int) -> None:
    with jobs.running(job_id) as progress:
        batch = ImportBatch.objects.select_related("uploaded_by").get(pk=batch_id)
        checking.check(batch=batch, by=batch.uploaded_by, at=clock.now(), progress=progress)


@task()
def commit_import(job_id: int, batch_id: int, by_id: int) -> None:
    with jobs.running(job_id) as progress:
        batch = ImportBatch.objects.get(pk=batch_id)
        committing.commit(batch=batch, by=User.objects.get(pk=by_id), at=clock.now(), progress=progress)


@task()
def undo_import(job_id: int, batch_id: int, by_id: int, keep: bool, promised: str) -> None:
    with jobs.running(job_id) as progress:
        batch = ImportBatch.objects.get(pk=batch_id)
        undoing.undo(
            batch=batch, by=User.objects.get(pk=by_id), at=clock.now(), keep=keep, promised=promised, progress=progress
        )
