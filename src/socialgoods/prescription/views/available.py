"""What an organisation can get now."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.prescription import permissions
from socialgoods.prescription.queries import available as queries
from socialgoods.registry.models import Organization
from socialgoods.registry.permissions import may_apply_for_mark
from socialgoods.support.permissions import may_apply


@login_required
@require_safe
def available(request: HttpRequest, code: str) -> HttpResponse:
    row, on = get_object_or_404(Organization, code=code, merged_into=None), clock.today()
    require(permissions.may_see_available(request.user, row, on))
    context = {
        "organization": row,
        "found": queries.for_organization(row, on),
        "may_apply": may_apply(request.user, row, on),
        "may_apply_for_mark": may_apply_for_mark(request.user, row, on),
    }
    return render(request, "prescription/available.html", context)
