"""What an organisation can get now, and why not the rest. Plain values in; reasons out, an empty list means yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from socialgoods.prescription.parameters import Limit

PROGRAMMES = {
    "village_enterprise_fund": "village_enterprise",
    "social_insurance": "social_enterprise",
    "business_development": "social_enterprise",
    "job_creation": "social_enterprise",
    "professional_staff": "social_enterprise",
}
"""Under which national programme a measure's money runs, by code; some exclude each other within a year."""


def programme_of(measure: str) -> str:
    return PROGRAMMES.get(measure, "")


@dataclass(frozen=True)
class Reason:
    """Why not, by which rule, and what would change it."""

    why: str
    change: str = ""
    source: str = ""
    """Where the rule stands; empty where the catalogue itself says so."""
    is_verified: bool = True


@dataclass(frozen=True)
class Facts:
    """What is known of the organisation on the day."""

    kind: str
    is_active: bool = True
    is_of_county: bool = True
    received: frozenset[str] = frozenset()
    """Measures given or promised in the year."""
    programmes: frozenset[str] = frozenset()
    """National programmes under which it is promised or given money in the year."""
    years: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """By measure, the earlier years in which it was given."""


@dataclass(frozen=True)
class Measure:
    """A measure on offer in the year."""

    code: str
    name: str
    kinds: Sequence[str] = ()
    is_call: bool = False
    places_left: int | None = None
    """None: no limit."""


def reasons_against(
    measure: Measure, facts: Facts, *, year: int, not_together: Mapping[str, frozenset[str]], together_source: str = "",
    limits: Mapping[tuple[str, str], Limit] | None = None, names: Mapping[str, str] | None = None,
) -> list[Reason]:  # fmt: skip
    """`names`: what kinds, programmes and measures are called on a screen. Dated figures are handed in, as of the day."""
    told = names or {}
    return [
        *_standing(facts),
        *_kinds(measure, facts, told),
        *_this_year(measure, facts, year, told),
        *_together(measure, facts, not_together, together_source, told),
        *_times(measure, facts, year, limits or {}),
        *_places(measure, year),
    ]


def _standing(facts: Facts) -> list[Reason]:
    reasons = []
    if not facts.is_active:
        reasons.append(
            Reason(
                _("활동 중인 조직만 받을 수 있습니다."),
                _("다시 활동을 시작하셨으면 군에 알려 등록부의 상태를 바꿔 주세요."),
            )
        )
    if not facts.is_of_county:
        reasons.append(Reason(_("우리 군에 있는 조직만 받을 수 있습니다.")))
    return reasons


def _kinds(measure: Measure, facts: Facts, names: Mapping[str, str]) -> list[Reason]:
    if not measure.kinds or facts.kind in measure.kinds:
        return []
    kinds = ", ".join(names.get(kind, kind) for kind in measure.kinds)
    return [
        Reason(
            _("%(kinds)s만 받을 수 있습니다.") % {"kinds": kinds},
            _("그 유형으로 인증이나 지정을 받아 등록부의 유형이 바뀌면 받을 수 있습니다."),
        )
    ]


def _this_year(measure: Measure, facts: Facts, year: int, names: Mapping[str, str]) -> list[Reason]:
    """A round gives one measure a year; to a call one may apply beside it."""
    words = {"year": year, "next": year + 1}
    if measure.code in facts.received:
        return [
            Reason(
                _("%(year)s년에 이미 이 지원을 받거나 받기로 했습니다.") % words,
                _("%(next)s년에 다시 받을 수 있는지 살펴봅니다.") % words,
            )
        ]
    if facts.received and not measure.is_call:
        got = ", ".join(sorted(names.get(code, code) for code in facts.received))
        return [
            Reason(
                _("%(year)s년 배정에서 이미 %(got)s을(를) 받기로 되어 있습니다. 배정에서는 한 해에 한 가지를 받습니다.")
                % (words | {"got": got}),
                _("%(next)s년 배정에서 다시 살펴봅니다. 급하면 자문위원에게 말씀해 주세요.") % words,
            )
        ]
    return []


def _together(
    measure: Measure, facts: Facts, not_together: Mapping[str, frozenset[str]], source: str, names: Mapping[str, str]
) -> list[Reason]:
    own = programme_of(measure.code)
    return [
        Reason(
            _("같은 해에 %(other)s 사업의 지원을 받아 %(own)s 사업의 지원을 함께 받을 수 없습니다(이중 지원 제한).")
            % {"other": names.get(programme, programme), "own": names.get(own, own)},
            _("다음 해에는 둘 가운데 하나를 골라 신청할 수 있습니다."),
            source,
            is_verified=False,
        )
        for programme in sorted(not_together.get(own, frozenset()) & facts.programmes)
    ]


def _times(measure: Measure, facts: Facts, year: int, limits: Mapping[tuple[str, str], Limit]) -> list[Reason]:
    limit = limits.get((measure.code, facts.kind)) or limits.get((measure.code, ""))
    if limit is None:
        return []
    counted = sorted(each for each in set(facts.years.get(measure.code, ())) if year - limit.years < each < year)
    if len(counted) < limit.times:
        return []
    again = counted[len(counted) - limit.times] + limit.years
    return [
        Reason(
            _("%(years)s년 사이에 %(times)s번까지 받을 수 있는데 이미 %(count)s번 받았습니다.")
            % {"years": limit.years, "times": limit.times, "count": len(counted)},
            _("%(again)s년부터 다시 받을 수 있습니다.") % {"again": again},
            limit.source,
            is_verified=False,
        )
    ]


def _places(measure: Measure, year: int) -> list[Reason]:
    if measure.places_left is None or measure.places_left > 0:
        return []
    return [
        Reason(
            _("%(year)s년 정원이 다 찼습니다.") % {"year": year},
            _("사양하는 곳이 생기면 이어지는 배정에서 다시 나눕니다."),
        )
    ]


def own_share(
    measure: str, offered: Fraction | None, times: int, shares: Mapping[str, Sequence[Fraction]]
) -> tuple[Fraction | None, bool]:
    """The organisation's share, and whether a rule beyond the catalogue says so: by how often it was given before."""
    if offered is not None or measure not in shares:
        return offered, False
    steps = shares[measure]
    return steps[min(times, len(steps) - 1)], True


def split(unit_cost: int, share: Fraction | None) -> tuple[int, int]:
    """(public money, the organisation's own) of one case, which add up to the cost."""
    public = round(unit_cost * (1 - (share or 0)))
    return public, unit_cost - public
