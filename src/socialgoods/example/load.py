"""Writes the made-up county into an empty database."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from socialgoods.example import people
from socialgoods.example.accounts import report
from socialgoods.example.loop import begin, money
from socialgoods.example.loop.days import moment
from socialgoods.example.measures import LASTS
from socialgoods.example.network import founding, years
from socialgoods.example.world import BASE_YEAR, Body, Participation, Place, World, build, stream
from socialgoods.kernel import clock, events
from socialgoods.people.models import User
from socialgoods.places.models import District, ExampleData
from socialgoods.registry.models import (
    AnnualReport,
    Designation,
    Measure,
    Membership,
    Organization,
    ReportState,
    StatusPeriod,
    SupportGiven,
)
from socialgoods.registry.models.report import EntryWay

BATCH = 500
EXAMPLE_DAY = (3, 20)
"""The example's today: 20 March of the year after the last reports, when the county confirms them."""

COUNTED_BEFORE = date(2019, 1, 1)
"""A later count must not make another world."""


class NotEmpty(Exception):
    """There are organisations already; the example is only written into an empty database."""


def places() -> list[Place]:
    """Districts with the population at the plan's beginning; where there is none, the mean of the others."""
    districts = list(District.objects.order_by("code").prefetch_related("population"))
    people_of = {
        d.pk: [row.people for row in d.population.all() if row.observed_on < COUNTED_BEFORE][-1:] for d in districts
    }
    known = [count[0] for count in people_of.values() if count]
    mean = sum(known) // len(known) if known else 7000
    return [Place(d.pk, d.name, d.lon, d.lat, float(d.area_km2), (people_of[d.pk] or [mean])[0]) for d in districts]


@transaction.atomic
def load(*, seed: int = 2017, factor: float = 1, last_year: int = BASE_YEAR, is_begun: bool = True) -> World:
    """The county, what is on offer, its money, its plan and its assessments. `factor`: times 310 organisations, 0.2 is a small county.

    `is_begun`: people are at work in it already (assessments to review, a decided round, the year's division in preparation, case
    files), and all figures are computed. Without, nothing of the year is decided, and figures wait for `socialgoods follow`.
    """
    if Organization.objects.exists():
        raise NotEmpty
    world = build(places(), seed=seed, factor=factor, last_year=last_year)
    today = date(last_year + 1, *EXAMPLE_DAY)
    clock.set_today(today)
    ExampleData.objects.create(loaded_at=clock.now(), seed=seed, factor=factor, last_year=last_year)
    staff = people.make_staff(today)
    organizations = write_organizations(world, world.bodies)
    write_reports(world, _due(world), organizations, staff["officer"])
    money.write_offers(factor, by=staff["coordinator"], at=moment(today, 7))
    money.write_budgets(factor, by=staff["coordinator"], at=moment(today, 7))
    _supports(world, organizations)
    _designations(world, organizations, today)
    write_memberships(world.seed, world.participations, organizations, set())
    cared_for = people.make_standing(world, organizations, staff, today)
    events.record("example.county.loaded", None, by=None, at=clock.now(), seed=seed, factor=factor)
    begin.found(
        world,
        organizations,
        staff,
        today,
        on_desks=[body.code for body in cared_for[: begin.ON_DESKS]] if is_begun else [],
    )
    if is_begun:
        founding.found(founding.founders(list(organizations.values()), organizations[cared_for[0].code]), staff, seed)
        years.call_next(today, staff)
        begin.live(world, [organizations[body.code] for body in cared_for], staff, today)
    return world


