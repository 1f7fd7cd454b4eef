"""What a newcomer finds at work in the county, beside its register."""

from collections.abc import Sequence
from datetime import date, timedelta

from socialgoods.diagnosis.models import View
from socialgoods.example.loop import assessments, cases, figures, money, plan, rounds
from socialgoods.example.loop.days import moment
from socialgoods.example.world import World
from socialgoods.people.models import User
from socialgoods.prescription.queries.catalogue import budgets
from socialgoods.registry.models import Organization

Staff = dict[str, User]


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
    _assess(world, cared_for, staff, today)
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


def _assess(world: World, cared_for: Sequence[Organization], staff: Staff, today: date) -> None:
    """The organisation's own is half answered; three were handed in, one of which the advisor went to see."""
    year, bodies = world.last_year, {body.code: body for body in world.bodies}
    mine = cared_for[0]
    assessments.begin_half(mine, bodies[mine.code], world, year=year, by=staff["organization"], on=today)
    for days, organization in zip((9, 5, 4), cared_for[1:4], strict=False):
        assessments.hand_in(
            organization, bodies[organization.code], world, year=year, by=staff["helper"], on=today - timedelta(days=days)
        )  # fmt: skip
    if len(cared_for) > 3:
        seen = cared_for[3]
        assessments.hand_in(
            seen, bodies[seen.code], world, year=year, view=View.VISIT, by=staff["advisor"], on=today - timedelta(days=1)
        )  # fmt: skip
