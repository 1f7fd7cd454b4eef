"""People and roles on screen."""

from datetime import timedelta

import pytest
from django.urls import reverse

from factories import DepartmentFactory, RoleAssignmentFactory, UserFactory, user_as
from socialgoods.kernel.models import Event
from socialgoods.people import text
from socialgoods.people.models import Department, Role, User

pytestmark = pytest.mark.django_db


def names(response):
    return [person.name for person in response.context["page_obj"]]


@pytest.fixture
def county(coordinator):
    farm, care = DepartmentFactory(name="농업정책과"), DepartmentFactory(name="복지과")
    RoleAssignmentFactory(user=UserFactory(name="오세찬", username="ohsechan"), role=Role.OFFICER, department=farm)
    RoleAssignmentFactory(user=UserFactory(name="문보배"), role=Role.OFFICER, department=care)
    user_as(Role.ADVISOR, name="서다온")
    UserFactory(name="강나래", email="narae@example.kr")
    return farm


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["문보배", "서다온", "오세찬", "한결"]),
        ("?role=officer", ["문보배", "오세찬"]),
        ("?q=세찬", ["오세찬"]),
        ("?q=OHSE", ["오세찬"]),
        ("?q=강나래", []),
        ("?everyone=on", ["강나래", "문보배", "서다온", "오세찬", "한결"]),
        ("?everyone=on&q=narae@example.kr", ["강나래"]),
        ("?role=nonsense", ["문보배", "서다온", "오세찬", "한결"]),
    ],
)
def test_the_list_shows_who_holds_a_role_and_can_be_narrowed(log_in, coordinator, county, query, found):
    assert names(log_in(coordinator).get(reverse("people") + query)) == found


def test_the_list_narrows_to_a_department(log_in, coordinator, county):
    assert names(log_in(coordinator).get(f"{reverse('people')}?department={county.pk}")) == ["오세찬"]


def test_who_left_yesterday_is_not_on_the_list(log_in, coordinator, today):
    RoleAssignmentFactory(user=UserFactory(name="떠난이"), role=Role.AUDITOR, ends_on=today)
    RoleAssignmentFactory(user=UserFactory(name="올이"), role=Role.AUDITOR, starts_on=today + timedelta(days=1))

    assert names(log_in(coordinator).get(reverse("people"))) == ["한결"]


def test_only_who_manages_accounts_sees_accounts_without_a_role(log_in, county):
    client = log_in(user_as(Role.OFFICER, name="담당"))

    assert "강나래" not in names(client.get(f"{reverse('people')}?everyone=on"))


def test_the_list_asks_the_same_number_of_times_for_one_and_for_many(
    log_in, coordinator, django_assert_max_num_queries
):
    client = log_in(coordinator)
    page = reverse("people")
    client.get(page)
    with django_assert_max_num_queries(15) as one:
        client.get(page)
    for _ in range(3):
        user_as(Role.OFFICER)
    with django_assert_max_num_queries(15) as many:
        client.get(page)

    assert len(one) == len(many)


def test_a_person_page_shows_the_history_and_leaves_a_trace(log_in, coordinator, today, django_assert_max_num_queries):
    person = UserFactory(name="강나래")
    client = log_in(coordinator)
    RoleAssignmentFactory(user=person, role=Role.OFFICER, assigned_by=coordinator, ends_on=today)
    client.get(reverse("person", args=[person.pk]))
    with django_assert_max_num_queries(25) as one:
        page = client.get(reverse("person", args=[person.pk])).content.decode()
    for _ in range(3):
        RoleAssignmentFactory(user=person, role=Role.OFFICER, assigned_by=coordinator)
    with django_assert_max_num_queries(25) as many:
        client.get(reverse("person", args=[person.pk]))

    assert "부서 담당자" in page
    assert len(one) == len(many)
    looks = Event.objects.filter(name="people.person.viewed", subject_id=str(person.pk), by=coordinator)
    assert looks.count() == 3


def test_a_role_is_assigned_on_screen(log_in, coordinator, resident, today):
    farm = DepartmentFactory()
    asked = {"person": "narae", "role": "officer", "department": farm.pk, "starts_on": today.isoformat()}

    response = log_in(coordinator).post(reverse("role_assign"), asked)

    assert response["Location"] == reverse("person", args=[resident.pk])
    row = resident.roles.get()
    assert (row.role, row.department, row.starts_on, row.assigned_by) == ("officer", farm, today, coordinator)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"role": "officer"}, text.ROLE_NEEDS_DEPARTMENT),
        ({"person": "없는이"}, "이런 아이디나 이름을 쓰는 분이 없습니다"),
        ({"person": "같은이름"}, "이름이 같은 분이 둘 이상입니다"),
        ({"ends_on": "2001-01-01"}, text.ROLE_ENDS_BEFORE_START),
    ],
)
def test_a_role_that_cannot_be_assigned_says_why(log_in, coordinator, resident, today, changes, sentence):
    UserFactory(name="같은이름")
    UserFactory(name="같은이름")
    asked = {"person": "narae", "role": "auditor", "starts_on": today.isoformat()}

    response = log_in(coordinator).post(reverse("role_assign"), asked | changes)

    assert str(sentence) in response.content.decode()
    assert not resident.roles.exists()


def test_a_role_is_ended_on_screen_and_the_last_coordinator_stays(log_in, coordinator, today):
    officer = user_as(Role.OFFICER)
    client = log_in(coordinator)

    client.post(reverse("role_end", args=[officer.roles.get().pk]), {"ends_on": today.isoformat()})
    refused = client.post(reverse("role_end", args=[coordinator.roles.get().pk]), {"ends_on": today.isoformat()})

    assert officer.roles.get().ends_on == today
    assert str(text.LAST_COORDINATOR) in refused.content.decode()
    assert coordinator.roles.get().ends_on is None


def test_departments_are_added_and_renamed(log_in, coordinator):
    client = log_in(coordinator)
    client.post(reverse("departments"), {"name": "농업정책과", "phone": ""})
    farm = Department.objects.get()
    client.post(reverse("department", args=[farm.pk]), {"name": "먹거리정책과", "phone": "063-290-2114"})
    client.post(reverse("departments"), {"name": "먹거리정책과"})

    assert list(Department.objects.values_list("name", "phone")) == [("먹거리정책과", "063-290-2114")]
    recorded = Event.objects.filter(name__startswith="people.department").order_by("pk")
    assert [event.name for event in recorded] == ["people.department.added", "people.department.changed"]


def test_an_account_is_opened_at_a_counter_with_consent_only(log_in, helper):
    client = log_in(helper)
    asked = {"name": "최오복", "username": "오복", "phone": "01012345678"}

    client.post(reverse("person_new"), asked)
    assert not User.objects.filter(username="오복").exists()
    response = client.post(reverse("person_new"), asked | {"consent": "on"})

    opened = User.objects.get(username="오복")
    assert response["Location"] == reverse("code_sheet", args=[opened.pk])
    assert (opened.phone, opened.phone_verified, opened.has_usable_password()) == ("010-1234-5678", False, False)
    recorded = Event.objects.filter(subject_id=str(opened.pk)).order_by("pk").values_list("name", "by", "data__way")
    assert list(recorded) == [
        ("people.account.opened", helper.pk, "counter"),
        ("people.consent.given", helper.pk, "paper"),
    ]
