"""Does a social co-operative live by its main business?"""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel.formats import percent as shown

MEASURE_NAMES = {
    "won": gettext_lazy("수입·지출(원)"),
    "hours": gettext_lazy("서비스 시간"),
    "heads": gettext_lazy("인원"),
    "wages": gettext_lazy("인건비(원)"),
}


def share(main: int | None, total: int | None) -> Fraction | None:
    """Not known without both figures."""
    if main is None or not total:
        return None
    return Fraction(main, total)


def reasons_against_figures(
    main: int | None, total: int | None, *, measure: str, allowed: Sequence[str]
) -> list[Reason]:
    reasons = []
    if main is not None and total is not None and not 0 <= main <= total:
        text = _("주사업 실적은 0 이상이고 전체 사업 실적을 넘을 수 없습니다. 두 숫자를 다시 확인해 주세요.")
        reasons.append(Reason(text, act(93)))
    if measure and measure not in allowed:
        reasons.append(Reason(_("이 주사업은 그 기준으로 재지 않습니다. 다른 기준을 골라 주세요."), act(93, 2)))
    return reasons


def reasons_against_share(main: int | None, total: int | None, *, least_percent: int) -> list[Reason]:
    """The main business is two fifths of all at least."""
    found = share(main, total)
    if found is None or found * 100 >= least_percent:
        return []
    text = _(
        "주사업이 전체 사업의 %(share)s입니다. %(least)s%% 이상이어야 하므로 다음 해 사업계획에 주사업을 늘려 주세요."
    )
    return [Reason(text % {"share": shown(found), "least": least_percent}, act(93, 2))]
