"""The worked examples of docs/methods, computed anew from what stands on the pages."""

import re
from pathlib import Path

import numpy as np
import pytest

from socialgoods.analysis.allocation import Problem, allocate, relaxed_bound
from socialgoods.analysis.catalogue import Catalogue, Funding
from socialgoods.analysis.forecasting import moments
from socialgoods.analysis.forecasting.mixture import Mixture
from socialgoods.analysis.learning.design import Columns, doses, rows
from socialgoods.analysis.learning.hyper import Dynamics
from socialgoods.analysis.normal import both_above
from socialgoods.analysis.panel import DIMENSIONS, Panel
from socialgoods.analysis.state import Dose, State, advance, successive

PAGES = Path(__file__).parents[2] / "docs" / "methods"
DYNAMICS = Dynamics(kappa=0.35, phi=0.5, noise=0.06, level=0.2, shock=0.015, drift=0.008)
DIGITS = 6e-7


def tables(page):
    """Of the worked example: rows of cells, headings left out."""
    part = (PAGES / page).read_text(encoding="utf-8").split("## Worked example")[1].split("\n## ")[0]
    found = re.findall(r"(?:^\|.*\|\n)+", part, flags=re.MULTILINE)
    return [[[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()[2:]] for text in found]


def numbers(cells):
    return [float(cell) if cell else np.nan for cell in cells]


def one(value):
    return np.array([value], dtype=float)


def state(*, ratio, level, level_sd, drift=0.0):
    none = one(0)
    return State(2017, one(ratio), one(level), one(drift), none, none, none, one(level_sd**2), none, none)


def panel_of(years, ratio, tilts):
    """One organisation with one measure in the first dimension; its score is what the tilts ask for."""
    given = np.array([[0, index, 0] for index, tilt in enumerate(tilts) if not np.isnan(tilt)])
    score = np.full((1, len(years), len(DIMENSIONS)), np.nan)
    for index, tilt in enumerate(tilts):
        if not np.isnan(tilt):
            score[0, index - 1, :] = 100 * (1 - (tilt + 1) / 2)
    known, here = ~np.isnan(ratio), np.ones((1, len(years)), dtype=bool)
    text = np.array(["x"], dtype=object)
    return Panel(
        text, np.zeros(1, dtype=int), ("food",), text, text, np.array(years, dtype=int), ratio, ratio, ratio, ratio, ratio, known,
        here, here[:, -1], one(np.nan), score, given, ("m",),
    )  # fmt: skip


def test_the_transitions_of_the_page_on_learning():
    reports, expected = ([numbers(row) for row in table] for table in tables("learning.md"))
    years, ratio, tilts = (np.array(column) for column in zip(*reports, strict=True))
    catalogue = Catalogue(("m",), ("m",), np.zeros(1, dtype=int), one(np.inf), (frozenset(),), np.array([[0.05, 0.03]]),
                          np.array([[0.05, 0.05]]), (Funding(0, "county", (("county", 1),)),), np.array([1]))  # fmt: skip
    panel = panel_of(years, ratio[None, :], tilts)

    found = rows(panel, doses(panel, catalogue), np.array([0]), DYNAMICS.kappa, DYNAMICS.phi)

    effect = Columns(1, len(years), 1).effect
    computed = np.column_stack([years[found.year], found.gap, found.z, found.c, found.spread, found.x[:, effect:]])
    assert computed == pytest.approx(np.array(expected), abs=DIGITS)


def test_the_gain_of_the_page_on_prescription():
    expected = [numbers(row[1:]) for row in tables("prescription.md")[0]]
    start = state(ratio=0.92, level=0.98, level_sd=0.09, drift=0.005)
    computed = []
    for effect, sd in ((0.0, 0.0), (0.08, 0.03)):
        before = advance(start, DYNAMICS, Dose(one(effect), one(sd**2)))
        last = advance(before, DYNAMICS)
        before_sd, last_sd = np.sqrt(before.rr), np.sqrt(last.rr)
        together = successive(before, DYNAMICS) / (before_sd * last_sd)
        chance = both_above((1 - before.r) / before_sd, (1 - last.r) / last_sd, together)
        computed.append([float(x[0]) for x in (before.r, before_sd, last.r, last_sd, together, chance)])

    assert np.array(computed) == pytest.approx(np.array(expected), abs=DIGITS)
    assert f"The gain is {computed[1][-1] - computed[0][-1]:.6f}." in (PAGES / "prescription.md").read_text("utf-8")


def test_the_choice_of_the_page_on_prescription():
    listed = tables("prescription.md")[1]
    gain = np.array([numbers(row[1:3]) for row in listed])
    problem = Problem(gain, np.ones_like(gain, dtype=bool), np.array([0, 1]), np.array([[12e6], [8e6]]), np.array([24e6]),
                      np.full(2, np.inf))  # fmt: skip

    found = allocate(problem)

    assert [("A", "B", "")[choice] for choice in found.choice] == [row[3] for row in listed]
    assert (found.objective, relaxed_bound(problem)) == pytest.approx((0.24, 0.24))
    assert found.prices.source * 1e7 == pytest.approx(0.0875)


def test_the_forecast_of_the_page():
    by_year, quantiles = tables("forecast.md")

    found = moments(state(ratio=0.97, level=1.02, level_sd=0.08), DYNAMICS, [None] * 3, covers=one(0))
    law = Mixture(np.array([40.0, 50.0]), np.array([3.0, 4.0]))

    computed = np.column_stack([found.mean, np.sqrt(found.variance), found.chance])
    assert computed == pytest.approx(np.array([numbers(row[1:]) for row in by_year]), abs=DIGITS)
    assert (law.mean, law.sd) == pytest.approx((45, 6.123724), abs=DIGITS)
    assert [law.quantile(share) for share in (0.05, 0.5, 0.95)] == pytest.approx(numbers(quantiles[0]), abs=1e-5)
