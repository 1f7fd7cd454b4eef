"""What the made-up county is made of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

FIRST_YEAR = 2014
BASE_YEAR = 2017
"""The year in which the plan was announced, whose picture the world is fitted to."""
FINAL_YEAR = 2025


@dataclass(frozen=True)
class Place:
    """A district as the world needs it."""

    pk: int
    name: str
    lon: float
    lat: float
    area_km2: float
    people: int


@dataclass
class Body:
    number: int
    """Names its streams of luck."""
    code: str
    name: str
    kind: str
    legal_form: str
    sector: str
    place: Place
    lon: float | None
    lat: float | None
    founded_on: date
    closed_on: date | None
    cost: float
    has_paid_worker: bool
    members: int
    """At the end of 2017, or when it was founded."""
    level: float
    """What the ratio tends to when the organisation begins, before calibration."""
    path: dict[int, float] = field(default_factory=dict)
    """The ratio by year, before calibration."""
    scores: dict[int, dict[str, float]] = field(default_factory=dict)
    """True dimension scores at the end of each year."""
    reported: set[int] = field(default_factory=set)

    def is_active_in(self, year: int) -> bool:
        return self.founded_on.year <= year and (self.closed_on is None or year < self.closed_on.year)


@dataclass(frozen=True)
class Support:
    body: str
    """The organisation's code; so everywhere."""
    year: int
    measure: str
    source: str
    amount: int


@dataclass(frozen=True)
class Participation:
    body: str
    person: int | None
    """Empty where parts of the person's data are missing."""
    part: str
    place: Place
    since: date


@dataclass
class World:
    seed: int
    factor: float
    last_year: int
    bodies: list[Body]
    shift: float
    supports: list[Support]
    participations: list[Participation]

    def __post_init__(self) -> None:
        self.received: dict[tuple[str, int], list[Support]] = {}
        for support in self.supports:
            self.received.setdefault((support.body, support.year), []).append(support)

    def ratio(self, body: Body, year: int) -> float:
        return max(0.02, body.path[year] + self.shift)

    def years(self, body: Body) -> Iterator[int]:
        return iter(sorted(body.reported))


def stream(seed: int, topic: str) -> Random:
    """One stream a topic, so that a change in one leaves the others as they were."""
    return Random(f"{seed}/{topic}")  # noqa: S311 - an example, not a secret
