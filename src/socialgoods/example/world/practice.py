"""Today's practice: who asks first gets, as long as money and places last, whatever ails it."""

from collections.abc import Iterator, Sequence

from socialgoods.example.measures import MEASURES, PAST, amounts, budgets, places
from socialgoods.example.world.county import Body, Support, stream

ASKS = 0.55
"""Of the organisations, in a year."""
HABIT = 0.6
"""How much those who are always early are early."""


def first_come(bodies: Sequence[Body], year: int, *, seed: int, factor: float) -> Iterator[Support]:
    """They ask for what experts praise. What is no longer there is refused; nobody asks twice."""
    money = {source: won for when, source, won in budgets(factor) if when == year}
    room = {code: count for code in PAST if (count := places(code, factor)) is not None}
    for body in _queue(bodies, year, seed):
        wish = stream(seed, f"wish/{body.number}/{year}")
        open_to = [code for code in PAST if not MEASURES[code].kinds or body.kind in MEASURES[code].kinds]
        code = wish.choices(open_to, [MEASURES[code].expected for code in open_to])[0]
        parts = next(
            (parts for parts in _ways(code) if all(money[source] >= won for source, won in parts.items())), None
        )
        if parts is None or room.get(code, 1) < 1:
            continue
        if code in room:
            room[code] -= 1
        for source, won in parts.items():
            money[source] -= won
            yield Support(body.code, year, code, source, won)


def _ways(code: str) -> Iterator[dict[str, int]]:
    return (amounts(code, way) for way in MEASURES[code].sources.split(";"))


def _queue(bodies: Sequence[Body], year: int, seed: int) -> list[Body]:
    arrival = {}
    for body in bodies:
        random = stream(seed, f"queue/{body.number}/{year}")
        if body.is_active_in(year) and random.random() < ASKS:
            habit = stream(seed, f"habit/{body.number}").random()
            arrival[body.number] = HABIT * habit + (1 - HABIT) * random.random()
    return sorted((body for body in bodies if body.number in arrival), key=lambda body: arrival[body.number])
