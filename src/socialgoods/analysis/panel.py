"""Tables of the plan's files as arrays: a row an organisation, a column a year. What learning, gains and forecasts read.

A ratio, a need or a worker that nobody reported is NaN, never zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialgoods.analysis.definitions import DEFAULT, DIMENSIONS, Definitions
from socialgoods.analysis.tables import completed, refuse_unknown

if TYPE_CHECKING:
    from socialgoods.analysis.diagnosis import Work
    from socialgoods.analysis.scoring.instrument import Instrument

Array = np.ndarray

REPORTED = ["org_id", "year", "earned", "cost", "covers", "workers_paid"]
RATIO_AT_MOST = 2.5
"""Beyond it a book says little about next year's: learning reads such a ratio as this one. The test E ≥ θC never does."""
NEED_UNKNOWN = 0.5


@dataclass(frozen=True)
class Panel:
    """`n` organisations in the order of their ids, `years` consecutive from the first report to the last asked for."""

    ids: Array
    sector: Array
    """(n,) index into `sectors`."""
    sectors: tuple[str, ...]
    area: Array
    kind: Array
    years: Array
    """(Y,) calendar years."""
    ratio: Array
    """(n, Y) E / C, NaN where not known, clipped to ±`RATIO_AT_MOST`."""
    covers: Array
    """(n, Y) 1.0 where E ≥ θC, 0.0 where not, NaN where not known; exact."""
    earned: Array
    """(n, Y) won."""
    cost: Array
    """(n, Y) won."""
    workers: Array
    """(n, Y) paid workers."""
    reported: Array
    """(n, Y) whether a report is there at all."""
    open_in: Array
    """(n, Y) whether active at the year's end."""
    open_now: Array
    """(n,) whether active after the last year."""
    founded: Array
    """(n,) year of founding, NaN where not known."""
    score: Array
    """(n, Y, 7) the dimension scores of the latest assessment up to the year, 0–100, NaN where not known."""
    given: Array
    """(g, 3) supports given: organisation, year's index (may lie past the last report's), measure's index."""
    measures: tuple[str, ...]
    """Codes, first those of the catalogue, then those that only the past knows."""

    @property
    def n(self) -> int:
        return len(self.ids)

    def year_index(self, year: int) -> int:
        return int(year - self.years[0])

    def need(self, year: int, dimension: Array) -> Array:
        """(n, m) need of the dimension of each measure, from assessments up to the year before; not known: the sector's mean."""
        column = min(self.year_index(year) - 1, len(self.years) - 1)
        known = 1 - self.score[:, column, :] / 100 if column >= 0 else np.full((self.n, len(DIMENSIONS)), np.nan)
        return filled(known, self.sector, len(self.sectors))[:, dimension]


def filled(known: Array, group: Array, groups: int) -> Array:
    """NaN becomes the group's mean, else everybody's, else one half. Shapes (n, d), (n,)."""
    there = ~np.isnan(known)
    if there.all():
        return known
    zeroed = np.where(there, known, 0.0)
    result = known.copy()
    for column in range(known.shape[1]):
        count = np.bincount(group, there[:, column], groups)
        total = np.bincount(group, zeroed[:, column], groups)
        every = total.sum() / count.sum() if count.sum() else NEED_UNKNOWN
        mean = np.divide(total, count, out=np.full(groups, every), where=count > 0)
        result[:, column] = np.where(there[:, column], known[:, column], mean[group])
    return result


def build(
    tables: Mapping[str, pa.Table],
    catalogue: Sequence[str],
    *,
    until: int,
    instrument: "Instrument | None" = None,
    definitions: Definitions = DEFAULT,
) -> Panel:
    """The panel of reports and assessments up to and including `until`, and of all supports given.

    `tables` are the plan's files: organisations, annual_reports, and assessments and supports if there are any. A report or a support
    of an organisation that is not in the list raises `ValueError`. Ratios, scores and who is active are those of `diagnose`.
    """
    from socialgoods.analysis.diagnosis import Work
    from socialgoods.analysis.selfreliance.accounts import summed

    work = Work(tables, None, instrument, definitions, until)
    organisations = completed(tables, "organisations").sort_by("org_id")
    reports = work.read("reports", lambda: summed(work.table("annual_reports"), definitions).select(REPORTED))
    first = min(min(work.years, default=until), until)
    years = np.arange(first, until + 1)
    grid = Grid(len(organisations), years, reports)
    earned, cost = grid.values("earned"), grid.values("cost")
    ratio = np.divide(earned, cost, out=np.full_like(cost, np.nan), where=~np.isnan(earned) & (cost > 0))
    sector, sectors = coded(organisations["sector"])
    codes, given = supports_given(work.ids, completed(tables, "supports"), catalogue, first)
    open_in = _open_in(work, grid)
    return Panel(
        ids=work.ids.to_numpy(zero_copy_only=False),
        sector=sector,
        sectors=sectors,
        area=_texts(organisations, "area"),
        kind=_texts(organisations, "kind"),
        years=years,
        ratio=np.clip(ratio, -RATIO_AT_MOST, RATIO_AT_MOST),
        covers=grid.values("covers"),
        earned=earned,
        cost=cost,
        workers=grid.values("workers_paid"),
        reported=grid.there(),
        open_in=open_in,
        open_now=open_in[:, -1],
        founded=pc.cast(pc.year(organisations["founded_on"]), pa.float64()).to_numpy(zero_copy_only=False),
        score=_scores(work, grid),
        given=given,
        measures=codes,
    )


