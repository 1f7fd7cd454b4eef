import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from socialgoods.kernel import clock, events
from socialgoods.registry import permissions
from socialgoods.registry.models import MarkState, Organization


def organization(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(Organization.objects.select_related("district", "merged_into"), code=code)
    if row.merged_into:
        return redirect(row.merged_into)
    on = clock.today()
    may_see_record = permissions.may_see_record(request.user, row, on)
    if may_see_record and not row.publishes_contact and not permissions.represents(request.user, row, on):
        events.record("registry.contact.seen", row, by=request.user, at=clock.now())
    context = {
        "organization": row,
        "designations": [d for d in row.designations.all() if d.ends_on is None or d.ends_on > on],
        "mark": row.marks.filter(state=MarkState.GRANTED, ends_on__gt=on).first(),
        "shows_contact": row.publishes_contact or may_see_record,
        "may_see_record": may_see_record,
        "may_edit": permissions.may_edit_organization(request.user, row, on),
        "linked_data": _linked_data(request, row),
    }
    return render(request, "portal/organization.html", context)


def _linked_data(request: HttpRequest, row: Organization) -> str:
    """schema.org, public facts only; `<` escaped so that no text can end the script element."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": row.name,
        "url": request.build_absolute_uri(row.get_absolute_url()),
        "identifier": row.code,
    }
    if row.homepage:
        data["sameAs"] = row.homepage
    if row.founded_on:
        data["foundingDate"] = row.founded_on.isoformat()
    if row.activity or row.introduction:
        data["description"] = row.introduction or row.activity
    if row.district:
        data["areaServed"] = row.district.name
    if row.publishes_contact and row.phone:
        data["telephone"] = row.phone
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
