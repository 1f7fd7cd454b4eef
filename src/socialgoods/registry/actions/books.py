"""An organisation keeps its books here: its representative opens them, and nobody of the county can read them."""

from datetime import date, datetime

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.ledger.actions.entity import open_entity
from socialgoods.ledger.actions.keeper import appoint, dismiss
from socialgoods.ledger.models import Entity, EntityKind, Keeper, KeeperRole
from socialgoods.people.models import User
from socialgoods.registry.models import Organization

COOPERATIVES = frozenset(
    {"cooperative", "social_cooperative", "cooperative_federation", "social_cooperative_federation"}
)


def books_of(organization: Organization) -> Entity | None:
    return Entity.objects.filter(code=code_of(organization)).first()


def code_of(organization: Organization) -> str:
    return f"organization-{organization.code}".lower()


@transaction.atomic
def open_books(*, organization: Organization, opened_on: date, by: User, at: datetime, on: date) -> Entity:
    """Those that are there, if they are; a representative who came later keeps them from then on."""
    chart = "cooperative" if organization.legal_form in COOPERATIVES else None
    entity = open_entity(
        code=code_of(organization), name=organization.name, kind=EntityKind.ORGANIZATION, party=f"organization:{organization.code}",
        opened_on=opened_on, end_month=organization.fiscal_year_end_month, chart=chart, by=by, at=at,
    )  # fmt: skip
    appoint(entity=entity, user=by, role=KeeperRole.BOOKKEEPER, starts_on=on, by=by, at=at)
    events.record("registry.books.opened", organization, by=by, at=at, books=entity.code)
    return entity


@transaction.atomic
def let_go(*, organization: Organization, user: User, on: date, by: User, at: datetime) -> None:
    """Who does not stand for the organisation any more does not read its books either; the next representative opens them again."""
    for row in Keeper.objects.filter(entity__code=code_of(organization), user=user, ends_on=None).select_related(
        "entity"
    ):
        dismiss(keeper=row, on=on, by=by, at=at, may_be_last=True)
