"""The yearly assessments as the world sees itself, dimly; and those on a person's desk, which wait for that person."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from socialgoods.diagnosis.actions import assessment as actions
from socialgoods.diagnosis.actions import bulk
from socialgoods.diagnosis.models import Assessment, AssessmentState, View, Way
from socialgoods.diagnosis.queries import instrument as instruments
from socialgoods.diagnosis.rules.assessment import Answers
from socialgoods.example.loop.days import moment
from socialgoods.example.needs import answers
from socialgoods.example.world import Body, World, stream
from socialgoods.people.models import User
from socialgoods.registry.models import Organization

REVIEWED = "현장에서 함께 살펴보았습니다. 판로와 장부를 먼저 챙기기로 했습니다."


def seen(world: World, body: Body, year: int) -> dict[str, int | None]:
    """What is answered for the year; nothing for one that nobody visited."""
    random = stream(world.seed, f"assessment/{body.number}/{year}")
    return {item: score for _, item, score in answers(body.scores[year], random)}


def write_assessments(
    world: World, years: Collection[int], organizations: Collection[str], *, by: User, at: datetime,
    but: Collection[tuple[str, int]] = (),
) -> int:  # fmt: skip
    """Final ones of the organisations named; `but` are on somebody's desk still. What is there stays as it is."""

    def rows() -> Iterator[bulk.Answer]:
        for body in world.bodies:
            for year in sorted(set(years) & set(body.path)):
                if body.code in organizations and (body.code, year) not in but:
                    yield from ((body.code, year, item, score) for item, score in seen(world, body, year).items())

    return bulk.load(rows(), by=by, at=at)


def begin_half(organization: Organization, body: Body, world: World, *, year: int, by: User, on: date) -> None:
    """Half answered on a phone, to be gone on with."""
    row = actions.start(
        organization=organization, year=year, view=View.OWN, way=Way.ONLINE, by=by, at=moment(on - timedelta(days=2))
    )
    asked = _asked(row)
    _fill(row, dict(list(_wanted(world, body, year, asked).items())[: len(asked) // 2]), by, on - timedelta(days=2))


def hand_in(
    organization: Organization, body: Body, world: World, *, year: int, view: str = View.OWN, by: User, on: date
) -> None:
    """The organisation's own view, copied from paper at the counter; or the advisor's, who came to see it and is less kind."""
    is_visit = view == View.VISIT
    row = actions.start(
        organization=organization, year=year, view=view, way=Way.VISIT if is_visit else Way.PAPER, by=by, at=moment(on),
        visited_on=on if is_visit else None,
    )  # fmt: skip
    wanted = _wanted(world, body, year, _asked(row))
    if is_visit:
        random = stream(world.seed, f"visit/{body.number}/{year}")
        wanted = {item: score and max(1, score - random.choice((0, 0, 0, 1, 2))) for item, score in wanted.items()}
    _fill(row, wanted, by, on)
    actions.submit(assessment=row, by=by, at=moment(on, 11))


def _asked(row: Assessment) -> list[str]:
    return [item.code for item in instruments.asked(instruments.instrument_of(row.version), row.form)]


def _wanted(world: World, body: Body, year: int, asked: list[str]) -> dict[str, int | None]:
    """Also of one that the year's round of visits passed by."""
    random = stream(world.seed, f"own/{body.number}/{year}")
    found: dict[str, int | None] = {}
    while not found:
        found = {item: score for _, item, score in answers(body.scores[year], random)}
    return {item: found.get(item) for item in asked}


def _fill(row: Assessment, given: Answers, by: User, on: date) -> None:
    actions.save(assessment=row, answers=given, notes={}, seen=row.saved_at, sitting="", by=by, at=moment(on, 10))


def settle_waiting(year: int, *, by: User, at: datetime) -> int:
    """What was handed in for the year and nobody has looked at: reviewed and made final by the advisor. Open ones wait."""
    rows = Assessment.objects.filter(year=year, view=View.OWN).order_by("pk")
    count = 0
    for row in rows.filter(state=AssessmentState.SUBMITTED):
        actions.review(assessment=row, agreed={}, words=REVIEWED, by=by, at=at)
        count += 1
    for row in rows.filter(state=AssessmentState.REVIEWED):
        actions.finalise(assessment=row, by=by, at=at)
    return count
