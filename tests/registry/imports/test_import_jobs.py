"""Large sheets go through the worker: with progress, with cancel, and never half."""

import pytest
from django.urls import reverse

from factories import OrganizationFactory
from registry.imports.conftest import HEADINGS, csv_of, map_columns, send
from socialgoods.kernel import clock, jobs
from socialgoods.kernel.models import Job, JobState
from socialgoods.places.models import District
from socialgoods.registry.actions.imports.checking import AT_ONCE_ROWS
from socialgoods.registry.models import ImportBatch, ImportState, Organization
from socialgoods.registry.tasks import check_import, commit_import

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MANY = AT_ONCE_ROWS + 1


@pytest.fixture
def many():
    return csv_of(
        HEADINGS, *((f"조직 {number:05d}", "협동조합", "먹거리", "봉동읍", "", "", "") for number in range(MANY))
    )


@pytest.fixture
def as_work(django_capture_on_commit_callbacks):
    """What the worker would do, done when the request is over."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_large_list_is_checked_written_and_undone_by_the_worker(working, many, as_work):
    send(working, many)
    batch = ImportBatch.objects.get()
    with as_work():
        led = map_columns(working, batch)
    batch.refresh_from_db()
    assert led["Location"] == reverse("job", args=[batch.job_id])
    assert (batch.job.state, batch.job.next_url, batch.state) == (
        JobState.DONE,
        reverse("import_preview", args=[batch.pk]),
        "checked",
    )

    with as_work():
        working.post(reverse("import_commit", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, batch.job.state, Organization.objects.count()) == (ImportState.COMMITTED, JobState.DONE, MANY)

    page = working.get(reverse("import_undo", args=[batch.pk]))
    with as_work():
        working.post(reverse("import_undo", args=[batch.pk]), {"promised": page.context["found"].fingerprint})
    batch.refresh_from_db()
    assert (batch.state, Organization.objects.count()) == (ImportState.UNDONE, 0)


def test_while_the_worker_works_every_page_of_the_import_shows_its_progress(working, many):
    send(working, many)
    batch = ImportBatch.objects.get()
    map_columns(working, batch)
    batch.refresh_from_db()

    answers = [
        working.get(reverse(name, args=[batch.pk])) for name in ("import_batch", "import_mapping", "import_preview")
    ]

    assert {answer["Location"] for answer in answers} == {reverse("job", args=[batch.job_id])}


def test_a_cancelled_check_leaves_the_import_where_it_was(working, many):
    send(working, many)
    batch = ImportBatch.objects.get()
    map_columns(working, batch)
    batch.refresh_from_db()
    jobs.cancel(batch.job)

    check_import.call(job_id=batch.job_id, batch_id=batch.pk)

    batch.refresh_from_db()
    assert (batch.job.state, batch.state, batch.preview.name) == (JobState.CANCELLED, ImportState.UPLOADED, "")


def test_a_commit_that_finds_the_register_changed_fails_with_a_sentence(working, officer, many, as_work):
    send(working, many)
    batch = ImportBatch.objects.get()
    with as_work():
        map_columns(working, batch)
    OrganizationFactory(name="조직 00000", district=District.objects.get(name="봉동읍"))
    job = Job.objects.create(kind="import.commit", created_at=clock.now())

    commit_import.call(job_id=job.pk, batch_id=batch.pk, by_id=officer.pk)

    job.refresh_from_db()
    batch.refresh_from_db()
    assert (job.state, batch.state, Organization.objects.count()) == (JobState.FAILED, ImportState.CHECKED, 1)
    assert "다시 확인한 뒤 가져오세요" in job.message


def test_choices_made_during_a_check_make_it_start_again(working, officer, many):
    """The result of a check of yesterday's choices is thrown away."""
    from socialgoods.registry.actions.imports import checking, choosing

    send(working, many)
    batch = ImportBatch.objects.get()
    map_columns(working, batch)
    stale = ImportBatch.objects.get(pk=batch.pk)
    choosing.skip(batch=batch, rows=[5], by=officer, at=clock.now())

    with pytest.raises(jobs.Refused, match="확인하는 사이에"):
        checking.check(batch=stale, by=officer, at=clock.now(), progress=checking.in_silence)

    batch.refresh_from_db()
    assert (batch.state, batch.skipped) == (ImportState.UPLOADED, [5])
