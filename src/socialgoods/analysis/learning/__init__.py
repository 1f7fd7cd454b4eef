"""How organisations move and what support does to them, estimated from reports, assessments and supports given.

The state equation of the plan's definitions, for organisation i in year y given measure m:

    e = base_m + slope_m (2 need − 1)
    L' = L + drift_sector + φ e
    r' = r + κ (L' − r) + e + s_y + ε

Solved for what was seen, r' − (1 − κ) r is linear in the first level L₀, the drifts, the shocks and the effects: a linear
mixed model, given κ and φ. These and the variances are found by empirical Bayes (the marginal likelihood, with the experts'
estimates as prior of the effects); everything else then has a posterior in closed form.
"""

from socialgoods.analysis.learning.fit import Learned, at, learn
from socialgoods.analysis.learning.hyper import Dynamics

__all__ = ["Dynamics", "Learned", "at", "learn"]
