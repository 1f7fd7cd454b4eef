"""A year goes by in the example county: what was given takes its true effect, some open, some close, the reports come in."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import transaction
from django.db.models import Sum

from socialgoods.example.load import (
    EXAMPLE_DAY,
    organizations_of,
    places,
    write_memberships,
    write_organizations,
    write_reports,
)
from socialgoods.example.loop import answering, assessments, begin, delivering, dividing, figures
from socialgoods.example.loop.dividing import Way
from socialgoods.example.network import years
from socialgoods.example.people import ACCOUNTS, Account
from socialgoods.example.world import BASE_YEAR, FINAL_YEAR, Body, Support, World, build
from socialgoods.kernel import clock, events
from socialgoods.kernel.states import move
from socialgoods.people.models import User
from socialgoods.places.models import ExampleData
from socialgoods.prescription.rules.catalogue import shares_of
from socialgoods.registry.actions import organization as organization_actions
from socialgoods.registry.actions import report as report_actions
from socialgoods.registry.models import AnnualReport, Caseload, Membership, Organization, ReportState, SupportGiven
from socialgoods.registry.states import REPORT_MOVES

Figured = Literal["all", "next", "none"]


class NoExample(Exception):
    """There is no example county in the database, or it is no longer the one that was made."""


class AtTheEnd(Exception):
    """The plan's last year has been reported."""


@dataclass(frozen=True)
class Advanced:
    year: int
    reports: int
    opened: int
    closed: int
    supports: int
    """Given in the year that has passed, and the won that they cost."""
    spent: int


def next_year() -> int:
    """The year that would go by next."""
    data = ExampleData.objects.first()
    if data is None:
        raise NoExample
    return data.last_year + 1


def world_now(last_year: int | None = None) -> tuple[ExampleData, World]:
    """The true world behind the database, replayed from its seed and from the supports that were really given since 2017."""
    data = ExampleData.objects.first()
    if data is None:
        raise NoExample
    rows = SupportGiven.objects.filter(year__gt=BASE_YEAR).select_related("organization", "measure").order_by("pk")
    given = [
        Support(row.organization.code, row.year, row.measure.code, source, won)
        for row in rows
        for source, won in shares_of(row.source, row.amount).items()
    ]
    world = build(places(), seed=data.seed, factor=data.factor, last_year=last_year or data.last_year, given=given)
    first = Organization.objects.filter(code=world.bodies[0].code).first()
    if first is None or first.founded_on != world.bodies[0].founded_on:
        raise NoExample
    return data, world


def advance(*, way: Way | None = None, figured: Figured = "all") -> Advanced:
    """To 20 March of the next year, with all figures computed.

    What waits is answered as in the example's county and what was promised is delivered. `way` divides the year's money first, and then
    everybody takes everything. Reports are confirmed as in the first years; those still open of the year before are, too.
    `figured="next"` computes only what the next division needs, `"none"` nothing; `socialgoods follow` makes the rest.
    """
    done = _advance(way)
    if figured == "all":
        figures.compute(at=clock.now())
    elif figured == "next":
        figures.diagnose_years([done.year - 1, done.year], at=clock.now())
    return done


@transaction.atomic
def _advance(way: Way | None) -> Advanced:
    data = ExampleData.objects.select_for_update().first()
    if data is None:
        raise NoExample
    year = data.last_year + 1
    if year > FINAL_YEAR:
        raise AtTheEnd
    staff = {account.username: user for account, user in _staff()}
    _live(year, way, data.seed, staff)
    _, world = world_now(year)
    clock.set_today(date(year + 1, *EXAMPLE_DAY))
    officer = staff["officer"]
    _hand_in_forgotten(data.last_year)
    _confirm_waiting(data.last_year, officer)
    organizations = organizations_of(world.bodies)
    new = [body for body in world.bodies if body.founded_on.year == year and body.code not in organizations]
    organizations |= write_organizations(world, new)
    closed = _close(
        [body for body in world.bodies if body.closed_on and body.closed_on.year == year], organizations, officer
    )
    reports = _report(world, year, organizations, officer)
    _join(world, year, organizations)
    data.last_year = year
    data.save(update_fields=["last_year"])
    years.live(year, list(Organization.objects.filter(merged_into=None)), staff, data.seed)
    years.call_next(clock.today(), staff)
    _assess(world, organizations, staff)
    given = SupportGiven.objects.filter(year=year)
    events.record("example.year.advanced", None, by=None, at=clock.now(), year=year)
    return Advanced(
        year, reports, len(new), closed, given.values("organization", "measure").distinct().count(),
        given.aggregate(won=Sum("amount"))["won"] or 0,
    )  # fmt: skip


