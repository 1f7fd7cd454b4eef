"""The year's recommendation: who should get which measure, from whose money, why, and what the limits cost.

Three steps, each usable alone: `learning.learn` estimates, `gain.gains` looks ahead, `allocation.allocate` chooses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialgoods.analysis import panel as panels
from socialgoods.analysis.allocation import Allocation, Floor, Problem, allocate, relaxed_choice
from socialgoods.analysis.catalogue import Catalogue, read
from socialgoods.analysis.definitions import DEFAULT, Definitions
from socialgoods.analysis.gain import Gains, Objective, gains
from socialgoods.analysis.later import later_support
from socialgoods.analysis.learning import Learned, learn
from socialgoods.analysis.panel import Panel
from socialgoods.analysis.telling import Telling
from socialgoods.analysis.threads import on_one_thread

if TYPE_CHECKING:
    from socialgoods.analysis.scoring.instrument import Instrument

Array = np.ndarray
Tables = Mapping[str, pa.Table]


@dataclass(frozen=True)
class Prescription:
    """`prescriptions` has the columns of the plan's file, a row for each organisation that gets something, in order of ids."""

    prescriptions: pa.Table
    unserved: pa.Table
    """org_id, why (a code), reason."""
    year: int
    until: int
    learned: Learned
    gains: Gains
    problem: Problem
    sources: tuple[str, ...]
    allocation: Allocation
    seconds: float
    """Of the allocation."""
    seconds_total: float

    @property
    def report(self) -> dict[str, Any]:
        from socialgoods.analysis.report import of_prescription

        return of_prescription(self)


def prescribe(
    tables: Tables, year: int, until: int, *,
    reports_until: int | None = None,
    objective: Objective = "self_reliant",
    curiosity: float = 0.0,
    instrument: "Instrument | None" = None,
    definitions: Definitions = DEFAULT,
    language: str = "ko",
    progress: Callable[[str], None] = lambda step: None,
) -> Prescription:  # fmt: skip
    """Chooses the measures of `year` so that most organisations are self-reliant in `until`.

    `tables`: organisations, annual_reports, measures and budgets; assessments, supports, floors and pins if there are any. Reports after
    `reports_until` (by default the year before) are not looked at. Supports of `year` that are given already keep their money, and
    their organisations get nothing more. `objective` "level" raises Σ min(r, θ) instead. Nothing to choose gives an empty table.
    """
    start = perf_counter()
    if until < year:
        raise ValueError(f"until {until} lies before year {year}")
    learned = learnt(
        tables, year, reports_until=reports_until, instrument=instrument, definitions=definitions, progress=progress
    )
    progress("choose")
    return choose(tables, learned, year, until, objective=objective, curiosity=curiosity, theta=float(definitions.theta),
                  language=language, start=start)  # fmt: skip


def learnt(
    tables: Tables, year: int, *, reports_until: int | None = None, instrument: "Instrument | None" = None,
    definitions: Definitions = DEFAULT, progress: Callable[[str], None] = lambda step: None,
) -> Learned:  # fmt: skip
    """The first half of `prescribe`: what the reports so far tell."""
    catalogue = read(tables["measures"])
    seen = year - 1 if reports_until is None else reports_until
    progress("read")
    panel = panels.build(tables, catalogue.codes, until=seen, instrument=instrument, definitions=definitions)
    progress("learn")
    return learn(panel, catalogue)


@dataclass(frozen=True)
class Question:
    """What a year's choice is about."""

    learned: Learned
    """With the later support that was counted on."""
    gains: Gains
    problem: Problem
    sources: tuple[str, ...]


def ask(
    tables: Tables, learned: Learned, year: int, until: int, *, objective: Objective = "self_reliant",
    curiosity: float = 0.0, theta: float = 1.0,
) -> Question:  # fmt: skip
    """The gains and limits of a year, on what was learnt already."""
    how: dict[str, Any] = {"year": year, "until": until, "theta": theta}
    found = gains(learned, objective=objective, curiosity=curiosity, **how)
    problem, sources = problem_of(tables, learned, found, year)
    if until > year:
        # A rough first choice tells what a year's money can move; the real one counts on as much in the years to come. What of this
        # year's money is spoken for already moves, too: the years to come have a whole budget again.
        first = relaxed_choice(_whole_year(tables, learned, found, year, problem))
        measure = np.append(problem.measure, -1)[first]
        learned = replace(learned, later=later_support(learned, found, measure, **how))
        found = gains(learned, objective=objective, curiosity=curiosity, **how)
        problem = replace(problem, gain=found.gain)
    return Question(learned, found, problem, sources)


def _whole_year(tables: Tables, learned: Learned, found: Gains, year: int, problem: Problem) -> Problem:
    """The year's problem as if nothing were given in it yet."""
    panel = learned.panel
    others = panel.given[panel.given[:, 1] != panel.year_index(year)]
    supports = tables.get("supports")
    if supports is None or len(others) == len(panel.given):
        return problem
    before = {**tables, "supports": supports.filter(pc.not_equal(supports["year"], year))}
    return problem_of(before, replace(learned, panel=replace(panel, given=others)), found, year)[0]