class Grid:
    """Rows of (organisation's number, year, …) laid out as arrays (n, Y), NaN where there is no row."""

    def __init__(self, n: int, years: Array, rows: pa.Table) -> None:
        self.shape, self.first, self.rows = (n, len(years)), int(years[0]), rows
        self.at = (rows["org_id"].to_numpy(), rows["year"].to_numpy() - self.first)

    def values(self, name: str) -> Array:
        grid = np.full(self.shape, np.nan)
        grid[self.at] = pc.cast(self.rows[name], pa.float64()).to_numpy(zero_copy_only=False)
        return grid

    def there(self) -> Array:
        grid = np.zeros(self.shape, dtype=bool)
        grid[self.at] = True
        return grid

    def of(self, rows: pa.Table) -> "Grid":
        return Grid(self.shape[0], np.arange(self.first, self.first + self.shape[1]), rows)


def _texts(table: pa.Table, name: str) -> Array:
    return pc.fill_null(table[name], "").to_numpy(zero_copy_only=False).astype(object)


def _open_in(work: "Work", grid: Grid) -> Array:
    """Active at each year's end. A year that nobody reported or answered in is like the nearest one before it."""
    active = grid.of(work.read("active", lambda: work.placed.select("org_id", "year", "is_active"))).values("is_active")
    looked_at = np.isin(np.arange(grid.first, grid.first + grid.shape[1]), work.years)
    active = np.where(looked_at[None, :] & np.isnan(active), 0.0, active)
    for index in range(1, grid.shape[1]):
        if not looked_at[index]:
            active[:, index] = active[:, index - 1]
    return np.nan_to_num(active) > 0


def _scores(work: "Work", grid: Grid) -> Array:
    """The latest score up to each year, by dimension."""
    found = work.wide_scores
    rows = grid.of(work.read("scores by dimension", lambda: found.select("org_id", "year", *DIMENSIONS)))
    scores = np.stack([rows.values(name) for name in DIMENSIONS], axis=2)
    for index in range(1, scores.shape[1]):
        now = scores[:, index]
        scores[:, index] = np.where(np.isnan(now), scores[:, index - 1], now)
    return scores


def coded(column: pa.ChunkedArray) -> tuple[Array, tuple[str, ...]]:
    """Index of each value into the sorted values."""
    texts = pc.fill_null(column, "")
    values = sorted(pc.unique(texts).to_pylist())
    index = pc.index_in(texts, value_set=pa.array(values, pa.string())).to_numpy(zero_copy_only=False)
    return index.astype(np.int64), tuple(values)


def supports_given(
    ids: pa.Array, supports: pa.Table, catalogue: Sequence[str], first: int
) -> tuple[tuple[str, ...], Array]:
    """Measure codes and (organisation, year's index, measure): one row whatever the number of sources."""
    if not len(supports):
        return tuple(catalogue), np.zeros((0, 3), dtype=np.int64)
    number = pc.index_in(supports["org_id"], value_set=ids)
    refuse_unknown(supports["org_id"], number, "supports")
    past = sorted(set(pc.unique(supports["measure"]).to_pylist()) - set(catalogue))
    codes = (*catalogue, *past)
    measure = pc.index_in(supports["measure"], value_set=pa.array(codes, pa.string()))
    columns = [number.to_numpy(), supports["year"].to_numpy() - first, measure.to_numpy()]
    return codes, np.unique(np.column_stack(columns).astype(np.int64), axis=0)


def first_known(values: Array) -> Any:
    """(n,) column of the first value that is known, -1 where none is."""
    there = ~np.isnan(values)
    return np.where(there.any(axis=1), there.argmax(axis=1), -1)


def last_known(values: Array) -> Any:
    """(n,) column of the last value that is known, -1 where none is."""
    there = ~np.isnan(values)
    return np.where(there.any(axis=1), values.shape[1] - 1 - there[:, ::-1].argmax(axis=1), -1)
