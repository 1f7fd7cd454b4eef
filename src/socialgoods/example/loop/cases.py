"""Case files: past promises as they ended, and what the advisor heard, agreed and delivered this spring. All of it made up."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from socialgoods.example.loop import pictures
from socialgoods.example.loop.days import moment
from socialgoods.example.measures import MEASURES
from socialgoods.example.names import person_name
from socialgoods.example.world import stream
from socialgoods.people.models import User
from socialgoods.prescription.actions import answer
from socialgoods.prescription.models import AnswerWay, Prescription, PrescriptionState
from socialgoods.registry.models import Organization, SupportGiven
from socialgoods.support.actions import bulk, commitment, entries
from socialgoods.support.models import Commitment, ContactKind, Moment, Whose

CENTRE = "소셜굿즈센터"
DECLINED = "올해는 사람이 모자라 새로 시작하기 어렵습니다. 가을에 다시 이야기하고 싶습니다."

SPOKEN = (
    (
        ContactKind.VISIT, 12, "대표",
        "장부가 석 달 밀려 있었습니다. 영수증을 함께 모으고 통장을 나누었습니다.",
        "다음 방문 때까지 2월분을 적어 두기로 했습니다.",
    ),
    (
        ContactKind.CALL, 6, "사무장",
        "봄 장터에 낼 상품 수를 물었습니다. 포장이 늦어질 것 같다고 합니다.",
        "포장 견적을 두 군데에서 받기로 했습니다.",
    ),
    (
        ContactKind.MEETING, 20, "대표와 회원 세 분",
        "값을 정할 때 품삯을 넣지 않고 있었습니다. 세 상품의 원가를 함께 셈했습니다.",
        "값을 올릴 상품 하나를 정했습니다.",
    ),
    (ContactKind.VISIT, 33, "마을 어르신들", "작업장이 좁아 포장을 집에서 나누어 합니다. 일손은 넉넉합니다.", ""),
    (ContactKind.MESSAGE, 2, "담당자", "진단 결과지를 보내 드렸습니다. 다음 주에 읽고 연락하기로 했습니다.", ""),
    (ContactKind.CALL, 15, "대표", "은행 대출 만기가 6월이라고 합니다. 이차보전을 안내했습니다.", "신청 서류를 함께 보기로 했습니다."),
)  # fmt: skip
"""Kind, days ago, with whom, what was said, what was agreed."""

TO_DO = (
    (0, "밀린 장부를 2월분까지 적기", Whose.ORGANIZATION, 9, False),
    (0, "세무 대행 사무소에 일정 묻기", Whose.ADVISOR, -3, False),
    (1, "포장 견적 두 군데 받기", Whose.ORGANIZATION, 5, False),
    (2, "원가표 정리해 보내기", Whose.ADVISOR, 3, False),
    (5, "이차보전 신청 서류 챙기기", Whose.ADVISOR, 12, False),
    (2, "지난 방문 사진 보내기", Whose.ADVISOR, -20, True),
)  # fmt: skip
"""Which contact, what, whose, due in days from today (past: overdue), done."""


def past_promises(year: int, *, seed: int, advisor: User, by: User, at_load: date) -> None:
    """What was given in the year, as promises that were kept: two deliveries where much was given, else one."""
    rows = SupportGiven.objects.filter(year=year).select_related("measure", "organization").order_by("pk")
    bulk.load(past=[_past(row, seed, advisor) for row in rows], by=by, at=moment(at_load, 8))


def _past(row: SupportGiven, seed: int, advisor: User) -> bulk.Past:
    random = stream(seed, f"past/{row.organization.code}/{row.year}/{row.measure.code}/{row.source}")
    promised = date(row.year, random.randint(3, 5), random.randint(1, 28))
    days = [promised + timedelta(days=random.randint(20, 90)), promised + timedelta(days=random.randint(95, 200))]
    costs = [row.amount // 2, row.amount - row.amount // 2] if row.amount >= 6_000_000 else [row.amount]
    used = days[-len(costs) :]
    parts = tuple(
        bulk.Part(day, said(row.measure.code, number, len(costs)), cost, row.carried_by)
        for number, (day, cost) in enumerate(zip(used, costs, strict=True))
    )
    return bulk.Past(
        support=row,
        origin=f"past:{row.pk}",
        promised_at=moment(promised),
        finished_at=moment(used[-1], 18),
        parts=parts,
        due_on=date(row.year, 12, 31),
        advisor=advisor,
    )


def said(code: str, number: int, of: int) -> str:
    """What was delivered, in the words of a case file."""
    name = MEASURES[code].name if code in MEASURES else code
    is_service = code in MEASURES and MEASURES[code].mode != "call"
    if of == 1:
        return f"{name}: 정한 일을 모두 마쳤습니다." if is_service else f"{name}: 지원금을 보내고 쓴 곳을 확인했습니다."
    first = f"{name}: 첫 번째 몫을 전했습니다."
    return first if number == 0 else f"{name}: 남은 몫을 전하고 마쳤습니다."


def keep(cared_for: Sequence[Organization], *, seed: int, advisor: User, today: date) -> None:
    """What the advisor wrote down of the last weeks, with tasks, one of them overdue."""
    random = stream(seed, "contacts")
    for number, (organization, spoken) in enumerate(zip(cared_for, SPOKEN, strict=False)):
        kind, days, role, heard, agreed = spoken
        on = today - timedelta(days=days)
        contact = entries.record_contact(
            organization=organization, kind=kind, held_on=on, said=heard, agreed=agreed, with_whom=f"{person_name(random)} {role}",
            tasks=[task for task, _ in _tasks(number, today)], key=f"example-contact-{number}", by=advisor, at=moment(on, 17),
        )  # fmt: skip
        for task, (_, is_done) in zip(contact.tasks.order_by("pk"), _tasks(number, today), strict=True):
            if is_done:
                entries.do_task(
                    task=task, on=today - timedelta(days=19), by=advisor, at=moment(today - timedelta(days=19))
                )


def _tasks(contact: int, today: date) -> list[tuple[entries.NewTask, bool]]:
    return [
        (entries.NewTask(what, whose, today + timedelta(days=due)), is_done)
        for of, what, whose, due, is_done in TO_DO
        if of == contact
    ]


def show_a_product(organization: Organization, *, advisor: User, year: int) -> None:
    """The same product before and after, as drawn pictures."""
    for moment_of, fit, on, title in (
        (Moment.BEFORE, pictures.before(), date(year, 4, 18), "바꾸기 전의 포장"),
        (Moment.AFTER, pictures.after(), date(year, 10, 26), "바꾼 뒤의 포장"),
    ):
        document = entries.NewDocument(title, fit, subject="들기름 병의 포장(그림)", moment=moment_of, taken_on=on)
        entries.add_document(
            organization=organization, document=document, key=f"example-product-{moment_of.value}", by=advisor, at=moment(on, 16)
        )  # fmt: skip


def answer_some(waiting: Sequence[Prescription], *, mine: Organization, advisor: User, today: date) -> list[Commitment]:
    """By telephone: most of the others say yes, one says no; what the organisation with an account is asked waits for it."""
    asked = [row for row in waiting if row.state == PrescriptionState.SENT and row.organization_id != mine.pk]
    on = today - timedelta(days=3)
    for number, row in enumerate(asked):
        how: dict[str, Any] = {"way": AnswerWay.PHONE, "answered_for": "대표", "by": advisor, "at": moment(on, 14)}
        if number == 1 and len(asked) > 2:
            answer.decline(prescription=row, reason=DECLINED, **how)
        elif number < max(1, len(asked) - 1):
            answer.accept(prescription=row, **how)
    return list(
        Commitment.objects.filter(origin__in=[row.origin for row in asked]).select_related("measure").order_by("pk")
    )


def deliver_half(promised: Commitment, *, advisor: User, today: date) -> None:
    commitment.plan_delivery(
        commitment=promised, due_on=date(today.year, 10, 31), carried_by=CENTRE, advisor=advisor, by=advisor,
        at=moment(today - timedelta(days=2)),
    )  # fmt: skip
    commitment.deliver(
        commitment=promised, delivered_on=today - timedelta(days=1), what=said(promised.measure.code, 0, 2),
        cost=promised.amount // 2, provider=CENTRE, key="example-delivery-1", by=advisor, at=moment(today - timedelta(days=1), 17),
    )  # fmt: skip
