"""Who may see what on the pages that show several rooms; the rooms' own predicates decide."""

from datetime import date
from typing import Any

from socialgoods.kernel.models import Job
from socialgoods.people import permissions as people
from socialgoods.registry import permissions as registry


def may_see_outside(user: Any, on: date) -> bool:
    """Organisations outside the county stand in the register because a file named them; only its keepers list them."""
    return people.is_officer(user, on) or people.is_auditor(user, on)


def may_register(user: Any, on: date) -> bool:
    return registry.may_register_organization(user, on)


def may_see_job(user: Any, job: Job, on: date) -> bool:
    return bool(user.is_authenticated) and (job.by_id == user.pk or people.is_officer(user, on))


def may_cancel_job(user: Any, job: Job, on: date) -> bool:
    return may_see_job(user, job, on)
