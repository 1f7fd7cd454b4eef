"""What a newcomer finds at work in the county, beside its register."""

from collections.abc import Sequence
from datetime import date, timedelta

from socialgoods.diagnosis.models import Assessment, View
from socialgoods.example.loop import assessments, cases, figures, plan, rounds
from socialgoods.example.loop.days import moment
from socialgoods.example.world import World
from socialgoods.people.models import User
from socialgoods.prescription.queries.catalogue import budgets
from socialgoods.registry.models import Organization

Staff = dict[str, User]

ON_DESKS = 4
"""Of those in the advisor's care: whose assessment of the last year is on its way still."""


def found(
    world: World, organizations: dict[str, Organization], staff: Staff, today: date, *, on_desks: Sequence[str] = ()
) -> None:
    """The plan and the past's assessments; those of the last year that lie on a desk are not made final here."""
    plan.write(owner=staff["coordinator"], at=moment(today, 7))
    years = sorted({year for body in world.bodies for year in body.path})
    but = {(code, world.last_year) for code in on_desks}
    assessments.write_assessments(
        world, years, organizations.keys(), by=staff["advisor"], at=moment(today - timedelta(days=20)), but=but
    )


def live(world: World, cared_for: Sequence[Organization], staff: Staff, today: date) -> None:
    """A decided round, one in preparation, assessments on their way, case files; and all figures."""
    advisor, officer = staff["advisor"], staff["coordinator"]
    assess(world, cared_for, staff, today)
    figures.diagnose(at=moment(today, 8))
    decided = rounds.decide_small(cared_for, budgets(today.year), seed=world.seed, by=officer, today=today)
    cases.past_promises(world.last_year, seed=world.seed, advisor=advisor, by=officer, at_load=today)
    cases.keep(cared_for, seed=world.seed, advisor=advisor, today=today)
    cases.show_a_product(cared_for[2], advisor=advisor, year=world.last_year)
    waiting = list(rounds.sent_to(cared_for, decided).values())
    promised = cases.answer_some(waiting, mine=cared_for[0], advisor=advisor, today=today)
    if promised:
        cases.deliver_half(promised[0], advisor=advisor, today=today)
    rounds.prepare_division(by=officer, today=today)
    figures.compute(at=moment(today, 9))


def assess(world: World, cared_for: Sequence[Organization], staff: Staff, today: date) -> None:
    """The organisation's own is half answered; three were handed in, one of which the advisor went to see."""
    year, bodies = world.last_year, {body.code: body for body in world.bodies}
    taken = set(Assessment.objects.filter(year=year).values_list("organization", flat=True))
    free = [row for row in cared_for[:ON_DESKS] if row.pk not in taken]
    for number, organization in enumerate(free):
        body, on = bodies[organization.code], today - timedelta(days=9 - 2 * number)
        if organization == cared_for[0]:
            assessments.begin_half(organization, body, world, year=year, by=staff["organization"], on=today)
            continue
        assessments.hand_in(organization, body, world, year=year, by=staff["helper"], on=on)
        if organization == free[-1]:
            assessments.hand_in(
                organization, body, world, year=year, view=View.VISIT, by=staff["advisor"], on=today - timedelta(days=1)
            )  # fmt: skip
