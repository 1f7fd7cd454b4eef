"""Who takes part: near home, some in several organisations, and not every organisation keeps a list."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from socialgoods.example.profile import PARTICIPATION
from socialgoods.example.world.county import BASE_YEAR, Body, Participation, Place, stream

KEEPS_NO_LIST, FROM_ELSEWHERE, PARTS_MISSING = 0.18, 0.15, 0.05
JOINING = 0.02
"""Newcomers a year from 2018 on, for each member."""


def members(body: Body, *, seed: int, year: int) -> int:
    return body.members + sum(_joining(body, seed, when) for when in _later_years(body, year))


def participations(
    bodies: Sequence[Body], places: Sequence[Place], *, seed: int, factor: float, last_year: int
) -> Iterator[Participation]:
    """In an order and with doubles that do not depend on `last_year`: later years only add."""
    random = stream(seed, "participations")
    residents = _residents(places, factor)
    for body in bodies:
        if (body.closed_on and body.closed_on.year <= BASE_YEAR) or random.random() < KEEPS_NO_LIST:
            continue
        first = [_first_member(body, seat, random, places, residents) for seat in range(body.members)]
        later = [
            newcomer
            for year in _later_years(body, last_year)
            for newcomer in _newcomers(body, year, seed, places, residents)
        ]
        yield from (row for row in _once([*first, *later]) if row.since.year <= last_year)


def _later_years(body: Body, last_year: int) -> Iterator[int]:
    years = range(max(BASE_YEAR, body.founded_on.year) + 1, last_year + 1)
    return (year for year in years if body.is_active_in(year))


def _joining(body: Body, seed: int, year: int) -> int:
    return int(body.members * JOINING + stream(seed, f"joining/{body.number}/{year}").random())


def _residents(places: Sequence[Place], factor: float) -> dict[int, range]:
    """By district, those who may take part, numbered through the county."""
    found, first = {}, 0
    for place in places:
        size = max(40, int(place.people * PARTICIPATION * 1.15 * factor))
        found[place.pk] = range(first, first + size)
        first += size
    return found


def _first_member(
    body: Body, seat: int, random: Random, places: Sequence[Place], residents: dict[int, range]
) -> Participation:
    home, person = _person(body, random, places, residents)
    part = "worker" if body.has_paid_worker and seat == 0 else _part(random)
    since = max(body.founded_on, date(2012, 1, 1)) + timedelta(days=random.randrange(0, 1200))
    if body.founded_on.year <= BASE_YEAR:
        since = min(since, date(BASE_YEAR, 12, 31))
    return Participation(body.code, person, part, home, since)


def _newcomers(
    body: Body, year: int, seed: int, places: Sequence[Place], residents: dict[int, range]
) -> Iterator[Participation]:
    random = stream(seed, f"newcomers/{body.number}/{year}")
    for _ in range(_joining(body, seed, year)):
        home, person = _person(body, random, places, residents)
        since = date(year, random.randint(1, 12), random.randint(1, 28))
        yield Participation(body.code, person, _part(random), home, since)


def _person(
    body: Body, random: Random, places: Sequence[Place], residents: dict[int, range]
) -> tuple[Place, int | None]:
    home = random.choice(places) if random.random() < FROM_ELSEWHERE else body.place
    return home, None if random.random() < PARTS_MISSING else random.choice(residents[home.pk])


def _part(random: Random) -> str:
    return random.choices(["member", "volunteer"], [9, 1])[0]


def _once(rows: Sequence[Participation]) -> Iterator[Participation]:
    seen = set()
    for row in rows:
        if row.person is None or (row.person, row.part) not in seen:
            seen.add((row.person, row.part))
            yield row
