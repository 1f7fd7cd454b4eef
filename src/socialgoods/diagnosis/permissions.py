"""Who may see and do what with assessments and diagnoses."""

from datetime import date
from typing import Any

from socialgoods.diagnosis.models import Assessment, AssessmentState, View
from socialgoods.people import permissions as people
from socialgoods.registry import permissions as registry
from socialgoods.registry.models import Organization

# Assessments


def may_see_assessments(user: Any, organization: Organization, on: date) -> bool:
    """Officers, auditors, the organisation itself, and the advisor to whom it is assigned."""
    return registry.may_see_record(user, organization, on)


def may_assess(user: Any, organization: Organization, on: date, view: str = View.OWN) -> bool:
    """The organisation itself, or its advisor for it; a visit is the advisor's own view."""
    if organization.merged_into_id is not None:
        return False
    is_advisor = registry.advises(user, organization, on)
    return is_advisor if view == View.VISIT else is_advisor or registry.represents(user, organization, on)


def may_see_assessment(user: Any, row: Assessment, on: date) -> bool:
    """What an advisor notes on a visit is seen by the organisation when the two are compared: after it has handed in its own."""
    return may_see_assessments(user, row.organization, on) and (
        row.view == View.OWN
        or not registry.represents(user, row.organization, on)
        or (row.is_handed_in and row.own_is_in)
    )


def may_edit_assessment(user: Any, row: Assessment, on: date) -> bool:
    return row.state == AssessmentState.OPEN and may_assess(user, row.organization, on, row.view)


def may_withdraw_assessment(user: Any, row: Assessment, on: date) -> bool:
    return may_assess(user, row.organization, on, row.view)


def may_review_assessment(user: Any, row: Assessment, on: date) -> bool:
    """The assigned advisor or an officer, not somebody of the organisation."""
    return not registry.represents(user, row.organization, on) and (
        people.is_officer(user, on) or registry.advises(user, row.organization, on)
    )


def may_finalise_assessment(user: Any, row: Assessment, on: date) -> bool:
    """Nobody finalises what they handed in, for themselves or helping another."""
    return (
        may_review_assessment(user, row, on)
        and row.submitted_by_id != user.pk
        and not people.was_helping(user, row.submitted_by_id, row.submitted_at)
    )


def may_see_queue(user: Any, on: date) -> bool:
    return people.is_officer(user, on) or people.is_advisor(user, on) or people.is_auditor(user, on)


def may_see_instruments(user: Any, on: date) -> bool:
    return may_see_queue(user, on)


def may_keep_instruments(user: Any, on: date) -> bool:
    return people.is_officer(user, on)


# Results


def may_see_diagnosis(user: Any, organization: Organization, on: date) -> bool:
    return registry.may_see_record(user, organization, on)


def may_download_diagnoses(user: Any, on: date) -> bool:
    return people.is_officer(user, on) or people.is_auditor(user, on)
