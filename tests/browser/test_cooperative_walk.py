"""A network from its first promoter to what anyone may read of its first year, on the pages of those who do it.

Fifty organisations promise KRW 50m; the law's path says what is missing; they meet, elect a chair in secret with two ballots on
paper, pay, are registered, live through a year, lose a member, set a third aside, and show their books.
"""

from dataclasses import dataclass, field
from datetime import date

import pytest
from playwright.sync_api import expect

from browser.conftest import PHONE
from factories import DistrictFactory, OrganizationFactory, RepresentationFactory, UserFactory
from socialgoods.cooperative.actions import assembly as assemblies
from socialgoods.cooperative.actions import founding, item, officer, presence, vote
from socialgoods.cooperative.actions.payment import pay
from socialgoods.cooperative.models import Assembly, Cooperative, Subscription, YearEnd
from socialgoods.cooperative.queries.assembly import present_at
from socialgoods.cooperative.queries.register import paid_in_on
from socialgoods.kernel import clock
from socialgoods.ledger.actions.post import Draft, Line, post
from socialgoods.ledger.queries.balances import role_balance
from socialgoods.people.models import User
from socialgoods.registry.models import Organization

BEGUN, NOTICED, HELD = date(2017, 11, 27), date(2017, 12, 12), date(2017, 12, 22)
FILED, ACCEPTED, PAID, REGISTERED = date(2017, 12, 27), date(2018, 2, 9), date(2018, 2, 23), date(2018, 3, 5)
TOLD, LEFT, CLOSED, MEETING, REFUNDED = (
    date(2018, 8, 20), date(2018, 10, 31), date(2019, 1, 25), date(2019, 2, 20), date(2019, 3, 4),
)  # fmt: skip
SHARES = (*[250] * 10, *[75] * 20, *[50] * 20)
KINDS = ("producer", "consumer", "worker", "volunteer", "supporter")
NAME = "두레마을 사회적협동조합"
PRESIDES, FIRST, SECOND, TELLER, OTHER_TELLER, ON_PAPER, ALSO_ON_PAPER, SENDS, IS_SENT, AUDITS, LEAVES = range(11)
"""Places among the fifty; the first nine come in person or send somebody."""


@dataclass
class World:
    organizations: list[Organization]
    steward: User
    people: dict[int, User] = field(default_factory=dict)

    def name(self, place: int) -> str:
        return self.organizations[place].name

    @property
    def row(self) -> Cooperative:
        return Cooperative.objects.select_related("entity").get(name=NAME)

    def doing(self) -> dict:
        return {"by": self.steward, "at": clock.now()}


@pytest.fixture
def world():
    clock.set_today(BEGUN)
    place = DistrictFactory(name="봉동읍")
    rows = [OrganizationFactory(name=f"마을일터 {number:02d}", district=place) for number in range(1, 51)]
    names = {
        PRESIDES: "나은결",
        FIRST: "도하람",
        TELLER: "류시온",
        OTHER_TELLER: "마루한",
        SENDS: "배소담",
        AUDITS: "사해온",
        LEAVES: "우다온",
    }
    people = {
        n: RepresentationFactory(organization=rows[n], user=UserFactory(name=name)).user for n, name in names.items()
    }
    return World(rows, UserFactory(name="한보라"), people)


@pytest.mark.slow
def test_a_network_is_founded_by_law_and_lives_through_its_first_year(open_as, accessible, world):
    steward = open_as(world.steward)
    begun(steward, accessible)
    joined(steward, open_as(world.people[PRESIDES], PHONE), world, accessible)
    called(steward, world, accessible)
    noticed(open_as(None, PHONE), world, accessible)

    clock.set_today(HELD)
    sent(open_as(world.people[SENDS], PHONE), world, accessible)
    opened(steward, open_as(world.people[PRESIDES], PHONE), world, accessible)
    founded_by_name(steward, open_as(world.people[PRESIDES], PHONE), world)
    elected_in_secret(steward, open_as, world, accessible)
    others_elected(world)
    signed(steward, open_as(world.people[PRESIDES], PHONE), world, accessible)

    registered(steward, world, accessible)
    took_office(steward, world, accessible)
    books_kept(steward, world, accessible)
    year_lived(open_as(world.people[LEAVES], PHONE), world, accessible)
    year_ended(open_as, world, accessible)
    refunded(steward, world)
    read_by_anyone(open_as(None, PHONE), world, accessible)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def said(page, text):
    expect(page.locator("main")).to_contain_text(text)


