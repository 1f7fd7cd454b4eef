"""What later years will bring: supports given already, and for years without any what the allocation would do."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa

from socialgoods.analysis.allocation import Problem, relaxed_choice
from socialgoods.analysis.learning import Learned
from socialgoods.analysis.learning.design import doses
from socialgoods.analysis.prescription import ask

Array = np.ndarray


def without_later(learned: Learned) -> Learned:
    """As if nothing were given after the panel's last year."""
    return with_given(learned, learned.panel.given[learned.panel.given[:, 1] < len(learned.panel.years)])


def with_given(learned: Learned, given: Array) -> Learned:
    panel = replace(learned.panel, given=given)
    return replace(learned, panel=panel, doses=doses(panel, learned.catalogue))


Choose = Callable[[Problem, Learned, int], Array]
"""(n,) the funding that each organisation gets in the year, -1 for none."""


def best(problem: Problem, learned: Learned, year: int) -> Array:
    return relaxed_choice(problem)


def planned(
    tables: Mapping[str, pa.Table], learned: Learned, years: list[int], theta: float, *, choose: Choose = best,
    floors: bool = False,
) -> Learned:  # fmt: skip
    """With the allocation rule's choice in every year for which nothing is given yet, one year after the other.

    Each year is chosen on the reports of today and the supports chosen before, as nobody knows tomorrow's reports; the last of
    `years` is the year that every choice looks to. What the relaxation gives whole is enough here: all but a few of a year's choice.
    Pins are of one year and left out; so are floors, unless `floors` says that they hold in every year.
    """
    left_out = {"pins"} if floors else {"floors", "pins"}
    rules = {name: table for name, table in tables.items() if name not in left_out}
    taken = set(np.unique(learned.panel.given[:, 1]).tolist())
    budgeted = set(tables["budgets"]["year"].to_pylist()) if "budgets" in tables else set()
    for year in years:
        index = learned.panel.year_index(year)
        if index in taken or year not in budgeted:
            continue
        problem = ask(rules, learned, year, years[-1], theta=theta).problem
        choice = choose(problem, learned, year)
        served = np.flatnonzero(choice >= 0)
        measure = problem.measure[choice[served]]
        new = np.column_stack([served, np.full(len(served), index), measure])
        learned = with_given(learned, np.unique(np.concatenate([learned.panel.given, new]), axis=0))
    return learned
