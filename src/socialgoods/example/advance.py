"""A year goes by in the example county: what was given takes its true effect, some open, some close, the reports come in."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from socialgoods.example.load import EXAMPLE_DAY, code_of, places, write_memberships, write_organizations, write_reports
from socialgoods.example.world import BASE_YEAR, FINAL_YEAR, Body, Support, World, build
from socialgoods.kernel import clock, events
from socialgoods.kernel.states import move
from socialgoods.people.models import User
from socialgoods.places.models import ExampleData
from socialgoods.registry.actions import organization as organization_actions
from socialgoods.registry.actions import report as report_actions
from socialgoods.registry.models import AnnualReport, Membership, Organization, ReportState, SupportGiven
from socialgoods.registry.states import REPORT_MOVES


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
    """Given in the year that has passed."""


def world_now(last_year: int | None = None) -> tuple[ExampleData, World]:
    """The true world behind the database, replayed from its seed and from the supports that were really given since 2017."""
    data = ExampleData.objects.first()
    if data is None:
        raise NoExample
    given = [
        Support(int(row.organization.code[2:]), row.year, row.measure.code, row.source, row.amount)
        for row in SupportGiven.objects.filter(year__gt=BASE_YEAR, organization__code__startswith="SG")
        .select_related("organization", "measure")
        .order_by("year", "organization__code", "measure__code", "source")
        if row.organization.code[2:].isdigit()
    ]
    world = build(places(), seed=data.seed, factor=data.factor, last_year=last_year or data.last_year, given=given)
    first = Organization.objects.filter(code=code_of(world.bodies[0])).first()
    if first is None or first.founded_on != world.bodies[0].founded_on:
        raise NoExample
    return data, world


@transaction.atomic
def advance() -> Advanced:
    """To 20 March of the next year. Reports are confirmed as in the first years; those still open of the year before are, too."""
    data = ExampleData.objects.select_for_update().first()
    if data is None:
        raise NoExample
    year = data.last_year + 1
    if year > FINAL_YEAR:
        raise AtTheEnd
    _, world = world_now(year)
    officer = User.objects.filter(username="officer").first()
    if officer is None:
        raise NoExample
    clock.set_today(date(year + 1, *EXAMPLE_DAY))
    _hand_in_forgotten(data.last_year)
    _confirm_waiting(data.last_year, officer)
    organizations = _organizations(world)
    new = [body for body in world.bodies if body.founded_on.year == year and body.number not in organizations]
    organizations |= write_organizations(world, new)
    closed = [body for body in world.bodies if body.closed_on and body.closed_on.year == year]
    _close([body for body in closed if body.number in organizations and body not in new], organizations, officer)
    reports = _report(world, year, organizations, officer)
    _join(world, year, organizations)
    data.last_year = year
    data.save(update_fields=["last_year"])
    supports = SupportGiven.objects.filter(year=year).values("organization", "measure").distinct().count()
    events.record("example.year.advanced", None, by=None, at=clock.now(), year=year)
    return Advanced(year, reports, len(new), len(closed), supports)


def _organizations(world: World) -> dict[int, Organization]:
    """By the body's number; what was merged or taken out by hand is not there."""
    by_code = Organization.objects.in_bulk([code_of(body) for body in world.bodies], field_name="code")
    return {body.number: by_code[code_of(body)] for body in world.bodies if code_of(body) in by_code}


def _hand_in_forgotten(year: int) -> None:
    """Drafts that nobody has touched since they were made. What a person has begun waits for that person."""
    for row in AnnualReport.objects.filter(fiscal_year=year, state=ReportState.DRAFT, saved_by=None).order_by("pk"):
        move(row, ReportState.SUBMITTED, table=REPORT_MOVES, submitted_at=clock.now())
        events.record("registry.report.submitted", row, by=None, at=clock.now())


def _confirm_waiting(year: int, officer: User) -> None:
    for row in AnnualReport.objects.filter(fiscal_year=year, state=ReportState.SUBMITTED).order_by("pk"):
        report_actions.confirm(report=row, seen=row.submitted_at, by=officer, at=clock.now())


def _close(bodies: list[Body], organizations: dict[int, Organization], officer: User) -> None:
    for body in bodies:
        organization = organizations[body.number]
        if organization.status != "active" or body.closed_on is None:
            continue
        # Not possible where an officer has written a later change by hand: then what the officer wrote stands.
        with suppress(organization_actions.NotPossible):
            organization_actions.change_status(
                organization=organization, status="closed", on=body.closed_on, reason="해산", by=officer, at=clock.now()
            )


def _report(world: World, year: int, organizations: dict[int, Organization], officer: User) -> int:
    """How many reports were written. A report that somebody entered already stays as it is."""
    there = set(AnnualReport.objects.filter(fiscal_year=year).values_list("organization__code", flat=True))
    gone = set(Organization.objects.exclude(status="active").values_list("code", flat=True))
    due = [
        (body, year)
        for body in world.bodies
        if year in body.reported and body.number in organizations and code_of(body) not in there | gone
    ]
    write_reports(world, due, organizations, officer)
    return len(due)


def _join(world: World, year: int, organizations: dict[int, Organization]) -> None:
    """Newcomers of the year; who is there already, also by a person's hand, is not written twice."""
    newcomers = [part for part in world.participations if part.since.year == year]
    touched = {part.body: organizations[part.body] for part in newcomers if part.body in organizations}
    there = Membership.objects.filter(organization__in=touched.values()).exclude(token="")
    seen = {
        (int(code[2:]), token, part) for code, token, part in there.values_list("organization__code", "token", "part")
    }
    write_memberships(world.seed, newcomers, touched, seen)


__all__ = ["Advanced", "AtTheEnd", "NoExample", "advance", "world_now"]