# The founding


def begun(page, accessible):
    page.goto("/cooperatives/")
    follow(page, "협동조합 만들기")
    page.get_by_label("조합의 이름").fill("두레마을")
    page.get_by_label("갈래").select_option("social")
    page.get_by_label("목적").fill(
        "완주의 사회적경제 조직이 함께 배우고, 함께 팔고, 번 것을 지역에 다시 쓰기 위하여 모입니다."
    )
    page.get_by_label("주사업").select_option("local")
    accessible(page)
    press(page, "시작하기")
    said(page, "협동조합기본법 제3조")
    page.get_by_label("조합의 이름").fill(NAME)
    press(page, "시작하기")
    said(page, "발기인이 5명 이상 있어야 합니다. 지금은 0명입니다. (협동조합기본법 제85조제1항)")
    accessible(page)


def joined(page, phone, world, accessible):
    """One consents on her phone, one form comes on paper, the others' forms are filed as well: 5,000 shares of KRW 10,000."""
    follow(page, "정관 정하기")
    page.get_by_label("출자 1좌 금액").fill("10000")
    page.get_by_label("최소 좌수").fill("10")
    page.get_by_label("탈퇴").fill("60")
    accessible(page)
    press(page, "저장하기")
    said(page, "출자 1좌의 금액은 균일하게 1만 원으로 한다.")
    page.goto(f"/cooperatives/{world.row.code}/founding/")
    follow(page, "발기인 적기")
    page.get_by_label("조직", exact=True).fill(world.name(FIRST))
    page.get_by_label("조합원 유형").select_option("producer")
    press(page, "적기")
    for place in (*range(2, 6), PRESIDES):
        founding.add_promoter(
            cooperative=world.row, organization=world.organizations[place], stakeholder=KINDS[place % 5], joined_on=BEGUN, **world.doing()
        )  # fmt: skip
    clock.set_today(date(2017, 12, 8))
    phone.goto("/cooperatives/")
    follow(phone, NAME)
    follow(phone, "설립에 함께하기")
    phone.get_by_label("누구의 이름으로 함께하나요?").select_option(label=world.name(PRESIDES))
    phone.get_by_label("조합원 유형").select_option("producer")
    phone.get_by_label("낼 출자좌수").fill("250")
    phone.get_by_label("정관 초안을 읽었고 설립에 동의합니다.").check()
    accessible(phone)
    press(phone, "설립동의서 내기")
    said(phone, "설립동의서를 냈습니다")
    for place, (each, shares) in enumerate(zip(world.organizations, SHARES, strict=True)):
        if place not in {PRESIDES, ON_PAPER}:
            founding.file_consent(
                cooperative=world.row, organization=each, stakeholder=KINDS[place % 5], shares=shares, filed_on=clock.today(),
                **world.doing(),
            )  # fmt: skip
    page.goto(f"/cooperatives/{world.row.code}/founding/")
    follow(page, "설립동의서 적기")
    page.get_by_label("조직", exact=True).fill(world.name(ON_PAPER))
    page.get_by_label("조합원 유형").select_option("consumer")
    page.get_by_label("낼 출자좌수").fill("250")
    press(page, "적기")
    said(page, "설립동의서 50장, 약속한 출자금 5,000만 원")
    accessible(page)


