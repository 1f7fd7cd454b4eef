"""Long work, with its progress and its end."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from socialgoods.kernel import clock, events, jobs
from socialgoods.kernel.models import Job, JobState
from socialgoods.kernel.permissions import require
from socialgoods.portal import permissions


@require_safe
@never_cache
@login_required
def job(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Job, pk=pk)
    require(permissions.may_see_job(request.user, row, clock.today()))
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "components/progress.html", {"job": row})
        if row.state == JobState.DONE and row.next_url:
            response["HX-Redirect"] = row.next_url
        return response
    return render(request, "portal/job.html", {"job": row})


@require_POST
@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Job, pk=pk)
    require(permissions.may_cancel_job(request.user, row, clock.today()))
    if not row.is_over and not row.cancel_requested:
        jobs.cancel(row)
        events.record("kernel.job.cancel_requested", row, by=request.user, at=clock.now())
    return redirect("job", pk)
