"""Twelve measures whose true effects are unlike the experts' view, and the money of each year."""

from dataclasses import dataclass

import numpy as np

DIMENSIONS = ("finance", "market", "product", "people", "governance", "collaboration", "social")
SOURCES = ("county", "province", "national", "fund")
MILLION = 1_000_000

# code, name, dimension, million won, capacity, sources, kinds, own share
SLOTS = (
    ("books", "회계·세무 정비", "finance", 3, 25, "county", "", None),
    ("bridge", "운영자금 이차보전", "finance", 12, 12, "fund;county", "", None),
    ("channel", "판로 개척", "market", 8, 20, "county;province", "", None),
    ("brand", "공동 브랜드", "market", 25, 10, "county:0.5+national:0.5", "", None),
    ("finish", "상품 완성도", "product", 10, 18, "province;county", "", None),
    ("equipment", "시설·장비", "product", 40, 8, "national:0.7+county:0.3", "", 0.2),
    ("manager", "전문 인력", "people", 30, 10, "national;province:0.5+county:0.5", "", None),
    ("training", "경영 교육", "people", 5, 25, "county", "", None),
    ("rules", "정관·총회 자문", "governance", 6, 15, "county;province", "cooperative;social_cooperative", None),
    ("joint", "공동 사업", "collaboration", 20, 12, "province;fund:0.4+county:0.6", "", None),
    ("mentor", "선배 조직 동행", "collaboration", 9, 15, "county;fund", "", None),
    ("value", "사회가치 확산", "social", 15, 12, "national", "", None),
)

# true base, true slope, the experts' mean and sd
EFFECTS = (
    (0.09, 0.06, 0.03, 0.04),
    (0.00, 0.00, 0.09, 0.05),
    (-0.03, 0.02, 0.06, 0.04),
    (0.04, 0.12, 0.05, 0.04),
    (0.06, 0.03, 0.06, 0.03),
    (0.02, 0.02, 0.04, 0.03),
    (0.01, 0.10, 0.03, 0.03),
    (0.08, 0.04, 0.07, 0.04),
    (0.00, 0.03, 0.02, 0.03),
    (0.05, 0.00, 0.08, 0.04),
    (0.03, 0.05, 0.05, 0.03),
    (0.07, 0.08, 0.04, 0.04),
)

# million won a year for 310 organisations; the fund starts small and grows
BUDGET = {"county": 440, "province": 230, "national": 300, "fund": 60}


@dataclass(frozen=True)
class Measure:
    code: str
    name: str
    dimension: int
    unit_cost: int
    capacity: int
    sources: str
    kinds: str
    own_share: float | None
    base: float
    slope: float
    prior_mean: float
    prior_sd: float

    @property
    def amount(self) -> int:
        """What public money pays."""
        return round(self.unit_cost * (1 - (self.own_share or 0)))

    @property
    def alternatives(self) -> list[tuple[str, dict[str, float]]]:
        """Each way to pay: its text, and the share of each source."""
        ways = []
        for text in self.sources.split(";"):
            parts = [part.partition(":") for part in text.split("+")]
            ways.append((text, {name: float(share or 1) for name, _, share in parts}))
        return ways


def draw_measures(random: np.random.Generator, organisations: int) -> tuple[Measure, ...]:
    """Which slot has which effect is chance, and so are small departures from the table."""
    order = random.permutation(len(EFFECTS))
    measures = []
    for (code, name, dimension, millions, capacity, sources, kinds, own_share), chosen in zip(
        SLOTS, order, strict=True
    ):
        base, slope, mean, sd = EFFECTS[chosen]
        measures.append(
            Measure(
                code=code,
                name=name,
                dimension=DIMENSIONS.index(dimension),
                unit_cost=millions * MILLION,
                capacity=max(1, round(capacity * organisations / 310)),
                sources=sources,
                kinds=kinds,
                own_share=own_share,
                base=base + random.normal(0, 0.008),
                slope=min(0.12, max(0.0, slope + random.normal(0, 0.01))),
                prior_mean=round(mean, 3),
                prior_sd=round(sd, 3),
            )
        )
    return tuple(measures)


def budgets(first: int, last: int, organisations: int) -> dict[tuple[int, str], int]:
    """(year, source) to won, in whole 100,000."""
    money = {}
    for year in range(first, last + 1):
        for source in SOURCES:
            growth = 1 + 0.15 * max(0, year - 2017) if source == "fund" else 1 + 0.01 * (year - 2017)
            money[year, source] = round(BUDGET[source] * growth * organisations / 310 * 10) * MILLION // 10
    return money
