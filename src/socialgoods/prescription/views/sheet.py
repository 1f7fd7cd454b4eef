"""The committee's sheet: the proposal, its reasons and the vote form, as PDF; and all lines as a spreadsheet."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.prescription import permissions, sheet
from socialgoods.prescription.views.variant import found
from socialgoods.registry.downloads import table_response


def _computed(request, pk, number):
    round, variant = found(pk, number)
    require(permissions.sees_every_round(request.user, clock.today()))
    if variant.computed_at is None:
        raise Http404
    return round, variant


@require_safe
@login_required
def variant_sheet(request, pk, number):
    round, variant = _computed(request, pk, number)
    content = sheet.pdf(round, variant, on=clock.today())
    events.record("prescription.variant.sheet_made", variant, by=request.user, at=clock.now())
    name = f"round-{round.year}-{round.number}-{number}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@login_required
def variant_download(request, pk, number, form):
    round, variant = _computed(request, pk, number)
    events.record("prescription.variant.downloaded", variant, by=request.user, at=clock.now(), form=form)
    return table_response(f"round-{round.year}-{round.number}-{number}", form, *sheet.table(variant), title=_("배정안"))
