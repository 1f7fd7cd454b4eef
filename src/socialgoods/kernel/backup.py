"""One archive with the whole county: the database, the uploaded files, and a manifest with checksums.

SQLite is copied through its own online backup, PostgreSQL through pg_dump. Contact data stays sealed in it, and the keys are
kept elsewhere; names and accounts do not, so an archive that leaves the house is sealed with a passphrase.
"""

import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from socialgoods.kernel import postgresql, sealed_file

DATABASE = "database"
FILES = "files"
MANIFEST = "manifest.json"
PIECE = 1024 * 1024


class BackupFailed(Exception):
    """The text says what went wrong and what to do."""


def write(target: Path, *, at: datetime, passphrase: str = "") -> dict[str, Any]:
    """Complete or not at all: written beside, then moved into place. Readable by its owner only."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as name:
        folder = Path(name)
        dump = folder / DATABASE
        _dump(dump)
        members = {DATABASE: dump, **dict(_files())}
        manifest = {
            "made_at": at.isoformat(),
            "county": settings.COUNTY.name,
            "vendor": connection.vendor,
            "migrations": _migrations(),
            "sha256": {name: _digest(path) for name, path in members.items()},
        }
        draft = folder / "archive"
        _pack(draft, manifest, members)
        if passphrase:
            sealed_file.seal(draft, folder / "sealed", passphrase)
            draft = folder / "sealed"
        draft.chmod(0o600)
        os.replace(draft, target)
    return manifest


def read(source: Path, *, replace: bool, passphrase: str = "") -> dict[str, Any]:
    """Checks every sum before anything is touched. Into an empty database, or over one that `replace` gives up."""
    media = Path(settings.MEDIA_ROOT)
    media.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=media.parent, prefix=".restore-") as name:
        folder = Path(name)
        manifest = _unpacked(_opened(source, folder, passphrase), folder, name=source.name)
        _require_fitting(manifest)
        if not replace and _has_rows():
            raise BackupFailed("The database is not empty. Use --replace to give up what is in it.")
        (folder / FILES).mkdir(exist_ok=True)
        _load(folder / DATABASE)
        _swap(folder / FILES, media, spare=folder / "before")
    return manifest


def _pack(target: Path, manifest: dict[str, Any], members: dict[str, Path]) -> None:
    listing = target.parent / MANIFEST
    listing.write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
    with tarfile.open(target, "w:gz", compresslevel=6, dereference=True) as archive:
        archive.add(listing, MANIFEST)
        for name, path in members.items():
            archive.add(path, name)


def _opened(source: Path, folder: Path, passphrase: str) -> Path:
    try:
        if not sealed_file.is_sealed(source):
            return source
        if not passphrase:
            raise BackupFailed(f"{source} is sealed. Give its passphrase: SOCIALGOODS_BACKUP_PASSPHRASE=… or --sealed")
        sealed_file.unseal(source, folder / "archive", passphrase)
    except OSError as error:
        raise BackupFailed(f"{source} cannot be read ({error.strerror}).") from None
    except sealed_file.CannotOpen:
        raise BackupFailed(f"{source} does not open: another passphrase, or a damaged file.") from None
    return folder / "archive"


def _unpacked(archive: Path, folder: Path, *, name: str) -> dict[str, Any]:
    """The manifest; the members lie in the folder once every one of them is what the manifest says."""
    inside = folder / "in"
    try:
        with gzip.open(archive) as whole:  # to the very end, where its own sum stands; tarfile stops before
            while whole.read(PIECE):
                pass
        with tarfile.open(archive, "r:gz") as opened:
            _take_out(opened, inside)
        manifest: dict[str, Any] = json.loads((inside / MANIFEST).read_text(encoding="utf-8"))
        sums = dict(manifest["sha256"])
    except (tarfile.TarError, OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise BackupFailed(f"{name} is no backup of this software, or is damaged ({error}).") from None
    found = {path.relative_to(inside).as_posix(): _digest(path) for path in _walk(inside)}
    del found[MANIFEST]
    if found != sums or DATABASE not in found:
        wrong = sorted(member for member in {DATABASE, *found, *sums} if found.get(member) != sums.get(member, ""))
        raise BackupFailed(
            f"{name} is damaged: {', '.join(wrong[:3])} is not what the manifest says. Nothing was changed."
        )
    for part in (DATABASE, FILES):
        if (inside / part).exists():
            os.replace(inside / part, folder / part)
    return manifest


def _take_out(opened: tarfile.TarFile, inside: Path) -> None:
    """File by file: what is no plain file, or would lie outside, has no place in a backup. (tarfile's own filter came with 3.11.4.)"""
    for member in opened:
        target = inside / member.name
        stream = opened.extractfile(member) if member.isreg() else None
        if stream is None or not target.resolve().is_relative_to(inside.resolve()):
            raise tarfile.TarError(f"{member.name} has no place in it")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            shutil.copyfileobj(stream, file)


def _require_fitting(manifest: dict[str, Any]) -> None:
    if manifest.get("vendor") != connection.vendor:
        raise BackupFailed(
            f"This backup is of {manifest.get('vendor')}, the database is {connection.vendor}. "
            "Set DATABASE_URL to one of the same kind."
        )
    if unknown := sorted(set(manifest.get("migrations", [])) - _known_migrations()):
        raise BackupFailed(
            f"This backup is of a newer software than this one, which does not know {unknown[0]}. Update it first."
        )


def _swap(new: Path, place: Path, *, spare: Path) -> None:
    """What was uploaded after the backup goes, too: no row speaks of it any more."""
    if place.exists():
        os.replace(place, spare)
    shutil.move(new, place)


def _walk(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file())


def _files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in _walk(root):
        yield f"{FILES}/{path.relative_to(root).as_posix()}", path


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _known_migrations() -> set[str]:
    """Of this software, those included that a later one stands for."""
    on_disk = MigrationLoader(None).disk_migrations
    return {f"{app}.{name}" for key, migration in on_disk.items() for app, name in (key, *migration.replaces)}


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _has_rows() -> bool:
    """Whether anybody or any event is in it; the county's own figures come with every migration."""
    tables = set(connection.introspection.table_names()) & {"people_user", "registry_organization", "kernel_event"}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608 — one of the three above
            if cursor.fetchone()[0]:
                return True
    return False


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        copy = sqlite3.connect(target)
        connection.connection.backup(copy)
        copy.close()
    else:
        _with_tools(postgresql.dump, target)


def _load(source: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        copy = sqlite3.connect(source)
        copy.backup(connection.connection)
        copy.close()
    else:
        _with_tools(postgresql.load, source)


def _with_tools(deed: Callable[[Path], None], path: Path) -> None:
    try:
        deed(path)
    except postgresql.ToolFailed as failure:
        raise BackupFailed(str(failure)) from None
