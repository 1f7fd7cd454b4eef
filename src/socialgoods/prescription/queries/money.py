"""What of a year's money is spoken for already, and who has support in the year."""

from socialgoods.prescription.models import Prescription, PrescriptionState, Round
from socialgoods.prescription.queries import tables
from socialgoods.prescription.rules.catalogue import shares_of
from socialgoods.registry.models import SupportGiven
from socialgoods.registry.queries.tables import OF_COUNTY
from socialgoods.support.models import Call, CallState


def given_in(year: int) -> list[tuple[str, str, str, int]]:
    """(organisation, measure, source, won): what was given in the year, and what is decided for it and lives."""
    rows = SupportGiven.objects.filter(OF_COUNTY, year=year)
    found = list(rows.values_list("organization__code", "measure__code", "source", "amount"))
    promised = [row for row in tables.promised(year - 1) if row[1] == year]
    return found + [(code, measure, source, amount) for code, _year, measure, source, amount, _ends in promised]


def taken(year: int) -> dict[str, int]:
    """Won by source, what open calls still hold among it."""
    found = reserved(year)
    for _code, _measure, source, amount in given_in(year):
        _add(found, source, amount)
    return found


def reserved(year: int) -> dict[str, int]:
    """Won by source that open calls have to give beyond those who are invited and have not said no.

    What an invited organisation declines goes to others who apply: it is free for a round only when the call is decided.
    """
    invited: dict[tuple[int, str], int] = {}
    live = Prescription.objects.filter(OF_COUNTY, year=year, state=PrescriptionState.INVITED)
    for measure, source, amount in live.values_list("measure", "source", "amount"):
        invited[measure, source] = invited.get((measure, source), 0) + amount
    found: dict[str, int] = {}
    calls = Call.objects.filter(year=year, state=CallState.OPEN).values_list("measure", "source", "budget")
    for measure, source, budget in calls:
        if (left := budget - invited.get((measure, source), 0)) > 0:
            _add(found, source, left)
    return found


def _add(found: dict[str, int], label: str, amount: int) -> None:
    for name, won in shares_of(label, amount).items():
        found[name] = found.get(name, 0) + won


def free_for(round: Round) -> dict[str, int]:
    """What the laid variant's budgets still hold today: never more than when it was computed."""
    if round.laid is None:
        return {}
    now = taken(round.year)
    budgets = round.laid.setup["budgets"]
    then = {row["source"]: row["free"] for row in round.laid.result["money"]}
    return {source: max(0, min(free, budgets.get(source, 0) - now.get(source, 0))) for source, free in then.items()}
