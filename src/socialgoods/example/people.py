"""The example's people: one account for every role, and who stands where."""

from dataclasses import dataclass
from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password

from socialgoods.example.names import person_name
from socialgoods.example.world import Body, World
from socialgoods.kernel.identifiers import business_check_digit
from socialgoods.people.models import Department, Role, RoleAssignment, User
from socialgoods.registry.models import Caseload, Organization, Representation
from socialgoods.registry.rules.token import person_token

PASSWORD = "wanju-example-2025"  # noqa: S105 - printed for everyone who tries the example

OPEN_EVERY = 25


@dataclass(frozen=True)
class Account:
    username: str
    name: str
    what: str
    role: str | None = None
    department: str | None = None


ACCOUNTS = (
    Account("coordinator", "한결", "사회혁신정책관 — 총괄 담당관", Role.COORDINATOR, "사회적경제과"),
    Account("officer", "오세찬", "농업정책과 담당자", Role.OFFICER, "농업정책과"),
    Account("advisor", "서다온", "자문위원", Role.ADVISOR, "지원센터"),
    Account("network", "임보람", "네트워크 직원", Role.NETWORK),
    Account("organization", "윤슬기", "조직 대표"),
    Account("partner", "신바다", "협력 기관(신협)", Role.PARTNER),
    Account("auditor", "권바름", "감사", Role.AUDITOR),
    Account("helper", "조은솔", "창구 도우미", Role.HELPER),
    Account("resident", "강나래", "주민"),
)


def make_staff(today: date) -> dict[str, User]:
    sealed = make_password(PASSWORD)
    staff = {}
    for account in ACCOUNTS:
        user = User.objects.create(username=account.username, name=account.name, password=sealed)
        staff[account.username] = user
        if account.role:
            department = account.department and Department.objects.get_or_create(name=account.department)[0]
            RoleAssignment.objects.create(
                user=user,
                role=account.role,
                department=department or None,
                starts_on=today.replace(year=today.year - 1),
            )
    return staff


def make_standing(
    world: World, organizations: dict[str, Organization], staff: dict[str, User], today: date
) -> list[Body]:  # fmt: skip
    """The representative stands for an organisation with a past whose report is a draft, if there is one.

    The advisor looks after twenty-four, that one first. Returns those.
    """
    start = today.replace(year=today.year - 1)
    active = [body for body in world.bodies if not body.closed_on and world.last_year in body.reported]
    paid = [body for body in active if body.has_paid_worker]
    drafting = [body for body in paid if is_drafting(body, world.factor)] or [
        body for body in active if is_drafting(body, world.factor)
    ]
    mine = min(drafting or paid, key=lambda body: (-len(body.reported), abs(1 - world.ratio(body, world.last_year))))
    Representation.objects.create(
        organization=organizations[mine.code],
        user=staff["organization"],
        standing=Representation.Standing.REPRESENTATIVE,
        starts_on=start,
    )
    cared_for = [mine, *[body for body in active if body is not mine][:23]]
    Caseload.objects.bulk_create(
        Caseload(organization=organizations[body.code], advisor=staff["advisor"], starts_on=start) for body in cared_for
    )
    return cared_for


def is_drafting(body: Body, factor: float) -> bool:
    """Of the reports of the last year one in twenty-five is still open; of those one in three is a draft, of a small county's two."""
    return body.number % ((3 if factor >= 1 else 2) * OPEN_EVERY) == 0


def business_no(number: int) -> str:
    """Numbers of a tax office that does not exist (9xx), with a right check digit."""
    stem = f"9{number:08d}"
    return f"{stem}{business_check_digit(stem)}"


def token_of(seed: int, person: int) -> str:
    random = Random(f"{seed}/person/{person}")  # noqa: S311 - an example, not a secret
    born = date(random.randint(1935, 2002), random.randint(1, 12), random.randint(1, 28))
    return person_token(name=person_name(random), birth_date=born, phone4=f"{random.randrange(10000):04d}")
