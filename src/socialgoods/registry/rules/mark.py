"""The Social Goods mark: what the registry itself can say of an organisation that applies.

A room above may add criteria of its own (the diagnosis, say); the action takes them all as plain results.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class CriterionResult:
    code: str
    label: str
    passed: bool
    evidence: str

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Facts:
    """What the registry knows on the day."""

    status: str
    residence: str
    last_closed_year: int
    confirmed_years: frozenset[int]
    overdue: Sequence[str]


def criteria(facts: Facts) -> list[CriterionResult]:
    year = facts.last_closed_year
    reported = bool({year, year - 1} & facts.confirmed_years)
    return [
        CriterionResult(
            "active",
            _("활동하는 조직"),
            facts.status == "active",
            _("등록부의 상태를 확인했습니다."),
        ),
        CriterionResult(
            "inside",
            _("군 안의 조직"),
            facts.residence == "inside",
            _("등록부의 소재를 확인했습니다."),
        ),
        CriterionResult(
            "reported",
            _("지난 두 해 가운데 한 해의 보고 확정"),
            reported,
            _("%(year)s년 또는 %(before)s년의 연간 보고를 확인했습니다.") % {"year": year, "before": year - 1},
        ),
        CriterionResult(
            "duties",
            _("기한이 지난 법정 할 일 없음"),
            not facts.overdue,
            ", ".join(facts.overdue) or _("기한이 지난 일이 없습니다."),
        ),
    ]


def reasons_against_granting(results: Sequence[CriterionResult]) -> list[str]:
    return [_("‘%(label)s’ 기준에 맞지 않습니다.") % {"label": result.label} for result in results if not result.passed]


def number_of(year: int, serial: int) -> str:
    return f"SG-{year}-{serial:04d}"


def is_valid_on(*, state: str, starts_on: date | None, ends_on: date | None, day: date) -> bool:
    return state == "granted" and starts_on is not None and ends_on is not None and starts_on <= day < ends_on
