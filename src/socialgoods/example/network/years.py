"""What a year brings the network: dues and costs in the books, members who come and one who goes, its assembly, its year end."""

from datetime import date, datetime, timedelta
from random import Random

from socialgoods.cooperative.actions import assembly as assemblies
from socialgoods.cooperative.actions import (
    disclosure,
    item,
    leaving,
    officer,
    presence,
    refund,
    vote,
    year_end,
)
from socialgoods.cooperative.actions.member import join
from socialgoods.cooperative.actions.payment import pay
from socialgoods.cooperative.actions.subscription import subscribe
from socialgoods.cooperative.models import AgendaItem, Assembly, Attendance, Cooperative, Departure
from socialgoods.cooperative.queries.assembly import present_at
from socialgoods.cooperative.queries.officers import officers_on
from socialgoods.cooperative.queries.register import members_on
from socialgoods.example.loop.days import moment
from socialgoods.example.network.founding import CODE, SEATS, Staff, kind_of, open_hall, sign
from socialgoods.example.world import stream
from socialgoods.kernel.periods import add_months, seoul_day
from socialgoods.ledger.actions.post import Draft, Line, post
from socialgoods.people.models import User
from socialgoods.registry.models import Organization

JOINED_A_YEAR = 18
"""From about fifty in 2018 to 87 at the end of 2019, as the real network grew."""
MEMBERS_AT_MOST = 140
CANDIDATES = {"chair": 0, "director": 2, "auditor": 6}
"""From which place on the roll they stand, so that nobody stands for two seats."""
CHAIRS_CHANGE = 9
"""A chair is re-elected at most twice (§35): then somebody else stands."""


def network() -> Cooperative | None:
    return Cooperative.objects.select_related("entity").filter(code=CODE).first()


def live(year: int, organizations: list[Organization], staff: Staff, seed: int) -> None:
    """From March of the year to the ordinary assembly of the next February."""
    row = network()
    if row is None or row.entity is None:
        return
    random = stream(seed, f"network/{year}")
    _books(row, year, staff, random)
    _join(row, year, organizations, staff)
    _leave(row, year, staff)
    _end(row, year, staff)


def call_next(today: date, staff: Staff) -> None:
    """An assembly that is still to come, for whoever looks."""
    row, by = network(), staff["network"]
    if row is None:
        return
    held = today + timedelta(days=12)
    made = assemblies.draft(
        cooperative=row, kind="extraordinary", held_at=moment(held, 14), place="봉동읍 주민자치센터", record_on=today, by=by,
        at=moment(today),
    )  # fmt: skip
    assemblies.add_item(
        assembly=made,
        title="소셜굿즈 장터 공동 참여",
        subject="plan",
        text="공동 매대와 공동 배송을 함께 꾸릴지 정합니다.",
        by=by,
        at=moment(today),
    )
    assemblies.add_item(
        assembly=made, title="공동 구매 담당 이사 보궐선거", kind="election", subject="officers", office="director", is_secret=True,
        by=by, at=moment(today),
    )  # fmt: skip
    assemblies.call(assembly=made, by=by, at=moment(today))


def _books(row: Cooperative, year: int, staff: Staff, random: Random) -> None:
    members = members_on(row, date(year, 12, 1)).count()
    drafts = []
    for month in range(3 if year == 2018 else 1, 13):
        day = add_months(date(year, month, 1), 0) + timedelta(days=24)
        dues, labour = members * 20_000, 2_300_000 + 20_000 * (year - 2018)
        money = {
            "dues": dues,
            "subsidy": 1_800_000 if year < 2023 else 900_000,
            "sales": random.randint(20, 90) * 10_000 * (year - 2016),
        }
        for role, text in (("dues", "조합원 회비"), ("subsidy", "네트워크 운영 보조금"), ("sales", "공동 판매 수수료")):
            drafts.append(Draft(day, text, _lines("@bank", f"@{role}", money[role], _programme(role)), f"{role}:{day}"))
        drafts.append(Draft(day, "직원 급여", _lines("@labour", "@bank", labour), f"labour:{day}"))
        cost = random.randint(30, 60) * 10_000
        drafts.append(Draft(day, "조합원 교육과 모임", _lines("@other_cost", "@bank", cost, "교육"), f"cost:{day}"))
    assert row.entity is not None  # noqa: S101 — asked by the caller
    post(entity=row.entity, drafts=drafts, by=staff["network"], at=moment(date(year, 12, 31)))


