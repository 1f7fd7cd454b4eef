"""What truly ails each organisation, on the seven dimensions, and what a yearly assessment sees of it."""

from collections.abc import Iterator
from functools import cache
from random import Random

from socialgoods.analysis.scoring.instrument import named
from socialgoods.example.measures import MEASURES

INSTRUMENT = "wanju-2018"

TRUTH = {
    "accounting": (0.045, 0.05),
    "bridge_loan": (0.005, 0.01),
    "sales_channel": (0.06, 0.06),
    "design": (0.02, 0.02),
    "product_finish": (0.045, 0.05),
    "equipment": (0.015, 0.01),
    "job_creation": (-0.01, 0.02),
    "professional_staff": (0.045, 0.09),
    "business_development": (0.04, 0.03),
    "village_enterprise_fund": (0.05, 0.02),
    "rules_advice": (0.02, 0.05),
    "mentor": (0.04, 0.05),
    "joint_project": (0.03, 0.04),
    "care_service": (0.03, 0.03),
    "pricing": (0.05, 0.05),
    "social_insurance": (-0.005, 0.01),
    "branding": (0.01, 0.03),
    "public_purchase": (0.035, 0.04),
    "scenario_training": (0.03, 0.06),
    "joint_purchasing": (0.02, 0.03),
    "consortium": (0.045, 0.03),
}
"""What each measure does where half is needed, and what full need adds: unlike what the experts expect."""

START = {"finance": 46, "market": 40, "product": 52, "people": 48, "governance": 55, "collaboration": 44, "social": 62}
"""Mean true score, 0–100, in the first year."""
SPREAD, WANDER, LIFT = 17.0, 3.0, 5.0
"""Among organisations; from year to year; what a support does for the score of its dimension."""
ASSESSED, UNANSWERED, BLUR = 0.85, 0.06, 0.75
"""Of the organisations in a year; of the questions; steps by which an answer strays."""


def first_scores(random: Random) -> dict[str, float]:
    return {dimension: _bounded(random.gauss(mean, SPREAD)) for dimension, mean in START.items()}


def next_scores(scores: dict[str, float], supports: list[str], random: Random) -> dict[str, float]:
    """A year on: scores wander, and a support lifts its own dimension."""
    lifted = {MEASURES[code].dimension for code in supports if code in MEASURES}
    return {
        dimension: _bounded(score + random.gauss(0, WANDER) + (LIFT if dimension in lifted else 0))
        for dimension, score in scores.items()
    }


def effect(code: str, scores: dict[str, float]) -> float:
    """What the measure truly does this year, by the need there was; nothing is known of a measure that is not ours."""
    if code not in TRUTH:
        return 0.0
    base, slope = TRUTH[code]
    need = 1 - scores[MEASURES[code].dimension] / 100
    return base + slope * (2 * need - 1)


@cache
def items() -> tuple[tuple[str, str, int], ...]:
    """(dimension, item, scale) of the county's own questions."""
    return tuple((item.dimension, item.code, item.scale) for item in named(INSTRUMENT).items)


def answers(scores: dict[str, float], random: Random) -> Iterator[tuple[str, str, int | None]]:
    """(dimension, item, score or nothing); an organisation that was not visited has none."""
    if random.random() > ASSESSED:
        return
    for dimension, item, scale in items():
        seen = round(1 + scores[dimension] * (scale - 1) / 100 + random.gauss(0, BLUR))
        yield dimension, item, None if random.random() < UNANSWERED else min(scale, max(1, seen))


def _bounded(score: float) -> float:
    return min(97.0, max(3.0, score))
