"""Whether a committee could decide, and whether it did: in the whole, and on lines with which a member has to do.

More than half of those who may vote are there, and more than half of those there say yes. Who has to do with an organisation is
left out of both counts on its line, as ordinances on committees have it (제척·기피·회피).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

THERE = ("yes", "no", "abstain")


@dataclass(frozen=True)
class Seat:
    name: str
    vote: str
    """yes, no, abstain, recused, absent, or "" where nobody wrote it down."""
    conflicts: frozenset[str] = field(default_factory=frozenset)
    """Codes of organisations."""


@dataclass(frozen=True)
class Count:
    may: int
    there: int
    yes: int
    no: int
    abstain: int

    @property
    def has_quorum(self) -> bool:
        return 2 * self.there > self.may

    @property
    def carries(self) -> bool:
        return self.has_quorum and 2 * self.yes > self.there


def count(seats: Iterable[Seat], org_id: str = "") -> Count:
    """Of the whole, or of one organisation's line."""
    may = [seat for seat in seats if seat.vote != "recused" and org_id not in seat.conflicts]
    votes = {vote: sum(seat.vote == vote for seat in may) for vote in THERE}
    return Count(len(may), sum(votes.values()), votes["yes"], votes["no"], votes["abstain"])


def reasons_against_deciding(seats: Sequence[Seat], lines: Mapping[str, str]) -> list[str]:
    """`lines`: name by code of every organisation that would get something."""
    if not seats:
        return [_("위원과 표결을 먼저 적어 주세요.")]
    unsaid = [seat.name for seat in seats if not seat.vote]
    if unsaid:
        return [_("표결을 적지 않은 위원이 있습니다: %(names)s.") % {"names": ", ".join(unsaid)}]
    whole = count(seats)
    if not whole.has_quorum:
        return [
            _(
                "위원 %(may)s명 가운데 %(there)s명이 나와 과반수에 %(missing)s명이 모자랍니다. 위원회를 다시 열어 주세요."
            )
            % {"may": whole.may, "there": whole.there, "missing": whole.may // 2 + 1 - whole.there}
        ]
    if not whole.carries:
        return [
            _(
                "나온 위원 %(there)s명 가운데 %(yes)s명이 찬성하여 과반수에 이르지 못했습니다. 배정을 되돌려 다른 안을 올려 주세요."
            )
            % {"there": whole.there, "yes": whole.yes}
        ]
    reasons = []
    contested = sorted({org_id for seat in seats for org_id in seat.conflicts} & set(lines))
    for org_id in contested:
        of_line = count(seats, org_id)
        if not of_line.carries:
            reasons.append(
                _(
                    "%(name)s의 지원은 이해관계가 있는 위원을 빼면 %(there)s명 가운데 %(yes)s명만 찬성했습니다. 그 지원을 빼 주세요."
                )
                % {"name": lines[org_id], "there": of_line.there, "yes": of_line.yes}
            )
    return reasons
