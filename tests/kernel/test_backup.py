import io
import json
import tarfile

import pytest
from django.core.management import CommandError, call_command

from factories import OrganizationFactory
from socialgoods.kernel import backup
from socialgoods.registry.models import Organization

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WORDS = "four or five words"
A_LINK = object()


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "var" / "files"
    (settings.MEDIA_ROOT / "imports").mkdir(parents=True)
    (settings.MEDIA_ROOT / "imports" / "list.csv").write_text("이름")
    return settings.MEDIA_ROOT


@pytest.fixture
def archive(uploads, tmp_path):
    """Of a county with one organisation and one file."""
    OrganizationFactory(code="T1", phone="063-000-1111")
    call_command("backup", tmp_path / "today.backup", verbosity=0)
    return tmp_path / "today.backup"


def county():
    return sorted((row.code, row.phone) for row in Organization.objects.all())


def altered(path, *, manifest=None, member=None):
    """The archive with another manifest, or with one more member."""
    with tarfile.open(path) as old:
        contents = {entry.name: old.extractfile(entry).read() for entry in old if entry.isfile()}
    if manifest:
        contents["manifest.json"] = json.dumps(json.loads(contents["manifest.json"]) | manifest).encode()
    with tarfile.open(path, "w:gz") as new:
        for name, content in (contents | (member or {})).items():
            entry = tarfile.TarInfo(name)
            if content is A_LINK:
                entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/hostname"
                new.addfile(entry)
                continue
            entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))


def test_a_backup_brings_back_every_row_and_every_file_and_nothing_else(archive, uploads):
    Organization.objects.all().delete()
    OrganizationFactory(code="T2")
    (uploads / "imports" / "list.csv").unlink()
    (uploads / "imports" / "later.csv").write_text("나중")

    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", archive)
    call_command("restore", archive, replace=True, verbosity=0)

    assert county() == [("T1", "063-000-1111")]
    assert {path.name: path.read_text() for path in uploads.rglob("*.csv")} == {"list.csv": "이름"}


def test_it_is_brought_back_into_an_empty_county_unasked(archive):
    call_command("flush", interactive=False, verbosity=0)
    call_command("load_county", verbosity=0)

    call_command("restore", archive, verbosity=0)

    assert county() == [("T1", "063-000-1111")]


def test_only_its_owner_may_read_it(archive):
    assert archive.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("part", [0.001, 0.3, 0.6, 0.99])
def test_a_damaged_backup_changes_nothing(archive, part):
    content = bytearray(archive.read_bytes())
    content[int(len(content) * part)] ^= 0xFF
    archive.write_bytes(content)
    OrganizationFactory(code="T2", phone="")

    with pytest.raises(CommandError, match=r"damaged|no backup"):
        call_command("restore", archive, replace=True)

    assert county() == [("T1", "063-000-1111"), ("T2", "")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"manifest": {"vendor": "abacus"}}, "This backup is of abacus"),
        ({"manifest": {"migrations": ["registry.9999_later"]}}, "newer software .* registry.9999_later"),
        ({"manifest": {"sha256": {}}}, "database.* is not what the manifest says"),
        ({"manifest": {"sha256": None}}, "no backup of this software"),
        ({"member": {"files/extra.csv": b"x"}}, "files/extra.csv is not what the manifest says"),
        ({"member": {"../../outside": b"x"}}, "no backup of this software"),
        ({"member": {"/outside": b"x"}}, "no backup of this software"),
        ({"member": {"files/link": A_LINK}}, "no backup of this software"),
    ],
)
def test_an_archive_that_does_not_fit_is_refused_and_says_why(archive, tmp_path, change, said):
    altered(archive, **change)

    with pytest.raises(CommandError, match=said):
        call_command("restore", archive, replace=True)

    assert county() == [("T1", "063-000-1111")]
    assert not (tmp_path / "outside").exists()


def test_a_file_that_is_none_is_refused(archive, tmp_path):
    (tmp_path / "list.csv").write_text("이름")

    with pytest.raises(CommandError, match="no backup"):
        call_command("restore", tmp_path / "list.csv", replace=True)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("restore", tmp_path / "nowhere", replace=True)


def test_a_sealed_backup_opens_with_its_passphrase_only(uploads, tmp_path, monkeypatch):
    OrganizationFactory(code="T1", phone="063-000-1111")
    path = tmp_path / "sealed.backup"
    monkeypatch.setenv("SOCIALGOODS_BACKUP_PASSPHRASE", WORDS)
    call_command("backup", path, verbosity=0)
    Organization.objects.all().delete()

    monkeypatch.setenv("SOCIALGOODS_BACKUP_PASSPHRASE", "other words entirely")
    with pytest.raises(CommandError, match="does not open"):
        call_command("restore", path, replace=True)
    monkeypatch.delenv("SOCIALGOODS_BACKUP_PASSPHRASE")
    with pytest.raises(CommandError, match="is sealed"):
        call_command("restore", path, replace=True)
    monkeypatch.setenv("SOCIALGOODS_BACKUP_PASSPHRASE", WORDS)
    call_command("restore", path, replace=True, verbosity=0)

    assert county() == [("T1", "063-000-1111")]
    assert not tarfile.is_tarfile(path)


def test_a_short_passphrase_is_refused(uploads, tmp_path, monkeypatch):
    monkeypatch.setenv("SOCIALGOODS_BACKUP_PASSPHRASE", "1234")

    with pytest.raises(CommandError, match="fewer than 12"):
        call_command("backup", tmp_path / "today.backup")


def test_a_backup_that_fails_leaves_the_last_one_in_place(archive, monkeypatch):
    before = archive.read_bytes()
    monkeypatch.setattr(backup, "_dump", lambda target: (_ for _ in ()).throw(backup.BackupFailed("no room")))

    with pytest.raises(CommandError, match="no room"):
        call_command("backup", archive)

    assert archive.read_bytes() == before
    assert [path.name for path in archive.parent.glob(".backup-*")] == []
