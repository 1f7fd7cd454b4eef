"""What every co-operative must do and what none may (§45, §93), and who may use it besides its members (§46, Decree §24)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act, decree

FORBIDDEN = ("보험", "예금", "대부업", "은행업", "금융업", "신용사업", "여신", "수신")
"""Words of finance and insurance in the name of a business."""
MUTUAL = ("대출", "공제", "상호부조")
"""Allowed to social co-operatives among their members, within limits (§94)."""


REQUIRED = act(45, 1)
"""Of social co-operatives the model articles say the same; whether the Act does is not verified."""


def required() -> list[str]:
    """Businesses that the articles cannot leave out."""
    return [
        _("조합원과 직원에 대한 상담·교육·훈련과 정보 제공 사업"),
        _("협동조합 사이의 협력을 위한 사업"),
        _("협동조합을 알리고 지역사회에 이바지하는 사업"),
    ]


def reasons_against_business(lines: Sequence[str], *, is_social: bool) -> list[Reason]:
    reasons = []
    for line in lines:
        words = line.replace(" ", "")
        if any(word in words for word in FORBIDDEN):
            text = _("‘%(line)s’: 금융업과 보험업은 할 수 없습니다. 이 사업을 빼 주세요.")
            reasons.append(Reason(text % {"line": line}, act(45, 3)))
        elif any(word in words for word in MUTUAL) and not is_social:
            text = _(
                "‘%(line)s’: 소액대출과 상호부조는 사회적협동조합만 조합원끼리 할 수 있습니다. 이 사업을 빼 주세요."
            )
            reasons.append(Reason(text % {"line": line}, f"{act(45, 3)}, {act(94, 1)}"))
    return reasons


def reasons_against_use_by_others(*, service: str, is_social: bool, hinders_members: bool = False) -> list[Reason]:
    """`service`: `loan`, `aid`, or anything else. Others may use it where members are not hindered."""
    if service in {"loan", "aid"}:
        text = _("소액대출과 상호부조는 조합원만 이용할 수 있습니다. 먼저 조합원으로 가입해 주세요.")
        return [Reason(text, decree(24) if is_social else act(45, 3))]
    if hinders_members:
        text = _("조합원이 이용하는 데 지장이 있어 조합원이 아닌 사람은 이용할 수 없습니다.")
        return [Reason(text, act(95) if is_social else act(46))]
    return []
