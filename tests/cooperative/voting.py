"""An assembly ready to vote: members on its roll, all of them there."""

from datetime import UTC, date, datetime, timedelta

from factories import UserFactory
from socialgoods.cooperative.actions import count as counting
from socialgoods.cooperative.actions import item as items
from socialgoods.cooperative.actions import vote as votes
from socialgoods.cooperative.models import (
    AgendaItem,
    Articles,
    Assembly,
    AssemblyState,
    Attendance,
    Channel,
    Cooperative,
    Member,
    Stakeholder,
)
from socialgoods.cooperative.queries import vote as queries

NOON = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=30)
DAY = date(2018, 3, 5)


def cooperative(code="network", kind="social", **fields):
    row = Cooperative.objects.create(
        code=code, name=f"{code} 사회적협동조합", kind=kind, begun_on=date(2017, 1, 1), state="registered", **fields
    )
    Articles.objects.create(cooperative=row, starts_on=date(2017, 1, 1))
    return row


def assembly(members=5, *, at=NOON, state=AssemblyState.OPEN, kind="ordinary", accounts=True, owner=None, **fields):
    """`members` on the roll, each with an account (`accounts`), all arrived an hour before."""
    owner = owner or cooperative()
    row = Assembly.objects.create(
        cooperative=owner, kind=kind, title="2018년 정기총회", held_at=at, place="마을회관", record_on=DAY - timedelta(days=30),
        state=state, opened_at=at - timedelta(minutes=10), **fields,
    )  # fmt: skip
    for number in range(1, members + 1):
        attend(row, number, UserFactory() if accounts else None, at=at)
    return row


def attend(row, number, user=None, *, at=NOON, here=True, **fields):
    member = Member.objects.create(
        cooperative=row.cooperative, number=number, user=user, name=f"조합원{number:03d}", stakeholder=Stakeholder.CONSUMER,
        starts_on=date(2017, 6, 1),
    )  # fmt: skip
    came = {"channel": Channel.IN_PERSON, "arrived_at": at - timedelta(hours=1)} if here else {}
    return Attendance.objects.create(assembly=row, member=member, name=member.name, **{**came, **fields})


def item(row, *, number=None, at=NOON, tellers=None, nominees=0, **fields):
    """A secret one has two tellers; an election has that many nominees, from the end of the roll."""
    number = number or row.items.count() + 1
    fields.setdefault("title", f"안건 {number}")
    kind = "election" if nominees else "resolution"
    new = AgendaItem.objects.create(assembly=row, number=number, kind=fields.pop("kind", kind), **fields)
    for place in list(row.roll.order_by("-pk"))[:nominees]:
        items.nominate(item=new, member=place.member, by=None, at=at)
    if new.is_secret and tellers is not False:
        items.appoint_tellers(item=new, users=tellers or [UserFactory(), UserFactory()], by=None, at=at)
    return new


def opened(row, **fields):
    return items.open_vote(item=item(row, **fields), by=None, at=NOON)


def vote(row, voter, choice, *, key=None, at=NOON):
    return votes.cast(item=row, voter=voter, choice=choice, key=key or f"key-{voter.pk}", by=None, at=at)


def on_paper(row, voter, *, at=NOON):
    return votes.cast_on_paper(item=row, voter=voter, by=None, at=at)


def close(row, *, at=LATER):
    return items.close_vote(item=row, by=None, at=at)


def settle(row, paper=None, *, at=LATER):
    """Both tellers do their work."""
    one, two = [teller.user for teller in row.tellers.all()]
    if paper is not None:
        counting.enter_paper(item=row, counts=paper, by=one, at=at)
    for user in (one, two):
        counting.confirm(item=row, sha256=queries.digest(row), by=user, at=at)
    row.refresh_from_db()
    return row
