"""December 2017: some fifty organisations found their network and subscribe KRW 50m in all.

That, the day and the sum are the real network's; who takes part and how they vote is made up. The real one was approved in April
2018; here that is a little earlier, so that whoever looks at the example finds a register, books and an assembly to come.
"""

from datetime import date, datetime
from random import Random

from socialgoods.cooperative.actions import assembly as assemblies
from socialgoods.cooperative.actions import founding, item, minutes, officer, presence, vote
from socialgoods.cooperative.actions.count import confirm, enter_paper
from socialgoods.cooperative.actions.payment import pay
from socialgoods.cooperative.models import AgendaItem, Assembly, Attendance, Cooperative, Nominee, Subscription
from socialgoods.cooperative.queries.vote import digest
from socialgoods.example.loop.days import moment
from socialgoods.example.world import stream
from socialgoods.ledger.actions.keeper import appoint
from socialgoods.ledger.models import KeeperRole
from socialgoods.people.models import User
from socialgoods.registry.models import Organization

Staff = dict[str, User]

CODE, NAME = "wanju-network", "완주사회적경제네트워크 사회적협동조합"
BEGUN, NOTICED, HELD, FILED, ACCEPTED, PAID, REGISTERED = (
    date(2017, 11, 27), date(2017, 12, 12), date(2017, 12, 22), date(2017, 12, 27), date(2018, 2, 9), date(2018, 2, 23),
    date(2018, 3, 5),
)  # fmt: skip
FOUNDERS = 50
SHARES = (*[250] * 10, *[75] * 20, *[50] * 20)
"""5,000 shares of KRW 10,000."""
KINDS = {
    "food": "producer", "craft": "producer", "energy": "producer", "retail": "consumer", "tourism": "consumer", "education": "worker",
    "welfare": "worker", "health": "worker", "culture": "volunteer", "environment": "volunteer",
}  # fmt: skip
SEATS = (("chair", "이사장 선출", 1), ("director", "이사 선출", 4), ("auditor", "감사 선출", 2))


def founders(organizations: list[Organization], first: Organization) -> list[Organization]:
    """Fifty that were there in time; the one that the example's representative stands for is among them."""
    rows = [row for row in organizations if row.status == "active" and row.founded_on and row.founded_on < BEGUN]
    rows = [row for row in sorted(rows, key=lambda row: row.code) if row.pk != first.pk]
    return [first, *rows[: FOUNDERS - 1]]


def found(rows: list[Organization], staff: Staff, seed: int) -> Cooperative:
    """From the first promoter to the registration."""
    network, random = staff["network"], stream(seed, "network")
    row = founding.begin(
        code=CODE, name=NAME, kind="social", main_business="local", steward=network, begun_on=BEGUN, by=network, at=moment(BEGUN),
        purpose="완주의 사회적경제 조직이 함께 배우고, 함께 팔고, 번 것을 지역에 다시 쓰기 위하여 모입니다.",
        articles={"share_price_won": 10_000, "least_shares": 10, "withdrawal_notice_days": 60, "term_years": 2},
    )  # fmt: skip
    for each in rows[:7]:
        founding.add_promoter(
            cooperative=row, organization=each, stakeholder=kind_of(each), joined_on=BEGUN, by=network, at=moment(BEGUN)
        )
    for each, shares in zip(rows, SHARES, strict=False):
        founding.file_consent(
            cooperative=row, organization=each, stakeholder=kind_of(each), shares=shares, filed_on=date(2017, 12, 8), by=network,
            at=moment(date(2017, 12, 8)),
        )  # fmt: skip
    assembly = _call(row, network)
    _hold(assembly, staff, random)
    row = founding.finish_assembly(cooperative=row, by=network, at=moment(HELD, 18))
    row = founding.file(cooperative=row, on=FILED, by=network, at=moment(FILED))
    row = founding.accept(cooperative=row, on=ACCEPTED, number="제2018-04호(예시)", by=network, at=moment(ACCEPTED))
    for due in Subscription.objects.filter(member__cooperative=row).order_by("pk"):
        amount = due.shares * due.price_won
        pay(subscription=due, amount=amount, paid_on=PAID, key=f"founding:{due.pk}", by=network, at=moment(PAID))
    row = founding.become_registered(cooperative=row, on=REGISTERED, by=network, at=moment(REGISTERED))
    for election in assembly.items.filter(kind="election").order_by("number"):
        officer.elect(item=election, starts_on=REGISTERED, by=network, at=moment(REGISTERED))
    row = Cooperative.objects.select_related("entity").get(pk=row.pk)
    if row.entity is not None:
        appoint(
            entity=row.entity,
            user=network,
            role=KeeperRole.BOOKKEEPER,
            starts_on=REGISTERED,
            by=None,
            at=moment(REGISTERED),
        )
    return row


