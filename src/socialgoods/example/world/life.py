"""The true state equation: L' = L + drift + φ e, r' = r + κ (L' − r) + e + s_y + ε. Planners see none of it, only its reports."""

from collections.abc import Sequence

from socialgoods.example import needs
from socialgoods.example.profile import SECTORS
from socialgoods.example.world.county import BASE_YEAR, FIRST_YEAR, Body, stream

KAPPA = 0.35
PHI = 0.45
"""The part of an effect that lasts."""
NOISE = 0.06
SHOCKS = {2014: 0.0, 2015: -0.015, 2016: 0.01, 2017: 0.0}
SHOCK_SPREAD = 0.015
BEGINS_BELOW, BEGINS_SPREAD = 0.3, 0.12
"""How far under its level an organisation begins."""
SELF_RELIANT_SHARE = 0.229
MISSING_REPORT, AUDITED_ABOVE = 0.05, 2_000_000_000
"""The large ones, which are audited, always report."""


def live(body: Body, received: dict[int, list[str]], *, seed: int, last_year: int) -> None:
    """Years of one organisation: needs wander, supports act by need at once and in part for good, the rest is luck.

    Each year draws the same numbers whatever was received, so that the same county with other supports has the same luck.
    """
    luck = stream(seed, f"path/{body.number}")
    wander = stream(seed, f"needs/{body.number}")
    scores = needs.first_scores(wander)
    level, ratio = body.level, body.level - BEGINS_BELOW + luck.gauss(0, BEGINS_SPREAD)
    for year in range(body.founded_on.year, last_year + 1):
        codes = received.get(year, [])
        effect = sum(needs.effect(code, scores) for code in codes)
        level += SECTORS[body.sector].drift + PHI * effect
        ratio += KAPPA * (level - ratio) + effect + shock(seed, year) + luck.gauss(0, NOISE)
        scores = needs.next_scores(scores, codes, wander)
        is_missing = luck.random() < MISSING_REPORT and body.cost < AUDITED_ABOVE
        body.scores[year] = scores
        if year < FIRST_YEAR or not body.is_active_in(year):
            continue
        body.path[year] = ratio
        if not is_missing:
            body.reported.add(year)


def shock(seed: int, year: int) -> float:
    """What good or bad year all share."""
    if year > BASE_YEAR:
        return stream(seed, f"shock/{year}").gauss(0, SHOCK_SPREAD)
    return SHOCKS.get(year, 0.0)


def shift(bodies: Sequence[Body]) -> float:
    """The common shift of all levels with which the wished share of those who report is self-reliant in 2017."""
    reporting = [body for body in bodies if BASE_YEAR in body.reported]
    weaker_year = sorted(
        (
            min(body.path[BASE_YEAR], body.path[BASE_YEAR - 1])
            for body in reporting
            if body.has_paid_worker and BASE_YEAR - 1 in body.reported
        ),
        reverse=True,
    )
    wanted = round(SELF_RELIANT_SHARE * len(reporting))
    return 1 - (weaker_year[wanted - 1] + weaker_year[wanted]) / 2