def called(page, world, accessible):
    """Six days are refused with the article; ten will do. What is voted on stands in the notice."""
    clock.set_today(NOTICED)
    page.reload()
    said(page, "창립총회를 열기 7일 전까지 총회를 공고해야 합니다. (협동조합기본법 시행령 제17조)")
    follow(page, "창립총회 준비하기")
    follow(page, "총회 준비하기")
    page.get_by_label("이름").fill("창립총회")
    page.get_by_label("여는 때").fill("2017-12-18T14:00")
    page.locator("#id_place").fill("군청 문화강좌실")
    press(page, "준비 시작하기")
    follow(page, "안건 적기")
    page.locator("#id_title").fill("조합 설립과 정관")
    page.get_by_label("무엇에 관한 안건인가요?").select_option("founding")
    accessible(page)
    press(page, "안건 넣기")
    follow(page, "안건 적기")
    page.locator("#id_title").fill("이사장 선출")
    page.get_by_label("갈래").select_option("election")
    page.get_by_label("뽑는 자리").select_option("chair")
    page.get_by_label("무기명으로 투표합니다").check()
    press(page, "안건 넣기")
    for office, title, seats in (("director", "이사 선출", 4), ("auditor", "감사 선출", 2)):
        assemblies.add_item(
            assembly=Assembly.objects.get(), title=title, kind="election", subject="officers", office=office, seats=seats, **world.doing()
        )  # fmt: skip
    page.reload()
    said(
        page, "총회는 7일 전까지 알려야 합니다. 2017년 12월 12일(화)에 알리면 2017년 12월 19일(화)부터 열 수 있습니다."
    )
    expect(page.get_by_role("button", name="소집 알리기")).to_have_count(0)
    page.locator(".page-head").get_by_role("link", name="고치기").click()
    page.get_by_label("여는 때").fill("2017-12-22T14:00")
    press(page, "저장하기")
    press(page, "소집 알리기")
    said(page, "소집을 알렸습니다")
    accessible(page)


def noticed(page, world, accessible):
    page.goto(f"/cooperatives/{world.row.code}/")
    said(page, "창립총회를 엽니다")
    said(page, "군청 문화강좌실")
    said(page, "이사장 선출")
    accessible(page)


# The founding assembly


def assembly_page(page, world):
    page.goto(f"/cooperatives/{world.row.code}/assemblies/{world.row.assemblies.latest('pk').pk}/")


def sent(page, world, accessible):
    """Somebody cannot come and writes an authority for another who does."""
    page.goto("/desk/")
    said(page, "창립총회에 나와 주세요")
    follow(page, "안건 보기")
    follow(page, "대리인에게 맡기기")
    press(page, "맡기기")
    said(page, "대신 나올 조합원의 이름을 적어 주세요.")
    page.get_by_label("다른 조합원이면").fill(world.name(IS_SENT))
    accessible(page)
    press(page, "맡기기")
    said(page, f"대리인 {world.name(IS_SENT)}")
    said(page, "위임장을 인쇄해 서명한 뒤 대리인에게 주세요.")


def opened(page, phone, world, accessible):
    """Forty-four come; the screen in the hall counts them as they do."""
    assembly_page(page, world)
    follow(page, "개회하기")
    page.get_by_label("의장").fill(world.name(PRESIDES))
    press(page, "개회하기")
    hall = page.context.new_page()
    hall.goto(f"{page.url}screen/")
    now = hall.locator("#now")
    expect(now).to_contain_text("26명 더 필요합니다")
    assembly_page(phone, world)
    follow(phone, "지금 왔습니다")
    phone.get_by_label("참석 번호").fill(hall.locator(".hall__code").inner_text())
    accessible(phone)
    press(phone, "지금 왔습니다")
    follow(page, "참석 확인")
    found(page, world.name(IS_SENT))
    accessible(page)
    press(page, "왔음")
    expect(now).to_contain_text("24명 더 필요합니다")
    there = {world.name(place) for place in (PRESIDES, SENDS, IS_SENT)}
    for each in Assembly.objects.get().roll.order_by("name")[:44]:
        if each.name not in there:
            presence.arrive(attendance=each, **world.doing())
    found(page, world.name(SENDS))
    press(page, "대리인이 위임장을 냈음")
    expect(now).to_contain_text("의결할 수 있습니다")
    expect(now.locator(".hall__figure")).to_contain_text("44/ 50")
    accessible(hall)
    hall.close()


