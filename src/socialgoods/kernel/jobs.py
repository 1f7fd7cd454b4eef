"""Background work with progress and cancel.

A room's task wraps its work in `running(job_id)` and calls `progress(done, total)` now and then. Progress is written
outside transactions, so do the slow part first and write the result in one short transaction at the end.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel.clock import now
from socialgoods.kernel.models import Job, JobState


class Cancelled(Exception):
    """The person who started the job, or an officer, asked it to stop."""


class Refused(Exception):
    """The work cannot be done; the text says why and is ready to show."""


def start(*, kind: str, task: Any, by: Any, at: datetime, next_url: str = "", **arguments: Any) -> Job:
    """Create the job and hand it to the worker when the transaction has committed."""
    job = Job.objects.create(kind=kind, by=by, created_at=at, next_url=next_url)
    transaction.on_commit(lambda: task.enqueue(job_id=job.pk, **arguments))
    return job


def cancel(job: Job) -> None:
    Job.objects.filter(pk=job.pk, ended_at=None).update(cancel_requested=True)


class Progress:
    def __init__(self, job_id: int, every_seconds: float = 0.3) -> None:
        self.job_id = job_id
        self.every_seconds = every_seconds
        self._written = 0.0

    def __call__(self, done: int, total: int, message: str = "") -> None:
        if time.monotonic() - self._written < self.every_seconds and done < total:
            return
        self._written = time.monotonic()
        Job.objects.filter(pk=self.job_id).update(done=min(done, total), total=total, message=message)
        if Job.objects.filter(pk=self.job_id, cancel_requested=True).exists():
            raise Cancelled


@contextmanager
def running(job_id: int) -> Iterator[Progress]:
    """Mark the job as running; on the way out as done, cancelled or failed, with a sentence."""
    if not Job.objects.filter(pk=job_id, state=JobState.WAITING).update(state=JobState.RUNNING):
        raise Cancelled
    try:
        yield Progress(job_id)
    except Cancelled:
        _end(job_id, JobState.CANCELLED, _("취소했습니다. 아무것도 바뀌지 않았습니다."))
    except Refused as refusal:
        _end(job_id, JobState.FAILED, str(refusal))
    except Exception:
        _end(
            job_id,
            JobState.FAILED,
            _("예상하지 못한 문제로 멈추었습니다. 아무것도 바뀌지 않았습니다. 담당자에게 알려 주세요."),
        )
        raise
    else:
        _end(job_id, JobState.DONE, "")


def give_up_running(*, at: datetime) -> int:
    """Jobs whose worker was stopped under them. Only for one who knows that no worker is at work."""
    return Job.objects.filter(state=JobState.RUNNING, ended_at=None).update(
        state=JobState.FAILED,
        ended_at=at,
        message=_("서버가 다시 시작되어 멈추었습니다. 아무것도 바뀌지 않았습니다. 다시 시작해 주세요."),
    )


def _end(job_id: int, state: JobState, message: str) -> None:
    changes: dict[str, Any] = {"state": state, "ended_at": now()}
    if message:
        changes["message"] = message
    Job.objects.filter(pk=job_id).update(**changes)
