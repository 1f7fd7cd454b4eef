"""The made-up county as plain data: organisations, their accounts by year, who takes part. Deterministic by seed.

The self-reliance ratio follows the state equation of the plan's definitions with what measures truly do (`life`, `measures`,
`needs`); ratios are shifted together so that the wished share is self-reliant in 2017. Everything else hangs on the ratio.
Later years follow from the supports that the county really gave: same seed, same luck.
"""

from collections.abc import Iterable, Sequence

from socialgoods.example.world.bodies import bodies as make_bodies
from socialgoods.example.world.county import (
    BASE_YEAR,
    FINAL_YEAR,
    FIRST_YEAR,
    Body,
    Participation,
    Place,
    Support,
    World,
    stream,
)
from socialgoods.example.world.life import live, shift
from socialgoods.example.world.participation import participations
from socialgoods.example.world.practice import first_come

__all__ = [
    "BASE_YEAR", "FINAL_YEAR", "FIRST_YEAR", "Body", "Participation", "Place", "Support", "World", "build", "stream",
]  # fmt: skip


def build(
    places: Sequence[Place], *, seed: int, factor: float = 1, last_year: int = BASE_YEAR, given: Iterable[Support] = ()
) -> World:
    """The county at the end of `last_year`. `given` are the supports of the years after 2017; the past's are the world's own."""
    bodies = list(make_bodies(places, seed=seed, factor=factor, last_year=last_year))
    years = range(FIRST_YEAR, BASE_YEAR + 1)
    past = [support for year in years for support in first_come(bodies, year, seed=seed, factor=factor)]
    supports = [*past, *(support for support in given if BASE_YEAR < support.year <= last_year)]
    received = _codes(supports)
    for body in bodies:
        live(body, received.get(body.code, {}), seed=seed, last_year=last_year)
    parts = participations(bodies, places, seed=seed, factor=factor, last_year=last_year)
    return World(seed, factor, last_year, bodies, shift(bodies), supports, list(parts))


def _codes(supports: Iterable[Support]) -> dict[str, dict[int, list[str]]]:
    """By organisation and year. A measure paid by two sources is one measure; the order of the rows does not matter."""
    found: dict[str, dict[int, set[str]]] = {}
    for support in supports:
        found.setdefault(support.body, {}).setdefault(support.year, set()).add(support.measure)
    return {body: {year: sorted(codes) for year, codes in years.items()} for body, years in found.items()}
