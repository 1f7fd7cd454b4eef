"""What a reading from the accounts is called, how it is computed and which accounts it reads."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from socialgoods.analysis.definitions import COST, EARNED, SALES, SUPPORT


@dataclass(frozen=True)
class Reading:
    name: Any
    formula: Any
    accounts: tuple[str, ...]
    is_won: bool = False


READINGS: dict[str, Reading] = {
    "self_reliance_ratio": Reading(_("자립도"), _("자체 수입 ÷ 운영비"), (*EARNED, *COST)),
    "support_dependence": Reading(_("지원 의존도"), _("지원금 ÷ (자체 수입 + 지원금)"), (*EARNED, *SUPPORT)),
    "cover": Reading(_("지원까지 더한 충당률"), _("(자체 수입 + 지원금) ÷ 운영비"), (*EARNED, *SUPPORT, *COST)),
    "labour_cover": Reading(_("인건비를 대는 정도"), _("자체 수입 ÷ 인건비"), (*EARNED, "labour_cost")),
    "value_added_ratio": Reading(
        _("부가가치로 본 자립도"), _("(자체 수입 − 매출원가) ÷ (운영비 − 매출원가)"), (*EARNED, *COST)
    ),
    "ratio_without_commissions": Reading(
        _("공공 위탁을 뺀 자립도"), _("(자체 수입 − 공공 위탁) ÷ 운영비"), (*EARNED, "sales_commissioned", *COST)
    ),
    "ratio_with_unpaid_work": Reading(
        _("무급으로 한 일까지 값을 친 자립도"),
        _("자체 수입 ÷ (운영비 + 자원봉사 시간 × 최저임금)"),
        (*EARNED, *COST, "volunteer_hours"),
    ),
    "income_per_fte": Reading(
        _("한 사람당 자체 수입"), _("자체 수입 ÷ 상근 환산 근로자"), (*EARNED, "workers_fte"), is_won=True
    ),
    "public_share": Reading(_("매출 가운데 공공 판매"), _("공공 판매 ÷ 매출"), SALES),
    "vulnerable_share": Reading(
        _("취약계층 근로자의 몫"), _("취약계층 근로자 ÷ 유급 근로자"), ("workers_vulnerable", "workers_paid")
    ),
    "subsidised_share": Reading(
        _("인건비 지원을 받는 근로자의 몫"), _("지원받는 근로자 ÷ 유급 근로자"), ("workers_subsidised", "workers_paid")
    ),
    "local_share": Reading(
        _("지역 안에서 쓴 몫"),
        _("(지역 안에서 산 금액 + 지역 주민 임금) ÷ 운영비"),
        ("local_purchases", "local_wages", *COST),
    ),
}
BESIDE = (
    "labour_cover", "value_added_ratio", "ratio_without_commissions", "ratio_with_unpaid_work", "cover", "public_share",
    "local_share", "vulnerable_share", "subsidised_share", "income_per_fte",
)  # fmt: skip
"""Those that stand beside the headline, in this order."""
