"""Who may do what with the plan. Its figures, forecasts and definitions are public."""

from datetime import date
from typing import Any

from socialgoods.people import permissions as people
from socialgoods.people.models import RoleAssignment
from socialgoods.plan.models import Indicator
from socialgoods.registry import permissions as registry


def may_choose_reading(user: Any, on: date) -> bool:
    """The plan's owner is the co-ordinating officer."""
    return people.is_coordinator(user, on)


def may_write_plan(user: Any, on: date) -> bool:
    return people.is_coordinator(user, on)


def may_set_targets(user: Any, on: date) -> bool:
    return people.is_coordinator(user, on)


def may_set_owner(user: Any, on: date) -> bool:
    return people.is_coordinator(user, on)


def may_enter(user: Any, indicator: Indicator, on: date) -> bool:
    """A figure that nothing computes: its owner, an officer of the department that has it, the plan's owner."""
    if people.is_coordinator(user, on):
        return True
    if not people.is_officer(user, on):
        return False
    is_owner = indicator.owner_id is not None and indicator.owner_id == user.pk
    return is_owner or (
        indicator.department_id is not None
        and RoleAssignment.objects.running_on(on).filter(user=user, department=indicator.department_id).exists()
    )


def may_see_organizations(user: Any, on: date) -> bool:
    """Down to the record."""
    return people.is_officer(user, on) or people.is_auditor(user, on)


def own_organizations(user: Any, on: date) -> frozenset[int]:
    """Whose own contribution the user may see."""
    return registry.represented(user, on)


def may_see_names(user: Any, on: date) -> bool:
    """Who chose and entered, by name."""
    return people.may_see_staff(user, on)
