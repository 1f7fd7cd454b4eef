"""Whether a prescription can still be answered, and what an answer needs. An empty list means yes."""

from datetime import date

from django.utils.translation import gettext as _

from socialgoods.kernel.formats import seoul_date


def reasons_against_answering(
    *, state: str, answer_by: date | None, on: date, is_open: bool, accepts: bool
) -> list[str]:
    """`is_open`: the organisation is active and not merged into another. `accepts`: it would say yes."""
    reasons = []
    if accepts and state == "invited":
        reasons.append(_("공모로 주는 지원이어서 바로 받아들일 수 없습니다. 공모에 신청해 주세요."))
    if answer_by is not None and on > answer_by:
        reasons.append(_("답할 날(%(day)s)이 지났습니다. 군에 전화해 주세요.") % {"day": seoul_date(answer_by)})
    if not is_open:
        reasons.append(_("활동하지 않거나 다른 조직과 합친 조직이어서 답할 수 없습니다."))
    return reasons


def reasons_against_words(*, way: str, answered_for: str, accepts: bool, reason: str) -> list[tuple[str, str]]:
    """(field, what is missing)."""
    reasons = []
    if not accepts and not reason.strip():
        reasons.append(("reason", _("사양하는 까닭을 적어 주세요. 다음 처방을 더 맞게 만드는 데 씁니다.")))
    if way not in {"", "online"} and not answered_for.strip():
        reasons.append(("answered_for", _("조직에서 누가 답했는지 적어 주세요.")))
    return reasons
