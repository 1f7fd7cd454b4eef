"""When something may be delivered, finished, taken back or cancelled. Plain values in, reasons out; none means yes."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from socialgoods.kernel.formats import seoul_date, won_words


@dataclass(frozen=True)
class Standing:
    """What is delivered of a promise and was not taken back."""

    amount: int
    delivered: int = 0
    deliveries: int = 0
    is_running: bool = True

    @property
    def left(self) -> int:
        return max(0, self.amount - self.delivered)


def reasons_against_delivering(
    standing: Standing, *, cost: int, on: date, today: date, promised_on: date, reason: str = ""
) -> list[str]:
    reasons = []
    if not standing.is_running:
        reasons.append(_("이미 마친 약속입니다. 더 적으려면 담당 공무원이 약속을 다시 열어야 합니다."))
    if cost < 0:
        reasons.append(_("비용은 0원 이상이어야 합니다. 잘못 적은 전달은 되돌리기로 고치세요."))
    if on > today:
        reasons.append(_("전달한 날이 오늘보다 뒤입니다. 전달한 뒤에 적어 주세요."))
    if on < promised_on:
        reasons.append(_("약속한 날(%(day)s)보다 먼저 전달할 수는 없습니다.") % {"day": seoul_date(promised_on)})
    above = standing.delivered + cost - standing.amount
    if above > 0 and not reason.strip():
        reasons.append(
            _("약속한 금액 %(amount)s보다 %(above)s 많습니다. 까닭을 적어 주세요.")
            % {"amount": won_words(standing.amount), "above": won_words(above)}
        )
    return reasons


def reasons_against_taking_back(*, is_running: bool, is_reversed: bool, is_reversal: bool, reason: str) -> list[str]:
    reasons = []
    if not is_running:
        reasons.append(_("이미 받은 지원으로 적었습니다. 먼저 약속을 다시 열어 주세요."))
    if is_reversed:
        reasons.append(_("이미 되돌린 전달입니다."))
    if is_reversal:
        reasons.append(_("되돌린 줄은 다시 되돌리지 않습니다. 전달을 새로 적어 주세요."))
    if not reason.strip():
        reasons.append(_("되돌리는 까닭을 적어 주세요."))
    return reasons


def reasons_against_finishing(standing: Standing, *, reason: str = "") -> list[str]:
    """Delivered in full needs no reason; less (closed in part) or more does."""
    reasons = []
    if not standing.is_running:
        reasons.append(_("이미 마친 약속입니다."))
    if not standing.deliveries:
        reasons.append(_("전달한 것이 없습니다. 전달을 먼저 적거나, 전달하지 않을 약속이면 취소해 주세요."))
    if standing.deliveries and standing.delivered != standing.amount and not reason.strip():
        reasons.append(
            _("약속한 금액은 %(amount)s, 전달한 금액은 %(delivered)s입니다. 다른 까닭을 적어 주세요.")
            % {"amount": won_words(standing.amount), "delivered": won_words(standing.delivered)}
        )
    return reasons


def reasons_against_cancelling(standing: Standing, *, reason: str) -> list[str]:
    reasons = []
    if not standing.is_running:
        reasons.append(_("이미 마친 약속은 취소할 수 없습니다."))
    if standing.deliveries:
        reasons.append(_("이미 전달한 것이 있습니다. 전달을 되돌리거나, 일부만 전달하고 마침으로 적어 주세요."))
    if not reason.strip():
        reasons.append(_("취소하는 까닭을 적어 주세요."))
    return reasons


def is_whole(standing: Standing) -> bool:
    """Whether what is delivered fulfils the promise; less is a promise closed in part."""
    return standing.delivered >= standing.amount
