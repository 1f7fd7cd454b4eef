"""What the county would do by its habits: the comparison that a recommendation has to beat, within the same budget and places.

The past tells who usually gets (an organisation's own years with support, drawn to those of its kind) and what is usually given to
its kind. Organisations queue, those with the stronger habit earlier; each gets what its kind usually gets, as long as money and
places last, and nobody gets twice. What ails it is not asked. The gains are those of the same model, so both compare honestly.
"""

from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np

from socialgoods.analysis.allocation import Allocation, Prices, Problem
from socialgoods.analysis.gain import Objective
from socialgoods.analysis.learning import Learned
from socialgoods.analysis.learning.habits import FADES
from socialgoods.analysis.prescription import Prescription, Tables, ask, learnt
from socialgoods.analysis.telling import Telling
from socialgoods.analysis.threads import on_one_thread

Array = np.ndarray

DRAWN_TO_KIND = 2.0
"""Years by which an organisation's habit is drawn to that of its kind, and cases by which a kind's is drawn to everybody's."""
LEAST_HABIT = 0.02
"""So much at least for one that never got anything: somebody always comes for the first time."""


@on_one_thread
def practise(
    tables: Tables, year: int, until: int, *, reports_until: int | None = None, objective: Objective = "self_reliant",
    theta: float = 1.0, seed: int = 2017, language: str = "ko", progress: Callable[[str], None] = lambda step: None,
) -> Prescription:  # fmt: skip
    """Today's practice in the year's budgets and places; floors and pins are not its way. The same seed gives the same queue."""
    start = perf_counter()
    own = {name: table for name, table in tables.items() if name not in {"floors", "pins"}}
    learned = learnt(own, year, reports_until=reports_until, progress=progress)
    progress("choose")
    begun = perf_counter()
    asked = ask(own, learned, year, until, objective=objective, theta=theta)
    allocation = first_come(asked.problem, learned, year, seed=seed)
    seconds = perf_counter() - begun
    told: Any = Telling(asked.learned, asked.gains, asked.problem, allocation, year, until, language, by_habit=True)
    return Prescription(
        told.prescriptions(), told.unserved(), year, until, asked.learned, asked.gains, asked.problem, asked.sources, allocation,
        seconds, perf_counter() - start,
    )  # fmt: skip


def first_come(problem: Problem, learned: Learned, year: int, *, seed: int) -> Allocation:
    """The queue, served. Its prices are nothing and its bound is what it brings: nobody looked for the best."""
    random = np.random.default_rng([seed, year])
    often, usual = habit(learned, year), usual_measure(learned, year)
    arrival = random.exponential(size=problem.n) / np.maximum(often, LEAST_HABIT)
    wish = random.random(problem.n)
    budget, places = problem.budget.copy(), problem.capacity.copy()
    choice = np.full(problem.n, -1)
    ways = [np.flatnonzero(problem.measure == measure) for measure in range(len(problem.capacity))]
    for who in np.argsort(arrival, kind="stable"):
        odds = np.where(problem.allowed[who], usual[who], 0.0)
        if odds.sum() <= 0:
            continue
        measure = min(int(np.searchsorted(np.cumsum(odds) / odds.sum(), wish[who])), len(odds) - 1)
        funding = next((way for way in ways[measure] if (problem.cost[way] <= budget).all()), None)
        if funding is None or places[measure] < 1:
            continue
        budget -= problem.cost[funding]
        places[measure] -= 1
        choice[who] = funding
    taken = np.flatnonzero(choice >= 0)
    objective = float(problem.gain[taken, problem.measure[choice[taken]]].sum())
    none = Prices(np.zeros(len(budget)), np.zeros(len(places)), np.zeros(len(problem.floors)))
    return Allocation(choice, objective, objective, none, problem.budget - budget, (), np.zeros(0, dtype=np.int64))


def habit(learned: Learned, year: int) -> Array:
    """(n,) share of years with any support, newer ones counting for more, drawn to that of the kind."""
    panel = learned.panel
    years = np.arange(panel.years[0], year)
    weight = FADES ** (year - 1 - years)
    had = np.zeros((panel.n, len(years)))
    past = panel.given[(panel.given[:, 1] >= 0) & (panel.given[:, 1] < len(years))]
    had[past[:, 0], past[:, 1]] = 1.0
    there = np.ones((panel.n, len(years)))
    seen = min(len(years), panel.open_in.shape[1])
    there[:, :seen] = np.maximum(panel.open_in[:, :seen], had[:, :seen])
    got, asked = had @ weight, there @ weight
    kind = np.unique(panel.kind.astype(str), return_inverse=True)[1]
    every = got.sum() / max(asked.sum(), 1e-9)
    of_kind = (np.bincount(kind, got) + DRAWN_TO_KIND * every) / (np.bincount(kind, asked) + DRAWN_TO_KIND)
    result: Array = (got + DRAWN_TO_KIND * of_kind[kind]) / (asked + DRAWN_TO_KIND)
    return result


def usual_measure(learned: Learned, year: int) -> Array:
    """(n, M) what the kind was usually given, newer years counting for more; nothing given yet: every measure alike."""
    panel, count = learned.panel, len(learned.catalogue)
    kinds, kind = np.unique(panel.kind.astype(str), return_inverse=True)
    index = panel.year_index(year)
    past = panel.given[(panel.given[:, 1] < index) & (panel.given[:, 2] < count)]
    cases = np.zeros((len(kinds), count))
    np.add.at(cases, (kind[past[:, 0]], past[:, 2]), FADES ** (index - 1 - past[:, 1]))
    every = cases.sum(axis=0) if cases.sum() else np.ones(count)
    result: Array = (cases + DRAWN_TO_KIND * every / every.sum())[kind]
    return result
