"""The regression behind the state equation: one row for each pair of successive reports of an organisation."""

from dataclasses import dataclass

import numpy as np

from socialgoods.analysis.catalogue import UNLISTED_SD, Catalogue
from socialgoods.analysis.panel import Panel, first_known

Array = np.ndarray


@dataclass(frozen=True)
class Columns:
    """Where each coefficient stands. Effects come in pairs: base and slope of a measure."""

    sectors: int
    years: int
    measures: int

    INTERCEPT = 0
    FIRST_RATIO = 1
    DRIFT = 2

    @property
    def sector(self) -> int:
        return 3

    @property
    def shock(self) -> int:
        return 3 + self.sectors

    @property
    def cohort(self) -> int:
        """By year of the first report, whose ratio holds the shocks until then: what it says of the level depends on them."""
        return self.shock + self.years

    @property
    def effect(self) -> int:
        return self.cohort + self.years

    @property
    def count(self) -> int:
        return self.effect + 2 * self.measures


@dataclass(frozen=True)
class Doses:
    """Supports given after an organisation's first report, sorted by year: who, what, and 2·need − 1."""

    year: Array
    organisation: Array
    measure: Array
    tilt: Array

    def only(self, keep: Array) -> "Doses":
        return Doses(self.year[keep], self.organisation[keep], self.measure[keep], self.tilt[keep])

    def of(self, year: int) -> slice:
        return slice(*np.searchsorted(self.year, [year, year + 1]))


@dataclass(frozen=True)
class Rows:
    """`N` transitions. `z = x·β + c·v + ε`, with v the organisation's own part of its level and ε of variance σ²·spread."""

    organisation: Array
    year: Array
    """Index of the year in which the later report falls."""
    gap: Array
    """Years between the two reports."""
    z: Array
    x: Array
    c: Array
    spread: Array


def doses(panel: Panel, catalogue: Catalogue) -> Doses:
    """Every support given, with the need it met: the latest assessment up to the year before, else the sector's mean."""
    given = panel.given[(panel.given[:, 1] >= 0)]
    given = given[np.lexsort((given[:, 2], given[:, 0], given[:, 1]))]
    tilt = np.zeros(len(given))
    listed = given[:, 2] < len(catalogue)
    for year in np.unique(given[:, 1]):
        here = listed & (given[:, 1] == year)
        if here.any():
            need = panel.need(int(panel.years[0] + year), catalogue.dimension)
            tilt[here] = 2 * need[given[here, 0], given[here, 2]] - 1
    return Doses(given[:, 1], given[:, 0], given[:, 2], tilt)


def effect_prior(panel: Panel, catalogue: Catalogue) -> tuple[Array, Array]:
    """(2M,) mean and sd of base and slope, the experts' for the catalogue's measures; of others little is known."""
    unlisted = len(panel.measures) - len(catalogue)
    usual = catalogue.prior_mean[:, 0].mean() if len(catalogue) else 0.0
    mean = np.vstack([catalogue.prior_mean, np.tile([usual, 0.0], (unlisted, 1))])
    sd = np.vstack([catalogue.prior_sd, np.tile([UNLISTED_SD, 1e-6], (unlisted, 1))])
    return mean.ravel(), np.maximum(sd, 1e-6).ravel()


def rows(panel: Panel, given: Doses, who: Array, kappa: float, phi: float) -> Rows:
    """The transitions of the organisations `who` (indices), for κ and φ.

    Between two reports that stand several years apart everything accumulates with weight (1 − κ) a year, so a missing
    report costs its own information and no more.
    """
    columns = Columns(len(panel.sectors), len(panel.years), len(panel.measures))
    keep = 1 - kappa
    ratio = panel.ratio[who]
    first = first_known(ratio)
    n = len(who)
    position = np.full(panel.n, -1)
    position[who] = np.arange(n)
    here = given.only(position[given.organisation] >= 0)
    running = np.zeros((n, columns.count))
    lasting = np.zeros((n, 2 * columns.measures))
    weight, drift, spread, gap = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n, dtype=np.int64)
    last = np.where(first >= 0, ratio[np.arange(n), np.maximum(first, 0)], np.nan)
    found: list[tuple[Array, ...]] = []
    for year in range(1, ratio.shape[1]):
        after = (first >= 0) & (first < year)
        since = np.where(after, year - first, 0)
        fresh = gap == 0
        running[fresh] = 0.0
        running[~fresh] *= keep
        weight, drift, spread = keep * weight + kappa, keep * drift + kappa * since, keep**2 * spread + 1
        running[:, columns.shock + year] += 1.0
        _dose(running, lasting, here, year, position, after, columns)
        running[:, columns.effect :] += kappa * phi * lasting
        gap = np.where(after, gap + 1, 0)
        seen = after & ~np.isnan(ratio[:, year])
        if seen.any():
            at = np.flatnonzero(seen)
            x = running[at]
            x[:, Columns.INTERCEPT] = weight[at]
            x[:, Columns.FIRST_RATIO] = weight[at] * ratio[at, first[at]]
            x[:, Columns.DRIFT] = drift[at]
            x[np.arange(len(at)), columns.cohort + first[at]] = weight[at]
            x[np.arange(len(at)), columns.sector + panel.sector[who[at]]] = drift[at]
            z = ratio[at, year] - keep ** gap[at] * last[at]
            found.append((who[at], np.full(len(at), year), gap[at].copy(), z, x, weight[at].copy(), spread[at].copy()))
            last[at] = ratio[at, year]
        done = seen | ~after
        gap = np.where(done, 0, gap)
        weight, drift, spread = (np.where(done, 0.0, value) for value in (weight, drift, spread))
    if not found:
        empty = np.zeros(0)
        return Rows(empty.astype(int), empty.astype(int), empty, empty, np.zeros((0, columns.count)), empty, empty)
    return Rows(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _dose(
    running: Array, lasting: Array, given: Doses, year: int, position: Array, after: Array, columns: Columns
) -> None:
    """Adds the year's supports to what acts at once and to what stays; before the first report they are part of L₀."""
    part = given.of(year)
    who = position[given.organisation[part]]
    counts = after[who]
    who, measure, tilt = who[counts], given.measure[part][counts], given.tilt[part][counts]
    running[who, columns.effect + 2 * measure] += 1.0
    running[who, columns.effect + 2 * measure + 1] += tilt
    lasting[who, 2 * measure] += 1.0
    lasting[who, 2 * measure + 1] += tilt
