"""Indicators that only their own series tells of: a random walk with drift, from the observations."""

import numpy as np

from socialgoods.analysis.forecasting.mixture import Mixture

LEAST_OBSERVATIONS = 3


def trend(observed: dict[int, float], years: list[int]) -> dict[int, Mixture]:
    """Each year's law from observations by year. Empty where fewer than `LEAST_OBSERVATIONS` are there.

    Steps between observations are drawn from one normal law; the mean step's own uncertainty adds with the distance squared.
    """
    past = {year: value for year, value in sorted(observed.items()) if year < years[0]}
    if len(past) < LEAST_OBSERVATIONS:
        return {}
    when, values = np.array(list(past)), np.array(list(past.values()), dtype=float)
    gaps = np.diff(when)
    drift = (values[-1] - values[0]) / gaps.sum()
    variance = float(((np.diff(values) - drift * gaps) ** 2 / gaps).sum() / max(len(gaps) - 1, 1))
    found = {}
    for year in years:
        ahead = year - when[-1]
        sd = np.sqrt(variance * ahead + variance / gaps.sum() * ahead**2)
        found[year] = Mixture(np.array([values[-1] + drift * ahead]), np.array([sd]))
    return found
