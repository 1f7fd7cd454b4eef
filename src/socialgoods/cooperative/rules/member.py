"""Joining: whom a co-operative may take in, and when it may take money."""

from datetime import date

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel.formats import seoul_date

REGISTER = "조합원 명부"


def reasons_against_joining(*, is_over: bool, is_member: bool, is_merged: bool, is_somebody: bool) -> list[Reason]:
    reasons = []
    if is_over:
        reasons.append(Reason(_("설립을 그만두었거나 해산한 조합에는 가입할 수 없습니다."), act(21)))
    if is_member:
        reasons.append(Reason(_("이미 조합원입니다. 더 출자하려면 출자 청약을 늘려 주세요."), act(21)))
    if is_merged:
        reasons.append(Reason(_("다른 조직에 합쳐진 조직입니다. 합친 조직으로 가입해 주세요."), REGISTER))
    if not is_somebody:
        reasons.append(Reason(_("가입할 조직이나 사람의 이름을 적어 주세요."), REGISTER))
    return reasons


def reasons_against_declining(reason: str) -> list[Reason]:
    """§21: nobody who qualifies is turned away without a good reason, which is told."""
    if reason.strip():
        return []
    text = _("정당한 까닭 없이 가입을 거절할 수 없습니다. 신청한 분이 읽을 까닭을 적어 주세요.")
    return [Reason(text, act(21))]


def reasons_against_taking_money(
    *, is_accepted: bool, accepted_on: date | None, paid_on: date, is_social: bool
) -> list[Reason]:
    """Shares are paid after the report was accepted or the approval given."""
    article = act(87) if is_social else act(18)
    if not is_accepted:
        text = _("출자금은 설립 신고가 수리되거나 인가를 받은 뒤에 냅니다. 그때까지는 청약만 받아 주세요.")
        return [Reason(text, article)]
    if accepted_on is not None and paid_on < accepted_on:
        text = _("출자금은 신고 수리·인가를 받은 %(day)s부터 낼 수 있습니다.")
        return [Reason(text % {"day": seoul_date(accepted_on)}, article)]
    return []
