"""Role × object for every page of the register: who gets in, who is refused, who is asked to log in."""

from datetime import date

import pytest
from django.urls import reverse

from cooperative.sharing import JOINED, NOON, founded, member, paid, subscribed
from factories import CaseloadFactory, OrganizationFactory, RepresentationFactory, UserFactory, user_as
from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import leaving
from socialgoods.cooperative.actions.certificate import certify
from socialgoods.cooperative.actions.member import ask_to_join
from socialgoods.cooperative.actions.relation import relate
from socialgoods.cooperative.models import Member, Officer, Steward
from socialgoods.cooperative.urls.register import urlpatterns
from socialgoods.kernel import clock
from socialgoods.people.models import Role
from who_may import answers

pytestmark = pytest.mark.django_db

RUN = {"steward", "chair"}
COUNTY = {"coordinator", "officer", "county_auditor"}
MEMBERS = {"person", "representative"}
SEE = RUN | COUNTY | {"auditor"}
EVERYONE = SEE | MEMBERS | {
    "leaver", "other_person", "network", "advisor", "partner", "helper", "resident", "other_representative", "other_steward",
}  # fmt: skip

READ = {
    "register": ("cooperative", SEE | MEMBERS | {"other_person"}),
    "register_download": ("cooperative", SEE | MEMBERS | {"other_person"}),
    "liabilities": ("cooperative", SEE | MEMBERS | {"other_person"}),
    "my_membership": ("cooperative", EVERYONE),
    "member_new": ("cooperative", RUN),
    "member": ("person", SEE | {"person"}),
    "certificate": ("certificate", SEE | {"person"}),
    "member_subscribe": ("person", RUN | {"person"}),
    "member_leave": ("person", RUN | {"person"}),
    "member_transfer": ("person", RUN),
    "member_refund": ("leaver", RUN),
    "refund_debts": ("leaver", RUN),
    "relation_new": ("person", RUN),
    "subscription_pay": ("subscription", RUN),
    "subscription_cancel": ("subscription", RUN),
    "join_decline": ("request", RUN),
}
WRITE = {
    "price_convert": ("cooperative", RUN),
    "member_stay": ("person", RUN | {"person"}),
    "certificate_issue": ("person", RUN | {"person"}),
    "relation_end": ("relation", RUN),
    "refund_fix": ("leaver", RUN),
    "refund_claim": ("leaver", RUN),
    "refund_lapse": ("leaver", RUN),
    "join_accept": ("request", RUN),
    "join_take_back": ("request", {"resident"}),
}


@pytest.fixture
def house():
    """A co-operative with a member of every kind, somebody who asks to join and one who left; and one person in every role."""
    cooperative, _rows = founded(members=5)
    today, organization = clock.today(), OrganizationFactory()
    person, other, gone, resident = UserFactory(), UserFactory(), UserFactory(), UserFactory()
    own = member(cooperative, "", user=person)
    each = subscribed(own, 2)
    paid(each, 10_000)
    member(cooperative, "", user=other)
    member(cooperative, "", organization=organization)
    left = member(cooperative, "", user=gone)
    leaving.withdraw(member=left, notified_on=date(2017, 6, 1), on=date(2018, 2, 1), by=None, at=NOON)
    steward, chair, auditor, other_steward = UserFactory(), UserFactory(), UserFactory(), UserFactory()
    Steward.objects.create(cooperative=cooperative, user=steward, starts_on=JOINED)
    for user, office in ((chair, "chair"), (auditor, "auditor")):
        Officer.objects.create(
            cooperative=cooperative,
            office=office,
            name=user.name,
            user=user,
            starts_on=JOINED,
            term_ends_on=date(2100, 1, 1),
        )
    Steward.objects.create(cooperative=founded(members=1)[0], user=other_steward, starts_on=JOINED)
    request = ask_to_join(
        cooperative=cooperative, user=resident, stakeholder="consumer", shares=1, by=resident, at=NOON
    )
    people = {
        "anonymous": None, "steward": steward, "chair": chair, "auditor": auditor, "person": person, "other_person": other,
        "leaver": gone, "resident": resident, "other_steward": other_steward,
        "representative": RepresentationFactory(organization=organization).user,
        "other_representative": RepresentationFactory().user, "advisor": CaseloadFactory(organization=organization).advisor,
        "coordinator": user_as(Role.COORDINATOR), "officer": user_as(Role.OFFICER), "county_auditor": user_as(Role.AUDITOR),
        "network": user_as(Role.NETWORK), "partner": user_as(Role.PARTNER), "helper": user_as(Role.HELPER),
    }  # fmt: skip
    relation = relate(member=own, other=_rows[0], kind="family", on=today, by=None, at=NOON)
    code = {"code": cooperative.code}
    kwargs = {
        "cooperative": code,
        "person": code | {"number": own.number},
        "leaver": code | {"number": left.number},
        "certificate": code | {"number": certify(member=own, on=today, by=None, at=NOON).number},
        "subscription": {"pk": each.pk},
        "request": {"pk": request.pk},
        "relation": {"pk": relation.pk},
    }
    return people, kwargs


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
def test_a_page_opens_for_those_who_may_and_for_nobody_else(client, house, name):
    about, allowed = READ[name]

    found = answers(client, house, name, about, "get")

    assert {role for role, response in found.items() if response.status_code == 200} == allowed
    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - allowed
    assert found["anonymous"]["Location"].startswith(reverse("account_login") + "?next=")


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITE)
def test_a_change_is_taken_from_those_who_may_and_from_nobody_else(client, house, name):
    about, allowed = WRITE[name]

    found = answers(client, house, name, about, "post")

    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - allowed
    assert {role for role, response in found.items() if response.status_code == 302} == allowed | {"anonymous"}
    assert found["anonymous"]["Location"].startswith(reverse("account_login"))


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITE)
def test_a_change_cannot_be_made_by_a_link(client, house, name):
    people, kwargs = house
    client.force_login(people["steward"])

    assert client.get(reverse(name, kwargs=kwargs[WRITE[name][0]])).status_code == 405


def test_every_page_of_the_register_stands_in_one_of_the_tables():
    assert {pattern.name for pattern in urlpatterns} == set(READ) | set(WRITE)


def test_one_who_left_sees_the_own_shares_and_refund_and_nobody_elses(client, house):
    people, kwargs = house
    client.force_login(people["leaver"])

    assert client.get(reverse("member", kwargs=kwargs["leaver"])).status_code == 200
    assert client.get(reverse("member", kwargs=kwargs["person"])).status_code == 403


def test_a_helper_at_the_counter_acts_for_the_member_and_does_not_run_the_cooperative(house):
    people, kwargs = house
    person, steward = people["person"], people["steward"]
    own = Member.objects.select_related("cooperative", "organization").get(
        number=kwargs["person"]["number"], user=person
    )
    person.assisted_by = steward.assisted_by = object()

    assert permissions.may_change_own(person, own, clock.today())
    assert not permissions.may_keep_register(steward, own.cooperative, clock.today())