def _staff() -> list[tuple[Account, User]]:
    """The example's people. Without them it is no longer the county that was made."""
    users = {user.username: user for user in User.objects.filter(username__in=[each.username for each in ACCOUNTS])}
    if len(users) < len(ACCOUNTS):
        raise NoExample
    return [(account, users[account.username]) for account in ACCOUNTS]


def _live(year: int, way: Way | None, seed: int, staff: dict[str, User]) -> None:
    """The year itself: divided if it is wished, answered, delivered."""
    today, coordinator, advisor = min(clock.today(), date(year, 12, 1)), staff["coordinator"], staff["advisor"]
    if way is not None:
        figures.diagnose_missing(at=clock.now())
        dividing.divide(year, way, seed=seed, by=coordinator, today=today)
    answering.answer_year(year, seed=seed, is_all=way is not None, advisor=advisor, officer=coordinator)
    delivering.deliver_year(year, seed=seed, advisor=advisor)
    dividing.drop_undecided(year, by=coordinator, today=date(year, 12, 31))


def _assess(world: World, organizations: dict[str, Organization], staff: dict[str, User]) -> None:
    """The last year's assessments become final where they were handed in; the new year's are made, some wait on desks again."""
    today, year = clock.today(), world.last_year
    assessments.settle_waiting(year - 1, by=staff["advisor"], at=clock.now())
    rows = Caseload.objects.filter(advisor=staff["advisor"], ends_on=None, organization__status="active").order_by("pk")
    cared_for = [
        row.organization for row in rows.select_related("organization") if row.organization.code in organizations
    ]
    begin.assess(world, cared_for, staff, today)
    assessments.write_assessments(world, [year], organizations.keys(), by=staff["advisor"], at=clock.now())


def _hand_in_forgotten(year: int) -> None:
    """Drafts that nobody has touched since they were made. What a person has begun waits for that person."""
    made = AnnualReport.objects.filter(saved_by=None, saved_at__isnull=False)
    for row in made.filter(fiscal_year=year, state=ReportState.DRAFT).order_by("pk"):
        move(row, ReportState.SUBMITTED, table=REPORT_MOVES, submitted_at=clock.now())
        events.record("registry.report.submitted", row, by=None, at=clock.now())


def _confirm_waiting(year: int, officer: User) -> None:
    for row in AnnualReport.objects.filter(fiscal_year=year, state=ReportState.SUBMITTED).order_by("pk"):
        report_actions.confirm(report=row, seen=row.submitted_at, by=officer, at=clock.now())


def _close(bodies: list[Body], organizations: dict[str, Organization], officer: User) -> int:
    """How many were closed. Where an officer has written a later change by hand, that stands."""
    count = 0
    for body in bodies:
        organization = organizations.get(body.code)
        if organization is None or organization.status != "active" or body.closed_on is None:
            continue
        with suppress(organization_actions.NotPossible):
            organization_actions.change_status(
                organization=organization, status="closed", on=body.closed_on, reason="해산", by=officer, at=clock.now()
            )
            count += 1
    return count


def _report(world: World, year: int, organizations: dict[str, Organization], officer: User) -> int:
    """How many reports were written. A report that somebody entered already stays as it is."""
    there = set(AnnualReport.objects.filter(fiscal_year=year).values_list("organization__code", flat=True))
    gone = set(Organization.objects.exclude(status="active").values_list("code", flat=True))
    due = [
        (body, year)
        for body in world.bodies
        if year in body.reported and body.code in organizations and body.code not in there | gone
    ]
    write_reports(world, due, organizations, officer)
    return len(due)


def _join(world: World, year: int, organizations: dict[str, Organization]) -> None:
    """Newcomers of the year; who is there already, also by a person's hand, is not written twice."""
    newcomers = [part for part in world.participations if part.since.year == year]
    there = Membership.objects.exclude(token="").values_list("organization__code", "token", "part")
    write_memberships(world.seed, newcomers, organizations, set(there))


__all__ = ["Advanced", "AtTheEnd", "NoExample", "Way", "advance", "next_year", "world_now"]
