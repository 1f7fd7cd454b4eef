"""Who may see what on the pages that show several rooms; the rooms' own predicates decide."""

from datetime import date
from typing import Any

from socialgoods.kernel.models import Job
from socialgoods.people import permissions as people
from socialgoods.registry import permissions as registry
from socialgoods.registry.models import Organization

DESK_FACES = {
    "county": people.is_officer,
    "cases": people.is_advisor,
    "own": lambda user, on: bool(registry.represented(user, on)),
    "audit": people.is_auditor,
    "network": people.is_network_staff,
    "partner": people.is_partner,
    "counter": people.is_helper,
    "resident": lambda user, on: bool(user.is_authenticated),
}


def desk_faces(user: Any, on: date) -> list[str]:
    """From where the person looks at the county, work first. Everybody is a resident; several roles have a page each."""
    return [face for face, holds in DESK_FACES.items() if holds(user, on)]


def may_see_timeline(user: Any, organization: Organization, on: date) -> bool:
    """From report to outcome: to those who may see the record."""
    return registry.may_see_record(user, organization, on)


def may_see_outside(user: Any, on: date) -> bool:
    """Organisations outside the county stand in the register because a file named them; only its keepers list them."""
    return people.is_officer(user, on) or people.is_auditor(user, on)


def may_register(user: Any, on: date) -> bool:
    return registry.may_register_organization(user, on)


def may_see_job(user: Any, job: Job, on: date) -> bool:
    return bool(user.is_authenticated) and (job.by_id == user.pk or people.is_officer(user, on))


def may_cancel_job(user: Any, job: Job, on: date) -> bool:
    return may_see_job(user, job, on)
