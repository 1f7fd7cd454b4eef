"""Who may see and do what with case files, promises and calls.

Staff: officers, and the advisor who looks after the organisation. An auditor reads; an organisation sees its own file
without what staff noted for themselves.
"""

from datetime import date, datetime
from typing import Any

from socialgoods.people import permissions as people
from socialgoods.people.models import Assistance
from socialgoods.registry import permissions as registry
from socialgoods.registry.models import Organization
from socialgoods.support.models import Application, ApplicationState, Call, CallState, Commitment, Task, Whose
from socialgoods.support.models.base import Entry


def may_see_case(user: Any, organization: Organization, on: date) -> bool:
    return registry.may_see_record(user, organization, on)


def may_see_private(user: Any, organization: Organization, on: date) -> bool:
    """What staff noted for themselves. Nobody reads it of an organisation that he or she stands for."""
    return not registry.represents(user, organization, on) and may_see_case(user, organization, on)


def may_see_entry(user: Any, entry: Entry, on: date) -> bool:
    if entry.withdrawn_at is not None and not may_keep_case(user, entry.organization, on):
        return people.is_auditor(user, on)
    see = may_see_private if entry.is_private else may_see_case
    return see(user, entry.organization, on)


def may_keep_case(user: Any, organization: Organization, on: date) -> bool:
    """Write visits, tasks and deliveries."""
    return organization.merged_into_id is None and (
        people.is_officer(user, on) or registry.advises(user, organization, on)
    )


def may_add_document(user: Any, organization: Organization, on: date) -> bool:
    """An organisation brings its own photos and papers, too."""
    return may_keep_case(user, organization, on) or (
        organization.merged_into_id is None and registry.represents(user, organization, on)
    )


def may_withdraw_entry(user: Any, entry: Entry, on: date) -> bool:
    """Who wrote it, as long as that person may still write there, or an officer."""
    if entry.withdrawn_at is not None:
        return False
    is_own = entry.recorded_by_id is not None and entry.recorded_by_id == user.pk
    return people.is_officer(user, on) or (is_own and may_add_document(user, entry.organization, on))


def may_tick_task(user: Any, task: Task, on: date) -> bool:
    if task.withdrawn_at is not None:
        return False
    if may_keep_case(user, task.organization, on):
        return True
    is_theirs = task.whose == Whose.ORGANIZATION and registry.represents(user, task.organization, on)
    return is_theirs or (task.whose == Whose.PERSON and task.person_id == user.pk and user.is_authenticated)


def may_deliver(user: Any, commitment: Commitment, on: date) -> bool:
    """Public money: nobody writes down a delivery to an organisation that he or she stands for."""
    organization = commitment.organization
    return not registry.represents(user, organization, on) and may_keep_case(user, organization, on)


def may_end_commitment(user: Any, commitment: Commitment, on: date) -> bool:
    """Cancel, or reopen what is written as support given."""
    return people.is_officer(user, on) and not registry.represents(user, commitment.organization, on)


def may_promise(user: Any, organization: Organization, on: date) -> bool:
    """By hand, what no round or call brought."""
    return (
        people.is_officer(user, on)
        and not registry.represents(user, organization, on)
        and organization.merged_into_id is None
    )


def may_see_commitments(user: Any, on: date) -> bool:
    """The list across organisations: officers and auditors all, advisors those of their cases."""
    return people.is_officer(user, on) or people.is_advisor(user, on) or people.is_auditor(user, on)


def may_keep_calls(user: Any, on: date) -> bool:
    return people.is_officer(user, on)


def may_see_applications(user: Any, on: date) -> bool:
    return people.is_officer(user, on) or people.is_auditor(user, on)


def may_apply(user: Any, organization: Organization, on: date) -> bool:
    """For the organisation: its own people, or the advisor who sits beside them."""
    return organization.merged_into_id is None and (
        registry.represents(user, organization, on) or registry.advises(user, organization, on)
    )


def may_weigh(user: Any, application: Application, on: date) -> bool:
    """Nobody weighs what he or she handed in, for themselves or helping another, nor their own organisation."""
    return (
        people.is_officer(user, on)
        and application.state == ApplicationState.SUBMITTED
        and application.call.state == CallState.OPEN
        and application.submitted_by_id != user.pk
        and not registry.represents(user, application.organization, on)
        and not _was_helping(user, application.submitted_by_id, application.submitted_at)
    )


def _was_helping(user: Any, person_id: int | None, at: datetime | None) -> bool:
    """As `people.was_helping`, asked once per user object: a list of applications asks for each."""
    if "_helped" not in user.__dict__:
        rows = Assistance.objects.filter(helper=user.pk)
        user.__dict__["_helped"] = list(rows.values_list("person_id", "started_at", "ended_at"))
    return at is not None and any(
        person == person_id and started_at <= at and (ended_at is None or at <= ended_at)
        for person, started_at, ended_at in user.__dict__["_helped"]
    )


def may_conclude(user: Any, call: Call, on: date) -> bool:
    return call.state == CallState.OPEN and may_decide_call(user, call, on)


def may_decide_call(user: Any, call: Call, on: date) -> bool:
    """Who stands for an organisation that asks for the money leaves its end to a colleague."""
    if not people.is_officer(user, on):
        return False
    own = registry.represented(user, on)
    asks = Application.objects.filter(call=call, organization__in=own, state=ApplicationState.SUBMITTED)
    return not (own and asks.exists())


def may_see_activity(user: Any, on: date) -> bool:
    """The monthly report: advisors see their own and the centre's totals."""
    return people.is_officer(user, on) or people.is_advisor(user, on) or people.is_auditor(user, on)


def may_see_activity_rows(user: Any, on: date) -> bool:
    """Down to every organisation."""
    return people.is_officer(user, on) or people.is_auditor(user, on)
