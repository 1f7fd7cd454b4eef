"""The made-up county as plain data: organisations, their accounts by year, who takes part. Deterministic by seed.

The self-reliance ratio follows the state equation of the plan's definitions, L' = L + drift + φ e, r' = r + κ (L' − r) + e + s_y + ε,
with what measures truly do (`measures`, `needs`); ratios and levels are shifted together so that the wished share is self-reliant in
2017. Everything else hangs on r. Later years follow from the supports that the county really gave: same seed, same luck.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp, sqrt
from random import Random

from socialgoods.example import needs
from socialgoods.example.measures import MEASURES, amounts
from socialgoods.example.names import OrganizationNames
from socialgoods.example.profile import DISTRICT_PULL, KINDS, PARTICIPATION, SECTORS

FIRST_YEAR = 2014
BASE_YEAR = 2017
"""The year in which the plan was announced, whose picture the world is fitted to."""
FINAL_YEAR = 2025
KAPPA = 0.35
PHI = 0.45
"""The part of an effect that lasts."""
NOISE = 0.06
SHOCKS = {2014: 0.0, 2015: -0.015, 2016: 0.01, 2017: 0.0}
SHOCK_SPREAD = 0.015
CLOSES, OPENS = 0.015, 5
"""From 2018 on: the chance to close within a year, and how many open for 310."""
COST_GROWTH = 0.03
SELF_RELIANT_SHARE = 0.229
MISSING_REPORT = 0.05


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
    level: float
    path: dict[int, float] = field(default_factory=dict)
    """The ratio by year, before calibration."""
    scores: dict[int, dict[str, float]] = field(default_factory=dict)
    """True dimension scores at the end of each year."""
    reported: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Support:
    body: int
    year: int
    measure: str
    source: str
    amount: int


@dataclass(frozen=True)
class Participation:
    body: int
    person: int | None
    """Empty where parts of the person's data are missing."""
    part: str
    place: Place
    since: date


@dataclass
class World:
    seed: int
    factor: int
    last_year: int
    bodies: list[Body]
    shift: float
    supports: list[Support]
    participations: list[Participation]

    def ratio(self, body: Body, year: int) -> float:
        return max(0.02, body.path[year] + self.shift)

    def years(self, body: Body) -> Iterator[int]:
        return iter(sorted(body.reported))


def stream(seed: int, topic: str) -> Random:
    """One stream a topic, so that a change in one leaves the others as they were."""
    return Random(f"{seed}/{topic}")  # noqa: S311 - an example, not a secret


def build(
    places: Sequence[Place], *, seed: int, factor: int = 1, last_year: int = BASE_YEAR, given: Iterable[Support] = ()
) -> World:
    """The county at the end of `last_year`. `given` are the supports of the years after 2017; the past's are the world's own."""
    bodies = list(_bodies(places, seed, factor, last_year))
    world = World(seed, factor, last_year, bodies, 0.0, [], [])
    past = [support for body in bodies if body.founded_on.year <= BASE_YEAR for support in _past_supports(seed, body)]
    world.supports = [*past, *given]
    received: dict[int, dict[int, list[str]]] = {}
    for support in world.supports:
        codes = received.setdefault(support.body, {}).setdefault(support.year, [])
        if support.measure not in codes:
            codes.append(support.measure)
    for body in bodies:
        _live(body, received.get(body.number, {}), seed, last_year)
    world.shift = _shift(bodies)
    world.participations = list(_participations(world, places))
    return world


def _bodies(places: Sequence[Place], seed: int, factor: int, last_year: int) -> Iterator[Body]:
    random = stream(seed, "bodies")
    names = OrganizationNames(stream(seed, "names"))
    pull = [sqrt(place.people) * DISTRICT_PULL.get(place.name, 1.0) for place in places]
    kinds = [kind for kind, profile in KINDS.items() for _ in range(profile.count * factor)]
    closed = random.choices(list(KINDS), [profile.count for profile in KINDS.values()], k=14 * factor)
    number = 0
    for number, kind in enumerate(kinds + closed, start=1):
        body = _body(number, kind, random, names, random.choices(places, pull)[0], number > len(kinds))
        _may_close(body, seed, last_year)
        yield body
    for year in range(BASE_YEAR + 1, last_year + 1):
        opening = stream(seed, f"openings/{year}")
        for kind in opening.choices(list(KINDS), [profile.count for profile in KINDS.values()], k=OPENS * factor):
            number += 1
            body = _body(number, kind, opening, names, opening.choices(places, pull)[0], False)
            body.founded_on = date(year, opening.randint(1, 12), opening.randint(1, 28))
            _may_close(body, seed, last_year)
            yield body


def _may_close(body: Body, seed: int, last_year: int) -> None:
    for year in range(max(BASE_YEAR, body.founded_on.year) + 1, last_year + 1):
        random = stream(seed, f"closing/{body.number}/{year}")
        if body.closed_on is None and random.random() < CLOSES:
            body.closed_on = date(year, random.randint(3, 12), random.randint(1, 28))


