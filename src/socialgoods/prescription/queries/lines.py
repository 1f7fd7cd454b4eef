"""A variant's lines as they stand in the database, and as they would be decided."""

from socialgoods.prescription.computing import Line
from socialgoods.prescription.models import Amendment, Member, Round, Variant
from socialgoods.prescription.rules.amending import Given
from socialgoods.prescription.rules.voting import Seat

FIELDS = (
    "organization__code", "measure__code", "source", "amount", "gain", "gain_low", "gain_high", "runner_up__code", "why", "reason",
)  # fmt: skip


def lines_of(variant: Variant) -> list[Line]:
    rows = variant.choices.order_by("organization__code").values_list(*FIELDS)
    return [
        Line(code, measure or "", source, amount, gain, low, high, runner_up or "", why, reason)
        for code, measure, source, amount, gain, low, high, runner_up, why, reason in rows.iterator(5_000)
    ]


def amended(round: Round) -> dict[str, Given]:
    """What each organisation would get, by code: the laid variant with what the committee decided otherwise."""
    found: dict[str, Given] = {}
    if round.laid is not None:
        rows = round.laid.choices.exclude(measure=None)
        for code, *rest in rows.values_list("organization__code", "measure__code", "source", "amount"):
            found[code] = Given(code, *rest)
    rows = Amendment.objects.filter(sitting__round=round).order_by("organization__code")
    for code, measure, source, amount in rows.values_list("organization__code", "measure__code", "source", "amount"):
        if measure is None:
            found.pop(code, None)
        else:
            found[code] = Given(code, measure, source, amount)
    return found


def seats_of(round: Round) -> list[Seat]:
    rows = Member.objects.filter(sitting__round=round).prefetch_related("conflicts")
    return [Seat(row.name, row.vote, frozenset(one.code for one in row.conflicts.all())) for row in rows]
