"""What the page of an organisation shows beside the organisation itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.diagnosis import permissions as diagnosis
from socialgoods.places import queries as places
from socialgoods.portal.queries.desk.tasks import Way
from socialgoods.prescription import permissions as prescription
from socialgoods.registry import permissions
from socialgoods.registry.models import Designation, Mark, Organization, StatusPeriod
from socialgoods.registry.queries.organization import valid_designations, valid_marks
from socialgoods.support import permissions as support


@dataclass(frozen=True)
class OrganizationPage:
    designations: list[Designation]
    ended: list[Designation]
    mark: Mark | None
    status_since: StatusPeriod | None
    drawing: places.Drawing | None
    ways: list[Way]


def page_of(row: Organization, user: Any, *, on: date) -> OrganizationPage:
    every = list(row.designations.order_by("starts_on", "pk"))
    valid = set(valid_designations(on).filter(organization=row).values_list("pk", flat=True))
    return OrganizationPage(
        designations=[each for each in every if each.pk in valid],
        ended=[each for each in every if each.ends_on and each.ends_on <= on],
        mark=valid_marks(on).filter(organization=row).first(),
        status_since=row.status_periods.filter(ends_on=None).first() if row.status != "active" else None,
        drawing=places.drawing() if row.district_id else None,
        ways=list(_ways(row, user, on)),
    )


def _ways(row: Organization, user: Any, on: date) -> list[Way]:
    """Only to pages that the reader may open."""
    ways = []

    def add(allowed: bool, title: str, name: str, icon: str) -> None:
        if allowed:
            ways.append(Way(title, reverse(name, args=[row.code]), icon))

    sees_record = permissions.may_see_record(user, row, on)
    add(diagnosis.may_see_diagnosis(user, row, on), _("진단 결과"), "diagnosis", "chart-line")
    add(diagnosis.may_see_assessments(user, row, on), _("진단 문항"), "assessments", "list-checks")
    add(support.may_see_case(user, row, on), _("사례철"), "case", "clipboard-list")
    add(prescription.may_see_available(user, row, on), _("받을 수 있는 것"), "available", "lightbulb")
    add(sees_record, _("걸어온 길"), "timeline", "sprout")
    add(sees_record, _("연간 보고"), "reports", "file-text")
    add(sees_record, _("할 일과 기한"), "dues", "calendar")
    add(permissions.may_open_books(user, row, on), _("장부"), "organization_books", "book-open")
    add(permissions.may_edit_organization(user, row, on), _("고치기"), "organization_edit", "pencil")
    add(permissions.may_register_organization(user, on), _("상태 바꾸기"), "organization_status", "circle-dot")
    add(sees_record, _("인증·지정"), "designations", "stamp")
    add(sees_record, _("받은 지원"), "supports", "coins")
    add(permissions.may_manage_memberships(user, row, on), _("참여하는 사람들"), "memberships", "users")
    add(sees_record and permissions.may_appoint(user, row, on), _("대표·실무자"), "representations", "user")
    add(permissions.may_see_history(user, row, on), _("이력"), "history", "history")
    return ways