def _programme(role: str) -> str:
    return "공동 판매" if role == "sales" else ""


def _lines(debit: str, credit: str, won: int, programme: str = "") -> list[Line]:
    return [Line(debit, won, programme=programme), Line(credit, -won, programme=programme)]


def _join(row: Cooperative, year: int, organizations: list[Organization], staff: Staff) -> None:
    by, there = staff["network"], set(row.members.values_list("organization", flat=True))
    day = date(year, 6, 20)
    free = [each for each in sorted(organizations, key=lambda each: each.code)
            if each.pk not in there and each.status == "active" and each.founded_on and each.founded_on < day]  # fmt: skip
    room = max(0, MEMBERS_AT_MOST - members_on(row, day).count())
    for each in free[: min(JOINED_A_YEAR, room)]:
        member = join(
            cooperative=row, organization=each, stakeholder=kind_of(each), starts_on=day, by=by, at=moment(day)
        )
        made = subscribe(member=member, shares=50, on=day, key=f"joined:{member.pk}", by=by, at=moment(day))
        pay(
            subscription=made,
            amount=made.shares * made.price_won,
            paid_on=day,
            key=f"joined:{member.pk}",
            by=by,
            at=moment(day),
        )


def _leave(row: Cooperative, year: int, staff: Staff) -> None:
    """One a year, with notice; who closed has left as well."""
    by, day = staff["network"], date(year, 10, 31)
    gone = [
        each
        for each in members_on(row, day).select_related("organization")
        if each.organization and each.organization.status == "closed"
    ]
    seated = {each.member_id for each in officers_on(row, day) if each.member_id is not None}
    for member in gone:
        leaving.lose(member=member, kind="dissolution", on=day, reason="조직이 해산함", by=by, at=moment(day))
    willing = members_on(row, day).exclude(pk__in=seated).order_by("-number").first()
    if willing is not None:
        leaving.withdraw(
            member=willing,
            notified_on=day - timedelta(days=61),
            on=day,
            reason="사업을 다른 군으로 옮김",
            by=by,
            at=moment(day),
        )


def _end(row: Cooperative, year: int, staff: Staff) -> None:
    by, held = staff["network"], date(year + 1, 2, 20)
    done, text = date(year + 1, 1, 25), f"{year}년에 조합원과 함께 교육, 공동 판매, 공동 구매를 하였습니다."
    found = year_end.prepare(cooperative=row, year=year, report=text, by=by, at=moment(done))
    found = year_end.submit_to_audit(year_end=found, on=done, by=by, at=moment(done))
    auditor = next((each.name for each in officers_on(row, done) if each.office == "auditor"), "감사")
    opinion = "장부와 증빙이 맞고, 처분안이 법과 정관을 지킵니다."
    found = year_end.give_opinion(
        year_end=found,
        opinion=opinion,
        auditor_name=auditor,
        on=done + timedelta(days=5),
        by=by,
        at=moment(done + timedelta(days=5)),
    )
    assembly = _assembly(row, year, held, staff)
    accounts = assembly.items.get(subject="disposition")
    found = year_end.approve(year_end=found, item=accounts, by=by, at=moment(held, 18))
    found = year_end.measure_main_business(
        year_end=found, measure="won", main=7, total=10, source="사업별 수입·지출(예시)", by=by, at=moment(held, 18)
    )
    found = year_end.book(year_end=found, by=by, at=moment(held + timedelta(days=1)))
    disclosure.disclose(year_end=found, by=by, at=moment(date(year + 1, 3, 5)))
    _refund(row, assembly, held, staff)
    for election in assembly.items.filter(kind="election"):
        officer.elect(item=election, starts_on=held + timedelta(days=14), by=by, at=moment(held, 18))


