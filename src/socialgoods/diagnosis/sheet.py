"""An organisation's diagnosis on one page, in plain words and large type."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from socialgoods.diagnosis.paper import compiled
from socialgoods.diagnosis.queries.page import Page
from socialgoods.kernel.formats import percent, seoul_date, won_about

SHOWN_YEARS = 6


def pdf(page: Page) -> bytes:
    return compiled("one_page.typ", words(page))


def words(page: Page) -> dict[str, object]:
    row = page.row
    return {
        "title": _("%(year)s년 진단 결과") % {"year": row.year},
        "name": shortened(page.organization.name, 40),
        "lede": lede(page),
        "facts": facts(page),
        "years_title": _("해마다의 자립도(100%%가 자립 기준)") % {},
        "years": [
            (each.year, each.self_reliance_ratio, percent(each.self_reliance_ratio))
            for each in sorted(page.all_rows, key=lambda each: each.year)[-SHOWN_YEARS:]
        ],
        "scores_title": _("일곱 영역의 점수(검은 금은 비슷한 곳의 가운데)"),
        "scores": [
            (score.name, score.value, score.middle, _("자료 없음") if score.value is None else f"{score.value:.0f}")
            for score in page.scores
        ],
        "advice_title": _("점수를 가장 많이 올릴 두 가지"),
        "advice": [
            _("%(what)s → %(dimension)s 점수가 %(rise).1f점 오릅니다.")
            % {"what": shortened(each.text), "dimension": each.name, "rise": each.rise}
            for each in page.best_advice
        ]
        or [_("답한 문항이 모자라 아직 말씀드릴 수 없습니다. 15분 진단을 해 주세요.")],
        "causes_title": _("지난해와 달라진 까닭"),
        "causes": causes(page),
        "note": _("자립도 = 자체 수입 ÷ 운영비. 확정된 연간 보고와 진단으로 %(day)s에 셈했습니다(정의 %(version)s).")
        % {"day": seoul_date(row.computed_at), "version": row.definitions},
    }


def shortened(text: str, most: int = 60) -> str:
    """So that the sheet stays one page whatever a county's own questions say."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def causes(page: Page) -> list[str]:
    """The three accounts that moved the ratio most, in words."""
    rose, fell = _("%(account)s: 자립도를 %(points)sp 올렸습니다."), _("%(account)s: 자립도를 %(points)sp 내렸습니다.")
    return [
        (rose if share > 0 else fell) % {"account": account, "points": percent(abs(share))}
        for account, share in page.causes[:3]
    ]


def lede(page: Page, *, mark: Callable[[str], str] = str) -> str:
    """The page's answer in a sentence; `mark` sets the figures apart."""
    row, ratio = page.row, mark(percent(page.row.self_reliance_ratio))
    if row.self_reliance_ratio is None:
        return _("확정된 보고가 없어 자립도를 알 수 없습니다. 연간 보고를 내 주세요.")
    if row.self_reliant:
        return _("자립도는 %(ratio)s이고, 두 해 이어서 기준을 넘어 자립했습니다.") % {"ratio": ratio}
    if row.gap:
        gap = mark(won_about(row.gap))
        return _("자립도는 %(ratio)s입니다. 자립까지 한 해에 %(gap)s이 모자랍니다.") % {"ratio": ratio, "gap": gap}
    if row.self_sustaining:
        return _("자립도는 %(ratio)s이고, 유급 근로자 없이 두 해 이어서 기준을 넘었습니다(활동형 자립).") % {
            "ratio": ratio
        }
    return _(
        "자립도는 %(ratio)s로 올해 기준을 넘었습니다. 자립은 두 해를 이어서 보고, 유급 근로자가 있어야 합니다."
    ) % {"ratio": ratio}


def facts(page: Page) -> list[tuple[str, str]]:
    row, readings = page.row, page.readings
    cliff = readings.get("cliff")
    ends = (
        _("%(year)s년에 %(amount)s") % {"year": cliff, "amount": won_about(readings.get("cliff_amount"))}
        if cliff
        else _("알려진 것 없음")
    )
    return [
        (_("모자라는 돈(한 해)"), won_about(row.gap)),
        (_("더 팔아야 할 금액"), won_about(row.sales_needed)),
        (_("지원에 기대는 정도"), percent(row.support_dependence)),
        (_("끝나는 지원"), ends),
        (_("지원까지 더한 충당률"), percent(row.cover)),
        (_("보고의 증빙"), page.evidence or _("적지 않음")),
    ]
