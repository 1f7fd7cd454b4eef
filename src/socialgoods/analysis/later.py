"""What support later years will bring to an organisation that support can carry: the plan's pace, shared among those.

A choice made today counts on help tomorrow: without any, only those already near the line would be worth helping. A year's money
moves Q = (organisations helped a year) × (mean effect of what they get), from the effects learnt so far and the year's own budgets.
It goes to those whom support every year could carry over the line. With the rise of each one's chance, that is an effective number of
A = (Σ rise)² / Σ rise² organisations; each of them can count on a yearly mean of Q / A, and on no more than support every year.
"""

import numpy as np

from socialgoods.analysis.gain import Gains, chance, outlook
from socialgoods.analysis.learning import Learned
from socialgoods.analysis.learning.habits import LaterSupport
from socialgoods.analysis.state import Present, present

Array = np.ndarray


def later_support(
    learned: Learned, found: Gains, choice: Array, *, year: int, until: int, theta: float
) -> LaterSupport:
    """The yearly mean and variance that later years bring, given a first choice (n,) of measures for this year, -1 for none.

    Nothing chosen, or nothing that helps: what was learnt from the past stays.
    """
    helped = np.flatnonzero(choice >= 0)
    effect = float(found.effects.mean[helped, choice[helped]].mean()) if len(helped) else 0.0
    if effect <= 0:
        return learned.later
    now = present(learned)
    nothing, always = (
        _chances(learned, now, LaterSupport(mean, 0.0, 1.0), year, until, theta) for mean in (0.0, effect)
    )
    rise = np.maximum(always - nothing, 0.0)
    carried = float(rise.sum() ** 2 / max((rise**2).sum(), 1e-12))
    share = min(1.0, len(helped) / max(carried, 1.0))
    return LaterSupport(effect * share, effect**2 * share * (1 - share), share)


def _chances(learned: Learned, now: Present, later: LaterSupport, year: int, until: int, theta: float) -> Array:
    ahead = outlook(learned, now, year=year, until=until, later=later)
    none = np.zeros(learned.panel.n)
    return chance(ahead, none, none, none, none, theta=theta)
