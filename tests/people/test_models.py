from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from factories import DepartmentFactory, UserFactory
from socialgoods.people.models import Assistance, CodeSheet, Role, RoleAssignment, SheetCode, User, phone_index

pytestmark = pytest.mark.django_db


def refused(make) -> bool:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


def with_phone(verified: bool) -> User:
    user = UserFactory()
    user.put_phone("010-1234-5678", verified=verified)
    return user


def test_a_number_is_confirmed_by_one_person_and_written_down_by_many():
    with_phone(True).save()

    assert not refused(with_phone(False).save)
    assert refused(with_phone(True).save)


def test_a_confirmed_number_is_there():
    assert refused(lambda: User.objects.filter(pk=UserFactory().pk).update(phone_verified=True))


def test_the_database_never_sees_a_telephone_number():
    user = with_phone(True)
    user.save()

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_index FROM people_user WHERE id = %s", [user.pk])
        stored = cursor.fetchone()

    assert not any("1234" in value and "5678" in value for value in stored)
    assert stored[1] == phone_index("010-1234-5678")
    assert User.objects.get(pk=user.pk).phone == "010-1234-5678"


@pytest.mark.parametrize(
    "fields",
    [
        {"role": Role.OFFICER},
        {"role": Role.AUDITOR, "ends_in": -1},
    ],
)
def test_a_role_without_its_department_or_with_its_end_first_is_refused(fields, resident, today):
    ends_in = fields.pop("ends_in", None)
    ends_on = None if ends_in is None else today + timedelta(days=ends_in)

    assert refused(lambda: RoleAssignment.objects.create(user=resident, starts_on=today, ends_on=ends_on, **fields))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR])
def test_nobody_holds_the_same_role_twice_at_once(role, resident, today):
    department = DepartmentFactory() if role == Role.OFFICER else None

    def hold():
        RoleAssignment.objects.create(user=resident, role=role, department=department, starts_on=today)

    hold()

    assert refused(hold)


def test_a_person_has_one_code_sheet_in_use(resident, helper, now):
    def issue(serial):
        return CodeSheet.objects.create(user=resident, serial=serial, issued_by=helper, issued_at=now)

    sheet = issue("A")

    assert refused(lambda: issue("B"))
    SheetCode.objects.create(sheet=sheet, position=1, code_hash="x")
    assert refused(lambda: SheetCode.objects.create(sheet=sheet, position=1, code_hash="y"))


def test_a_helper_helps_one_other_person_at_a_time(resident, helper, now):
    def begin(person, **fields):
        times = {"started_at": now, "last_used_at": now} | fields
        Assistance.objects.create(
            helper=helper, person=person, way="counter", checked_by="id_card", reason="보고", **times
        )

    assert refused(lambda: begin(helper))
    assert refused(lambda: begin(resident, last_used_at=now - timedelta(minutes=1)))
    assert refused(lambda: begin(resident, ended_at=now - timedelta(minutes=1)))
    begin(resident)
    assert refused(lambda: begin(UserFactory()))
