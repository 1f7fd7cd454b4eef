"""What a report is asked before it is handed in. Questions ask; they do not block. Pure: columns in, questions out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.registry.rules.accounts import accounts

JUMP = 3
"""A figure more than this many times last year's, or less than one part of it, is asked about."""
SMALL = 1_000_000
WATCHED = ("sales_private", "sales_public", "labour_cost", "cost_of_goods")


@dataclass(frozen=True)
class Question:
    code: str
    field: str
    text: str


def gross_up(booked: int | None, netted: int | None) -> int | None:
    """Wages that a subsidy paid are cost: what the book left out is added back."""
    return booked if booked is None or not netted else booked + netted


def questions(now: Mapping[str, Any], last: Mapping[str, Any] | None, names: Mapping[str, str]) -> list[Question]:
    found = [*_about_workers(now), *_about_sums(now)]
    if last:
        found += _about_jumps(now, last, names)
    return found


def _about_workers(now: Mapping[str, Any]) -> list[Question]:
    found = []
    labour, workers = now.get("labour_cost") or 0, now.get("workers_paid")
    if labour > 0 and not workers:
        found.append(Question("labour_without_workers", "workers_paid", _("인건비가 있는데 유급 근로자가 없습니다. 맞나요?")))
    if workers and not labour:
        found.append(Question("workers_without_labour", "labour_cost", _("유급 근로자가 있는데 인건비가 없습니다. 맞나요?")))
    if workers and labour / workers < SMALL:
        found.append(Question("low_wages", "labour_cost", _("한 사람 인건비가 한 해 100만 원이 안 됩니다. 단위가 맞나요?")))
    if (now.get("workers_subsidised") or 0) > 0 and not sum(now.get(name) or 0 for name in ("subsidy_national", "subsidy_province", "subsidy_county")):
        found.append(Question("subsidised_without_subsidy", "subsidy_national", _("인건비 지원을 받는 근로자가 있는데 보조금이 없습니다. 맞나요?")))
    if (now.get("workers_vulnerable") or 0) > (workers or 0):
        found.append(Question("more_vulnerable_than_workers", "workers_vulnerable", _("취약계층 근로자가 유급 근로자보다 많습니다. 맞나요?")))
    return found


def _about_sums(now: Mapping[str, Any]) -> list[Question]:
    found = []
    sums = accounts(now)
    if sums.cost == 0 and (sums.earned or 0) > 0:
        found.append(Question("no_cost", "other_cost", _("수입이 있는데 쓴 돈이 없습니다. 맞나요?")))
    if sums.earned == 0 and (sums.cost or 0) > 0:
        found.append(Question("no_income", "sales_private", _("쓴 돈이 있는데 판매와 수입이 없습니다. 맞나요?")))
    if (now.get("dues") or 0) > (now.get("other_income") or 0):
        found.append(Question("dues_above_other_income", "dues", _("회비는 기타 영업수입의 일부인데 더 큽니다. 맞나요?")))
    parts = (now.get("depreciation") or 0) + (now.get("interest") or 0)
    if parts > (now.get("other_cost") or 0):
        found.append(Question("parts_above_other_cost", "other_cost", _("감가상각비와 이자는 기타 운영비의 일부인데 더 큽니다. 맞나요?")))
    return found


def _about_jumps(now: Mapping[str, Any], last: Mapping[str, Any], names: Mapping[str, str]) -> list[Question]:
    found = []
    for name in WATCHED:
        this, before = now.get(name), last.get(name)
        if this is None or before is None or max(this, before) < 10 * SMALL:
            continue
        if this > JUMP * before or before > JUMP * this:
            text = _("‘%(field)s’ 금액이 작년과 세 배 넘게 다릅니다. 맞나요?") % {"field": names.get(name, name)}
            found.append(Question(f"jump_{name}", name, text))
    return found


NEEDED = ("sales_private", "cost_of_goods", "labour_cost", "other_cost", "workers_paid")
"""What a report must say before it is handed in. An amount of nothing is a 0, which is not the same as empty."""


def reasons_against_submitting(
    now: Mapping[str, Any], *, by_advisor: bool, read_back: bool, names: Mapping[str, str]
) -> list[str]:
    reasons = [
        _("‘%(field)s’ 칸이 비어 있습니다. 없으면 0을 적어 주세요.") % {"field": names.get(name, name)}
        for name in NEEDED
        if now.get(name) is None
    ]
    if not now.get("evidence"):
        reasons.append(_("무엇을 보고 적었는지(증빙)를 골라 주세요."))
    if by_advisor and not read_back:
        reasons.append(_("자문위원이 대신 적은 보고는 조직에 읽어 드린 날을 적어야 낼 수 있습니다."))
    return reasons
