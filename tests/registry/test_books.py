"""An organisation keeps its books here: opened by its representative, closed to the county, let go with the office."""

from datetime import date

import pytest
from django.urls import reverse

from factories import OrganizationFactory, RepresentationFactory, UserFactory, user_as
from socialgoods.kernel import clock
from socialgoods.ledger import permissions as ledger
from socialgoods.ledger.models import Entity
from socialgoods.people.models import Role
from socialgoods.registry import permissions
from socialgoods.registry.actions import books as actions
from socialgoods.registry.actions import standing
from socialgoods.registry.models import Representation

pytestmark = pytest.mark.django_db
TODAY = date(2018, 3, 20)


@pytest.fixture
def representation():
    clock.set_today(TODAY)
    return RepresentationFactory(organization=OrganizationFactory(code="SG001", name="두레 두부"))


def address(representation):
    return reverse("organization_books", args=[representation.organization.code])


def opened(client, representation, day="2018-01-01"):
    client.force_login(representation.user)
    return client.post(address(representation), {"opened_on": day})


def test_the_representative_opens_the_books_and_keeps_them(client, representation):
    answer = opened(client, representation)

    entity = Entity.objects.get()
    assert answer["Location"] == entity.get_absolute_url() == "/ledger/organization-sg001/"
    assert (entity.kind, entity.party, entity.opened_on) == ("organization", "organization:SG001", date(2018, 1, 1))
    assert ledger.may_keep(representation.user, entity, TODAY)
    assert client.get(address(representation))["Location"] == entity.get_absolute_url()


def test_a_cooperative_gets_the_accounts_of_a_cooperative(client, representation):
    opened(client, representation)

    assert Entity.objects.get().accounts.filter(name="법정적립금").exists()


@pytest.mark.parametrize("day", ["2018-03-21", "", "x"])
def test_books_are_not_opened_on_a_day_to_come_or_on_none(client, representation, day):
    assert opened(client, representation, day).status_code == 200
    assert not Entity.objects.exists()


@pytest.mark.parametrize(
    "role", [Role.COORDINATOR, Role.OFFICER, Role.AUDITOR, Role.ADVISOR, Role.NETWORK, Role.HELPER]
)
def test_the_countys_staff_neither_open_nor_read_them(client, representation, role):
    opened(client, representation)
    client.force_login(user_as(role))

    assert client.get(address(representation)).status_code == 403
    assert client.get(Entity.objects.get().get_absolute_url()).status_code == 403
    assert client.get(reverse("ledger")).context["rows"] == []


def test_the_organisations_staff_and_another_representative_do_not_open_them(representation):
    staff = RepresentationFactory(organization=representation.organization, standing=Representation.Standing.STAFF).user

    for user in (staff, RepresentationFactory().user, UserFactory()):
        assert not permissions.may_open_books(user, representation.organization, TODAY)


def test_a_helper_at_a_counter_does_not_open_them(representation):
    representation.user.assisted_by = UserFactory()

    assert not permissions.may_open_books(representation.user, representation.organization, TODAY)


def test_who_leaves_office_leaves_the_books_and_the_next_takes_them_over(client, representation):
    opened(client, representation)
    entity = Entity.objects.get()
    standing.dismiss(representation=representation, on=TODAY, by=representation.user, at=clock.now())
    successor = RepresentationFactory(organization=representation.organization)
    former = type(representation.user).objects.get(pk=representation.user_id)

    client.force_login(successor.user)
    shown = client.get(address(successor)).content.decode()
    client.post(address(successor))

    assert not ledger.may_read(former, entity, TODAY)
    assert "장부 담당 되기" in shown
    assert ledger.may_keep(successor.user, entity, TODAY)
    assert Entity.objects.count() == 1


def test_opening_twice_opens_once(representation):
    said = {"organization": representation.organization, "by": representation.user, "at": clock.now(), "on": TODAY}

    first = actions.open_books(opened_on=date(2018, 1, 1), **said)
    second = actions.open_books(opened_on=date(2018, 2, 1), **said)

    assert (first, first.keepers.count()) == (second, 1)


def test_the_way_to_the_books_stands_on_the_organisations_own_page_and_desk(client, representation):
    client.force_login(representation.user)

    assert address(representation) in client.get(representation.organization.get_absolute_url()).content.decode()
    assert address(representation) in client.get(reverse("desk_face", args=["own"])).content.decode()
    client.force_login(user_as(Role.OFFICER))
    assert address(representation) not in client.get(representation.organization.get_absolute_url()).content.decode()