def found(page, name):
    page.get_by_label("이름이나 번호").fill(name)
    page.get_by_label("이름이나 번호").press("Enter")
    expect(page.locator(".door__row")).to_have_count(1)


def item_page(page, world, title):
    assembly_page(page, world)
    page.get_by_role("link", name=title).click()


def voted(page, choice):
    page.get_by_label(choice).check(force=True)
    press(page, "다음: 한 번 더 보기")
    press(page, "이대로 투표하기")
    said(page, "투표하셨습니다")


def founded_by_name(page, phone, world):
    item_page(page, world, "조합 설립과 정관")
    press(page, "투표 시작")
    item_page(phone, world, "조합 설립과 정관")
    follow(phone, f"{world.name(PRESIDES)} 투표하기")
    voted(phone, "찬성")
    follow(page, "거수 적기")
    page.get_by_label("아래에서 고르지 않은 모두").select_option("yes")
    page.get_by_label(world.name(SECOND), exact=True).select_option("no")
    press(page, "적기")
    closed(page, world, "조합 설립과 정관")
    said(page, "가결되었습니다. 출석 44표 가운데 찬성이 43표입니다.")


def closed(page, world, title):
    item_page(page, world, title)
    page.get_by_text("투표 마감하기").click()
    press(page, "마감")


def elected_in_secret(page, open_as, world, accessible):
    """Two candidates, two tellers, two ballots on paper: who voted is known, what was voted is not."""
    item_page(page, world, "이사장 선출")
    for place in (FIRST, SECOND):
        follow(page, "후보 올리기")
        page.get_by_label("명부에서 고르기").select_option(label=world.name(place))
        press(page, "올리기")
    follow(page, "검표인 정하기")
    page.get_by_label("첫째 검표인").select_option(label="류시온")
    page.get_by_label("둘째 검표인").select_option(label="마루한")
    press(page, "정하기")
    press(page, "투표 시작")
    accessible(page)
    phone = open_as(world.people[PRESIDES], PHONE)
    item_page(phone, world, "이사장 선출")
    follow(phone, f"{world.name(PRESIDES)} 투표하기")
    accessible(phone)
    voted(phone, world.name(FIRST))
    assert world.name(FIRST) not in phone.locator(".notice, .messages").all_inner_texts()
    on_paper(page, world, accessible)
    chair = Assembly.objects.get().items.get(office="chair")
    one, two = (str(each.number) for each in chair.nominees.order_by("number"))
    done = {world.name(place) for place in (PRESIDES, ON_PAPER, ALSO_ON_PAPER)}
    rest = [row for row in present_at(chair.assembly, clock.now()).order_by("pk") if row.name not in done]
    for index, voter in enumerate(rest):
        vote.cast(
            item=chair,
            voter=voter,
            choice=two if index % 3 == 0 else one,
            key=f"{chair.pk}:{voter.pk}",
            **world.doing(),
        )
    closed(page, world, "이사장 선출")
    counted(open_as(world.people[TELLER], PHONE), open_as(world.people[OTHER_TELLER]), world, accessible)
    recounted(phone, world, accessible)


def on_paper(page, world, accessible):
    follow(page, "종이 투표 접수대")
    accessible(page)
    for place in (ON_PAPER, ALSO_ON_PAPER):
        press(page, f"{world.name(place)} 종이로 투표함")
        said(page, "종이로 투표한 것으로 적었습니다")


