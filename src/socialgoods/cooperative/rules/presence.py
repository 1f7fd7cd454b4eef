"""Who takes part how: in person, by a proxy, on paper or electronically."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act


@dataclass(frozen=True)
class Quorum:
    entitled: int
    present: int
    by_channel: Mapping[str, int] = field(default_factory=dict)

    @property
    def needed(self) -> int:
        """More than half of all."""
        return self.entitled // 2 + 1

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.present)

    @property
    def is_quorate(self) -> bool:
        return self.entitled > 0 and self.present >= self.needed


def article(paragraph: int, *, is_social: bool) -> str:
    return f"{act(91)}(제23조제{paragraph}항 준용)" if is_social else act(23, paragraph)


def reasons_against_channel(
    channel: str, *, lawful: Collection[str], source: str, articles_allow: bool, is_social: bool
) -> list[Reason]:
    """Written and electronic votes need the law of the day and the articles: both."""
    if channel in {"in_person", "proxy"}:
        return []
    way = _("서면") if channel == "paper" else _("전자 방식")
    if channel not in lawful:
        text = _("지금의 법은 총회에 직접 나오거나 대리인을 보내도록 합니다. %(way)s으로는 의결할 수 없습니다.")
        return [Reason(text % {"way": way}, source)]
    if not articles_allow:
        return [Reason(_("정관에 %(way)s 의결을 정한 조항이 없습니다.") % {"way": way}, _("정관"))]
    return []


def reasons_against_proxy(
    *, kind: str, is_written: bool, is_member: bool, has_principal: bool, is_self: bool, is_absent_holder: bool, is_delegates: bool,
    is_social: bool,
) -> list[Reason]:  # fmt: skip
    """§23②–④: another member or family in the same household, one principal each, in writing; never among delegates (§31)."""
    if is_delegates:
        return [Reason(_("대의원총회에는 대리인이 나올 수 없습니다. 대의원이 직접 나와야 합니다."), act(31))]
    reasons = []
    if not is_written:
        text = _("대리권을 적은 위임장이 있어야 합니다. 위임장을 받은 뒤에 적어 주세요.")
        reasons.append(Reason(text, article(4, is_social=is_social)))
    if kind == "member" and not is_member:
        text = _("대리인은 다른 조합원이거나 함께 사는 가족이어야 합니다. 명부에 있는 조합원의 이름을 적어 주세요.")
        reasons.append(Reason(text, article(2, is_social=is_social)))
    if is_self:
        reasons.append(Reason(_("본인은 본인의 대리인이 될 수 없습니다."), article(2, is_social=is_social)))
    if has_principal:
        reasons.append(second_principal(is_social=is_social))
    if is_absent_holder:
        text = _("이 조합원도 다른 사람에게 맡기기로 했습니다. 직접 나오는 사람을 골라 주세요.")
        reasons.append(Reason(text, article(2, is_social=is_social)))
    return reasons


def second_principal(*, is_social: bool) -> Reason:
    text = _("이 사람은 이미 다른 조합원의 대리인입니다. 한 사람이 한 명만 대리할 수 있으니 다른 분께 부탁해 주세요.")
    return Reason(text, article(3, is_social=is_social))


def reasons_against_code(*, typed: str, code: str) -> list[Reason]:
    """On a phone: the number on the wall of the hall says that the person is there."""
    if code and typed.strip() == code:
        return []
    text = _("참석 번호가 맞지 않습니다. 회의장 화면에 있는 여섯 자리 번호를 적거나 접수대에 말씀해 주세요.")
    return [Reason(text, act(23, 1))]


def weight(measure: int, bands: Sequence[Sequence[int]]) -> int:
    """Votes of a member of a federation: of the highest band that its measure reaches (§75, §115②). At least one."""
    reached = [votes for least, votes in bands if measure >= least]
    return max([1, *reached])
