"""Who may see and do what with rounds, decisions, prescriptions and evidence."""

from datetime import date
from typing import Any

from socialgoods.people import permissions as people
from socialgoods.prescription.models import Round, RoundState

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


def may_see_lines(user: Any, round: Round, on: date) -> bool:
    """Whether any line is to be seen; an advisor's are those of the organisations assigned, once the round was laid."""
    return sees_every_round(user, on) or (
        people.is_advisor(user, on) and round.state in {RoundState.LAID, RoundState.DECIDED}
    )


def may_check_rounds(user: Any, on: date) -> bool:
    return sees_every_round(user, on)


# After the decision
