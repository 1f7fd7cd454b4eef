"""What a variant is computed with: budgets, places, floors, pins and the objective. What cannot be meant is refused, by name."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.kernel.formats import won_words
from socialgoods.prescription.rules.catalogue import MOST_WON

MOST_PLACES = 100_000
MOST_CURIOSITY = 3
SEED = 2017
OBJECTIVES = ("self_reliant", "level")
COMPUTED_FROM = (
    "year",
    "until",
    "kind",
    "reports_until",
    "objective",
    "curiosity",
    "seed",
    "budgets",
    "capacities",
    "floors",
    "pins",
)


def plain(**given: Any) -> dict[str, Any]:
    """Settings with what is usual where nothing is said."""
    usual: dict[str, Any] = {
        "budgets": {}, "capacities": {}, "floors": [], "pins": [], "objective": "self_reliant", "curiosity": 0.0, "seed": SEED,
        "reports_until": None,
    }  # fmt: skip
    return usual | given


def reasons_against(
    settings: Mapping[str, Any], *, sources: Collection[str], measures: Collection[str], areas: Collection[str],
    sectors: Collection[str],
) -> list[str]:  # fmt: skip
    return [
        *_budgets(settings["budgets"], sources),
        *_places(settings["capacities"], measures),
        *_floors(settings["floors"], {"area": areas, "sector": sectors}),
        *_how(settings),
    ]


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _budgets(budgets: Mapping[str, Any], sources: Collection[str]) -> list[str]:
    reasons = []
    for source, amount in budgets.items():
        named = {"source": source}
        if source not in sources:
            reasons.append(_("‘%(source)s’ 재원을 쓰는 지원 수단이 없습니다.") % named)
        elif not _whole(amount) or amount < 0:
            reasons.append(_("‘%(source)s’ 예산은 0이나 그보다 큰 원 단위의 수로 적어 주세요.") % named)
        elif amount > MOST_WON:
            most = {"most": won_words(MOST_WON)}
            reasons.append(
                _("‘%(source)s’ 예산은 %(most)s까지 적을 수 있습니다. 0을 더 적지 않았는지 보아 주세요.")
                % (named | most)
            )
    return reasons


def _places(places: Mapping[str, Any], measures: Collection[str]) -> list[str]:
    reasons = []
    for code, count in places.items():
        if code not in measures:
            reasons.append(_("‘%(code)s’ 지원 수단은 그해에 없습니다.") % {"code": code})
        elif count is not None and (not _whole(count) or not 0 <= count <= MOST_PLACES):
            reasons.append(
                _("‘%(code)s’ 정원은 0부터 %(most)s까지의 수로 적어 주세요.")
                % {"code": code, "most": f"{MOST_PLACES:,}"}
            )
    return reasons


def _floors(floors: Collection[Mapping[str, Any]], known: Mapping[str, Collection[str]]) -> list[str]:
    reasons = []
    seen = set()
    for floor in floors:
        named = {"value": floor["value"], "count": floor["count"]}
        if floor["field"] not in known or floor["value"] not in known[floor["field"]]:
            reasons.append(_("‘%(value)s’은(는) 우리 군의 읍·면이나 분야가 아닙니다.") % named)
        elif not _whole(floor["count"]) or not 0 < floor["count"] <= MOST_PLACES:
            reasons.append(_("‘%(value)s’의 최소 건수는 1보다 작을 수 없습니다.") % named)
        elif (floor["field"], floor["value"]) in seen:
            reasons.append(_("‘%(value)s’의 최소 건수가 두 번 있습니다.") % named)
        seen.add((floor["field"], floor["value"]))
    return reasons


def _how(settings: Mapping[str, Any]) -> list[str]:
    reasons = []
    if settings["objective"] not in OBJECTIVES:
        reasons.append(_("무엇을 늘릴지 골라 주세요."))
    curiosity = settings["curiosity"]
    if not isinstance(curiosity, int | float) or not 0 <= curiosity <= MOST_CURIOSITY:
        reasons.append(_("덜 알려진 지원에 주는 덤은 0부터 3까지입니다."))
    return reasons


def reasons_against_year(*, year: int, until: int, last_reports: int | None, reports_until: int) -> list[str]:
    """A round is for a year whose reports are not in yet."""
    reasons = []
    if last_reports is None:
        reasons.append(_("확정된 연차보고가 아직 없습니다. 보고를 확정한 뒤에 배정을 시작해 주세요."))
    elif year <= last_reports:
        reasons.append(
            _("%(last)s년 보고가 이미 확정되었습니다. %(next)s년이나 그 뒤의 배정만 시작할 수 있습니다.")
            % {"last": last_reports, "next": last_reports + 1}
        )
    elif year > last_reports + 3:
        reasons.append(
            _("마지막 보고가 %(last)s년 것이어서 %(most)s년까지만 배정할 수 있습니다.")
            % {"last": last_reports, "most": last_reports + 3}
        )
    if reports_until >= year:
        reasons.append(_("배정하는 해보다 앞선 해의 보고까지만 볼 수 있습니다."))
    if until < year:
        reasons.append(_("목표의 해는 배정하는 해보다 앞설 수 없습니다."))
    elif until > year + 20:
        reasons.append(_("목표의 해는 배정하는 해에서 20년 안으로 정해 주세요."))
    return reasons
