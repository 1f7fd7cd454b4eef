import pytest

from socialgoods.kernel import clock
from socialgoods.kernel.models import Job, JobState
from socialgoods.kernel.states import IllegalTransition, move

pytestmark = pytest.mark.django_db

TABLE = {JobState.WAITING: {JobState.RUNNING, JobState.CANCELLED}, JobState.RUNNING: {JobState.DONE}}


@pytest.fixture
def job():
    return Job.objects.create(kind="test", created_at=clock.now())


def test_an_allowed_move_is_written_with_its_changes(job):
    move(job, JobState.RUNNING, table=TABLE, message="시작")

    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.RUNNING, "시작")


def test_a_move_the_table_does_not_know_is_refused_in_words(job):
    with pytest.raises(IllegalTransition, match=r"기다리는 중.*끝남"):
        move(job, JobState.DONE, table=TABLE)

    assert job.state == JobState.WAITING


def test_the_slower_of_two_is_told_and_changes_nothing(job):
    faster, slower = Job.objects.get(pk=job.pk), Job.objects.get(pk=job.pk)

    move(faster, JobState.CANCELLED, table=TABLE, message="먼저")
    with pytest.raises(IllegalTransition, match="다른 분이 먼저"):
        move(slower, JobState.RUNNING, table=TABLE, message="나중")

    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.CANCELLED, "먼저")
