"""The minutes: who signs, and what a signature stands for."""

import hashlib
from collections.abc import Sequence

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def reasons_against_signing(
    *, name: str, signed: Sequence[str], is_closed: bool, has_text: bool, was_present: bool
) -> list[Reason]:
    reasons = []
    if not is_closed:
        reasons.append(Reason(_("총회를 마친 뒤에 서명할 수 있습니다."), act(30)))
    if not has_text:
        reasons.append(Reason(_("의사록이 비어 있습니다."), act(30)))
    if name in signed:
        reasons.append(Reason(_("이미 서명하셨습니다."), act(30)))
    if not was_present:
        reasons.append(Reason(_("총회에 나온 조합원만 의사록에 서명할 수 있습니다."), act(30)))
    return reasons


def is_complete(*, has_chair: bool, members: int, least: int) -> bool:
    return has_chair and members >= least
