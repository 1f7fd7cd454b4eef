from unittest import mock

import pytest

from socialgoods.kernel import clock, jobs
from socialgoods.kernel.models import Job, JobState

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return Job.objects.create(kind="test", created_at=clock.now())


def test_a_job_that_ends_is_done_and_keeps_its_last_progress(job):
    with jobs.running(job.pk) as progress:
        progress(3, 3, "셋째")

    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.message) == (JobState.DONE, 3, 3, "셋째")
    assert job.ended_at


def test_a_cancelled_job_stops_at_its_next_step(job):
    reached = []

    with jobs.running(job.pk) as progress:
        jobs.cancel(job)
        progress(1, 2)
        reached.append("too far")

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert reached == []


def test_a_refusal_is_shown_and_a_fault_is_admitted(job):
    with jobs.running(job.pk):
        raise jobs.Refused("빈 파일입니다.")
    broken = Job.objects.create(kind="test", created_at=clock.now())
    with pytest.raises(ZeroDivisionError), jobs.running(broken.pk):
        1 / 0  # noqa: B018

    job.refresh_from_db()
    broken.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "빈 파일입니다.")
    assert broken.state == JobState.FAILED
    assert "예상하지 못한 문제" in broken.message


def test_a_job_is_not_run_twice(job):
    with jobs.running(job.pk):
        pass

    with pytest.raises(jobs.Cancelled), jobs.running(job.pk):
        pass


def test_a_job_is_handed_to_the_worker_only_when_the_transaction_has_committed(django_capture_on_commit_callbacks):
    task = mock.Mock()

    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.start(kind="test", task=task, by=None, at=clock.now(), batch=7)
        assert not task.enqueue.called

    task.enqueue.assert_called_once_with(job_id=job.pk, batch=7)


def test_what_a_stopped_worker_left_behind_is_given_up_in_words(job):
    waiting = Job.objects.create(kind="test", created_at=clock.now())
    with jobs.running(job.pk):
        given_up = jobs.give_up_running(at=clock.now())
        job.refresh_from_db()
        seen = (given_up, job.state, job.message)

    waiting.refresh_from_db()
    assert seen == (
        1,
        JobState.FAILED,
        "서버가 다시 시작되어 멈추었습니다. 아무것도 바뀌지 않았습니다. 다시 시작해 주세요.",
    )
    assert waiting.state == JobState.WAITING
