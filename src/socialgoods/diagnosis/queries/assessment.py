"""Assessments as pages read them: an organisation's years, and what waits for whom."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from socialgoods.diagnosis.models import Assessment, AssessmentState, Purpose, View
from socialgoods.people import permissions as people
from socialgoods.registry.models import Caseload, Organization


def of(organization: Organization, year: int, view: str = View.OWN, purpose: str = Purpose.COUNTY) -> Assessment | None:
    rows = Assessment.objects.filter(organization=organization, year=year, view=view, purpose=purpose)
    return rows.select_related("organization").first()


def of_organization(organization: Organization) -> list[Assessment]:
    rows = Assessment.objects.filter(organization=organization).defer("answers", "notes", "agreed").with_own()
    return list(rows.select_related("organization", "saved_by").order_by("-year", "purpose", "view"))


def visible(user: Any, on: date) -> QuerySet[Assessment]:
    """All for officers and auditors, an advisor's own cases."""
    rows = Assessment.objects.filter(organization__merged_into=None).exclude(way="imported")
    if people.is_officer(user, on) or people.is_auditor(user, on):
        return rows
    cases = Caseload.objects.running_on(on).filter(advisor=user).values("organization")
    return rows.filter(organization__in=cases)


def queue(user: Any, on: date, state: str) -> QuerySet[Assessment]:
    """The longest wait first."""
    rows = visible(user, on).filter(state=state, view=View.OWN).select_related("organization__district", "submitted_by")
    return rows.defer("answers", "notes", "agreed").order_by("submitted_at", "saved_at", "pk")


def waiting(user: Any, on: date) -> int:
    states = [AssessmentState.SUBMITTED, AssessmentState.REVIEWED]
    return visible(user, on).filter(state__in=states, view=View.OWN).count()


def not_begun(user: Any, on: date, year: int) -> QuerySet[Organization]:
    """Active organisations without an own view of the year; an advisor's own cases."""
    rows = Organization.objects.active()
    if not (people.is_officer(user, on) or people.is_auditor(user, on)):
        rows = rows.filter(pk__in=Caseload.objects.running_on(on).filter(advisor=user).values("organization"))
    begun = Assessment.objects.filter(year=year, purpose=Purpose.COUNTY, view=View.OWN).values("organization")
    return rows.exclude(pk__in=begun).select_related("district").order_by("district__code", "name", "pk")
