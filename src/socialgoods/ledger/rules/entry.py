"""What an entry must be before the database is asked: a list of what is wrong, empty where it is right."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

MOST = 10**15
"""Won on one posting: a thousand times a county's budget, and sums of a million of them still fit."""
TEXT_AT_MOST = 200


def reasons_against(amounts: Sequence[int], text: str) -> list[str]:
    reasons = []
    if not text.strip():
        reasons.append(_("무슨 거래인지 적요를 적어 주세요."))
    if len(text) > TEXT_AT_MOST:
        reasons.append(_("적요가 너무 깁니다. %(most)s자까지 적을 수 있습니다.") % {"most": TEXT_AT_MOST})
    if len(amounts) < 2:
        reasons.append(_("분개는 적어도 두 줄이어야 합니다."))
    if any(amount == 0 for amount in amounts):
        reasons.append(_("금액이 0인 줄이 있습니다. 금액을 적거나 줄을 지워 주세요."))
    if any(abs(amount) > MOST for amount in amounts):
        reasons.append(_("한 줄에 적을 수 있는 금액은 1,000조 원까지입니다."))
    left = sum(amounts)
    if left:
        reasons.append(
            _("차변과 대변이 %(won)s원만큼 맞지 않습니다. 두 쪽의 합이 같아야 합니다.") % {"won": f"{abs(left):,}"}
        )
    return reasons