def counted(one, two, world, accessible):
    """Until the paper is entered nobody sees the other ballots; the second teller's word settles the result."""
    item_page(one, world, "이사장 선출")
    follow(one, "표 세기와 확인")
    accessible(one)
    expect(one.locator("[data-count]")).to_have_count(0)
    one.get_by_label(world.name(FIRST)).fill("1")
    one.get_by_label(world.name(SECOND)).fill("1")
    press(one, "종이 투표 적기")
    press(one, "이 집계가 맞음을 확인합니다")
    item_page(two, world, "이사장 선출")
    said(two, "세고 있습니다")
    follow(two, "표 세기와 확인")
    press(two, "이 집계가 맞음을 확인합니다")
    said(two, f"당선된 사람은 {world.name(FIRST)}입니다.")


def recounted(page, world, accessible):
    item_page(page, world, "이사장 선출")
    follow(page, "다시 세어 보기")
    assert page.locator(".marks li").count() == 44
    press(page, "세기")
    said(page, "세어 보니 발표한 집계와 같습니다.")
    accessible(page)


def others_elected(world):
    """By show of hands; the pages for it were used above."""
    assembly = Assembly.objects.get()
    roll = list(assembly.roll.order_by("pk"))
    named = {row.name: row for row in roll}
    voters = list(present_at(assembly, clock.now()))
    seats = {"director": range(11, 15), "auditor": (AUDITS, 15)}
    for election in assembly.items.filter(office__in=seats).order_by("number"):
        rows = [
            item.nominate(item=election, consent=named[world.name(place)].consent, **world.doing()) for place in seats[election.office]
        ]  # fmt: skip
        item.open_vote(item=election, **world.doing())
        marks = ",".join(str(each.number) for each in rows)
        vote.cast_by_name(
            item=election, choices=dict.fromkeys(voters, marks), key=f"hands:{election.pk}", **world.doing()
        )
        item.close_vote(item=election, **world.doing())


def signed(page, phone, world, accessible):
    """Those whom the assembly chose sign: the chair on her phone, three on paper."""
    assembly_page(page, world)
    follow(page, "서명할 사람")
    page.get_by_label("서명할 조합원").fill("\n".join(world.name(place) for place in (FIRST, SECOND, TELLER)))
    press(page, "적기")
    assembly_page(page, world)
    press(page, "폐회하기")
    said(page, "의사록 초안을 만들었습니다")
    said(page, f"뽑힌 사람: {world.name(FIRST)}")
    accessible(page)
    phone.goto(page.url)
    press(phone, f"{world.name(PRESIDES)} 이름으로 서명하기")
    for place in (FIRST, SECOND, TELLER):
        follow(page, "종이 서명 적기")
        page.get_by_label(world.name(place)).check(force=True)
        press(page, "적기")
    said(page, "서명하여 굳어진 의사록입니다")


# From the signed minutes to the court's register


def registered(page, world, accessible):
    page.goto(f"/cooperatives/{world.row.code}/founding/")
    press(page, "창립총회를 마쳤습니다")
    said(page, "이제 서류를 낼 수 있습니다")
    clock.set_today(FILED)
    step(page, world, "낸 날 적기", {"어디에 냈나요?": "기획재정부"}, "낸 날 적기")
    said(page, "60일 안에 답이 없으면 그다음 날 받아들인 것으로 봅니다. (협동조합기본법 제85조제5항)")
    clock.set_today(ACCEPTED)
    step(page, world, "답 적기", {"신고·인가 번호": "제2018-04호"}, "적기")
    clock.set_today(PAID)
    paid(page, world, accessible)
    clock.set_today(REGISTERED)
    page.goto(f"/cooperatives/{world.row.code}/founding/")
    said(page, "2018년 4월 10일(화)까지")
    follow(page, "등기 적기")
    page.get_by_label("분야").select_option("education")
    page.get_by_label("읍·면").select_option(label="봉동읍")
    accessible(page)
    press(page, "등기 적기")
    said(page, "조합이 태어났습니다")
    assert paid_in_on(world.row, clock.today()) == 50_000_000


def step(page, world, label, fields, button):
    page.goto(f"/cooperatives/{world.row.code}/founding/")
    follow(page, label)
    for name, value in fields.items():
        page.get_by_label(name).fill(value)
    press(page, button)


