"""An assembly of delegates (§31, Decree §9)."""

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act, decree


def least_delegates(members: int, *, percent: int, enough: int) -> int:
    """A tenth of the members; a hundred are always enough."""
    return min(-(-members * percent // 100), enough)


def reasons_against_delegates(
    *, members: int, above: int, delegates: int, percent: int, enough: int, articles_allow: bool, is_social: bool
) -> list[Reason]:
    """Against calling them in place of all members, or electing so few."""
    reasons = []
    if members <= above:
        text = _("조합원이 %(above)s명을 넘어야 대의원총회를 둘 수 있습니다. 지금은 %(now)s명입니다.")
        reasons.append(Reason(text % {"above": above, "now": members}, article(decree(9), is_social=is_social)))
    if not articles_allow:
        text = _("정관에 대의원총회를 둔다는 조항이 없습니다. 정관을 먼저 바꿔 주세요.")
        reasons.append(Reason(text, article(act(31), is_social=is_social)))
    least = least_delegates(members, percent=percent, enough=enough)
    if members > above and delegates < least:
        text = _("대의원은 %(least)s명 이상이어야 합니다. 지금은 %(now)s명입니다.")
        reasons.append(Reason(text % {"least": least, "now": delegates}, article(act(31), is_social=is_social)))
    return reasons


def article(source: str, *, is_social: bool) -> str:
    return f"{source}, {act(92)}" if is_social else source
