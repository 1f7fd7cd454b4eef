"""The measures on offer and the money of each year, as everyone may know them. What they truly do stands in `needs`.

Names of measures follow real programmes; unit costs, places, budgets and effects are invented. An ordinance marked (예시) is made up.
"""

from dataclasses import dataclass

MILLION = 1_000_000


@dataclass(frozen=True)
class Measure:
    name: str
    dimension: str
    millions: int
    capacity: int | None
    """Places a year for 310 organisations."""
    sources: str
    expected: float
    """What the experts expect of it where half is needed, and how sure they are."""
    doubt: float
    by_need: tuple[float, float] | None = None
    """What the experts expect full need to add, and how sure they are; many have no view."""
    kinds: tuple[str, ...] = ()
    own_share: float | None = None
    mode: str = "call"
    basis: str = ""

    @property
    def unit_cost(self) -> int:
        return self.millions * MILLION


CERTIFIED = ("social_enterprise", "pre_social_enterprise", "self_support_enterprise")
ORDINANCE = "(예시) 사회적경제 육성 조례"
VILLAGES = "(예시) 마을공동체 활성화 조례"
FUND = "(예시) 사회적경제기금 조례"
ACT = "사회적기업 육성법 제14조"
MEASURES = {
    "accounting": Measure(
        "회계 교육과 대행", "finance", 3, 50, "county", 0.02, 0.03,
        by_need=(0.02, 0.03), mode="service", basis=ORDINANCE,
    ),
    "bridge_loan": Measure(
        "운영자금 이차보전", "finance", 6, 25, "fund;county", 0.05, 0.04,
        by_need=(0.05, 0.05), mode="loan", basis=FUND,
    ),
    "sales_channel": Measure(
        "판로 개척 지원", "market", 8, 40, "province;county", 0.06, 0.03,
        basis=ORDINANCE,
    ),
    "design": Measure(
        "디자인 지원", "product", 6, 30, "county", 0.05, 0.03,
        by_need=(0.03, 0.04), basis=ORDINANCE,
    ),
    "product_finish": Measure(
        "상품 완성도 높이기", "product", 10, 30, "province;county:0.5+national:0.5", 0.03, 0.03,
        basis=ORDINANCE,
    ),
    "equipment": Measure(
        "장비 지원", "product", 15, 20, "county:0.7+province:0.3", 0.07, 0.04,
        by_need=(0.04, 0.05), own_share=0.1, basis=VILLAGES,
    ),
    "job_creation": Measure(
        "일자리창출 인건비 지원", "people", 18, 12, "national:0.7+county:0.3", 0.06, 0.04,
        kinds=CERTIFIED, basis=ACT,
    ),
    "professional_staff": Measure(
        "전문인력 인건비 지원", "people", 24, 10, "national", 0.06, 0.04,
        by_need=(0.03, 0.05), kinds=CERTIFIED, basis=ACT,
    ),
    "business_development": Measure(
        "사업개발비 지원", "market", 20, 10, "national:0.6+province:0.4", 0.07, 0.04,
        kinds=CERTIFIED, basis=ACT,
    ),
    "village_enterprise_fund": Measure(
        "마을기업 육성 지원", "market", 30, 6, "national:0.5+county:0.5", 0.08, 0.04,
        kinds=("village_enterprise",), own_share=0.2, basis=VILLAGES,
    ),
    "rules_advice": Measure(
        "정관과 총회 자문", "governance", 4, 30, "county", 0.01, 0.02,
        by_need=(0.02, 0.03), mode="service", basis=ORDINANCE,
    ),
    "mentor": Measure(
        "선배 조직 동행", "collaboration", 5, 40, "county;fund", 0.02, 0.03,
        mode="service", basis=ORDINANCE,
    ),
    "joint_project": Measure(
        "공동 사업", "collaboration", 20, 12, "province;fund:0.4+county:0.6", 0.06, 0.04,
        basis=ORDINANCE,
    ),
    "care_service": Measure(
        "돌봄·나눔 사업 연계", "social", 12, 15, "national;province", 0.03, 0.03,
        basis=VILLAGES,
    ),
}  # fmt: skip

ON_EQUIPMENT = {"equipment"}
"""Pays for things that last: a capital grant in the books. What a call pays otherwise is an operating subsidy."""

LASTS = {"job_creation": 2, "professional_staff": 3}
"""Years for which a wage is promised; of the others no end is known."""

SOURCES = {"county": 720, "province": 360, "national": 440, "fund": 80}
"""Millions of won of 2018 that reach 310 organisations by prescription."""
GROWTH = {"fund": 1.15}
USUAL_GROWTH = 1.02
BUDGET_FROM, BUDGET_UNTIL = 2014, 2025


def budgets(factor: int) -> list[tuple[int, str, int]]:
    """(year, source, won), in whole hundred thousands."""
    return [
        (
            year,
            source,
            round(millions * factor * GROWTH.get(source, USUAL_GROWTH) ** (year - 2018) * 10) * MILLION // 10,
        )
        for year in range(BUDGET_FROM, BUDGET_UNTIL + 1)
        for source, millions in SOURCES.items()
    ]


def amounts(code: str, way: str = "") -> dict[str, int]:
    """What each source pays for one case, own share apart; the first way where none is named."""
    measure = MEASURES[code]
    public = round(measure.unit_cost * (1 - (measure.own_share or 0)))
    parts = [part.partition(":") for part in (way or measure.sources.split(";")[0]).split("+")]
    won = {source: int(public * float(share or 1)) for source, _, share in parts}
    last = list(won)[-1]
    return won | {last: won[last] + public - sum(won.values())}