def paid(page, world, accessible):
    """One pays in two parts at the steward's desk, the others as the bank said."""
    page.goto(f"/cooperatives/{world.row.code}/founding/")
    said(page, "50,000,000원이 아직 들어오지 않았습니다")
    follow(page, "출자금 받기")
    follow(page, world.name(FIRST))
    for amount in ("1000000", "1500000"):
        follow(page, "납입 적기")
        page.get_by_label("낸 금액").fill(amount)
        press(page, "납입 적기")
        said(page, "장부에 올렸습니다")
    for each in Subscription.objects.exclude(member__organization=world.organizations[FIRST]).order_by("pk"):
        pay(
            subscription=each, amount=each.shares * each.price_won, paid_on=PAID, key=f"bank:{each.pk}", **world.doing()
        )
    follow(page, "조합원 명부")
    said(page, "5,000좌 5,000만 원")
    accessible(page)


def took_office(page, world, accessible):
    page.goto(f"/cooperatives/{world.row.code}/officers/")
    said(page, "뽑혔지만 아직 취임하지 않은 분이 있습니다")
    page.locator("li", has_text=world.name(FIRST)).get_by_role("link", name="취임 적기").click()
    page.get_by_label("계정").fill(world.people[FIRST].username)
    press(page, "취임 적기")
    page.locator("li", has_text=world.name(AUDITS)).get_by_role("link", name="취임 적기").click()
    page.get_by_label("계정").fill(world.people[AUDITS].username)
    press(page, "취임 적기")
    for election in Assembly.objects.get().items.filter(office__in=("director", "auditor")):
        officer.elect(item=election, starts_on=REGISTERED, **world.doing())
    page.reload()
    said(page, "현재 임원은 7명입니다")
    accessible(page)


# The first year


def books_kept(page, world, accessible):
    """The dues by hand, the rest of the year at once."""
    clock.set_today(date(2018, 6, 25))
    page.goto(f"/cooperatives/{world.row.code}/")
    follow(page, "장부")
    said(page, "5,000만 원")
    follow(page, "거래 적기")
    page.get_by_role("link", name="들어온 돈").click()
    page.get_by_label("금액").fill("12000000")
    page.get_by_label("무슨 돈인가요").select_option(label="조합원 회비")
    page.get_by_label("내용(적요)").fill("2018년 조합원 회비")
    page.get_by_label("어느 사업").fill("공동 사업")
    accessible(page)
    press(page, "적기")
    drafts = [
        Draft(clock.today(), role, [Line("@bank", won), Line(f"@{role}", -won, programme="공동 사업")], role)
        for role, won in (("subsidy", 18_000_000), ("sales", 6_000_000))
    ]
    pay_lines = [Line("@labour", 26_000_000, programme="공동 사업"), Line("@bank", -26_000_000)]
    post(
        entity=world.row.entity,
        drafts=[*drafts, Draft(clock.today(), "직원 급여", pay_lines, "labour")],
        **world.doing(),
    )


def year_lived(page, world, accessible):
    clock.set_today(TOLD)
    page.goto(f"/cooperatives/{world.row.code}/")
    follow(page, "내 조합원 자격")
    follow(page, world.name(LEAVES))
    follow(page, "탈퇴하기")
    page.get_by_label("탈퇴할 날").fill("2018-08-31")
    press(page, "탈퇴하기")
    said(page, "60일")
    page.get_by_label("탈퇴할 날").fill(LEFT.isoformat())
    page.get_by_label("까닭").fill("사업을 다른 군으로 옮깁니다.")
    accessible(page)
    press(page, "탈퇴하기")
    said(page, "2019년 1월 1일(화)부터 2021년 1월 1일(금) 전까지")
    accessible(page)


