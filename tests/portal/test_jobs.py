"""Long work on screen: who may look, what is said, and how it is stopped."""

import pytest
from django.urls import reverse

from factories import UserFactory, user_as
from socialgoods.kernel import clock, events
from socialgoods.kernel.models import Job
from socialgoods.people.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def starter():
    return UserFactory()


def job(starter, **fields):
    return Job.objects.create(kind="가져오기", by=starter, created_at=clock.now(), **fields)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("starter", True),
        (Role.COORDINATOR, True),
        (Role.OFFICER, True),
        (Role.ADVISOR, False),
        (Role.NETWORK, False),
        (Role.PARTNER, False),
        (Role.AUDITOR, False),
        (Role.HELPER, False),
        ("another", False),
    ],
)
def test_who_may_see_and_stop_work(client, starter, who, may):
    row = job(starter)
    client.force_login({"starter": starter, "another": UserFactory()}.get(who) or user_as(who))

    seen = client.get(reverse("job", args=[row.pk])).status_code
    stopped = client.post(reverse("job_cancel", args=[row.pk])).status_code

    row.refresh_from_db()
    assert (seen, stopped, row.cancel_requested) == ((200, 302, True) if may else (403, 403, False))


def test_a_stranger_is_asked_to_log_in_and_led_back(client, starter):
    row = job(starter)

    for name in ("job", "job_cancel"):
        response = client.get(reverse(name, args=[row.pk]))
        assert response.status_code in {302, 405}
    assert client.get(reverse("job", args=[row.pk]))["Location"].endswith(f"next={reverse('job', args=[row.pk])}")


def test_stopping_takes_a_post(client, starter):
    client.force_login(starter)

    assert client.get(reverse("job_cancel", args=[job(starter).pk])).status_code == 405


def test_stopping_twice_is_one_wish(client, starter):
    row = job(starter)
    client.force_login(starter)

    for _ in range(2):
        client.post(reverse("job_cancel", args=[row.pk]))

    assert [event.name for event in events.of(row)] == ["kernel.job.cancel_requested"]


def test_work_that_is_over_is_not_stopped(client, starter):
    row = job(starter, state="done", ended_at=clock.now())
    client.force_login(starter)

    client.post(reverse("job_cancel", args=[row.pk]))

    row.refresh_from_db()
    assert not row.cancel_requested
    assert not events.of(row).exists()


def test_progress_is_polled_until_the_end(client, starter):
    row = job(starter, state="running", done=3, total=10, message="행을 확인합니다")
    client.force_login(starter)

    piece = client.get(reverse("job", args=[row.pk]), headers={"HX-Request": "true"})

    assert "<html" not in piece.content.decode()
    assert "3 / 10" in piece.content.decode()
    assert "행을 확인합니다" in piece.content.decode()
    assert f'hx-get="{reverse("job", args=[row.pk])}"' in piece.content.decode()
    assert "HX-Redirect" not in piece


def test_work_that_is_done_leads_to_its_result(client, starter):
    row = job(starter, state="done", ended_at=clock.now(), next_url="/imports/7/")
    client.force_login(starter)

    piece = client.get(reverse("job", args=[row.pk]), headers={"HX-Request": "true"})
    page = client.get(reverse("job", args=[row.pk])).content.decode()

    assert piece["HX-Redirect"] == "/imports/7/"
    assert 'href="/imports/7/"' in page
    assert "hx-get" not in page


def test_work_that_failed_says_why_and_leads_nowhere(client, starter):
    row = job(starter, state="failed", ended_at=clock.now(), message="파일을 읽을 수 없습니다.")
    client.force_login(starter)

    piece = client.get(reverse("job", args=[row.pk]), headers={"HX-Request": "true"})

    assert "파일을 읽을 수 없습니다." in piece.content.decode()
    assert "HX-Redirect" not in piece
