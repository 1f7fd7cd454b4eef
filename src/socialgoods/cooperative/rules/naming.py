"""What a co-operative may be called (§3, Decree §2)."""

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act, decree


def reasons_against_name(name: str, *, is_social: bool, is_federation: bool, is_taken: bool) -> list[Reason]:
    """§3① and Decree §2②."""
    wanted = "사회적협동조합" if is_social else "협동조합"
    if is_federation:
        wanted += "연합회"
    reasons = []
    if wanted not in name.replace(" ", ""):
        reasons.append(Reason(_("이름에 ‘%(wanted)s’이라는 말이 들어가야 합니다.") % {"wanted": wanted}, act(3, 1)))
    if not is_social and "사회적협동조합" in name.replace(" ", ""):
        reasons.append(Reason(_("일반 협동조합은 ‘사회적협동조합’이라는 이름을 쓸 수 없습니다."), act(3)))
    if is_taken:
        reasons.append(Reason(_("같은 시·군에 같은 이름으로 등기한 협동조합이 있습니다."), decree(2, 2)))
    return reasons
