"""The year's money divided as one would without looking: the platform's proposal as it is, or what habit would give."""

from datetime import date
from enum import StrEnum

from socialgoods.example.loop import committee
from socialgoods.example.loop.days import moment
from socialgoods.example.world import FINAL_YEAR
from socialgoods.people.models import User
from socialgoods.prescription.actions import round as rounds
from socialgoods.prescription.actions.variant import MOST
from socialgoods.prescription.models import Round, RoundState, Variant, VariantKind

GONE = "그해가 지나 그만둡니다."
ANEW = "그해의 안을 다시 셈하여 올립니다."


class Way(StrEnum):
    PLATFORM = "platform"
    PRACTICE = "practice"


KINDS = {Way.PLATFORM: VariantKind.RECOMMENDED, Way.PRACTICE: VariantKind.PRACTICE}


def divide(year: int, way: Way, *, seed: int, by: User, today: date) -> Round:
    """Opened if it is not, computed, laid, decided unchanged and sent, all on one day. A draft that is there is gone on with."""
    found = Round.objects.filter(year=year, state__in=[RoundState.DRAFT, RoundState.LAID]).first()
    if found is None:
        found = rounds.open_round(year=year, until=FINAL_YEAR, by=by, at=moment(today, 9))
    if found.state == RoundState.LAID:
        rounds.take_back(round=found, reason=ANEW, by=by, at=moment(today, 9))
    variant = _variant(found, KINDS[way], by=by, today=today)
    rounds.compute_variant(variant=variant, by=by, at=moment(today, 10))
    committee.sit(found, variant, seed=seed, by=by, on=today, laid_on=today)
    committee.decide(found, by=by, on=today)
    return found


def _variant(round: Round, kind: VariantKind, *, by: User, today: date) -> Variant:
    there = list(round.variants.order_by("number"))
    if same := next((row for row in there if row.kind == kind), None):
        return same
    if len(there) == MOST:
        rounds.remove_variant(variant=there[-1], by=by, at=moment(today, 9))
    return rounds.add_variant(round=round, kind=kind, by=by, at=moment(today, 9))


def drop_undecided(year: int, *, by: User, today: date) -> None:
    """What nobody decided while the year lasted."""
    for row in Round.objects.filter(year=year, state__in=[RoundState.DRAFT, RoundState.LAID]):
        rounds.drop(round=row, reason=GONE, by=by, at=moment(today))
