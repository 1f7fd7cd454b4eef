"""Who may see and do what with rounds, decisions, prescriptions and evidence."""

from datetime import date
from typing import Any

from socialgoods.people import permissions as people
from socialgoods.prescription.models import Prescription, Round, RoundState
from socialgoods.registry import permissions as registry
from socialgoods.registry.models import Organization

# Offers, rounds and the committee


def may_keep_offers(user: Any, on: date) -> bool:
    """What is on offer is everybody's to read."""
    return people.is_officer(user, on)


def may_see_budgets(user: Any, on: date) -> bool:
    return sees_every_round(user, on)


def may_keep_budgets(user: Any, on: date) -> bool:
    return people.is_officer(user, on)


def sees_every_round(user: Any, on: date) -> bool:
    """Proposals, too, down to the organisation."""
    return people.is_officer(user, on) or people.is_auditor(user, on)


def may_see_round(user: Any, round: Round, on: date) -> bool:
    """What was decided is public, in groups."""
    return round.state == RoundState.DECIDED or sees_every_round(user, on)


def may_prepare_rounds(user: Any, on: date) -> bool:
    """Open, set up, pin, compute, compare, drop. Whether the round may still be changed is for the action to say."""
    return people.is_officer(user, on)


def may_lay_rounds(user: Any, on: date) -> bool:
    return people.is_officer(user, on)


def may_record_decisions(user: Any, on: date) -> bool:
    return people.is_officer(user, on)


def may_decide_for(user: Any, organization: Organization, on: date) -> bool:
    """Public money: what one organisation gets is not changed by hand by somebody who stands for it."""
    return may_record_decisions(user, on) and not registry.represents(user, organization, on)


def may_see_lines(user: Any, round: Round, on: date) -> bool:
    """Whether any line is to be seen; an advisor's are those of the organisations assigned, once the round was laid."""
    return sees_every_round(user, on) or (
        people.is_advisor(user, on) and round.state in {RoundState.LAID, RoundState.DECIDED}
    )


def may_check_rounds(user: Any, on: date) -> bool:
    return sees_every_round(user, on)


# After the decision


def may_see_prescriptions(user: Any, on: date) -> bool:
    """The list; whose lines are on it, the query says."""
    return sees_every_round(user, on) or people.is_advisor(user, on) or bool(registry.represented(user, on))


def may_see_prescription(user: Any, row: Prescription, on: date) -> bool:
    return registry.may_see_record(user, row.organization, on)


def answers_for_itself(user: Any, row: Prescription, on: date) -> bool:
    return registry.represents(user, row.organization, on)


def may_answer(user: Any, row: Prescription, on: date) -> bool:
    """The organisation; or its advisor or an officer, who writes down what somebody of it said, and who that was.

    Whether it can still be answered is for the action to say.
    """
    return row.organization.merged_into_id is None and (
        answers_for_itself(user, row, on) or registry.advises(user, row.organization, on) or people.is_officer(user, on)
    )


def may_withdraw(user: Any, row: Prescription, on: date) -> bool:
    """Public money: not by somebody of the organisation."""
    return people.is_officer(user, on) and not registry.represents(user, row.organization, on)


def sees_small_groups(user: Any, on: date) -> bool:
    """Cases under five are shown to those who may see every record."""
    return sees_every_round(user, on)


def may_see_available(user: Any, organization: Organization, on: date) -> bool:
    return registry.may_see_record(user, organization, on)
