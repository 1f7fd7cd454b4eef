"""One archive with the whole county: the database, the uploaded files, and a manifest with checksums.

SQLite is copied through its own online backup, PostgreSQL through pg_dump and pg_restore. Contact data stays sealed in it: the
keys are kept elsewhere, and without them a backup is of little use to a thief, and to nobody else either.
"""

import hashlib
import json
import os
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

DATABASE = "database"
MANIFEST = "manifest.json"


class BackupFailed(Exception):
    """The text says what went wrong and what to do."""


def write(target: Path, *, at: datetime) -> dict[str, Any]:
    """Complete or not at all: written beside, checked, then moved into place."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder) / DATABASE
        _dump(dump)
        members = {DATABASE: dump, **dict(_files())}
        manifest = {
            "made_at": at.isoformat(),
            "vendor": connection.vendor,
            "migrations": _migrations(),
            "sha256": {name: _digest(path) for name, path in members.items()},
        }
        draft = Path(folder) / "archive"
        with tarfile.open(draft, "w:gz", compresslevel=6) as archive:
            listing = Path(folder) / MANIFEST
            listing.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
            archive.add(listing, MANIFEST)
            for name, path in members.items():
                archive.add(path, name)
        os.replace(draft, target)
    return manifest


def read(source: Path, *, replace: bool) -> dict[str, Any]:
    """Checks every sum before anything is touched. Into an empty database, or over one that `replace` gives up."""
    with tempfile.TemporaryDirectory() as folder:
        unpacked = Path(folder)
        manifest = _unpack(source, unpacked)
        if manifest["vendor"] != connection.vendor:
            raise BackupFailed(
                f"This backup is of {manifest['vendor']}, the database is {connection.vendor}. "
                "Set DATABASE_URL to one of the same kind."
            )
        if not replace and _has_rows():
            raise BackupFailed("The database is not empty. Use --replace to give up what is in it.")
        _load(unpacked / DATABASE)
        for name in manifest["sha256"]:
            if name != DATABASE:
                target = Path(settings.MEDIA_ROOT) / Path(name).relative_to("files")
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(unpacked / name, target) if _same_disk(unpacked, target) else target.write_bytes(
                    (unpacked / name).read_bytes()
                )
    return manifest


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.parent.stat().st_dev


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError) as error:
        raise BackupFailed(f"{source} is no backup of this software, or is damaged ({error}).") from None
    for name, digest in manifest["sha256"].items():
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise BackupFailed(f"{source} is damaged: {name} is not what the manifest says. Nothing was changed.")
    return manifest


def _files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")) if root.exists() else []:
        if path.is_file():
            yield f"files/{path.relative_to(root)}", path


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _has_rows() -> bool:
    if "people_user" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM people_user) OR EXISTS (SELECT 1 FROM registry_organization)")
        return bool(cursor.fetchone()[0])


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
        copy.close()
        return
    _run(["pg_dump", "--format=custom", "--no-owner", "--file", str(target), "--dbname", _address()])


def _load(source: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(source) as copy:
            copy.backup(connection.connection)
        copy.close()
    else:
        address = _address()
        connections.close_all()
        _run(
            [
                "pg_restore",
                "--clean",
                "--if-exists",
                "--no-owner",
                "--single-transaction",
                "--dbname",
                address,
                str(source),
            ]
        )


def _address() -> str:
    values = connection.settings_dict
    parts = {"host": values["HOST"], "port": values["PORT"], "user": values["USER"], "dbname": values["NAME"]}
    return " ".join(f"{name}='{value}'" for name, value in parts.items() if value)


def _run(command: list[str]) -> None:
    environment = {**os.environ, "PGPASSWORD": connection.settings_dict.get("PASSWORD") or ""}
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment)  # noqa: S603
    except FileNotFoundError:
        raise BackupFailed(f"{command[0]} is not installed here. Install PostgreSQL's client programs.") from None
    except subprocess.CalledProcessError as error:
        raise BackupFailed(
            f"{command[0]} failed: {error.stderr.strip().splitlines()[-1] if error.stderr else error}"
        ) from None
