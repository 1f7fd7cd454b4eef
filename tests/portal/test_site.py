"""What browsers, search engines and watchmen ask of a site."""

import shutil
from collections import namedtuple
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse

from socialgoods.kernel import clock
from socialgoods.kernel.models import Job
from socialgoods.portal.queries import health

GOOD = {"database": True, "migrations": True, "worker": True, "disk": True}


@pytest.fixture(autouse=True)
def ask_migrations_again(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)


@pytest.mark.django_db
def test_a_site_that_is_well_says_so(client):
    response = client.get(reverse("health"))

    said = response.json()
    assert (response.status_code, said["status"], said["checks"]) == (200, "ok", GOOD)
    assert said["oldest_waiting_seconds"] == 0
    assert said["free_disk_megabytes"] > 0
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "status"), [(1, 200), (3, 503)])
def test_a_worker_that_does_not_come_is_noticed(client, minutes, status):
    Job.objects.create(kind="가져오기", created_at=clock.now() - timedelta(minutes=minutes))
    Job.objects.create(kind="가져오기", created_at=clock.now())
    Job.objects.create(kind="옛일", state="done", created_at=clock.now() - timedelta(days=9))

    response = client.get(reverse("health"))

    assert (response.status_code, response.json()["checks"]["worker"]) == (status, status == 200)
    assert response.json()["oldest_waiting_seconds"] == pytest.approx(60 * minutes, abs=5)


@pytest.mark.django_db
def test_a_full_disk_is_noticed(client, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(1, 1, health.DISK_LOW_BELOW))

    response = client.get(reverse("health"))

    assert (response.status_code, response.json()["checks"]) == (503, GOOD | {"disk": False})


@pytest.mark.django_db
def test_a_database_behind_its_code_is_noticed(client):
    MigrationRecorder.Migration.objects.filter(app="registry").order_by("name").last().delete()

    response = client.get(reverse("health"))

    assert (response.status_code, response.json()["checks"]["migrations"]) == (503, False)


def test_a_database_that_does_not_answer_is_noticed(client, monkeypatch):
    class Broken:
        def cursor(self):
            raise DatabaseError

    monkeypatch.setattr(health, "connection", Broken())

    response = client.get(reverse("health"))

    assert response.status_code == 503
    assert response.json()["checks"] == {"database": False, "migrations": False, "worker": False, "disk": True}


@pytest.mark.django_db
def test_a_person_gets_a_page(client):
    response = client.get(reverse("health"), headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})

    assert "모두 잘 돌아갑니다." in response.content.decode()


def test_robots_find_nothing_on_a_site_for_trying(client):
    assert client.get(reverse("robots")).content.decode() == "User-agent: *\nDisallow: /\n"


def test_robots_find_what_is_public_on_a_real_one(client, settings):
    settings.PRODUCTION = True

    said = client.get(reverse("robots")).content.decode().splitlines()

    assert "Disallow: /desk/" in said
    assert "Disallow: /" not in said


def test_who_finds_a_hole_knows_whom_to_tell(client, settings):
    settings.COUNTY = replace(settings.COUNTY, email="safe@example.org")

    lines = client.get(reverse("security")).content.decode().splitlines()

    assert lines[0] == "Contact: mailto:safe@example.org"
    assert lines[1].startswith("Expires: 20")


def test_a_phone_may_keep_the_site(client, settings):
    response = client.get(reverse("manifest"))

    assert response["Content-Type"] == "application/manifest+json"
    assert (response.json()["name"], response.json()["start_url"]) == (f"소셜굿즈 {settings.COUNTY.name}", "/")
    assert response.json()["icons"][0]["src"].endswith("mark.svg")


def test_the_worker_of_the_browser_is_served_from_the_root(client):
    response = client.get(reverse("service_worker"))

    assert (reverse("service_worker"), response["Content-Type"]) == ("/sw.js", "text/javascript; charset=utf-8")
    assert "offline" in response.content.decode()


@pytest.mark.django_db
def test_the_page_for_no_connection_needs_none_of_ours(client):
    page = client.get(reverse("offline")).content.decode()

    assert "인터넷에 연결되어 있지 않습니다" in page
