"""Who is elected. What the Act leaves open, the articles say: by a majority or by most votes, and what is done about a tie."""

from collections.abc import Mapping
from dataclasses import dataclass

from socialgoods.cooperative.rules.count import Form
from socialgoods.cooperative.rules.resolution import ORDINARY, Base, present_needed, yes_needed

MAJORITY, MOST = "majority", "most"
RUN_OFF, LOT = "run_off", "lot"


@dataclass(frozen=True)
class Rule:
    """Of the articles; `more["election"]` and `more["tie"]`. Where they are silent: a majority of those present (§29②), and a run-off."""

    by: str = MAJORITY
    tie: str = RUN_OFF
    majority: str = ORDINARY


@dataclass(frozen=True)
class Outcome:
    elected: tuple[int, ...] = ()
    tied: tuple[int, ...] = ()
    """Between these the seats left are decided: by a run-off or by lot."""
    open_seats: int = 0


def rule_from(more: Mapping[str, object], *, majority: str) -> Rule:
    by, tie = more.get("election"), more.get("tie")
    return Rule(MOST if by == MOST else MAJORITY, LOT if tie == LOT else RUN_OFF, majority)


def outcome(form: Form, counts: Mapping[str, int], base: Base, rule: Rule, *, is_run_off: bool = False) -> Outcome:
    """Without a quorum nobody is elected. In a run-off most votes decide, as between two nothing else can.

    As many nominees as seats or fewer: each is elected by more votes for than the majority needs, and by nothing else.
    """
    if base.present < present_needed(base.entitled):
        return Outcome(open_seats=form.seats)
    votes = {number: counts.get(str(number), 0) for number in form.nominees}
    if not form.is_contested:
        needed = yes_needed(rule.majority, base.votes)
        approved = tuple(number for number in form.nominees if votes[number] >= needed)
        return Outcome(approved, open_seats=form.seats - len(approved))
    least = 1 if rule.by == MOST or is_run_off else yes_needed(ORDINARY, base.votes)
    eligible = sorted((number for number in form.nominees if votes[number] >= least), key=lambda number: -votes[number])
    elected, tied = _first(eligible, votes, form.seats)
    left = form.seats - len(elected)
    if left and not tied:
        tied = _next(votes, elected, left)
    return Outcome(tuple(elected), tuple(sorted(tied)), left)


def _first(ranked: list[int], votes: Mapping[int, int], seats: int) -> tuple[list[int], list[int]]:
    """Those surely in, and those who tie across the last seat."""
    if len(ranked) <= seats:
        return ranked, []
    line = votes[ranked[seats - 1]]
    if votes[ranked[seats]] != line:
        return ranked[:seats], []
    return [n for n in ranked if votes[n] > line], [n for n in ranked if votes[n] == line]


def _next(votes: Mapping[int, int], elected: list[int], left: int) -> list[int]:
    """Who goes into the run-off: one more than the seats left, by votes, with all who tie there."""
    others = sorted((number for number in votes if number not in elected), key=lambda number: -votes[number])
    if len(others) <= left + 1:
        return others
    line = votes[others[left]]
    return [number for number in others if votes[number] >= line]
