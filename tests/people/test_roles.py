from datetime import timedelta

import pytest

from factories import DepartmentFactory, RoleAssignmentFactory, UserFactory, user_as
from socialgoods.kernel.models import Event
from socialgoods.people import permissions, queries, text
from socialgoods.people.actions import code_sheets, roles
from socialgoods.people.models import Role, RoleAssignment, User

pytestmark = pytest.mark.django_db


def assign(user, by, on, role=Role.AUDITOR, department=None, ends_on=None, at=None):
    return roles.assign_role(user=user, role=role, department=department, starts_on=on, ends_on=ends_on, by=by, at=at)


def again(user: User) -> User:
    """The same person in the next request."""
    return User.objects.get(pk=user.pk)


def test_a_role_begins_on_its_day_and_leaves_an_event(resident, coordinator, today, tomorrow, now):
    row = assign(resident, coordinator, tomorrow, at=now)

    assert permissions.roles(again(resident), today) == frozenset()
    assert permissions.roles(again(resident), tomorrow) == {Role.AUDITOR}
    event = Event.objects.get(name="people.role.assigned")
    assert (event.by, event.subject_id, event.data) == (
        coordinator,
        str(row.pk),
        {"role": "auditor", "user": resident.pk},
    )


def test_the_same_role_twice_at_once_is_refused_and_leaves_nothing(resident, coordinator, today, tomorrow, now):
    assign(resident, coordinator, tomorrow, at=now)

    with pytest.raises(roles.RoleRefused) as refusal:
        assign(resident, coordinator, today, at=now)

    assert str(refusal.value) == text.ROLE_ALREADY_RUNNING
    assert resident.roles.count() == 1
    assert assign(resident, coordinator, today, ends_on=tomorrow, at=now).ends_on == tomorrow


def test_whoever_takes_on_a_role_loses_the_code_sheet_that_others_have_seen(resident, coordinator, helper, today, now):
    code_sheets.issue_sheet(user=resident, checked_by="id_card", by=helper, at=now)

    assign(resident, coordinator, today, at=now)

    assert queries.sheet_in_use(resident) is None


def test_a_role_ends_on_a_day_and_the_day_before_still_counts(coordinator, today, now):
    officer = user_as(Role.OFFICER)
    row = officer.roles.get()

    roles.end_role(assignment=row, ends_on=today, by=coordinator, at=now)

    assert permissions.roles(again(officer), today - timedelta(days=1)) == {Role.OFFICER}
    assert permissions.roles(again(officer), today) == frozenset()
    assert Event.objects.filter(name="people.role.ended", by=coordinator).count() == 1


def test_the_second_to_end_a_role_is_told(coordinator, today, now):
    row = user_as(Role.OFFICER).roles.get()
    stale = RoleAssignment.objects.get(pk=row.pk)
    roles.end_role(assignment=row, ends_on=today, by=coordinator, at=now)

    with pytest.raises(roles.RoleRefused) as refusal:
        roles.end_role(assignment=stale, ends_on=today, by=coordinator, at=now)

    assert str(refusal.value) == text.ROLE_ALREADY_ENDED


def test_nobody_ends_the_last_coordinator(coordinator, today, now):
    with pytest.raises(roles.RoleRefused) as refusal:
        roles.end_role(assignment=coordinator.roles.get(), ends_on=today, by=coordinator, at=now)

    assert str(refusal.value) == text.LAST_COORDINATOR
    assert permissions.is_coordinator(again(coordinator), today)


def test_of_two_coordinators_one_may_go(coordinator, today, now):
    user_as(Role.COORDINATOR)

    roles.end_role(assignment=coordinator.roles.get(), ends_on=today, by=coordinator, at=now)

    assert not permissions.is_coordinator(again(coordinator), today)


def test_a_closed_account_does_not_count_as_a_coordinator(coordinator, today, now):
    gone = user_as(Role.COORDINATOR)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    with pytest.raises(roles.RoleRefused):
        roles.end_role(assignment=coordinator.roles.get(), ends_on=today, by=coordinator, at=now)


def test_a_desk_passes_whole_to_the_successor_and_the_chain_is_kept(resident, coordinator, today, tomorrow, now):
    officer = user_as(Role.OFFICER)
    farm = officer.roles.get()
    helping = RoleAssignmentFactory(user=officer, role=Role.HELPER, ends_on=today + timedelta(days=90))
    coming = RoleAssignmentFactory(user=officer, role=Role.AUDITOR, starts_on=today + timedelta(days=9))
    over = RoleAssignmentFactory(user=officer, role=Role.NETWORK, ends_on=today - timedelta(days=9))

    begun = roles.hand_over_roles(from_user=officer, to_user=resident, on=tomorrow, by=coordinator, at=now)

    assert [(row.role, row.department, row.starts_on, row.ends_on, row.succeeds) for row in begun] == [
        (Role.OFFICER, farm.department, tomorrow, None, farm),
        (Role.HELPER, None, tomorrow, helping.ends_on, helping),
        (Role.AUDITOR, None, coming.starts_on, None, coming),
    ]
    assert list(officer.roles.order_by("pk").values_list("ends_on", flat=True)) == [
        tomorrow,
        tomorrow,
        coming.starts_on,
        over.ends_on,
    ]
    assert [row.succeeds.user for row in queries.role_history(resident)] == [officer] * 3
    handed = Event.objects.get(name="people.desk.handed_over")
    assert (handed.subject_id, handed.data) == (str(officer.pk), {"to": resident.pk, "roles": 3})


def test_the_last_coordinator_may_hand_over(resident, coordinator, today, now):
    roles.hand_over_roles(from_user=coordinator, to_user=resident, on=today, by=coordinator, at=now)

    assert permissions.is_coordinator(again(resident), today)
    assert not permissions.is_coordinator(again(coordinator), today)


def test_a_successor_keeps_what_they_already_hold(coordinator, today, now):
    farm = DepartmentFactory()
    leaving = RoleAssignmentFactory(role=Role.OFFICER, department=farm).user
    staying = RoleAssignmentFactory(role=Role.OFFICER, department=farm).user

    begun = roles.hand_over_roles(from_user=leaving, to_user=staying, on=today, by=coordinator, at=now)

    assert begun == []
    assert staying.roles.get().ends_on is None
    assert leaving.roles.get().ends_on == today


def test_what_was_handed_over_cannot_be_handed_over_again(resident, coordinator, today, now):
    officer = user_as(Role.OFFICER)
    roles.hand_over_roles(from_user=officer, to_user=resident, on=today, by=coordinator, at=now)

    with pytest.raises(roles.RoleRefused) as refusal:
        roles.hand_over_roles(from_user=officer, to_user=UserFactory(), on=today, by=coordinator, at=now)

    assert str(refusal.value) == text.HAND_OVER_NOTHING