def _assembly(row: Cooperative, year: int, held: date, staff: Staff) -> Assembly:
    by, called = staff["network"], held - timedelta(days=14)
    made = assemblies.draft(
        cooperative=row,
        kind="ordinary",
        held_at=moment(held, 14),
        place="군청 문화강좌실",
        record_on=called,
        by=by,
        at=moment(called),
    )
    for subject, title in (("accounts", f"{year}년 결산 승인"), ("disposition", "잉여금 처분"), ("refund", "탈퇴 조합원 출자금 환급"),
                           ("budget", f"{year + 1}년 사업계획과 예산")):  # fmt: skip
        assemblies.add_item(assembly=made, title=title, subject=subject, by=by, at=moment(called))
    for office, title, seats in _seats_to_fill(row, held):
        assemblies.add_item(
            assembly=made,
            title=title,
            kind="election",
            subject="officers",
            office=office,
            seats=seats,
            by=by,
            at=moment(called),
        )
    assemblies.call(assembly=made, by=by, at=moment(called))
    at = moment(held, 14)
    roll = open_hall(made, by, at)
    came = roll[: len(roll) * 7 // 10 + 1]
    for each in came:
        presence.arrive(attendance=each, by=by, at=at)
    voters = list(present_at(made, at).order_by("pk"))
    for topic in made.items.order_by("number"):
        _decide(topic, voters, by, at)
    assemblies.close_assembly(assembly=made, by=by, at=moment(held, 17))
    sign(made, came, by, moment(held, 17))
    return made


def _decide(row: AgendaItem, voters: list[Attendance], by: User, at: datetime) -> None:
    marks, held = "yes", seoul_day(at)
    if row.kind == "election":
        first = CANDIDATES[row.office] + (CHAIRS_CHANGE if row.office == "chair" and held.year >= 2024 else 0)
        standing = voters[first : first + row.seats]
        named = [item.nominate(item=row, member=voter.member, by=by, at=at) for voter in standing]
        marks = ",".join(str(each.number) for each in named)
    item.open_vote(item=row, by=by, at=at)
    vote.cast_by_name(item=row, choices=dict.fromkeys(voters, marks), key=f"hands:{row.pk}", by=by, at=at)
    item.close_vote(item=row, by=by, at=at)
    row.refresh_from_db()


def _seats_to_fill(row: Cooperative, held: date) -> list[tuple[str, str, int]]:
    """Those whose term ends before the next ordinary assembly."""
    staying: dict[str, int] = {}
    for each in officers_on(row, held):
        if each.term_ends_on > held + timedelta(days=60):
            staying[each.office] = staying.get(each.office, 0) + 1
    return [(office, title, seats) for office, title, seats in SEATS if staying.get(office, 0) == 0]


def _refund(row: Cooperative, assembly: Assembly, held: date, staff: Staff) -> None:
    """From the next fiscal year, after the assembly's special resolution."""
    by, day = staff["network"], held + timedelta(days=7)
    resolved = assembly.items.get(subject="refund")
    for each in Departure.objects.filter(member__cooperative=row, refunds=None, claim_from_on__lte=day).order_by("pk"):
        fixed = refund.fix_amount(departure=each, on=day, by=by, at=moment(day))
        claimed = refund.claim(departure=fixed, on=day, by=by, at=moment(day))
        refund.refund(
            departure=claimed,
            amount=claimed.amount or 0,
            paid_on=day,
            item=resolved,
            key=f"example:{each.pk}",
            by=by,
            at=moment(day),
        )
