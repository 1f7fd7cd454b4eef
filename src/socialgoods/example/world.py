"""The made-up county as plain data: organisations, their accounts by year, who takes part. Deterministic by seed.

The self-reliance ratio follows the state equation of the plan's definitions, r' = r + κ (L − r) + s_y + ε; the levels are
shifted together so that the wished share is self-reliant in the last year. Everything else hangs on r.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp, sqrt
from random import Random

from socialgoods.example.names import OrganizationNames
from socialgoods.example.profile import DISTRICT_PULL, KINDS, MEASURES, PARTICIPATION, SECTORS

FIRST_YEAR = 2014
KAPPA = 0.35
NOISE = 0.06
SHOCKS = {2014: 0.0, 2015: -0.015, 2016: 0.01, 2017: 0.0}
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


def build(places: Sequence[Place], *, seed: int, factor: int = 1, last_year: int = 2017) -> World:
    bodies = list(_bodies(places, seed, factor, last_year))
    for body in bodies:
        _walk(body, stream(seed, f"path/{body.number}"), last_year)
    world = World(seed, factor, last_year, bodies, _shift(bodies, last_year), [], [])
    world.supports = list(_supports(world))
    world.participations = list(_participations(world, places))
    return world


def _bodies(places: Sequence[Place], seed: int, factor: int, last_year: int) -> Iterator[Body]:
    random = stream(seed, "bodies")
    names = OrganizationNames(stream(seed, "names"))
    pull = [sqrt(place.people) * DISTRICT_PULL.get(place.name, 1.0) for place in places]
    kinds = [kind for kind, profile in KINDS.items() for _ in range(profile.count * factor)]
    closed = random.choices(list(KINDS), [profile.count for profile in KINDS.values()], k=14 * factor)
    for number, kind in enumerate(kinds + closed, start=1):
        yield _body(number, kind, random, names, random.choices(places, pull)[0], number > len(kinds), last_year)


def _body(
    number: int, kind: str, random: Random, names: OrganizationNames, place: Place, is_closed: bool, last_year: int
) -> Body:
    profile = KINDS[kind]
    sector = random.choice(profile.sectors or _by_weight(random))
    founded = date(int(random.triangular(2006, 2018, 2015)), random.randint(1, 12), random.randint(1, 28))
    closed = None
    if is_closed:
        founded = founded.replace(year=min(founded.year, 2014))
        closed = date(random.randint(2015, last_year), random.randint(3, 12), random.randint(1, 28))
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


def _walk(body: Body, random: Random, last_year: int) -> None:
    level, ratio = body.level, body.level + random.gauss(0, 0.12)
    youth = 0.12 * max(0, 3 - (FIRST_YEAR - body.founded_on.year))
    for year in range(min(FIRST_YEAR, body.founded_on.year), last_year + 1):
        level += SECTORS[body.sector].drift
        ratio += KAPPA * (level - ratio) + SHOCKS.get(year, 0.0) + random.gauss(0, NOISE)
        if year < max(FIRST_YEAR, body.founded_on.year) or (body.closed_on and body.closed_on.year <= year):
            continue
        youth *= 0.6
        body.path[year] = ratio - youth
        if random.random() >= MISSING_REPORT:
            body.reported.add(year)


def _shift(bodies: Sequence[Body], last_year: int) -> float:
    """The common shift of all levels with which the wished share of those who report is self-reliant."""
    reporting = [body for body in bodies if last_year in body.reported]
    weaker_year = sorted(
        (
            min(body.path[last_year], body.path[last_year - 1])
            for body in reporting
            if body.has_paid_worker and last_year - 1 in body.reported
        ),
        reverse=True,
    )
    wanted = round(SELF_RELIANT_SHARE * len(reporting))
    return 1 - (weaker_year[wanted - 1] + weaker_year[wanted]) / 2


def _supports(world: World) -> Iterator[Support]:
    """Today's practice: who asks first gets, whatever ails it."""
    for body in world.bodies:
        random = stream(world.seed, f"supports/{body.number}")
        for year in sorted(body.path):
            if random.random() > 0.28:
                continue
            measure = random.choice(_fitting(body.kind))
            _, sources, amount = MEASURES[measure]
            paid = round(amount * exp(random.gauss(0, 0.3)), -5)
            for source, share in sources.items():
                yield Support(body.number, year, measure, source, int(paid * share))


def _fitting(kind: str) -> list[str]:
    common = ["design", "accounting", "sales_channel", "equipment"]
    if kind == "village_enterprise":
        return [*common, "village_enterprise_fund"]
    if kind in {"social_enterprise", "self_support_enterprise"}:
        return [*common, "job_creation", "professional_staff", "business_development"]
    return common


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
        if body.closed_on or random.random() < 0.18:
            continue
        for seat in range(body.members):
            home = body.place if random.random() < 0.85 else random.choice(places)
            person = None if random.random() < 0.05 else start[home.pk] + random.randrange(pool[home.pk])
            part = (
                "worker" if body.has_paid_worker and seat == 0 else random.choices(["member", "volunteer"], [9, 1])[0]
            )
            since = max(body.founded_on, date(2012, 1, 1)) + timedelta(days=random.randrange(0, 1200))
            yield Participation(body.number, person, part, home, min(since, date(world.last_year, 12, 31)))
