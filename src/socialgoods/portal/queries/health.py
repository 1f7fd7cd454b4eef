"""How the site itself is doing. It tells no figure of the county, so anybody may ask."""

import shutil
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from socialgoods.kernel import clock
from socialgoods.kernel.models import Job, JobState

WORKER_LATE_AFTER = timedelta(minutes=2)
DISK_LOW_BELOW = 200 * 1024 * 1024

_migrated = False
"""Once every migration has run, they have: the code of a running process does not change."""


@dataclass(frozen=True)
class Health:
    database: bool
    migrations: bool
    worker: bool
    disk: bool
    oldest_waiting_seconds: int
    """How long the first job in the queue has waited; 0 where none waits."""
    free_disk_megabytes: int

    @property
    def checks(self) -> dict[str, bool]:
        return {"database": self.database, "migrations": self.migrations, "worker": self.worker, "disk": self.disk}

    @property
    def is_good(self) -> bool:
        return all(self.checks.values())


def health() -> Health:
    free = _free_disk()
    migrated = waiting = None
    answers = _database_answers()
    if answers:
        migrated = _is_migrated()
    if migrated:
        waiting = _oldest_waiting()
    return Health(
        database=answers,
        migrations=bool(migrated),
        worker=waiting is not None and waiting <= WORKER_LATE_AFTER,
        disk=free > DISK_LOW_BELOW,
        oldest_waiting_seconds=int(waiting.total_seconds()) if waiting else 0,
        free_disk_megabytes=free // (1024 * 1024),
    )


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _is_migrated() -> bool:
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def _oldest_waiting() -> timedelta:
    oldest = (
        Job.objects.filter(state=JobState.WAITING).order_by("created_at").values_list("created_at", flat=True).first()
    )
    return max(clock.now() - oldest, timedelta(0)) if oldest else timedelta(0)


def _free_disk() -> int:
    folder = settings.VAR
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
