"""Sheets as offices send them, an officer who imports them, and the county's districts."""

import csv
import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factories import user_as
from socialgoods.people.models import Role
from socialgoods.places.actions import load_county
from socialgoods.registry.models import ImportBatch

HEADINGS = ("이름", "유형", "분야", "읍·면", "주소", "사업자등록번호", "전화")
ROWS = (
    ("두레 하나", "협동조합", "먹거리", "봉동읍", "완주군 봉동읍 추동로 51-5", "107-81-53660", "063-555-0001"),
    ("두레 둘", "마을기업", "공예", "용진읍", "완주군 용진읍 부평길 46-109", "", "063-555-0002"),
    ("두레 셋", "사회적기업", "교육", "", "완주군 천호로 539-1", "", ""),
)


@pytest.fixture
def officer(db):
    return user_as(Role.OFFICER)


@pytest.fixture
def places(db):
    load_county()


@pytest.fixture
def working(client, officer, places):
    """A browser in which the officer is logged in."""
    client.force_login(officer)
    return client


def csv_of(*rows, encoding="utf-8", delimiter=","):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode(encoding)


def xlsx_of(*rows, name="조직", merged=()):
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    for top, left, bottom, right, value in merged:
        sheet.merge_range(top, left, bottom, right, value)
    book.close()
    return buffer.getvalue()


def send(client, content, filename="list.csv", target="organizations", follow=False):
    file = SimpleUploadedFile(filename, content)
    return client.post(reverse("import_upload"), {"target": target, "file": file}, follow=follow)


def map_columns(client, batch, **changes):
    """Posts the mapping page as it stands, but for these changes."""
    page = client.get(reverse("import_mapping", args=[batch.pk]))
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return client.post(reverse("import_mapping", args=[batch.pk]), {**data, **changes})


def previewed(client, content, filename="list.csv", target="organizations", **changes):
    """Sends a file and goes on to its preview; the import."""
    send(client, content, filename, target)
    batch = ImportBatch.objects.latest("pk")
    map_columns(client, batch, **changes)
    batch.refresh_from_db()
    return batch


def committed(client, content, filename="list.csv", target="organizations", **changes):
    batch = previewed(client, content, filename, target, **changes)
    client.post(reverse("import_commit", args=[batch.pk]))
    batch.refresh_from_db()
    return batch


def counts(batch):
    """What is not nothing."""
    return {name: count for name, count in batch.summary["counts"].items() if count}
