"""A co-operative with members, officers and a year in its books, and assemblies that decided something."""

from datetime import UTC, date, datetime

from factories import CooperativeFactory
from socialgoods.cooperative.actions import year_end as actions
from socialgoods.cooperative.actions.member import join
from socialgoods.cooperative.actions.officer import take_office
from socialgoods.cooperative.actions.payment import pay
from socialgoods.cooperative.models import AgendaItem, Assembly, Subscription
from socialgoods.ledger.actions.post import Draft, Line, post

AT = datetime(2019, 3, 28, 3, 0, tzinfo=UTC)
HELD_AT = datetime(2019, 3, 20, 5, 0, tzinfo=UTC)
AUDIT_ON = date(2019, 3, 4)


def house(members=4, shares=10, **fields):
    """Registered in December 2017; each member with as many shares, paid in January 2018. Its books are open."""
    row = CooperativeFactory(**fields)
    for number in range(members):
        member = join(
            cooperative=row,
            name=f"조합원{number + 1}",
            stakeholder="producer",
            starts_on=date(2018, 1, 2),
            by=None,
            at=AT,
        )
        each = Subscription.objects.create(
            member=member, shares=shares, price_won=10_000, subscribed_on=date(2018, 1, 2), key=f"{row.code}:{number}"
        )
        pay(
            subscription=each,
            amount=shares * 10_000,
            paid_on=date(2018, 1, 5),
            key=f"{row.code}:{number}",
            by=None,
            at=AT,
        )
    row.refresh_from_db()
    return row


def books(row, debit, credit, amount, *, day=date(2018, 6, 1), key=None, programme=""):
    lines = [Line(debit, amount, programme=programme), Line(credit, -amount, programme=programme)]
    draft = Draft(day, "거래", lines, key or f"{debit}:{credit}:{amount}:{day}:{programme}")
    return post(entity=row.entity, drafts=[draft], by=None, at=AT)[0]


def earned(row, sales, costs=0, **more):
    """A surplus of the difference."""
    books(row, "@bank", "@sales", sales, **more)
    if costs:
        books(row, "@other_cost", "@bank", costs, **more)


def decided(row, subject, *, is_passed=True, held_at=HELD_AT, **fields):
    """An item that an assembly decided."""
    assembly = Assembly.objects.create(
        cooperative=row, kind="ordinary", title="정기총회", held_at=held_at, place="마을회관", record_on=date(2018, 12, 1), state="closed"
    )  # fmt: skip
    return AgendaItem.objects.create(
        assembly=assembly,
        number=1,
        title="안건",
        subject=subject,
        state="done",
        is_passed=is_passed,
        closed_at=held_at,
        **fields,
    )


def seat(row, office, name, *, starts_on=date(2018, 1, 10), **fields):
    item = fields.pop("item", None) or decided(row, "officers")
    return take_office(
        cooperative=row, office=office, name=name, item=item, starts_on=starts_on, by=None, at=AT, **fields
    )


def officers(row):
    """A chair, two directors, an auditor: members all."""
    seats = zip(["chair", "director", "director", "auditor"], row.members.order_by("number"), strict=False)
    return [seat(row, office, "", member=member) for office, member in seats]


def prepared(row, year=2018, **wishes):
    return actions.prepare(cooperative=row, year=year, report="장터를 열었습니다.", by=None, at=AT, **wishes)


def audited(row, *, on=AUDIT_ON, **wishes):
    found = actions.submit_to_audit(year_end=prepared(row, **wishes), on=on, by=None, at=AT)
    return actions.give_opinion(year_end=found, opinion="적정합니다.", auditor_name="감사", on=on, by=None, at=AT)


def approved(row, **wishes):
    return actions.approve(year_end=audited(row, **wishes), item=decided(row, "disposition"), by=None, at=AT)


def booked(row, **wishes):
    return actions.book(year_end=approved(row, **wishes), by=None, at=AT)
