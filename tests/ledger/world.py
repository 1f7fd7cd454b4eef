"""Books of three kinds and one person in every role, for the pages."""

from datetime import UTC, date, datetime

from factories import OrganizationFactory, RepresentationFactory, UserFactory, user_as
from ledger.made import draft
from socialgoods.kernel import clock
from socialgoods.kernel.files import Fit
from socialgoods.ledger.actions.attachment import attach
from socialgoods.ledger.actions.entity import open_entity
from socialgoods.ledger.actions.keeper import appoint
from socialgoods.ledger.actions.post import post
from socialgoods.people.models import Role

NOON = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)
TODAY = date(2018, 3, 20)
FROM = date(2018, 1, 1)
RECEIPT = Fit("file", "영수증.pdf", "application/pdf", b"%PDF-1.4 receipt")


def opened(kind="organization", code=None, **more):
    return open_entity(
        code=code or f"{kind}-books", name={"organization": "두레 두부", "programme": "마을기업 육성"}.get(kind, "시험 장부"), kind=kind,
        party=f"{kind}:1", opened_on=FROM, by=None, at=NOON, **more,
    )  # fmt: skip


def kept(kind="organization", code=None):
    """Books, the person who keeps them, and a day to live in."""
    clock.set_today(TODAY)
    entity, keeper = opened(kind, code), UserFactory()
    appoint(entity=entity, user=keeper, starts_on=FROM, by=None, at=NOON)
    return entity, keeper


def filled(entity):
    """Sold for 300,000, paid 80,000 wages and 30,000 rent, 50,000 still to come; two programmes."""
    return post(
        entity=entity,
        drafts=[
            draft(300_000, credit="@sales", key="a", day=date(2018, 1, 10), text="두부 판매"),
            draft(80_000, debit="@labour", credit="@bank", key="b", day=date(2018, 2, 10), text="품삯"),
            draft(30_000, debit="@rent", credit="@bank", key="c", day=date(2018, 2, 20), text="가게 세"),
            draft(50_000, debit="@other_receivable", credit="@sales", key="d", day=date(2018, 3, 2), text="외상 판매"),
        ],
        by=None,
        at=NOON,
    )


def everyone():
    """Books of an organisation, a co-operative and the county, and people in every role."""
    entity, keeper = kept()
    coop, programme = opened("cooperative"), opened("programme")
    reader = UserFactory()
    appoint(entity=entity, user=reader, role="reader", starts_on=FROM, by=None, at=NOON)
    organization = OrganizationFactory()
    people = {
        "anonymous": None,
        "keeper": keeper,
        "reader": reader,
        "coordinator": user_as(Role.COORDINATOR),
        "officer": user_as(Role.OFFICER),
        "auditor": user_as(Role.AUDITOR),
        "advisor": user_as(Role.ADVISOR),
        "network": user_as(Role.NETWORK),
        "partner": user_as(Role.PARTNER),
        "helper": user_as(Role.HELPER),
        "representative": RepresentationFactory(organization=organization).user,
        "resident": UserFactory(),
    }
    entry = filled(entity)[1]
    file = attach(entry=entry, file=RECEIPT, by=keeper, at=NOON)
    return people, {"own": entity, "coop": coop, "county": programme}, entry, file
