"""Long work and the site's own health."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from socialgoods import __version__
from socialgoods.kernel import clock, jobs
from socialgoods.kernel.models import Job, JobState
from socialgoods.kernel.permissions import require
from socialgoods.people import permissions as people

WORKER_LATE_AFTER = timedelta(minutes=2)
DISK_LOW_BELOW = 200 * 1024 * 1024


def _may_see(request: HttpRequest, job: Job) -> bool:
    return job.by_id == request.user.pk or people.is_officer(request.user, clock.today())


@login_required
def job(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Job, pk=pk)
    require(_may_see(request, row))
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "components/progress.html", {"job": row})
        if row.state == JobState.DONE and row.next_url:
            response["HX-Redirect"] = row.next_url
        return response
    return render(request, "portal/job.html", {"job": row})


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Job, pk=pk)
    require(_may_see(request, row))
    jobs.cancel(row)
    return redirect("job", pk)


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """For machines; 503 says that somebody should look. It tells no figures of the county."""
    checks = {"database": _database_answers(), "migrations": False, "worker": False, "disk": _has_disk()}
    if checks["database"]:
        checks["migrations"] = not _pending_migrations()
        checks["worker"] = not Job.objects.filter(
            state=JobState.WAITING, created_at__lt=clock.now() - WORKER_LATE_AFTER
        ).exists()
    good = all(checks.values())
    return JsonResponse({"status": "ok" if good else "failing", "version": __version__, "checks": checks}, status=200 if good else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _has_disk() -> bool:
    folder = settings.VAR if settings.VAR.exists() else settings.VAR.parent
    return not folder.exists() or shutil.disk_usage(folder).free > DISK_LOW_BELOW