def _body(number: int, kind: str, random: Random, names: OrganizationNames, place: Place, is_closed: bool) -> Body:
    profile = KINDS[kind]
    sector = random.choice(profile.sectors or _by_weight(random))
    founded = date(int(random.triangular(2006, 2018, 2015)), random.randint(1, 12), random.randint(1, 28))
    closed = None
    if is_closed:
        founded = founded.replace(year=min(founded.year, 2014))
        closed = date(random.randint(2015, BASE_YEAR), random.randint(3, 12), random.randint(1, 28))
    lon, lat = _point(place, random)
    giant = 25.0 if kind == "cooperative" and sector == "food" and random.random() < 0.05 else 1.0
    return Body(
        number=number,
        name=names.take(kind, sector),
        kind=kind,
        legal_form=random.choices(list(profile.legal_forms), list(profile.legal_forms.values()))[0],
        sector=sector,
        place=place,
        lon=lon,
        lat=lat,
        founded_on=founded,
        closed_on=closed,
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


def _live(body: Body, received: dict[int, list[str]], seed: int, last_year: int) -> None:
    """Years of one organisation: needs wander, supports act by need at once and in part for good, the rest is luck."""
    random = stream(seed, f"path/{body.number}")
    inner = stream(seed, f"needs/{body.number}")
    scores = needs.first_scores(inner)
    level, ratio = body.level, body.level + random.gauss(0, 0.12)
    youth = 0.12 * max(0, 3 - (FIRST_YEAR - body.founded_on.year))
    for year in range(min(FIRST_YEAR, body.founded_on.year), last_year + 1):
        codes = received.get(year, [])
        effect = sum(needs.effect(code, scores) for code in codes)
        level += SECTORS[body.sector].drift + PHI * effect
        ratio += KAPPA * (level - ratio) + effect + shock(seed, year) + random.gauss(0, NOISE)
        scores = needs.next_scores(scores, codes, inner)
        body.scores[year] = scores
        missing = random.random() < MISSING_REPORT
        if year < max(FIRST_YEAR, body.founded_on.year) or (body.closed_on and body.closed_on.year <= year):
            continue
        youth *= 0.6
        body.path[year] = ratio - youth
        if not missing:
            body.reported.add(year)


def shock(seed: int, year: int) -> float:
    return (
        SHOCKS[year]
        if year in SHOCKS
        else stream(seed, f"shock/{year}").gauss(0, SHOCK_SPREAD)
        if year > BASE_YEAR
        else 0.0
    )


def _shift(bodies: Sequence[Body]) -> float:
    """The common shift of all levels with which the wished share of those who report is self-reliant in 2017."""
    reporting = [body for body in bodies if BASE_YEAR in body.reported]
    weaker_year = sorted(
        (
            min(body.path[BASE_YEAR], body.path[BASE_YEAR - 1])
            for body in reporting
            if body.has_paid_worker and BASE_YEAR - 1 in body.reported
        ),
        reverse=True,
    )
    wanted = round(SELF_RELIANT_SHARE * len(reporting))
    return 1 - (weaker_year[wanted - 1] + weaker_year[wanted]) / 2


def _past_supports(seed: int, body: Body) -> Iterator[Support]:
    """Practice until 2017: who asks first gets, whatever ails it."""
    random = stream(seed, f"supports/{body.number}")
    until = body.closed_on.year - 1 if body.closed_on else BASE_YEAR
    for year in range(max(FIRST_YEAR, body.founded_on.year), min(until, BASE_YEAR) + 1):
        if random.random() > 0.28:
            continue
        open_to = [code for code, measure in MEASURES.items() if not measure.kinds or body.kind in measure.kinds]
        code = random.choice(open_to)
        for source, amount in amounts(code).items():
            yield Support(body.number, year, code, source, amount)


def _participations(world: World, places: Sequence[Place]) -> Iterator[Participation]:
    """People take part near home, some in several organisations, and not every organisation keeps a list."""
    random = stream(world.seed, "participations")
    pool = {place.pk: max(40, int(place.people * PARTICIPATION * 1.15 * world.factor)) for place in places}
    first = 0
    start = {}
    for place in places:
        start[place.pk] = first
        first += pool[place.pk]
    for body in world.bodies:
        if (body.closed_on and body.closed_on.year <= BASE_YEAR) or random.random() < 0.18:
            continue
        for seat in range(body.members):
            home = body.place if random.random() < 0.85 else random.choice(places)
            person = None if random.random() < 0.05 else start[home.pk] + random.randrange(pool[home.pk])
            part = (
                "worker" if body.has_paid_worker and seat == 0 else random.choices(["member", "volunteer"], [9, 1])[0]
            )
            since = max(body.founded_on, date(2012, 1, 1)) + timedelta(days=random.randrange(0, 1200))
            if body.founded_on.year <= BASE_YEAR:
                since = min(since, date(BASE_YEAR, 12, 31))
            if since.year <= world.last_year:
                yield Participation(body.number, person, part, home, since)
