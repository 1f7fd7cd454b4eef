from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import NOON, DistrictFactory, OrganizationFactory, RepresentationFactory, UserFactory, user_as
from socialgoods.kernel import events
from socialgoods.people.models import Role
from socialgoods.registry.actions import organization as actions
from socialgoods.registry.models import Organization, StatusPeriod

pytestmark = pytest.mark.django_db

FORM = {"name": "새 두레", "kind": "cooperative", "sector": "food", "residence": "unknown", "fiscal_year_end_month": 12}


@pytest.fixture
def officer():
    return user_as(Role.COORDINATOR)


def test_an_organisation_gets_the_next_number_and_is_active_since_its_founding(client, officer):
    OrganizationFactory(code="SG00041")
    client.force_login(officer)

    client.post(reverse("organization_new"), {**FORM, "founded_on": "2015-03-02"})

    row = Organization.objects.get(name="새 두레")
    assert (row.code, row.status, row.name_key) == ("SG00042", "active", "새두레")
    assert [(p.status, p.starts_on, p.ends_on) for p in row.status_periods.all()] == [
        ("active", date(2015, 3, 2), None)
    ]
    assert [event.name for event in events.of(row)] == ["registry.organization.registered"]


def test_a_district_makes_the_organisation_one_of_the_county(client, officer):
    client.force_login(officer)

    client.post(reverse("organization_new"), {**FORM, "district": DistrictFactory().pk})

    assert Organization.objects.get(name="새 두레").residence == "inside"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("business_no", "107-81-53661", "검증 번호"),
        ("corporate_no", "12", "열세 자리"),
        ("phone", "12", "전화번호"),
        ("kind", "club", "올바르게"),
        ("name", "", "필수"),
        ("fiscal_year_end_month", "13", ""),
    ],
)
def test_what_cannot_be_registered_is_said_at_its_field(client, officer, field, value, said):
    client.force_login(officer)

    response = client.post(reverse("organization_new"), {**FORM, field: value})

    assert list(response.context["form"].errors) == [field]
    assert said in str(response.context["form"].errors[field])
    assert not Organization.objects.exists()


def test_a_business_number_is_registered_once(client, officer):
    OrganizationFactory(business_no="1078153660")
    client.force_login(officer)

    response = client.post(reverse("organization_new"), {**FORM, "business_no": "107-81-53660"})

    assert "이미 있습니다" in str(response.context["form"].errors["business_no"])


def test_a_corporate_number_without_check_digit_is_taken_with_a_warning(client, officer):
    client.force_login(officer)

    page = client.post(reverse("organization_new"), {**FORM, "corporate_no": "130111-0006247"}, follow=True)

    assert Organization.objects.get().corporate_no == "1301110006247"
    assert "검증 번호가 맞지 않습니다" in page.content.decode()


def test_a_representative_changes_what_is_the_organisations_own_and_nothing_else(client):
    standing = RepresentationFactory(organization__name="우리 두레")
    client.force_login(standing.user)

    own = {"activity": "들기름", "phone": "63-000-1111", "publishes_contact": "on"}
    client.post(
        reverse("organization_edit", args=[standing.organization.code]),
        {**own, "name": "남의 두레", "kind": "nonprofit"},
    )

    row = Organization.objects.get(pk=standing.organization.pk)
    assert (row.name, row.kind, row.activity, row.phone) == ("우리 두레", "cooperative", "들기름", "063-000-1111")


def test_the_history_names_what_changed_and_not_what_it_says(client, officer):
    row = OrganizationFactory()

    actions.change(organization=row, fields={"phone": "063-000-2222", "name": row.name}, by=officer, at=NOON)

    event = events.of(row).get()
    assert event.data == {"fields": ["phone"]}
    client.force_login(officer)
    page = client.get(reverse("history", args=[row.code])).content.decode()
    assert "등록 사항을 고쳤습니다" in page
    assert "063-000-2222" not in page


moves = st.lists(st.tuples(st.sampled_from(["active", "dormant", "closed"]), st.integers(0, 40)), max_size=8)


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves)
def test_status_has_no_gap_no_overlap_and_the_record_agrees_with_it(officer, moves):
    founded = date(2012, 1, 1)
    row = OrganizationFactory(founded_on=founded)
    day = founded
    for status, later in moves:
        try:
            actions.change_status(
                organization=row, status=status, on=day + timedelta(days=later), reason="", by=officer, at=NOON
            )
        except actions.NotPossible:
            continue
        day += timedelta(days=later)

    periods = list(StatusPeriod.objects.filter(organization=row).order_by("starts_on", "pk"))
    row.refresh_from_db()
    assert [before.ends_on for before in periods[:-1]] == [after.starts_on for after in periods[1:]]
    assert periods[-1].ends_on is None
    assert row.status == periods[-1].status
    assert all(one.status != other.status for one, other in pairwise(periods))


def test_a_status_cannot_begin_before_the_one_it_ends(officer):
    row = OrganizationFactory(founded_on=date(2015, 1, 1))

    with pytest.raises(actions.NotPossible, match="2015-01-01"):
        actions.change_status(organization=row, status="closed", on=date(2014, 1, 1), reason="", by=officer, at=NOON)


def test_people_of_another_organisation_do_not_edit_this_one(client):
    client.force_login(RepresentationFactory().user)

    assert client.get(reverse("organization_edit", args=[OrganizationFactory().code])).status_code == 403
    client.force_login(UserFactory())
    assert client.get(reverse("organization_edit", args=[OrganizationFactory().code])).status_code == 403


def test_saving_one_thing_leaves_alone_what_another_changed_since_it_was_read(officer):
    row = OrganizationFactory(phone="063-000-1111")
    read_before = Organization.objects.get(pk=row.pk)
    actions.change_status(organization=row, status="closed", on=date(2018, 1, 2), reason="", by=officer, at=NOON)
    actions.change(organization=row, fields={"phone": "063-000-2222"}, by=officer, at=NOON)

    actions.change(
        organization=read_before, fields={"name": "새 이름", "address": "완주군 어디 1"}, by=officer, at=NOON
    )

    now = Organization.objects.get(pk=row.pk)
    assert (now.status, now.phone, now.name, now.name_key) == ("closed", "063-000-2222", "새 이름", "새이름")
    assert now.address_index == read_before.address_index != row.address_index


def test_a_status_does_not_begin_on_a_day_that_has_not_come(officer):
    row = OrganizationFactory()

    with pytest.raises(actions.NotPossible, match="아직 오지 않은"):
        actions.change_status(organization=row, status="closed", on=date(2018, 3, 3), reason="", by=officer, at=NOON)

    assert Organization.objects.get(pk=row.pk).status == "active"
