"""Named reads of the people room."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from socialgoods.kernel.identifiers import is_mobile, normalise_phone
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import CodeSheet, Department, Role, RoleAssignment, SheetCode, User, phone_index

FOUND_AT_MOST = 10


def person_with_phone(phone: str) -> User | None:
    """The one person who has confirmed this number."""
    index = phone_index(normalise_phone(phone) or "")
    return User.objects.filter(phone_index=index, phone_verified=True, is_active=True).first()


def person_with_username(username: str) -> User | None:
    return User.objects.filter(username__iexact=username.strip(), is_active=True).first()


def find_at_counter(words: str) -> list[User]:
    """Whole name, whole telephone number or whole user name: a counter finds the person it is asked for, no other."""
    words = words.strip()
    if not words:
        return []
    exact = Q(name__iexact=words) | Q(username__iexact=words)
    phone = normalise_phone(words)
    if phone and is_mobile(phone):
        exact |= Q(phone_index=phone_index(phone))
    rows = User.objects.filter(exact, is_active=True).select_related("district").order_by("name", "pk")
    return list(rows[:FOUND_AT_MOST])


def people(
    *, on: date, words: str = "", role: str = "", department: Department | None = None, everyone: bool = False
) -> QuerySet[User]:
    """Who holds a role today (or, with `everyone`, every account), with the roles at hand."""
    held = RoleAssignment.objects.running_on(on).filter(user=OuterRef("pk"))
    if role:
        held = held.filter(role=role)
    if department is not None:
        held = held.filter(department=department)
    rows = User.objects.filter(is_active=True)
    if role or department is not None or not everyone:
        rows = rows.filter(Exists(held))
    if words := words.strip():
        by_words = Q(name__icontains=words) | Q(username__icontains=words)
        if everyone:
            by_words |= Q(email__iexact=words) | Q(
                phone_index=phone_index(normalise_phone(words) or ""), phone_index__gt=""
            )
        rows = rows.filter(by_words)
    running = RoleAssignment.objects.running_on(on).select_related("department").order_by("role", "pk")
    return rows.prefetch_related(Prefetch("roles", running, to_attr="running_roles")).order_by("name", "pk")


def role_history(person: User) -> QuerySet[RoleAssignment]:
    return person.roles.select_related("department", "assigned_by", "succeeds__user", "successor__user")


def holds_or_will_hold_role(user: User, *, at: datetime) -> bool:
    return user.roles.running_or_coming(seoul_day(at)).exists()


def other_coordinators(assignment: RoleAssignment) -> list[tuple[date, date | None]]:
    """From when until when others co-ordinate. Locks their rows, so that two cannot leave at the same moment."""
    rows = RoleAssignment.objects.filter(role=Role.COORDINATOR, user__is_active=True).order_by("pk")
    locked = rows.select_for_update(of=("self",)).values_list("pk", "starts_on", "ends_on")
    return [(starts_on, ends_on) for pk, starts_on, ends_on in locked if pk != assignment.pk]


def sheet_in_use(user: User) -> CodeSheet | None:
    return CodeSheet.objects.filter(user=user, ended_at=None).first()


def asked_code(user: User) -> SheetCode | None:
    """The first code not crossed out yet."""
    return (
        SheetCode.objects.filter(sheet__user=user, sheet__ended_at=None, used_at=None)
        .select_related("sheet")
        .order_by("position")
        .first()
    )


def codes_left(sheet: CodeSheet) -> int:
    return sheet.codes.filter(used_at=None).count()
