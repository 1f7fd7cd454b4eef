"""What an entry must be before the database is asked: a list of what is wrong, empty where it is right."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

MOST = 10**15
"""Won on one posting: a thousand times a county's budget."""
CARRIED_OVER = "ledger.close:"
"""The origin of entries that carry a year's result over, before the year; an income statement leaves them out."""
TEXT_AT_MOST = 200
NAME_AT_MOST = 80
"""Of a party or a programme."""


def reasons_against(amounts: Sequence[int], text: str) -> list[str]:
    reasons = []
    if not text.strip():
        reasons.append(_("무슨 거래인지 적요를 적어 주세요."))
    if len(text) > TEXT_AT_MOST:
        reasons.append(_("적요가 너무 깁니다. %(most)s자까지 적을 수 있습니다.") % {"most": TEXT_AT_MOST})
    if len(amounts) < 2:
        reasons.append(_("분개는 적어도 두 줄이어야 합니다."))
    if 0 in amounts:
        reasons.append(_("금액이 0인 줄이 있습니다. 금액을 적거나 줄을 지워 주세요."))
    if amounts and (max(amounts) > MOST or min(amounts) < -MOST):
        reasons.append(_("한 줄에 적을 수 있는 금액은 1,000조 원까지입니다."))
    left = sum(amounts)
    if left:
        reasons.append(
            _("차변과 대변이 %(won)s원만큼 맞지 않습니다. 두 쪽의 합이 같아야 합니다.") % {"won": f"{abs(left):,}"}
        )
    return reasons


def pieces(won: int) -> list[int]:
    """As many postings as it takes; none for nothing."""
    whole, rest = divmod(abs(won), MOST)
    sign = 1 if won > 0 else -1
    return [sign * MOST] * whole + ([sign * rest] if rest else [])
