"""What may stand on a ballot, what is counted of it, and whether paper adds up.

A ballot is taken apart into marks, each counted by itself: of an election of three, three marks. So no pattern of names on
one ballot can be found again in the list that anyone may recount.
"""

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason

YES, NO, ABSTAIN, INVALID = "yes", "no", "abstain", "invalid"
BALLOT_RULE = "소셜굿즈 투표 규칙"
"""Refusals that the articles leave to the rules of voting of this house (docs/decisions/0030)."""


@dataclass(frozen=True)
class Form:
    """What a ballot of an item asks."""

    nominees: tuple[int, ...] = ()
    """Numbers; none: a resolution."""
    seats: int = 1

    @property
    def is_election(self) -> bool:
        return bool(self.nominees)

    @property
    def is_contested(self) -> bool:
        return len(self.nominees) > self.seats

    @property
    def marks(self) -> int:
        """Of one ballot."""
        if not self.is_election:
            return 1
        return self.seats if self.is_contested else len(self.nominees)

    @property
    def choices(self) -> list[str]:
        """What a mark can say, in the order in which results are shown."""
        if not self.is_election:
            return [YES, NO, ABSTAIN, INVALID]
        numbers = [str(number) for number in self.nominees]
        against = [] if self.is_contested else [f"-{number}" for number in self.nominees]
        return [*numbers, *against, ABSTAIN, INVALID]


def marks(form: Form, choice: str) -> list[str] | None:
    """The marks of what a voter said; None where the ballot does not allow it.

    A resolution: `yes`, `no` or `abstain`. An election with more nominees than seats: up to as many numbers as seats, `2,5`.
    One with no more nominees than seats: each is voted on, `1,-2` is for the first and against the second.
    """
    if not form.is_election:
        return [choice] if choice in {YES, NO, ABSTAIN} else None
    if choice == ABSTAIN:
        return [ABSTAIN] * form.marks
    said = choice.split(",")
    allowed = set(form.choices) - {ABSTAIN, INVALID}
    named = {part.removeprefix("-") for part in said}
    if not set(said) <= allowed or len(named) != len(said) or len(said) > form.marks:
        return None
    return said + [ABSTAIN] * (form.marks - len(said))


def count(form: Form, marks: Iterable[str], weights: Iterable[int] | None = None) -> dict[str, int]:
    """Every choice of the ballot, those without a vote too."""
    found: Counter[str] = Counter()
    if weights is None:
        found.update(marks)
    else:
        for mark, weight in zip(marks, weights, strict=True):
            found[mark] += weight
    return {choice: found[choice] for choice in form.choices}