def _save(model: type[Any], rows: Iterable[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=BATCH)


def organizations_of(bodies: Iterable[Body]) -> dict[str, Organization]:
    """By code; what was taken out by hand is not there."""
    return Organization.objects.in_bulk([body.code for body in bodies], field_name="code")


def write_organizations(world: World, bodies: Sequence[Body]) -> dict[str, Organization]:
    _save(Organization, (_organization(body, stream(world.seed, f"contacts/{body.number}")) for body in bodies))
    organizations = organizations_of(bodies)
    _save(StatusPeriod, (period for body in bodies for period in _periods(body, organizations[body.code])))
    return organizations


def _organization(body: Body, random: Random) -> Organization:
    row = Organization(
        code=body.code,
        name=body.name,
        kind=body.kind,
        legal_form=body.legal_form,
        sector=body.sector,
        status="closed" if body.closed_on else "active",
        founded_on=body.founded_on,
        residence="inside",
        district_id=body.place.pk,
        lon=body.lon,
        lat=body.lat,
        business_no=people.business_no(body.number) if body.legal_form != "unincorporated" else "",
        address=f"{body.place.name} 예시로 {random.randint(1, 400)}",
        phone=f"063-000-{random.randint(0, 9999):04d}",
        publishes_contact=random.random() < 0.7,
        created_at=datetime(max(2014, body.founded_on.year), 6, 1, tzinfo=UTC),
    )
    row.fill_keys()
    return row


def _periods(body: Body, organization: Organization) -> Iterable[StatusPeriod]:
    yield StatusPeriod(
        organization=organization, status="active", starts_on=body.founded_on, ends_on=body.closed_on or None
    )
    if body.closed_on:
        yield StatusPeriod(organization=organization, status="closed", starts_on=body.closed_on, reason="해산")


def write_reports(
    world: World, due: Iterable[tuple[Body, int]], organizations: dict[str, Organization], officer: User
) -> None:
    _save(AnnualReport, (_report(world, body, year, organizations[body.code], officer) for body, year in due))


def _due(world: World) -> Iterable[tuple[Body, int]]:
    return ((body, year) for body in world.bodies for year in world.years(body))


def _report(world: World, body: Body, year: int, organization: Organization, officer: User) -> AnnualReport:
    random = stream(world.seed, f"state/{body.number}/{year}")
    submitted = datetime(year + 1, 2, random.randint(1, 28), 3, tzinfo=UTC)
    row = AnnualReport(
        organization=organization,
        fiscal_year=year,
        fiscal_year_ends_on=date(year, 12, 31),
        entry_way=EntryWay.FULL,
        saved_at=submitted,
        state=ReportState.CONFIRMED,
        submitted_at=submitted,
        decided_by=officer,
        decided_at=submitted + timedelta(days=random.randint(2, 15)),
        **report(world, body, year),
    )
    if year == world.last_year and body.number % people.OPEN_EVERY == 0:
        _still_open(row, ReportState.DRAFT if people.is_drafting(body, world.factor) else ReportState.SUBMITTED)
    return row


def _still_open(row: AnnualReport, state: ReportState) -> None:
    row.state, row.decided_by, row.decided_at = state, None, None
    if state == ReportState.DRAFT:
        row.submitted_at = None


def _supports(world: World, organizations: dict[str, Organization]) -> None:
    measures = {row.code: row for row in Measure.objects.all()}
    _save(
        SupportGiven,
        (
            SupportGiven(
                organization=organizations[support.body],
                year=support.year,
                measure=measures[support.measure],
                source=support.source,
                amount=support.amount,
                ends_on=date(support.year + LASTS[support.measure] - 1, 12, 31) if support.measure in LASTS else None,
                carried_by="완주군",
                recorded_at=datetime(support.year, 12, 20, tzinfo=UTC),
            )
            for support in world.supports
        ),
    )


DESIGNATED = {
    "village_enterprise": ("village_enterprise", "행정안전부"),
    "self_support_enterprise": ("self_support_enterprise", "보건복지부"),
    "social_enterprise": ("certified_social_enterprise", "고용노동부"),
}


def _designations(world: World, organizations: dict[str, Organization], today: date) -> None:
    random = stream(world.seed, "designations")
    rows = []
    for body in world.bodies:
        if body.kind not in DESIGNATED or body.closed_on:
            continue
        kind, authority = DESIGNATED[body.kind]
        starts = max(body.founded_on, date(2014, 1, 1)) + timedelta(days=random.randint(20, 200))
        ends = starts.replace(day=1, year=starts.year + 3) if kind == "village_enterprise" else None
        rows.append(
            Designation(
                organization=organizations[body.code],
                kind=kind,
                authority=authority,
                number=f"제{starts.year}-{body.number:03d}호",
                starts_on=starts,
                ends_on=max(ends, today + timedelta(days=random.randint(10, 500))) if ends else None,
            )
        )
    _save(Designation, rows)


def write_memberships(
    seed: int, parts: Iterable[Participation], organizations: dict[str, Organization], seen: set[tuple[str, str, str]]
) -> None:
    """Of the organisations named; `seen` are those there already, by body, token and part."""
    rows = []
    for part in parts:
        if part.body not in organizations:
            continue
        token = people.token_of(seed, part.person) if part.person is not None else ""
        key = (part.body, token, part.part)
        if token and key in seen:
            continue
        seen.add(key)
        rows.append(
            Membership(
                organization=organizations[part.body],
                token=token,
                part=part.part,
                district_id=part.place.pk,
                starts_on=part.since,
                consented_on=part.since if token else None,
            )
        )
    _save(Membership, rows)