def kind_of(row: Organization) -> str:
    return KINDS.get(row.sector, "supporter")


def _call(row: Cooperative, by: User) -> Assembly:
    at = moment(NOTICED)
    made = assemblies.draft(
        cooperative=row,
        kind="founding",
        title="창립총회",
        held_at=moment(HELD, 14),
        place="군청 문화강좌실",
        record_on=HELD,
        by=by,
        at=at,
    )
    assemblies.add_item(
        assembly=made,
        title="조합 설립과 정관",
        subject="founding",
        text="정관 초안과 첫해 사업계획을 정합니다.",
        by=by,
        at=at,
    )
    for office, title, seats in SEATS:
        assemblies.add_item(
            assembly=made, title=title, kind="election", subject="officers", office=office, seats=seats, is_secret=office == "chair",
            by=by, at=at,
        )  # fmt: skip
    return assemblies.call(assembly=made, by=by, at=at)


def _hold(assembly: Assembly, staff: Staff, random: Random) -> None:
    """Six stay away, two of them send somebody; the chair is elected secretly, two vote on paper."""
    by, at = staff["network"], moment(HELD, 14)
    roll = open_hall(assembly, by, at)
    came = roll[:-6]
    for each in came:
        presence.arrive(attendance=each, by=by, at=at)
    for absent, holder in zip(roll[-6:-4], came[:2], strict=True):
        presence.give_proxy(attendance=absent, kind="member", holder=holder, is_written=True, by=by, at=at)
    voters = list(assembly.roll.filter(arrived_at__isnull=False).order_by("pk"))
    decided, chair, *others = assembly.items.order_by("number")
    item.open_vote(item=decided, by=by, at=at)
    for index, voter in enumerate(voters):
        choice = "yes" if index % 15 else "abstain"
        vote.cast(item=decided, voter=voter, choice=choice, key=f"{decided.pk}:{voter.pk}", by=by, at=at)
    item.close_vote(item=decided, by=by, at=at)
    _elect_chair(chair, came[:2], voters, staff, random, at)
    for election, candidates in zip(others, (came[2:6], came[6:8]), strict=True):
        names = [item.nominate(item=election, consent=each.consent, by=by, at=at) for each in candidates]
        item.open_vote(item=election, by=by, at=at)
        marks = ",".join(str(each.number) for each in names)
        for voter in voters:
            vote.cast(item=election, voter=voter, choice=marks, key=f"{election.pk}:{voter.pk}", by=by, at=at)
        item.close_vote(item=election, by=by, at=at)
    assemblies.close_assembly(assembly=assembly, by=by, at=moment(HELD, 16))
    sign(assembly, came, by, moment(HELD, 17))


def open_hall(assembly: Assembly, by: User, at: datetime) -> list[Attendance]:
    """The first on the roll chairs."""
    presence.prepare_roll(assembly=assembly)
    roll = list(assembly.roll.select_related("consent", "member").order_by("pk"))
    assemblies.open_assembly(assembly=assembly, chair=roll[0], by=by, at=at)
    return roll


def sign(assembly: Assembly, came: list[Attendance], by: User, at: datetime) -> None:
    """The chair and three that were elected for it, on paper."""
    minutes.elect_signers(assembly=assembly, signers=came[1:4], by=by, at=at)
    minutes.sign(assembly=assembly, is_chair=True, on_paper=True, by=by, at=at)
    for each in assembly.roll.filter(signs=True).order_by("pk"):
        minutes.sign(assembly=assembly, signer=each, on_paper=True, by=by, at=at)


def _elect_chair(chair: AgendaItem, candidates: list, voters: list, staff: Staff, random: Random, at: datetime) -> None:
    by, tellers = staff["network"], [staff["auditor"], staff["helper"]]
    names: list[Nominee] = [item.nominate(item=chair, consent=each.consent, by=by, at=at) for each in candidates]
    item.appoint_tellers(item=chair, users=tellers, by=by, at=at)
    item.open_vote(item=chair, by=by, at=at)
    on_paper, here = voters[-2:], voters[:-2]
    for voter in here:
        choice = str(names[int(random.random() < 0.3)].number)
        vote.cast(item=chair, voter=voter, choice=choice, key=f"{chair.pk}:{voter.pk}", by=by, at=at)
    for voter in on_paper:
        vote.cast_on_paper(item=chair, voter=voter, by=by, at=at)
    item.close_vote(item=chair, by=by, at=at)
    enter_paper(item=chair, counts={str(names[0].number): 1, str(names[1].number): 1}, by=tellers[0], at=at)
    chair.refresh_from_db()
    for teller in tellers:
        confirm(item=chair, sha256=digest(chair), by=teller, at=at)