def merged(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {choice: votes + other.get(choice, 0) for choice, votes in one.items()}


def paper_marks(form: Form, said: Mapping[str, int], ballots: int) -> dict[str, int]:
    """What tellers counted on paper, as marks: `abstain` and `invalid` are said in ballots, the others in marks.

    What a valid ballot of several seats left open is an abstention.
    """
    found = {choice: said.get(choice, 0) for choice in form.choices}
    valid = ballots - found[ABSTAIN] - found[INVALID]
    used = sum(votes for choice, votes in found.items() if choice not in {ABSTAIN, INVALID})
    found[ABSTAIN] = found[ABSTAIN] * form.marks + valid * form.marks - used
    found[INVALID] *= form.marks
    return found


def reasons_against_paper(form: Form, said: Mapping[str, int], ballots: int) -> list[Reason]:
    """The paper must add up to the number of those who voted on paper."""
    if set(said) - set(form.choices) or any(votes < 0 for votes in said.values()):
        return [Reason(_("투표지에 없는 칸이 있습니다."), BALLOT_RULE)]
    spoilt = said.get(ABSTAIN, 0) + said.get(INVALID, 0)
    valid = ballots - spoilt
    named = {choice: votes for choice, votes in said.items() if choice not in {ABSTAIN, INVALID}}
    used = sum(named.values())
    if not form.is_election or form.marks == 1:
        if used + spoilt == ballots:
            return []
        text = _("적은 표는 %(sum)s장인데 종이로 투표한 것은 %(ballots)s장입니다. 투표지를 다시 세어 주세요.")
        return [Reason(text % {"sum": used + spoilt, "ballots": ballots}, BALLOT_RULE)]
    pairs = [named.get(str(number), 0) + named.get(f"-{number}", 0) for number in form.nominees]
    if valid >= 0 and valid <= used <= valid * form.marks and max(pairs, default=0) <= valid:
        return []
    text = _(
        "종이 투표지 %(ballots)s장에서 기권·무효를 뺀 %(valid)s장과 적은 표가 맞지 않습니다. "
        "한 장에 한 후보를 한 번만, 많아야 %(marks)s명까지 표시할 수 있습니다. 다시 세어 주세요."
    )
    return [Reason(text % {"ballots": ballots, "valid": valid, "marks": form.marks}, BALLOT_RULE)]


def text_of(title: str, counts: Mapping[str, int]) -> str:
    """The counts as tellers witness them: a line for each choice."""
    return "\n".join([title, *(f"{choice} {votes}" for choice, votes in sorted(counts.items()))])


def digest(title: str, counts: Mapping[str, int]) -> str:
    return hashlib.sha256(text_of(title, counts).encode()).hexdigest()


CODE_LEAST = 6
CODE_TRIES = 5
CODE_WAIT_MINUTES = 10


def reasons_against_code(
    *, with_accounts: Sequence[int], by: int | None, is_on_roll: bool, is_candidate: bool, code: str, again: str
) -> list[Reason]:
    """A teller without an account: somebody on the roll, with a code word of the own, beside one who has an account.

    Whoever holds the device on which the word is set is not the other teller: nobody may come to witness for two (decision 0030).
    """
    reasons = []
    if len(with_accounts) != 1:
        text = _("계정이 없는 검표인은 한 사람까지 둘 수 있습니다. 다른 한 사람은 자기 계정으로 확인합니다.")
        reasons.append(Reason(text, BALLOT_RULE))
    if by is not None and by in with_accounts:
        text = _("다른 검표인의 기기에서는 암호말을 정할 수 없습니다. 다른 사람의 기기에서 정해 주세요.")
        reasons.append(Reason(text, BALLOT_RULE))
    if not is_on_roll:
        reasons.append(Reason(_("계정이 없는 검표인은 총회 명부에 있는 사람이어야 합니다."), BALLOT_RULE))
    if is_candidate:
        reasons.append(Reason(_("후보는 검표인이 될 수 없습니다. 다른 사람을 정해 주세요."), BALLOT_RULE))
    if len(code) < CODE_LEAST:
        text = _("암호말은 %(least)s자 이상으로 검표인이 직접 정해 주세요.") % {"least": CODE_LEAST}
        reasons.append(Reason(text, BALLOT_RULE))
    elif code != again:
        reasons.append(Reason(_("두 번 적은 암호말이 서로 다릅니다. 다시 적어 주세요."), BALLOT_RULE))
    return reasons


def reasons_against_trying(*, tries: int, minutes: float | None) -> list[Reason]:
    """After so many wrong words one waits. `minutes`: since the last."""
    if tries < CODE_TRIES or minutes is None or minutes >= CODE_WAIT_MINUTES:
        return []
    text = _("암호말이 여러 번 틀렸습니다. %(minutes)s분 뒤에 다시 해 주세요.") % {"minutes": CODE_WAIT_MINUTES}
    return [Reason(text, BALLOT_RULE)]


def reasons_against_tellers(tellers: Sequence[Hashable], candidates: Iterable[Hashable]) -> list[Reason]:
    """Two different persons, neither of whom stands for election."""
    reasons = []
    if len(tellers) != 2 or len(set(tellers)) != 2:
        reasons.append(Reason(_("검표인은 서로 다른 두 사람이어야 합니다."), BALLOT_RULE))
    if set(tellers) & set(candidates):
        reasons.append(Reason(_("후보는 검표인이 될 수 없습니다. 다른 사람을 정해 주세요."), BALLOT_RULE))
    return reasons
