from socialgoods.plan.models.figures import ForecastRun, Measurement
from socialgoods.plan.models.plan import Indicator, Observation, Plan, Reading, ReadingChoice, TargetPoint, Unit

__all__ = [
    "ForecastRun",
    "Indicator",
    "Measurement",
    "Observation",
    "Plan",
    "Reading",
    "ReadingChoice",
    "TargetPoint",
    "Unit",
]
