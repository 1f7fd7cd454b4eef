"""One's own account shows and exports what every room knows."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from factories import CaseloadFactory, OrganizationFactory, RepresentationFactory
from socialgoods.people.known import written

pytestmark = pytest.mark.django_db


def test_a_representative_sees_which_organisations_they_stand_for(client):
    row = RepresentationFactory(organization=OrganizationFactory(name="새벽두레"))
    RepresentationFactory(organization=OrganizationFactory(name="남의두레"))
    client.force_login(row.user)

    page = client.get(reverse("me")).content.decode()

    assert "새벽두레" in page
    assert "남의두레" not in page


def test_an_advisor_takes_the_caseload_home(client):
    row = CaseloadFactory()
    client.force_login(row.advisor)

    archive = zipfile.ZipFile(io.BytesIO(client.post(reverse("me_export")).content))

    sections = {part["key"]: part["rows"] for part in json.loads(archive.read("data.json"))["sections"]}
    assert sections["representations"] == []
    assert sections["caseload"] == [
        {"조직": row.organization.name, "시작일": row.starts_on.isoformat(), "끝난 날": None}
    ]
    assert written(row.starts_on) in archive.read("caseload.csv").decode("utf-8-sig")


def test_without_log_in_nothing_is_told(client):
    assert client.get(reverse("me"))["Location"].startswith(reverse("account_login"))
    assert client.post(reverse("me_export"))["Location"].startswith(reverse("account_login"))
