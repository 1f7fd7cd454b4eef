"""Whether a resolution is passed: who had to be there, how many had to agree, and by which article. In whole numbers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.cooperative.rules.law import Reason, act

ORDINARY, SPECIAL, FOUNDING, BOARD = "ordinary", "special", "founding", "board"


@dataclass(frozen=True)
class Subject:
    majority: str
    """`ordinary` or `special`."""
    article: str
    title: object
    is_for_all: bool = False
    """Only an assembly of all members decides it, not one of delegates (§31)."""


SUBJECTS: dict[str, Subject] = {
    "articles": Subject(SPECIAL, act(29, 1, item="1"), gettext_lazy("정관 변경")),
    "merger": Subject(SPECIAL, act(29, 1, item="7"), gettext_lazy("합병"), is_for_all=True),
    "split": Subject(SPECIAL, act(29, 1, item="7"), gettext_lazy("분할"), is_for_all=True),
    "dissolution": Subject(SPECIAL, act(29, 1, item="7"), gettext_lazy("해산"), is_for_all=True),
    "liquidation": Subject(ORDINARY, act(58), gettext_lazy("청산: 재산목록·처분 방법, 결산보고서 승인")),
    "suspension": Subject(SPECIAL, act(29, 1, item="7"), gettext_lazy("휴업")),
    "continuation": Subject(SPECIAL, act(29, 1, item="7"), gettext_lazy("계속")),
    "expulsion": Subject(SPECIAL, act(29, 1, item="8"), gettext_lazy("조합원 제명")),
    "refund": Subject(SPECIAL, act(29, 1, item="8의2"), gettext_lazy("탈퇴 조합원 출자금 환급")),
    "preferred_shares": Subject(SPECIAL, act(29, 1, item="9"), gettext_lazy("다른 협동조합 우선출자")),
    "transfer": Subject(ORDINARY, act(24, 3), gettext_lazy("조합원 지위·지분 양도")),
    "accounts": Subject(ORDINARY, act(52), gettext_lazy("결산 승인")),
    "budget": Subject(ORDINARY, act(29, 1), gettext_lazy("예산 승인")),
    "plan": Subject(ORDINARY, act(29, 1), gettext_lazy("사업계획 승인")),
    "disposition": Subject(ORDINARY, act(52), gettext_lazy("잉여금 처분·손실금 처리")),
    "officers": Subject(ORDINARY, act(34, 1), gettext_lazy("임원 선출")),
    "recall": Subject(ORDINARY, act(40), gettext_lazy("임원 해임")),
    "founding": Subject(SPECIAL, act(15), gettext_lazy("설립")),
    "other": Subject(ORDINARY, act(29, 2), gettext_lazy("그 밖의 안건")),
}


def subject(key: str) -> Subject:
    return SUBJECTS.get(key, SUBJECTS["other"])


def majority_of(key: str, *, is_founding: bool) -> str:
    return FOUNDING if is_founding else subject(key).majority


@dataclass(frozen=True)
class Base:
    """What a vote is measured by, at the moment of the vote. Who had left counts nowhere; abstentions and invalid votes are present."""

    entitled: int
    """Members on the roll (at a founding assembly: who filed a consent form; on a board: its directors)."""
    present: int
    """Of these, members present, by proxy included."""
    votes: int
    """The votes of those present: as many as members, except in a federation that weighs them."""


def article_of(majority: str, *, is_social: bool = False) -> str:
    return {
        ORDINARY: act(29, 2),
        SPECIAL: act(29, 1),
        FOUNDING: act(85, 2) if is_social else act(15),
        BOARD: act(32, 4),
    }[majority]


def present_needed(entitled: int) -> int:
    """More than half of all, by every majority that the Act knows."""
    return entitled // 2 + 1


def yes_needed(majority: str, votes: int) -> int:
    if majority in {SPECIAL, FOUNDING}:
        return max(1, (2 * votes + 2) // 3)
    return votes // 2 + 1


def reasons_against_quorum(majority: str, base: Base, *, is_social: bool = False) -> list[Reason]:
    needed = present_needed(base.entitled)
    if base.present >= needed:
        return []
    text = _("모두 %(entitled)s명 가운데 %(present)s명이 참석했습니다. 과반수인 %(needed)s명이 있어야 합니다.")
    said = text % {"entitled": base.entitled, "present": base.present, "needed": needed}
    return [Reason(said, article_of(majority, is_social=is_social))]


def reasons_against(majority: str, base: Base, yes: int, *, is_social: bool = False) -> list[Reason]:
    """Why it is not passed; empty where it is."""
    reasons = reasons_against_quorum(majority, base, is_social=is_social)
    needed = yes_needed(majority, base.votes)
    if yes < needed:
        two_thirds = _("출석한 의결권 %(votes)s 가운데 찬성이 %(yes)s입니다. 3분의 2인 %(needed)s 이상이어야 합니다.")
        half = _("출석한 의결권 %(votes)s 가운데 찬성이 %(yes)s입니다. 과반수인 %(needed)s 이상이어야 합니다.")
        text = two_thirds if majority in {SPECIAL, FOUNDING} else half
        said = text % {"votes": base.votes, "yes": yes, "needed": needed}
        reasons.append(Reason(said, article_of(majority, is_social=is_social)))
    return reasons


def reasons_against_delegates(key: str, *, is_delegates: bool) -> list[Reason]:
    """A delegates' assembly cannot decide a merger, a split or the end."""
    if is_delegates and subject(key).is_for_all:
        text = _("대의원총회는 %(what)s을(를) 의결할 수 없습니다. 조합원 모두의 총회를 소집해 주세요.")
        return [Reason(text % {"what": subject(key).title}, act(31))]
    return []


def reasons_against_recall(*, demanded_by: int, members: int) -> list[Reason]:
    """A fifth of the members may demand it."""
    if 5 * demanded_by >= members and demanded_by > 0:
        return []
    text = _("조합원 %(members)s명의 5분의 1(%(needed)s명) 이상이 해임을 요구해야 합니다. 지금은 %(demanded)s명입니다.")
    return [Reason(text % {"members": members, "needed": -(-members // 5), "demanded": demanded_by}, act(40))]


def reasons_against_weight(votes: int, *, is_federation: bool, is_social: bool) -> list[Reason]:
    """One member, one vote. A federation may weigh votes by its articles."""
    if votes == 1 or (is_federation and votes > 0):
        return []
    if votes == 0:
        return [Reason(_("의결권이 없는 사람은 투표할 수 없습니다."), act(23, 1))]
    text = _("조합원은 출자좌수에 관계없이 의결권을 하나씩 가집니다. 의결권 %(votes)s개는 연합회만 정관으로 정합니다.")
    article = f"{act(23, 1)}, {act(115, 2) if is_social else act(75)}"
    return [Reason(text % {"votes": votes}, article)]


def reasons_against_resting_on(
    *, wanted: str, found: str, is_passed: bool, is_about_another: bool = False
) -> list[Reason]:
    """Before something is done on the ground of a resolution: is it one about this, and was it passed?"""
    what = SUBJECTS[wanted]
    if found != wanted or is_about_another:
        text = _("%(what)s을(를) 의결한 안건이 아닙니다. 그 일을 의결한 총회 안건을 골라 주세요.")
        return [Reason(text % {"what": what.title}, what.article)]
    if not is_passed:
        text = _("%(what)s 안건이 아직 가결되지 않았습니다. 총회에서 먼저 의결해 주세요.")
        return [Reason(text % {"what": what.title}, what.article)]
    return []
