"""A founding, step by step, as of days in December 2017."""

from datetime import UTC, date, datetime

from factories import UserFactory
from socialgoods.cooperative.actions import assembly as assemblies
from socialgoods.cooperative.actions import founding, item, minutes, presence, vote
from socialgoods.cooperative.models import Cooperative

BEGUN = date(2017, 12, 1)
HELD_AT = datetime(2017, 12, 22, 5, 0, tzinfo=UTC)
NOW = datetime(2017, 12, 1, 3, 0, tzinfo=UTC)
KINDS = ("producer", "consumer", "worker", "volunteer", "supporter")


def begun(kind="social", code="network", name="완주 시험 사회적협동조합", **more):
    return founding.begin(
        code=code, name=name, kind=kind, main_business="local", purpose="지역과 함께 삽니다.", steward=UserFactory(), begun_on=BEGUN,
        by=None, at=NOW, **more,
    )  # fmt: skip


def consented(cooperative, count=10, shares=10, kinds=KINDS):
    for number in range(5):
        founding.add_promoter(
            cooperative=cooperative,
            name=f"발기인 {number}",
            stakeholder=kinds[number % len(kinds)],
            joined_on=BEGUN,
            by=None,
            at=NOW,
        )
    return [
        founding.file_consent(
            cooperative=cooperative, name=f"조합원 {number}", stakeholder=kinds[number % len(kinds)], shares=shares, filed_on=BEGUN,
            by=None, at=NOW,
        )
        for number in range(count)
    ]  # fmt: skip


def called(cooperative, called_on=date(2017, 12, 12)):
    row = assemblies.draft(
        cooperative=cooperative, kind="founding", held_at=HELD_AT, place="군청 문화강좌실", by=None, at=NOW
    )
    assemblies.add_item(assembly=row, title="설립과 정관", subject="founding", by=None, at=NOW)
    assemblies.add_item(
        assembly=row, title="이사장 선출", kind="election", subject="officers", office="chair", by=None, at=NOW
    )
    at = datetime(called_on.year, called_on.month, called_on.day, 3, tzinfo=UTC)
    return assemblies.call(assembly=row, called_on=called_on, by=None, at=at)


def held(row, present=8, yes=None):
    """Opened, voted on by name, closed; not signed yet."""
    assemblies.open_assembly(assembly=row, chair_name="조합원 0", by=None, at=HELD_AT)
    roll = list(row.roll.order_by("pk"))[:present]
    for each in roll:
        presence.arrive(attendance=each, by=None, at=HELD_AT)
    decided, chair = row.items.order_by("number")
    item.open_vote(item=decided, by=None, at=HELD_AT)
    for index, each in enumerate(roll):
        choice = "yes" if yes is None or index < yes else "no"
        vote.cast(item=decided, voter=each, choice=choice, key=f"f{each.pk}", by=None, at=HELD_AT)
    item.close_vote(item=decided, by=None, at=HELD_AT)
    nominee = item.nominate(item=chair, consent=roll[0].consent, by=None, at=HELD_AT)
    item.open_vote(item=chair, by=None, at=HELD_AT)
    for each in roll:
        vote.cast(item=chair, voter=each, choice=str(nominee.number), key=f"c{each.pk}", by=None, at=HELD_AT)
    item.close_vote(item=chair, by=None, at=HELD_AT)
    return assemblies.close_assembly(assembly=row, by=None, at=HELD_AT)


def signed(row):
    chosen = list(row.roll.filter(name__in=[f"조합원 {number}" for number in (1, 2, 3)]))
    minutes.elect_signers(assembly=row, signers=chosen, by=None, at=HELD_AT)
    minutes.sign(assembly=row, name="조합원 0", is_chair=True, on_paper=True, by=None, at=HELD_AT)
    for number in (1, 2, 3):
        minutes.sign(assembly=row, name=f"조합원 {number}", on_paper=True, by=None, at=HELD_AT)


def assembled(kind="social", count=10, **more):
    row = begun(kind=kind, **more)
    consented(row, count)
    signed(held(called(row), present=count))
    return founding.finish_assembly(cooperative=Cooperative.objects.get(pk=row.pk), by=None, at=HELD_AT)
