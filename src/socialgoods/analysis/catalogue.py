"""The measures on offer, as arrays: whom they may help, what they cost, who pays, what the experts expect."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from socialgoods.analysis.definitions import DIMENSIONS

Array = np.ndarray

SLOPE_MEAN, SLOPE_SD = 0.03, 0.05
"""The experts' prior of the slope where the catalogue is silent: need helps."""
UNLISTED_SD = 0.1
"""How little is known of a measure that only the past knows."""


@dataclass(frozen=True)
class Funding:
    """One way to pay for a measure: shares of sources, in whole won a case."""

    measure: int
    label: str
    """As the file says it, e.g. `county:0.5+national:0.5`."""
    won: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Catalogue:
    codes: tuple[str, ...]
    names: tuple[str, ...]
    dimension: Array
    """(M,) index into the seven dimensions."""
    capacity: Array
    """(M,) places a year, infinite where the file leaves it empty."""
    kinds: tuple[frozenset[str], ...]
    """Kinds eligible; empty means all."""
    prior_mean: Array
    """(M, 2) the experts' base (effect at need 0.5) and slope."""
    prior_sd: Array
    fundings: tuple[Funding, ...]
    unit_cost: Array
    """(M,) won, own share included."""

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(sorted({source for funding in self.fundings for source, _ in funding.won}))


def read(measures: pa.Table) -> Catalogue:
    """The catalogue of the `measures` file. A measure without a source, or shares that do not add to one: `ValueError`."""
    rows = measures.sort_by("code").to_pylist()
    fundings = [funding for index, row in enumerate(rows) for funding in _fundings(index, row)]
    return Catalogue(
        codes=tuple(row["code"] for row in rows),
        names=tuple(row["name"] for row in rows),
        dimension=np.array([DIMENSIONS.index(row["dimension"]) for row in rows], dtype=np.int64),
        capacity=np.array([np.inf if row["capacity"] is None else row["capacity"] for row in rows], dtype=float),
        kinds=tuple(frozenset(filter(None, (row["kinds"] or "").split(";"))) for row in rows),
        prior_mean=np.array(
            [[row["effect_mean"], _or(row.get("slope_mean"), SLOPE_MEAN)] for row in rows], dtype=float
        ).reshape(-1, 2),
        prior_sd=np.array(
            [[row["effect_sd"], _or(row.get("slope_sd"), SLOPE_SD)] for row in rows], dtype=float
        ).reshape(-1, 2),
        fundings=tuple(fundings),
        unit_cost=np.array([row["unit_cost"] for row in rows], dtype=np.int64),
    )


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _fundings(index: int, row: dict) -> list[Funding]:
    public = round(row["unit_cost"] * (1 - _or(row.get("own_share"), 0.0)))
    ways = [way.strip() for way in (row["sources"] or "").split(";") if way.strip()]
    if not ways:
        raise ValueError(f"measures: {row['code']} has no source")
    return [Funding(index, way, _shares(way, public, row["code"])) for way in ways]


def _shares(way: str, public: int, code: str) -> tuple[tuple[str, int], ...]:
    """Whole won by source, which add up to the public part: the last source takes what rounding leaves."""
    parts = [part.split(":") for part in way.split("+")]
    shares = [(part[0].strip(), float(part[1]) if len(part) > 1 else 1.0) for part in parts]
    if abs(sum(share for _, share in shares) - 1) > 1e-6:
        raise ValueError(f"measures: the shares of {code} do not add up to one: {way}")
    won = [(source, int(public * share + 1e-6)) for source, share in shares]
    rest = public - sum(amount for _, amount in won)
    return (*won[:-1], (won[-1][0], won[-1][1] + rest))
