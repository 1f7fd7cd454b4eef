"""What was decided and what was learnt, as everybody may see it: no group under five, and none to be found by subtraction."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Sum

from socialgoods.analysis.definitions import DEFAULT
from socialgoods.plan.rules.suppression import hidden
from socialgoods.portal.queries.kept import until_change
from socialgoods.prescription.models import Prescription, PrescriptionState, Round
from socialgoods.prescription.queries import evidence, rounds
from socialgoods.prescription.rules import evidence as rules

Counted = tuple[str, int, int]


@dataclass(frozen=True)
class Given:
    """A measure, or the rest together where it has no name."""

    measure: str
    organizations: int
    amount: int


@dataclass(frozen=True)
class Decided:
    round: Round
    rows: list[Given]
    organizations: int
    amount: int
    accepted: int
    """How many accepted so far; told only of five and more."""


def decided(*, on: date) -> Decided | None:
    """Kept until something changes; none before the first decision."""
    return until_change("decided", _decided, on=on)


def _decided() -> Decided | None:
    row = rounds.latest_decided()
    if row is None:
        return None
    sent = Prescription.objects.filter(round=row).exclude(state=PrescriptionState.WITHDRAWN).order_by()
    counted: list[Counted] = list(
        sent.values_list("measure__name").annotate(n=Count("pk"), won=Sum("amount")).order_by("-n", "measure__name")
    )
    total, amount = sum(n for _name, n, _won in counted), sum(won for _name, _n, won in counted)
    if total < DEFAULT.smallest_group:
        return None
    accepted = sent.filter(state=PrescriptionState.ACCEPTED).count()
    return Decided(row, groups(counted), total, amount, accepted if accepted >= DEFAULT.smallest_group else 0)


def groups(counted: list[Counted]) -> list[Given]:
    small = hidden([[n] for _name, n, _won in counted], DEFAULT.smallest_group)
    shown = [Given(*each) for number, each in enumerate(counted) if number not in small]
    rest = [each for number, each in enumerate(counted) if number in small]
    if rest:
        shown.append(Given("", sum(n for _name, n, _won in rest), sum(won for _name, _n, won in rest)))
    return shown


@dataclass(frozen=True)
class Learnt:
    """What the confirmed reports say of the measures, names by verdict; of fewer than five cases nothing is said."""

    year: int
    helps: list[str]
    helps_not: list[str]
    early: int
    """Of how many it is too early to say."""
    transitions: int
    computed_at: datetime


def learnt(*, on: date) -> Learnt | None:
    return until_change("learnt", _learnt, on=on)


def _learnt() -> Learnt | None:
    row = evidence.latest()
    if row is None:
        return None
    shown = [line for line in evidence.lines(row) if line.is_shown]
    names = {
        verdict: [line.name for line in shown if line.verdict == verdict] for verdict in (rules.HELPS, rules.HELPS_NOT)
    }
    early = sum(line.verdict == rules.EARLY for line in shown)
    return Learnt(row.year, names[rules.HELPS], names[rules.HELPS_NOT], early, row.transitions, row.computed_at)
