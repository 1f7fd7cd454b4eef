"""Where what is left goes when a co-operative ends (§59, §104)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.cooperative.rules.law import Reason, act

HEIRS = {
    "federation": gettext_lazy("상급 사회적협동조합연합회"),
    "similar": gettext_lazy("비슷한 목적의 사회적협동조합"),
    "nonprofit": gettext_lazy("비영리법인·공익법인"),
    "treasury": gettext_lazy("국고"),
    "members": gettext_lazy("조합원(정관에 따름)"),
    "other": gettext_lazy("그 밖의 곳(정관에 따름)"),
}
OF_SOCIAL = ("federation", "similar", "nonprofit", "treasury")


@dataclass(frozen=True)
class Residue:
    heir: str
    """One of `HEIRS`, or nothing where nothing is left."""
    name: str
    won: int


def reasons_against_residue(residue: Residue, *, is_social: bool) -> list[Reason]:
    article = act(104) if is_social else act(59)
    reasons = []
    if residue.won < 0:
        text = _("빚이 재산보다 많으면 해산이 아니라 파산 절차를 밟아야 합니다.")
        reasons.append(Reason(text, article))
    if residue.won > 0 and not residue.heir:
        reasons.append(Reason(_("남은 재산을 어디에 넘기는지 골라 주세요."), article))
    if residue.won > 0 and residue.heir and not residue.name.strip():
        reasons.append(Reason(_("남은 재산을 받을 곳의 이름을 적어 주세요."), article))
    if is_social and residue.heir and residue.heir not in OF_SOCIAL:
        text = _(
            "사회적협동조합의 남은 재산은 상급 연합회, 비슷한 목적의 사회적협동조합, 비영리법인·공익법인이나 국고로만 넘깁니다."
        )
        reasons.append(Reason(text, article))
    return reasons
