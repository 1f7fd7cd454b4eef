"""What else the past tells: who stays open, who reports, who keeps a paid worker, and how much support a year brings."""

from dataclasses import dataclass

import numpy as np

from socialgoods.analysis.learning.design import Doses
from socialgoods.analysis.panel import Panel, first_known

Array = np.ndarray

PRIOR_YEARS = 5.0
"""Organisation-years by which one organisation's habit of reporting is drawn to everybody's."""

FADES = 0.6
"""What a year counts beside the next one: habits change as a plan begins to ask and to help."""


@dataclass(frozen=True)
class Habits:
    """Yearly chances, each with half a case added on either side."""

    closes: float
    reports: Array
    """(n,) that an open organisation reports."""
    keeps_worker: float
    """That one with a paid worker has one the year after."""
    gains_worker: float
    opens: float
    """New organisations a year, as a share of those open; newer years count more; 0 where no day of founding is known."""
    organisation_years: int


@dataclass(frozen=True)
class LaterSupport:
    """Support that later years may still bring: the effect `e` of a year, as in the years seen."""

    mean: float
    variance: float
    share: float
    """Of organisation-years with any support."""


def habits(panel: Panel) -> Habits:
    opened = first_known(np.where(panel.reported, 1.0, np.nan))
    age = np.arange(len(panel.years))[None, :] - np.where(opened < 0, len(panel.years), opened)[:, None]
    there = panel.open_in & (age >= 0)
    was, still = there[:, :-1], panel.open_in[:, 1:]
    closes = _share((was & ~still).sum(), was.sum(), toward=0.02)
    # The first report is why we know of the organisation, so it says nothing on how it reports.
    asked = there & (age >= 1)
    recent = FADES ** np.arange(len(panel.years))[::-1]
    answered, all_asked = (panel.reported & asked) @ recent, asked @ recent
    overall = _share(answered.sum(), all_asked.sum(), toward=0.95)
    reports = (answered + PRIOR_YEARS * overall) / (all_asked + PRIOR_YEARS)
    before, after = panel.workers[:, :-1], panel.workers[:, 1:]
    known = ~np.isnan(before) & ~np.isnan(after)
    had, has = before > 0, after > 0
    founded = np.array([(panel.founded == year).sum() for year in panel.years[1:]]) @ recent[1:]
    open_then = panel.open_in[:, 1:].sum(axis=0) @ recent[1:]
    return Habits(
        closes=closes,
        reports=reports,
        keeps_worker=_share((known & had & has).sum(), (known & had).sum(), toward=0.97),
        gains_worker=_share((known & ~had & has).sum(), (known & ~had).sum(), toward=0.05),
        opens=float(founded / max(open_then, 1)),
        organisation_years=int(was.sum()),
    )


def _share(part: float, whole: float, toward: float) -> float:
    """A share with one case of what is usual added."""
    return float((part + toward) / (whole + 1))


def later_support(panel: Panel, given: Doses, effects: Array) -> LaterSupport:
    """Mean and variance over organisation-years of the support's effect, none counting as zero; newer years count for more, since
    what the plan has begun to do tells more of what it will do than what was done before it."""
    first = first_known(panel.ratio)
    years = len(panel.years)
    after = (np.arange(years)[None, :] > first[:, None]) & (first >= 0)[:, None] & panel.open_in
    if not after.any():
        return LaterSupport(0.0, 0.0, 0.0)
    inside = given.year < years
    organisation, year = given.organisation[inside], given.year[inside]
    measure, tilt = given.measure[inside], given.tilt[inside]
    effect = np.zeros((panel.n, years))
    np.add.at(effect, (organisation, year), effects[2 * measure] + effects[2 * measure + 1] * tilt)
    any_support = np.zeros((panel.n, years), dtype=bool)
    any_support[organisation, year] = True
    weight = np.broadcast_to(FADES ** np.arange(years)[::-1], after.shape)[after]
    seen = effect[after]
    mean = float(np.average(seen, weights=weight))
    variance = float(np.average((seen - mean) ** 2, weights=weight))
    return LaterSupport(mean, variance, float(np.average(any_support[after], weights=weight)))
