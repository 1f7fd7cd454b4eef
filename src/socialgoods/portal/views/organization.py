import json
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.portal import permissions as portal
from socialgoods.portal.queries import organization as queries
from socialgoods.portal.queries import timeline as lines
from socialgoods.registry import permissions
from socialgoods.registry.models import Organization
from socialgoods.support import permissions as support
from socialgoods.support.views.shared import note_look


@require_safe
def organization(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(Organization.objects.select_related("district", "merged_into"), code=code)
    if row.merged_into:
        return redirect(row.merged_into)
    on = clock.today()
    shows_contact = row.publishes_contact or permissions.may_see_record(request.user, row, on)
    if shows_contact and has_contact(row) and not row.publishes_contact:
        _note_who_looked(request, row, on)
    page = queries.page_of(row, request.user, on=on)
    context = {
        "on": on,
        "organization": row,
        "page": page,
        "shows_contact": shows_contact,
        "linked_data": linked_data(row, url=request.build_absolute_uri(row.get_absolute_url())),
    }
    return render(request, "portal/organization.html", context)


@require_safe
@never_cache
@login_required
def timeline(request: HttpRequest, code: str) -> HttpResponse:
    """From report to outcome. What advisors note for themselves is for advisors and officers."""
    row = get_object_or_404(Organization.objects.select_related("district", "merged_into"), code=code)
    if row.merged_into:
        return redirect("timeline", row.merged_into.code)
    on = clock.today()
    require(portal.may_see_timeline(request.user, row, on))
    note_look(request, row)
    entries = lines.timeline(row, is_staff=support.may_see_private(request.user, row, on))
    context = {"organization": row, "entries": entries, "years": lines.by_year(entries)}
    return render(request, "portal/timeline.html", context)


def has_contact(row: Organization) -> bool:
    return bool(row.address or row.phone or row.email)


def _note_who_looked(request: HttpRequest, row: Organization, on: date) -> None:
    """One's own contact data is no secret."""
    if not permissions.represents(request.user, row, on):
        events.record("registry.contact.seen", row, by=request.user, at=clock.now())


def linked_data(row: Organization, *, url: str) -> str:
    """schema.org, public facts only; `<` escaped so that no text can end the script element."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": row.name,
        "url": url,
        "identifier": row.code,
        "sameAs": row.homepage,
        "description": row.introduction or row.activity,
        "areaServed": row.district.name if row.district else "",
    }
    if row.founded_on:
        data["foundingDate"] = (
            str(row.founded_on.year) if row.founded_precision == "year" else row.founded_on.isoformat()
        )
    if row.publishes_contact:
        data |= {"telephone": row.phone, "address": row.address, "email": row.email}
    known = {name: value for name, value in data.items() if value}
    return json.dumps(known, ensure_ascii=False).replace("<", "\\u003c")
