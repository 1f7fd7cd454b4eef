"""What may be said of a measure: it helps, it does not help, or it is too early to say. Plain values in, a verdict out.

Two conditions must hold before anything is said: enough cases, and at least half of what is known comes from them, not from the
experts (the variance of the estimate is at most half of the experts'). Then the 5–95 % interval of the yearly effect at need one
half decides: wholly above zero, it helps; its upper end below two points, it does not help in any way worth its money.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

ENOUGH_CASES = 10
FROM_CASES = 0.5
WORTH = 0.02
"""A rise of the ratio in a year that would be worth mentioning: two points."""
FIFTH_TO_NINETYFIFTH = 1.6448536269514722
HELPS, HELPS_NOT, EARLY, NOTHING = "helps", "helps_not", "early", "nothing"
NEEDS = (("low", 0.25), ("middle", 0.5), ("high", 0.75))


@dataclass(frozen=True)
class Estimate:
    mean: float
    low: float
    high: float


def interval(mean: float, sd: float) -> Estimate:
    return Estimate(mean, mean - FIFTH_TO_NINETYFIFTH * sd, mean + FIFTH_TO_NINETYFIFTH * sd)


def at_need(found: Mapping[str, Any], need: float) -> Estimate:
    """`base + slope (2 need − 1)` with its interval; `together` is the covariance of the two."""
    tilt = 2 * need - 1
    variance = found["base_sd"] ** 2 + tilt**2 * found["slope_sd"] ** 2 + 2 * tilt * found.get("together", 0.0)
    return interval(found["base"] + tilt * found["slope"], sqrt(max(variance, 0.0)))


def share_from_cases(sd: float, expert_sd: float | None) -> float:
    """Of what is known, how much the cases brought: 1 − variance now / variance of the experts. Without experts, all."""
    if not expert_sd:
        return 1.0
    return max(0.0, 1 - (sd / expert_sd) ** 2)


def verdict(*, cases: int, low: float, high: float, from_cases: float) -> str:
    if not cases:
        return NOTHING
    if cases < ENOUGH_CASES or from_cases < FROM_CASES:
        return EARLY
    if low > 0:
        return HELPS
    return HELPS_NOT if high < WORTH else EARLY


def helps_need(found: Mapping[str, Any]) -> bool:
    """Those who need it more gain more, as far as the cases say."""
    return interval(found["slope"], found["slope_sd"]).low > 0
