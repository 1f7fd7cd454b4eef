"""An assembly of a registered co-operative on its way: drafted, called, opened, closed, signed. As of March 2018."""

from datetime import UTC, date, datetime, timedelta

from factories import CooperativeFactory, UserFactory
from socialgoods.cooperative.actions import assembly as assemblies
from socialgoods.cooperative.actions import minutes, presence
from socialgoods.cooperative.models import Assembly, Member, Stakeholder

DRAFTED = datetime(2018, 3, 1, 3, 0, tzinfo=UTC)
HELD = datetime(2018, 3, 20, 5, 0, tzinfo=UTC)
CALLED_ON = date(2018, 3, 5)


def cooperative(members=10, *, accounts=False, **fields):
    row = CooperativeFactory(**fields)
    joined(row, members, accounts=accounts)
    return row


def joined(row, count, *, accounts=False, since=date(2017, 12, 20)):
    """So many more members, numbered on."""
    first = Member.objects.filter(cooperative=row).count() + 1
    return [
        Member.objects.create(
            cooperative=row, number=number, user=UserFactory() if accounts else None, name=f"조합원{number:03d}",
            stakeholder=list(Stakeholder)[number % 5], starts_on=since,
        )
        for number in range(first, first + count)
    ]  # fmt: skip


def drafted(owner=None, *, at=DRAFTED, held_at=HELD, kind="ordinary", items=1, **fields):
    row = assemblies.draft(
        cooperative=owner or cooperative(), kind=kind, held_at=held_at, place="마을회관", by=None, at=at, **fields
    )
    for number in range(items):
        assemblies.add_item(assembly=row, title=f"안건 {number + 1}", by=None, at=at)
    return row


def called(owner=None, *, at=DRAFTED, called_on=None, **fields):
    row = drafted(owner, at=at, **fields)
    return assemblies.call(assembly=row, called_on=called_on, by=None, at=at)


def opened(owner=None, *, here=0, **fields):
    """With so many at the door, the first of them in the chair."""
    row = called(owner, **fields)
    at = row.held_at
    row = assemblies.open_assembly(assembly=row, chair=row.roll.order_by("number").first(), by=None, at=at)
    for each in roll(row)[:here]:
        presence.arrive(attendance=each, by=None, at=at)
    return row


def closed(owner=None, *, here=6, signers=3, **fields):
    row = opened(owner, here=here, **fields)
    at = row.held_at + timedelta(hours=1)
    if signers:
        minutes.elect_signers(assembly=row, signers=roll(row)[1 : 1 + signers], by=None, at=at)
    return assemblies.close_assembly(assembly=row, by=None, at=at + timedelta(minutes=30))


def signed(owner=None, **fields):
    row = closed(owner, **fields)
    at = row.held_at + timedelta(hours=2)
    for each in [row.chair, *row.roll.filter(signs=True).order_by("number")]:
        minutes.sign(assembly=row, signer=each, on_paper=True, by=None, at=at)
    return Assembly.objects.get(pk=row.pk)


def roll(row):
    return list(row.roll.order_by("number"))
