"""Words used twice, or tested."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OWN = gettext_lazy("나를 대표로 둔 조직의 몫은 다른 공무원이 고칩니다.")
HOW_MANY = {"self_reliant": gettext_lazy("자립 조직"), "level": gettext_lazy("자립도의 합")}


def few(value: float) -> str:
    """A small figure to two digits that say something, without a power of ten."""
    if value == 0 or abs(value) < 0.00005:
        return "0"
    for places in (1, 2, 3, 4):
        if abs(value) >= 10 ** (1 - places):
            return f"{value:.{places}f}"
    return f"{value:.4f}"


def gains(value: float, objective: str) -> str:
    """So much more of what the round is to bring."""
    if objective == "level":
        return _("자립도의 합 %(value)s") % {"value": few(value)}
    return _("자립 조직 %(value)s곳") % {"value": few(value)}


EVENTS = {
    "prescription.round.opened": gettext_lazy("시작함"),
    "prescription.round.laid": gettext_lazy("위원회에 올림"),
    "prescription.round.taken_back": gettext_lazy("되돌림"),
    "prescription.round.dropped": gettext_lazy("그만둠"),
    "prescription.round.decided": gettext_lazy("결정함"),
    "prescription.round.checked": gettext_lazy("다시 셈해 봄"),
    "prescription.committee.recorded": gettext_lazy("위원회를 적음"),
    "prescription.committee.amended": gettext_lazy("위원회가 바꿈"),
    "prescription.committee.amendment_taken_back": gettext_lazy("올린 대로 되돌림"),
}


def event_words(name: str) -> str:
    return str(EVENTS.get(name, name))


PRESCRIPTION_EVENTS = {
    "prescription.prescription.sent": gettext_lazy("보냄"),
    "prescription.prescription.reminded": gettext_lazy("다시 알림"),
    "prescription.prescription.accepted": gettext_lazy("받아들임"),
    "prescription.prescription.declined": gettext_lazy("사양함"),
    "prescription.prescription.selected": gettext_lazy("공모에 선정됨"),
    "prescription.prescription.lapsed": gettext_lazy("답 없이 마감함"),
    "prescription.prescription.withdrawn": gettext_lazy("거둠"),
}


def prescription_event(name: str) -> str:
    return str(PRESCRIPTION_EVENTS.get(name, name))
