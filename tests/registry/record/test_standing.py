from datetime import date

import pytest
from django.urls import reverse

from factories import (
    NOON,
    CaseloadFactory,
    DistrictFactory,
    OrganizationFactory,
    RepresentationFactory,
    UserFactory,
    user_as,
)
from socialgoods.kernel import events
from socialgoods.people.actions.roles import RoleRefused
from socialgoods.people.models import Role
from socialgoods.registry import permissions
from socialgoods.registry.actions import standing as actions
from socialgoods.registry.models import Caseload, Representation

pytestmark = pytest.mark.django_db
DAY = date(2018, 3, 2)


@pytest.fixture
def officer():
    return user_as(Role.COORDINATOR)


def test_a_representative_acts_for_the_organisation_until_the_day_of_leaving(officer):
    row, person = OrganizationFactory(), UserFactory()
    standing = actions.appoint(
        organization=row, user=person, standing="representative", starts_on=date(2018, 1, 1), by=officer, at=NOON
    )

    actions.dismiss(representation=standing, on=DAY, by=officer, at=NOON)

    assert permissions.represents(person, row, date(2018, 3, 1))
    assert not permissions.represents(person, row, DAY)
    assert not permissions.represents(person, row, date(2017, 12, 31))


def test_nobody_is_appointed_twice(officer):
    standing = RepresentationFactory()

    with pytest.raises(actions.NotPossible, match="이미"):
        actions.appoint(
            organization=standing.organization, user=standing.user, standing="staff", starts_on=DAY, by=officer, at=NOON
        )


def test_a_representative_names_staff_but_no_representative(client):
    standing, person = RepresentationFactory(), UserFactory()
    client.force_login(standing.user)
    url = reverse("representations", args=[standing.organization.code])

    client.post(url, {"person": person.username, "standing": "representative", "starts_on": "2018-01-01"})
    assert not Representation.objects.filter(user=person).exists()
    client.post(url, {"person": person.username, "standing": "staff", "starts_on": "2018-01-01"})
    assert Representation.objects.get(user=person).standing == "staff"


def test_many_organisations_are_assigned_at_once_and_none_twice(client, officer):
    here = DistrictFactory()
    mine = OrganizationFactory.create_batch(2, district=here)
    OrganizationFactory()
    advisor = CaseloadFactory(organization=mine[0]).advisor
    client.force_login(officer)

    client.post(reverse("caseload"), {"advisor": advisor.pk, "district": here.code})

    assert set(Caseload.objects.filter(advisor=advisor).values_list("organization", flat=True)) == {
        row.pk for row in mine
    }
    assert permissions.advises(advisor, mine[1], date.today().replace(year=2100))  # noqa: DTZ011


def test_an_advisor_sees_own_cases_only(client):
    mine, other = CaseloadFactory(), CaseloadFactory()
    client.force_login(mine.advisor)

    page = client.get(reverse("caseload")).content.decode()

    assert mine.organization.name in page
    assert other.organization.name not in page


def test_roles_and_cases_pass_to_the_successor_together(officer):
    case, successor = CaseloadFactory(), UserFactory()

    moved = actions.hand_over_desk(from_user=case.advisor, to_user=successor, on=DAY, by=officer, at=NOON)

    assert moved == (1, 1)
    assert not permissions.advises(case.advisor, case.organization, DAY)
    assert permissions.advises(successor, case.organization, DAY)


def test_a_handover_that_cannot_be_moves_nothing(officer):
    case = CaseloadFactory()

    with pytest.raises(RoleRefused):
        actions.hand_over_desk(from_user=case.advisor, to_user=case.advisor, on=DAY, by=officer, at=NOON)

    assert Caseload.objects.get() == case
    assert Caseload.objects.get().ends_on is None


def test_a_desk_is_handed_over_on_screen(client, officer):
    case, successor = CaseloadFactory(), UserFactory()
    client.force_login(officer)
    url = reverse("desk_hand_over", args=[case.advisor.pk])

    shown = client.get(url).content.decode()
    client.post(url, {"successor": successor.username, "on": "2018-03-02"})

    assert case.organization.name in shown
    assert successor.roles.get().succeeds == case.advisor.roles.get()
    assert Caseload.objects.get(ends_on=None).advisor == successor


def test_ending_twice_is_one_event(officer):
    standing = RepresentationFactory()
    for _press in range(2):
        actions.dismiss(representation=standing, on=DAY, by=officer, at=NOON)

    assert [event.name for event in events.of(standing.organization)] == ["registry.representation.ended"]
