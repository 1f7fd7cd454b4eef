"""What the made-up organisations are like, by kind and sector. The counts are Wanju's of 2017: 310 in all.

Counts: a press article of 2017 on the county's plan. Sector shares lean on what was reported of the county's food share
(65 % in 2013, 35 % in 2019). The rest is invented to be plausible.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    count: int
    legal_forms: dict[str, int]
    cost_median: int
    """Operating cost a year, won."""
    cost_spread: float
    """Standard deviation of its logarithm."""
    has_paid_worker: float
    members: tuple[int, int]
    level: float
    """Mean of the lasting self-reliance ratio before calibration."""
    level_spread: float
    sectors: tuple[str, ...] = ()
    """Empty: any."""


KINDS = {
    "village_community": Kind(
        97, {"unincorporated": 9, "agricultural_corporation": 1}, 48_000_000, 0.7, 0.65, (12, 45), 0.72, 0.26
    ),
    "local_community": Kind(40, {"unincorporated": 1}, 34_000_000, 0.6, 0.55, (6, 20), 0.66, 0.25),
    "cooperative": Kind(84, {"cooperative": 1}, 210_000_000, 0.9, 0.95, (5, 40), 0.76, 0.24),
    "processing_community": Kind(
        50,
        {"unincorporated": 7, "agricultural_corporation": 3},
        80_000_000,
        0.7,
        0.75,
        (5, 25),
        0.8,
        0.22,
        ("food", "food", "food", "craft"),
    ),
    "village_enterprise": Kind(
        12, {"agricultural_corporation": 8, "company": 4}, 260_000_000, 0.6, 1.0, (5, 35), 0.82, 0.2
    ),
    "self_support_enterprise": Kind(6, {"company": 1}, 420_000_000, 0.5, 1.0, (3, 8), 0.8, 0.15),
    "social_enterprise": Kind(6, {"company": 4, "cooperative": 2}, 620_000_000, 0.6, 1.0, (4, 20), 0.8, 0.16),
    "nonprofit": Kind(15, {"association": 1}, 150_000_000, 0.8, 0.9, (15, 120), 0.55, 0.22),
}


@dataclass(frozen=True)
class Sector:
    weight: int
    drift: float
    """Yearly change of the lasting ratio."""
    cost_of_goods: float
    labour: float
    """Shares of operating cost; the rest is other cost."""
    public: float
    commissioned: float
    """Share of sales to public buyers, and of that the part that is commissioned."""


SECTORS = {
    "food": Sector(46, 0.001, 0.56, 0.27, 0.08, 0.0),
    "education": Sector(9, -0.002, 0.14, 0.58, 0.45, 0.5),
    "welfare": Sector(7, -0.004, 0.18, 0.62, 0.55, 0.7),
    "health": Sector(2, 0.0, 0.25, 0.52, 0.3, 0.5),
    "culture": Sector(11, -0.004, 0.18, 0.48, 0.4, 0.3),
    "tourism": Sector(8, 0.002, 0.28, 0.4, 0.12, 0.1),
    "energy": Sector(2, 0.004, 0.35, 0.3, 0.25, 0.0),
    "craft": Sector(6, -0.002, 0.4, 0.38, 0.1, 0.0),
    "retail": Sector(4, 0.0, 0.66, 0.2, 0.06, 0.0),
    "environment": Sector(3, 0.0, 0.25, 0.52, 0.5, 0.6),
    "housing": Sector(1, 0.0, 0.45, 0.36, 0.3, 0.2),
    "other": Sector(1, -0.002, 0.3, 0.42, 0.2, 0.1),
}

DISTRICT_PULL = {"고산면": 2.4, "용진읍": 1.3, "봉동읍": 1.2, "소양면": 1.2, "삼례읍": 1.2, "구이면": 1.1}
"""Organisations for each resident's square root, beside 1; people settle unevenly."""

PARTICIPATION = 0.1
"""Share of residents who take part, before overlap."""
