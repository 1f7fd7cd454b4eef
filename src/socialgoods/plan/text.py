"""How the plan's figures are said, and sentences used twice."""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from socialgoods.kernel.formats import known, number, percent, won, won_about
from socialgoods.plan.rules import measured

Words = str | Promise

ORGANISATIONS, PEOPLE = gettext_lazy("곳"), gettext_lazy("명")
COUNTED: dict[str, Words] = {
    "self_reliant": ORGANISATIONS,
    "self_sustaining": ORGANISATIONS,
    "organisations": ORGANISATIONS,
    "jobs": PEOPLE,
    "jobs_increase": PEOPLE,
    "jobs_fte": PEOPLE,
    "jobs_subsidised": PEOPLE,
    "jobs_vulnerable": PEOPLE,
    "buyers": PEOPLE,
}
"""What a count counts."""

WHY: dict[str, Words] = {
    measured.TOO_FEW: gettext_lazy("보고한 조직이 다섯 곳이 안 되어 보이지 않습니다."),
    measured.NO_REPORTS: gettext_lazy("이 값을 적은 확정된 보고가 없습니다."),
    measured.NO_BASE: gettext_lazy("기준 연도의 값을 알지 못합니다."),
    measured.FIRST_YEAR: gettext_lazy("앞 해의 보고가 없어 두 해를 견줄 수 없습니다."),
    "no_lists": gettext_lazy("참여 명단을 적은 조직이 없습니다."),
    "no_residents": gettext_lazy("주민 수를 알지 못합니다."),
}

DRIVERS: dict[str, Words] = {
    "effects": gettext_lazy("지원의 효과"),
    "drift": gettext_lazy("조직이 나아가는 흐름"),
    "shocks": gettext_lazy("해마다의 형편"),
    "pull": gettext_lazy("바탕을 따라가는 빠르기"),
    "lasting": gettext_lazy("효과가 남는 정도"),
    "closures": gettext_lazy("문 닫는 조직"),
    "reporting": gettext_lazy("보고하는 조직"),
    "budget": gettext_lazy("예산 10%"),
    "together": gettext_lazy("모두 함께"),
}

BY: dict[str, Words] = {
    "area": gettext_lazy("읍·면"),
    "sector": gettext_lazy("분야"),
    "kind": gettext_lazy("유형"),
}

SCENARIOS: dict[str, Words] = {
    "planned": gettext_lazy("계획대로 지원하면"),
    "none": gettext_lazy("지원하지 않으면"),
}


def lever(name: str, factor: float) -> str:
    if name == "money":
        return _("예산 %(factor)s배") % {"factor": times(factor)}
    if name == "money_and_places":
        return _("예산과 정원 %(factor)s배") % {"factor": times(factor)}
    return {
        "as_planned": _("계획대로"),
        "practice": _("지금까지 하던 대로 고르면"),
        "floors": _("지난 배정의 최소 건수를 해마다 지키면"),
        "reporting": _("모든 조직이 해마다 보고하면"),
    }[name]


def times(factor: float) -> str:
    """`1.25`, `2`."""
    return f"{factor:.2f}".rstrip("0").rstrip(".")


def said(value: float | None, unit: str) -> str:
    """For sentences and key figures, rounded; the unit's word stands apart for counts."""
    if value is None:
        return known(None)
    if unit == "share":
        return percent(value)
    return won_about(round(value)) if unit == "won" else number(round(value))


def exact(value: float | None, unit: str) -> str:
    """For tables: won to the won."""
    if value is None:
        return known(None)
    if unit == "share":
        return percent(value)
    if unit == "won":
        return won(round(value))
    return number(value, 0 if float(value).is_integer() else 1)


def foreseen(value: float | None, unit: str) -> str:
    """What is expected is not known to the won: three digits of money, whole organisations and persons."""
    if value is None or unit != "won" or not round(value):
        return said(value, unit)
    size: int = 10 ** max(0, len(str(abs(round(value)))) - 3)
    return won_about(round(value / size) * size)


def counts(series: str) -> str:
    return str(COUNTED.get(series, ""))


def with_unit(value: float | None, unit: str, series: str) -> str:
    word = counts(series) if value is not None and unit == "count" else ""
    return said(value, unit) + (word if (get_language() or "ko").startswith("ko") or not word else f" {word}")


def chance(probability: float | None) -> str:
    """A forecast is not a promise: never quite 0 or 100 %."""
    if probability is None:
        return known(None)
    if probability < 0.01:
        return _("1% 미만")
    return _("99% 초과") if probability > 0.99 else percent(probability, 0)
