"""The board: who must be there and how many must agree; when there need be none."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules import resolution
from socialgoods.cooperative.rules.law import Reason, act


@dataclass(frozen=True)
class Decision:
    title: str
    yes: int
    no: int = 0
    abstained: int = 0

    @property
    def votes(self) -> int:
        return self.yes + self.no + self.abstained


def needs_board(*, members: int, from_members: int) -> bool:
    """Below so many members the articles may do without one."""
    return members >= from_members


def reasons_against_no_board(*, has_board: bool, members: int, from_members: int) -> list[Reason]:
    if has_board or not needs_board(members=members, from_members=from_members):
        return []
    text = _("조합원이 %(members)s명이면 이사회를 두어야 합니다. 이사회를 두도록 정관을 고쳐 주세요.")
    return [Reason(text % {"members": members}, act(32, 5))]


def reasons_against_meeting(*, directors: int, present: int) -> list[Reason]:
    """More than half of the directors must be there."""
    if 2 * present > directors:
        return []
    text = _(
        "이사 %(directors)s명 가운데 %(present)s명이 참석했습니다. 과반수인 %(needed)s명이 있어야 이사회를 열 수 있습니다."
    )
    return [Reason(text % {"directors": directors, "present": present, "needed": directors // 2 + 1}, act(32, 4))]


def reasons_against_counting(decision: Decision, *, present: int) -> list[Reason]:
    if not decision.title.strip():
        return [Reason(_("의안의 제목을 적어 주세요."), act(32, 4))]
    if min(decision.yes, decision.no, decision.abstained) < 0 or decision.votes > present:
        text = _("‘%(title)s’의 표가 %(votes)s표인데 참석한 이사는 %(present)s명입니다. 표를 다시 적어 주세요.")
        said = text % {"title": decision.title, "votes": decision.votes, "present": present}
        return [Reason(said, act(32, 4))]
    return []


def reasons_against_passing(decision: Decision, *, directors: int, present: int) -> list[Reason]:
    """Why it is not passed; empty where it is."""
    base = resolution.Base(entitled=directors, present=present, votes=present)
    return resolution.reasons_against(resolution.BOARD, base, decision.yes)
