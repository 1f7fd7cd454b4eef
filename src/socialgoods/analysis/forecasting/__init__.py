"""Where the county will stand: the law of every indicator by year, with and without the plan's support.

Organisations move on their own given what they share; their moments are exact. What they share (shocks of the years, estimated
effects, drifts and dynamics, the pace of costs) is drawn. A back-test on held-back years stands beside every forecast.
"""

from socialgoods.analysis.forecasting.forecast import Forecast, forecast
from socialgoods.analysis.forecasting.moments import Moments, moments, moments_in_blocks

__all__ = ["Forecast", "Moments", "forecast", "moments", "moments_in_blocks"]