def year_ended(open_as, world, accessible):
    clock.set_today(CLOSED)
    chair, auditor = open_as(world.people[FIRST]), open_as(world.people[AUDITS], PHONE)
    year = f"/cooperatives/{world.row.code}/years/2018/"
    chair.goto(year)
    press(chair, "장부에서 계산하기")
    said(chair, "법정적립금")
    said(chair, "3,000,000")
    accessible(chair)
    chair.get_by_role("listitem").filter(has_text="사업보고").get_by_role("link", name="적기").click()
    chair.get_by_label("사업보고").fill("조합원과 함께 교육 12번, 공동 판매 8번을 하였습니다.")
    press(chair, "저장")
    follow(chair, "내기")
    press(chair, "내기")
    auditor.goto(world.row.entity.get_absolute_url())
    said(auditor, "장부")
    auditor.goto(year)
    follow(auditor, "의견 적기")
    auditor.get_by_label("감사 의견").fill("장부와 증빙이 맞고, 처분안이 법과 정관을 지킵니다.")
    accessible(auditor)
    press(auditor, "의견 내기")
    resolved = assembled(world)
    chair.goto(year)
    follow(chair, "승인 적기")
    chair.get_by_label("가결된 총회 안건").select_option(str(resolved))
    press(chair, "승인 적기")
    press(chair, "마감하고 적기")
    said(chair, "처분을 장부에 적었습니다")
    follow(chair, "주사업 비율 적기")
    chair.get_by_label("공동 사업").check()
    press(chair, "저장")
    press(chair, "공개하기")
    found = YearEnd.objects.get()
    assert found.result_won == 10_000_000
    assert -role_balance(world.row.entity, "legal_reserve", until=date(2019, 3, 1)) >= found.result_won * 30 // 100


def assembled(world):
    """The ordinary assembly, whose pages were walked at the founding: the disposition, and the refund to who left."""
    called_on = date(2019, 2, 6)
    clock.set_today(called_on)
    row = assemblies.draft(
        cooperative=world.row, kind="ordinary", held_at=clock.now().replace(day=MEETING.day), place="군청 문화강좌실", record_on=called_on,
        **world.doing(),
    )  # fmt: skip
    for subject, title in (("disposition", "2018년 결산과 잉여금 처분"), ("refund", "탈퇴 조합원 출자금 환급")):
        assemblies.add_item(assembly=row, title=title, subject=subject, **world.doing())
    assemblies.call(assembly=row, **world.doing())
    clock.set_today(MEETING)
    row = assemblies.open_assembly(assembly=row, chair_name=world.name(FIRST), **world.doing())
    for each in row.roll.order_by("pk")[:30]:
        presence.arrive(attendance=each, **world.doing())
    voters = list(present_at(row, clock.now()))
    for each in row.items.order_by("number"):
        item.open_vote(item=each, **world.doing())
        vote.cast_by_name(item=each, choices=dict.fromkeys(voters, "yes"), key=f"hands:{each.pk}", **world.doing())
        item.close_vote(item=each, **world.doing())
    assemblies.close_assembly(assembly=row, **world.doing())
    return row.items.get(subject="disposition").pk


def refunded(page, world):
    clock.set_today(REFUNDED)
    page.goto(f"/cooperatives/{world.row.code}/liabilities/")
    follow(page, world.name(LEAVES))
    press(page, "환급액 정하기")
    press(page, "오늘 청구함")
    follow(page, "환급 적기")
    page.get_by_label("의결한 안건").select_option(index=1)
    press(page, "환급 적기")
    said(page, "환급을 적고 장부에 올렸습니다")
    assert paid_in_on(world.row, REFUNDED) == 50_000_000 - SHARES[LEAVES] * 10_000


def read_by_anyone(page, world, accessible):
    """From the front door, without an account."""
    page.goto("/")
    follow(page, "협동조합")
    follow(page, NAME)
    accessible(page)
    page.get_by_role("link", name="2018 회계연도").click()
    expect(page.locator("h1")).to_have_text("2018년 경영공시")
    said(page, "법정적립금")
    said(page, "조합원과 함께 교육 12번")
    accessible(page)
