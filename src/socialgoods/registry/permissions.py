"""Who may see and do what with organisations, reports, imports and the mark."""

from datetime import date
from typing import Any

from socialgoods.people import permissions as people
from socialgoods.registry.models import AnnualReport, Caseload, ImportBatch, Organization, ReportState, Representation


def represents(user: Any, organization: Organization, on: date) -> bool:
    return organization.pk in represented(user, on)


def advises(user: Any, organization: Organization, on: date) -> bool:
    return organization.pk in advised(user, on)


def advised(user: Any, on: date) -> frozenset[int]:
    """The organisations assigned to an advisor today."""
    if not people.is_advisor(user, on):
        return frozenset()
    return _mine(user, on, "_advises_on", Caseload.objects.all(), "advisor")


def _mine(user: Any, on: date, name: str, rows: Any, person: str) -> frozenset[int]:
    """The organisations in whose rows the person stands today; asked once per user object and day."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    known: dict[date, frozenset[int]] = user.__dict__.setdefault(name, {})
    if on not in known:
        known[on] = frozenset(rows.running_on(on).filter(**{person: user}).values_list("organization_id", flat=True))
    return known[on]


def may_see_record(user: Any, organization: Organization, on: date) -> bool:
    """The record: reports, supports, contact data. Advisors see only the organisations assigned to them."""
    return (
        people.is_officer(user, on)
        or people.is_auditor(user, on)
        or represents(user, organization, on)
        or advises(user, organization, on)
    )


def may_edit_organization(user: Any, organization: Organization, on: date) -> bool:
    return people.is_officer(user, on) or represents(user, organization, on)


def may_register_organization(user: Any, on: date) -> bool:
    return people.is_officer(user, on)


def may_enter_report(user: Any, organization: Organization, on: date) -> bool:
    """What stayed with a record that was merged away is kept as it was."""
    return organization.merged_into_id is None and (
        represents(user, organization, on) or advises(user, organization, on)
    )


def may_edit_report(user: Any, report: AnnualReport, on: date) -> bool:
    return report.state in {ReportState.DRAFT, ReportState.RETURNED} and may_enter_report(user, report.organization, on)


def may_submit_report(user: Any, report: AnnualReport, on: date) -> bool:
    return may_edit_report(user, report, on)


def may_decide_report(user: Any, report: AnnualReport, on: date, *, in_any_state: bool = False) -> bool:
    """Nobody decides on what they handed in, for themselves or helping another, or on the organisation they stand for.

    `in_any_state`: who comes second to a decision has the right, and is told what happened instead.
    """
    return (
        (in_any_state or report.state == ReportState.SUBMITTED)
        and report.submitted_by_id != user.pk
        and not represents(user, report.organization, on)
        and (people.is_officer(user, on) or advises(user, report.organization, on))
        and not people.was_helping(user, report.submitted_by_id, report.submitted_at)
    )


def may_withdraw_report(user: Any, report: AnnualReport, on: date, *, in_any_state: bool = False) -> bool:
    """By those who may enter it, until somebody has decided."""
    return (in_any_state or report.state == ReportState.SUBMITTED) and may_enter_report(user, report.organization, on)


def may_reopen_report(user: Any, report: AnnualReport, on: date, *, in_any_state: bool = False) -> bool:
    return (in_any_state or report.state == ReportState.CONFIRMED) and people.is_officer(user, on)


def may_see_phones(user: Any, on: date) -> bool:
    """To remind by telephone. An auditor checks figures, and calls nobody."""
    return people.is_officer(user, on) or people.is_advisor(user, on)


def may_tick_due(user: Any, organization: Organization, on: date) -> bool:
    return people.is_officer(user, on) or may_enter_report(user, organization, on)


def may_see_queue(user: Any, on: date) -> bool:
    return people.is_officer(user, on) or people.is_advisor(user, on) or people.is_auditor(user, on)


def may_import(user: Any, on: date) -> bool:
    return people.is_officer(user, on)


def may_see_imports(user: Any, on: date) -> bool:
    return people.is_officer(user, on) or people.is_auditor(user, on)


def may_see_import(user: Any, batch: ImportBatch, on: date) -> bool:
    return people.is_officer(user, on) or people.is_auditor(user, on)


def may_keep_record(user: Any, on: date) -> bool:
    """Designations, support and measures are the county's to write."""
    return people.is_officer(user, on)


def may_appoint(user: Any, organization: Organization, on: date) -> bool:
    """The county names representatives; a representative names staff."""
    standing = Representation.Standing.REPRESENTATIVE
    return people.is_officer(user, on) or (
        user.is_authenticated
        and Representation.objects.running_on(on)
        .filter(user=user, organization=organization, standing=standing)
        .exists()
    )


def may_open_books(user: Any, organization: Organization, on: date) -> bool:
    """The organisation's own representative, alone: neither the county, nor its staff, nor a helper at a counter."""
    if organization.merged_into_id is not None or people.is_assisted(user):
        return False
    return (
        user.is_authenticated
        and user.is_active
        and Representation.objects.running_on(on)
        .filter(user=user, organization=organization, standing=Representation.Standing.REPRESENTATIVE)
        .exists()
    )


def may_merge(user: Any, on: date) -> bool:
    return people.is_officer(user, on)


def may_assign_caseload(user: Any, on: date) -> bool:
    return people.is_officer(user, on)


def may_apply_for_mark(user: Any, organization: Organization, on: date) -> bool:
    return represents(user, organization, on)


def represented(user: Any, on: date) -> frozenset[int]:
    return _mine(user, on, "_represents_on", Representation.objects.all(), "user")


def may_see_marks(user: Any, on: date) -> bool:
    return people.is_officer(user, on) or people.is_auditor(user, on)


def may_decide_mark(user: Any, on: date) -> bool:
    return people.is_officer(user, on)


def may_manage_memberships(user: Any, organization: Organization, on: date) -> bool:
    """Tokens are still about persons: the organisation itself and the county only."""
    return people.is_officer(user, on) or represents(user, organization, on)


def may_see_history(user: Any, organization: Organization, on: date) -> bool:
    return may_see_record(user, organization, on)
