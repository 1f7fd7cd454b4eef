import base64
import os

import pytest
from django.core.management import CommandError, call_command

from factories import OrganizationFactory
from socialgoods.registry.models import Organization


def key():
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_backup_brings_everything_back(uploads, tmp_path):
    OrganizationFactory(code="T1", phone="063-000-1111")
    (uploads / "imports").mkdir()
    (uploads / "imports" / "list.csv").write_text("이름")
    call_command("backup", tmp_path / "today.backup", verbosity=0)
    Organization.objects.all().delete()
    OrganizationFactory(code="T2")
    (uploads / "imports" / "list.csv").unlink()

    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", tmp_path / "today.backup")
    call_command("restore", tmp_path / "today.backup", replace=True, verbosity=0)

    assert [(row.code, row.phone) for row in Organization.objects.all()] == [("T1", "063-000-1111")]
    assert (uploads / "imports" / "list.csv").read_text() == "이름"


@pytest.mark.django_db(transaction=True)
def test_a_damaged_backup_changes_nothing(uploads, tmp_path):
    OrganizationFactory(code="T1")
    path = tmp_path / "today.backup"
    call_command("backup", path, verbosity=0)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)

    with pytest.raises(CommandError, match=r"damaged|no backup"):
        call_command("restore", path, replace=True)

    assert Organization.objects.get().code == "T1"


@pytest.mark.django_db(transaction=True)
def test_contact_data_is_sealed_anew_with_the_newest_key(settings, capsys):
    old, new = key(), key()
    settings.CONTACT_KEYS = [old]
    row = OrganizationFactory(phone="063-000-1111")
    settings.CONTACT_KEYS = [new, old]

    call_command("rotate_keys")
    call_command("rotate_keys")
    settings.CONTACT_KEYS = [new]

    assert Organization.objects.get(pk=row.pk).phone == "063-000-1111"
    said = capsys.readouterr().out.splitlines()
    assert (said[0], said[2]) == ("1 values sealed with the newest key.", "0 values sealed with the newest key.")
