"""The minutes: who signs, what a signature stands for, and who may read and copy them."""

import hashlib

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act, decree


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def article(*, is_founding: bool, is_social: bool) -> str:
    if is_founding:
        return decree(17) if is_social else decree(6)
    return f"{act(92)}(제30조 준용)" if is_social else act(30)


def reasons_against_signers(*, elected: int, least: int, all_present: bool, article: str) -> list[Reason]:
    """The assembly elects them among those who are there."""
    reasons = []
    if elected < least:
        text = _("의사록에는 의장과 함께 총회에서 뽑은 조합원 %(least)s명 이상이 서명합니다. %(now)s명을 적으셨습니다.")
        reasons.append(Reason(text % {"least": least, "now": elected}, article))
    if not all_present:
        reasons.append(Reason(_("총회에 직접 나온 조합원만 의사록에 서명할 사람으로 뽑을 수 있습니다."), article))
    return reasons


def reasons_against_signing(
    *, is_chair: bool, is_elected: bool, has_signed: bool, is_closed: bool, has_text: bool, article: str
) -> list[Reason]:
    reasons = []
    if not is_closed:
        reasons.append(Reason(_("총회를 마친 뒤에 서명할 수 있습니다."), article))
    if not has_text:
        reasons.append(Reason(_("의사록이 비어 있습니다. 먼저 의사록을 적어 주세요."), article))
    if has_signed:
        reasons.append(Reason(_("이미 서명하셨습니다."), article))
    if not is_chair and not is_elected:
        text = _("의장과, 의사록에 서명하도록 총회에서 뽑은 조합원만 서명합니다. 뽑은 사람을 먼저 적어 주세요.")
        reasons.append(Reason(text, article))
    return reasons


def is_enough(*, has_chair: bool, members: int, least: int) -> bool:
    return has_chair and members >= least


def is_complete(*, has_chair: bool, members: int, elected: int, least: int) -> bool:
    """Everybody who was elected for it has signed; with fewer, but enough, the chair may call it done."""
    return is_enough(has_chair=has_chair, members=members, least=least) and members >= elected


def reasons_against_copying(
    *, is_member: bool, is_creditor: bool, runs: bool, supervises: bool, is_social: bool
) -> list[Reason]:
    """Articles, minutes, register and books lie at the office; members and creditors may see and copy them (§49, §96)."""
    if is_member or is_creditor or runs or supervises:
        return []
    text = _(
        "의사록과 총회 자료는 조합원과 채권자가 조합에서 보고 베낄 수 있습니다. 공개된 내용은 경영공시에서 보세요."
    )
    return [Reason(text, act(96) if is_social else act(49))]
