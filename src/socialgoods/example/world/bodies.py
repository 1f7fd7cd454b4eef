"""The organisations: what they are, where, since when and until when."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import exp, sqrt
from random import Random

from socialgoods.example.names import OrganizationNames
from socialgoods.example.profile import DISTRICT_PULL, KINDS, SECTORS
from socialgoods.example.world.county import BASE_YEAR, Body, Place, stream

CLOSED_BEFORE = 14
CLOSES, OPENS = 0.025, 5
"""From 2018 on: the chance of the smallest to close within a year, and how many open for 310."""
HOLDS = 100_000_000
"""With so much cost a year an organisation closes half as easily."""


def bodies(places: Sequence[Place], *, seed: int, factor: float, last_year: int) -> Iterator[Body]:
    """Those of 2017, those closed before, then those that open, year by year."""
    random = stream(seed, "bodies")
    names = OrganizationNames(stream(seed, "names"))
    pull = [sqrt(place.people) * DISTRICT_PULL.get(place.name, 1.0) for place in places]
    kinds = [kind for kind, profile in KINDS.items() for _ in range(_sized(profile.count, factor))]
    closed = _kinds(random, _sized(CLOSED_BEFORE, factor))
    number = 0
    for number, kind in enumerate(kinds + closed, start=1):
        body = _body(number, f"SG{number:05d}", kind, random, names, random.choices(places, pull)[0])
        if number > len(kinds):
            _has_closed(body, random)
        _may_close(body, seed, last_year)
        yield body
    for year in range(BASE_YEAR + 1, last_year + 1):
        opening = stream(seed, f"openings/{year}")
        for place_in_year, kind in enumerate(_kinds(opening, _sized(OPENS, factor)), start=1):
            number += 1
            # Not the register's next number: by then it may be somebody's who was registered by hand.
            code = f"SG{year}-{place_in_year:02d}"
            body = _body(number, code, kind, opening, names, opening.choices(places, pull)[0])
            body.founded_on = body.founded_on.replace(year=year)
            _may_close(body, seed, last_year)
            yield body


def _sized(count: int, factor: float) -> int:
    """As many in a county of that size; one at least, so that a small county has every kind."""
    return max(1, round(count * factor))


def _kinds(random: Random, wanted: int) -> list[str]:
    return random.choices(list(KINDS), [profile.count for profile in KINDS.values()], k=wanted)


def _has_closed(body: Body, random: Random) -> None:
    body.founded_on = body.founded_on.replace(year=min(body.founded_on.year, 2014))
    body.closed_on = date(random.randint(2015, BASE_YEAR), random.randint(3, 12), random.randint(1, 28))


def _may_close(body: Body, seed: int, last_year: int) -> None:
    for year in range(max(BASE_YEAR, body.founded_on.year) + 1, last_year + 1):
        random = stream(seed, f"closing/{body.number}/{year}")
        if body.closed_on is None and random.random() < CLOSES / (1 + body.cost / HOLDS):
            body.closed_on = date(year, random.randint(3, 12), random.randint(1, 28))


def _body(number: int, code: str, kind: str, random: Random, names: OrganizationNames, place: Place) -> Body:
    profile = KINDS[kind]
    sector = random.choice(profile.sectors or _by_weight(random))
    founded = date(int(random.triangular(2006, 2018, 2015)), random.randint(1, 12), random.randint(1, 28))
    lon, lat = _point(place, random)
    giant = 25.0 if kind == "cooperative" and sector == "food" and random.random() < 0.05 else 1.0
    return Body(
        number=number,
        code=code,
        name=names.take(kind, sector),
        kind=kind,
        legal_form=random.choices(list(profile.legal_forms), list(profile.legal_forms.values()))[0],
        sector=sector,
        place=place,
        lon=lon,
        lat=lat,
        founded_on=founded,
        closed_on=None,
        cost=profile.cost_median * giant * exp(random.gauss(0, profile.cost_spread)),
        has_paid_worker=giant > 1 or random.random() < profile.has_paid_worker,
        members=int(random.randint(*profile.members) * (12 if giant > 1 else 1)),
        level=random.gauss(profile.level, profile.level_spread),
    )


def _by_weight(random: Random) -> list[str]:
    return random.choices(list(SECTORS), [sector.weight for sector in SECTORS.values()])


def _point(place: Place, random: Random) -> tuple[float | None, float | None]:
    """Round the district's point; one in seven has no coordinates, as in real registers."""
    if random.random() < 1 / 7:
        return None, None
    spread = sqrt(place.area_km2) * 0.18 / 111
    return round(random.gauss(place.lon, spread * 1.23), 5), round(random.gauss(place.lat, spread), 5)