@on_one_thread
def choose(
    tables: Tables, learned: Learned, year: int, until: int, *, objective: Objective = "self_reliant",
    curiosity: float = 0.0, theta: float = 1.0, language: str = "ko", start: float | None = None,
) -> Prescription:  # fmt: skip
    """The second half of `prescribe`, on what was learnt already."""
    start = perf_counter() if start is None else start
    begun = perf_counter()
    asked = ask(tables, learned, year, until, objective=objective, curiosity=curiosity, theta=theta)
    allocation = allocate(asked.problem)
    seconds = perf_counter() - begun
    told = Telling(asked.learned, asked.gains, asked.problem, allocation, year, until, language)
    return Prescription(
        told.prescriptions(), told.unserved(), year, until, asked.learned, asked.gains, asked.problem, asked.sources, allocation,
        seconds, perf_counter() - start,
    )  # fmt: skip


def problem_of(tables: Tables, learned: Learned, found: Gains, year: int) -> tuple[Problem, tuple[str, ...]]:
    """The year's problem and the names of its sources."""
    panel, catalogue = learned.panel, learned.catalogue
    names = sorted({*catalogue.sources, *_texts(tables.get("budgets"), "source")})
    cost = np.zeros((len(catalogue.fundings), len(names)))
    for index, funding in enumerate(catalogue.fundings):
        for source, won in funding.won:
            cost[index, names.index(source)] += won
    capacity = catalogue.capacity.copy()
    index = panel.year_index(year)
    given = panel.given[panel.given[:, 1] == index]
    listed = given[given[:, 2] < len(catalogue), 2]
    capacity -= np.bincount(listed, minlength=len(catalogue))
    pinned, forbidden = _pins(tables.get("pins"), panel, catalogue)
    allowed = open_to(panel, catalogue) & ~forbidden
    allowed[given[:, 0]] = False
    pinned[given[:, 0]] = -1
    problem = Problem(
        gain=found.gain,
        allowed=allowed,
        measure=np.array([funding.measure for funding in catalogue.fundings], dtype=np.int64),
        cost=cost,
        budget=np.maximum(_budget(tables, names, year), 0.0),
        capacity=np.maximum(capacity, 0.0),
        pinned=pinned,
        floors=_floors(tables.get("floors"), panel),
    )
    return problem, tuple(names)


def open_to(panel: Panel, catalogue: Catalogue) -> Array:
    """(n, M) who is active and of a kind that a measure is for."""
    kinds = [np.isin(panel.kind, list(kinds)) if kinds else np.ones(panel.n, dtype=bool) for kinds in catalogue.kinds]
    return np.array(kinds, dtype=bool).reshape(len(catalogue), panel.n).T & panel.open_now[:, None]


def _texts(table: pa.Table | None, name: str) -> list[str]:
    return [] if table is None else table[name].to_pylist()


def _rows(table: pa.Table | None) -> list[dict[str, Any]]:
    return [] if table is None else table.to_pylist()


def _budget(tables: Tables, names: list[str], year: int) -> Array:
    """(S,) what the year's budgets leave after supports that are given already."""
    money = dict.fromkeys(names, 0)
    for row in _rows(tables.get("budgets")):
        if row["year"] == year:
            money[row["source"]] += row["amount"]
    supports = tables.get("supports")
    for row in _rows(None if supports is None else supports.filter(pc.equal(supports["year"], year))):
        for source, share in _shares(row["source"]):
            if source in money:
                money[source] -= round(row["amount"] * share)
    return np.array([float(money[name]) for name in names])


def _shares(text: str) -> list[tuple[str, float]]:
    """The sources of a support as its row names them: one, or a mix with shares. What cannot be read is one source of that name."""
    parts = [part.split(":") for part in text.split("+")]
    try:
        shares = [(part[0].strip(), float(part[1]) if len(part) > 1 else 1.0) for part in parts]
    except ValueError:
        return [(text.strip(), 1.0)]
    return shares if all(0 <= share <= 1 for _name, share in shares) else [(text.strip(), 1.0)]


def _pins(table: pa.Table | None, panel: Panel, catalogue: Catalogue) -> tuple[Array, Array]:
    """(n,) measure fixed, -1 for none; (n, M) measures forbidden. An unknown organisation or measure raises `ValueError`."""
    pinned = np.full(panel.n, -1)
    forbidden = np.zeros((panel.n, len(catalogue)), dtype=bool)
    place = {org_id: index for index, org_id in enumerate(panel.ids)} if table is not None else {}
    for row in _rows(table):
        if row["org_id"] not in place or row["measure"] not in catalogue.codes:
            raise ValueError(f"pins: {row['org_id']}, {row['measure']}: no such organisation or measure")
        organisation, measure = place[row["org_id"]], catalogue.codes.index(row["measure"])
        if row["choice"] == "forbidden":
            forbidden[organisation, measure] = True
        elif pinned[organisation] not in (-1, measure):
            raise ValueError(f"pins: {row['org_id']} is fixed twice")
        else:
            pinned[organisation] = measure
    return pinned, forbidden


def _floors(table: pa.Table | None, panel: Panel) -> tuple[Floor, ...]:
    floors = []
    for row in _rows(table):
        is_sector = row["field"] == "sector"
        values = np.array(panel.sectors, dtype=object)[panel.sector] if is_sector else panel.area
        floors.append(Floor(row["field"], row["value"], int(row["count"]), values == row["value"]))
    return tuple(floors)
