"""Who may open which page of people: role × state × object, for every view."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from factories import DepartmentFactory, RepresentationFactory, RoleAssignmentFactory, UserFactory, user_as
from socialgoods.people import permissions, urls
from socialgoods.people.models import Role, User

pytestmark = pytest.mark.django_db

WHO = (
    "anonymous",
    "resident",
    "representative",
    "coordinator",
    "officer",
    "advisor",
    "network",
    "partner",
    "auditor",
    "helper",
    "former",
    "assisted",
    "assisted_coordinator",
)

EVERYONE = set(WHO) - {"anonymous"}
OWN = EVERYONE
ALONE = EVERYONE - {"assisted", "assisted_coordinator"}
COORDINATOR = {"coordinator"}
ACCOUNTS = {"coordinator", "auditor"}
STAFF = {"coordinator", "officer", "advisor", "network", "auditor", "helper"}
HELPERS = {"coordinator", "officer", "advisor", "network", "helper"}

# (view, object) → who gets past the permission; the others get 403, an anonymous visitor log-in.
GET = {
    ("people", ""): STAFF,
    ("person", "resident"): ACCOUNTS,
    ("person", "officer"): STAFF,
    ("person", "former"): ACCOUNTS,
    ("person", "closed"): ACCOUNTS,
    ("person_new", ""): HELPERS,
    ("role_assign", ""): COORDINATOR,
    ("role_end", "running"): COORDINATOR,
    ("role_end", "ended"): COORDINATOR,
    ("departments", ""): COORDINATOR,
    ("department", "department"): COORDINATOR,
    ("code_sheet", "resident"): HELPERS,
    ("code_sheet", "officer"): COORDINATOR,
    ("code_sheet", "coming"): COORDINATOR,
    ("code_sheet", "former"): HELPERS,
    ("code_sheet", "closed"): set(),
    ("code_sheet_print", "resident"): HELPERS,
    ("code_sheet_print", "officer"): COORDINATOR,
    ("code_sheet_pdf", "resident"): HELPERS,
    ("code_sheet_pdf", "officer"): COORDINATOR,
    ("assist_start", ""): HELPERS,
    ("assist_person", "resident"): HELPERS,
    ("assist_person", "officer"): HELPERS,
    ("assist_person", "closed"): set(),
    ("assist_person", "self"): set(),
    ("me", ""): OWN,
    ("me_close", ""): ALONE,
}
POST_ONLY = {("assist_end", ""): EVERYONE, ("me_export", ""): OWN}
FOR_ANYONE = {"code_login", "code_login_confirm"}


@pytest.fixture
def objects(db, today, tomorrow):
    officer = user_as(Role.OFFICER)
    former = RoleAssignmentFactory(role=Role.AUDITOR, ends_on=today)
    coming = RoleAssignmentFactory(role=Role.AUDITOR, starts_on=tomorrow)
    return {
        "resident": UserFactory(),
        "officer": officer,
        "former": former.user,
        "coming": coming.user,
        "closed": UserFactory(is_active=False),
        "running": officer.roles.get(),
        "ended": former,
        "department": DepartmentFactory(),
    }


def somebody(who, today):
    if who == "anonymous":
        return None, Client()
    if who == "resident":
        user = UserFactory()
    elif who == "representative":
        user = RepresentationFactory().user
    elif who == "former":
        user = RoleAssignmentFactory(role=Role.COORDINATOR, ends_on=today).user
    elif who.startswith("assisted"):
        return helped(user_as(Role.COORDINATOR) if who == "assisted_coordinator" else UserFactory())
    else:
        user = user_as(who)
    client = Client()
    client.force_login(user)
    return user, client


def helped(person):
    client = Client()
    client.force_login(user_as(Role.HELPER))
    client.post(reverse("assist_start"), {"words": person.username})
    asked = {"way": "counter", "checked_by": "id_card", "reason": "보고"}
    client.post(reverse("assist_person", args=[person.pk]), asked)
    return person, client


def outcome(response):
    if response.status_code == 403:
        return "refused"
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "log in"
    assert response.status_code in {200, 302}
    return "allowed"


def expected(who, allowed):
    return "log in" if who == "anonymous" else "allowed" if who in allowed else "refused"


@pytest.mark.slow
@pytest.mark.parametrize("who", WHO)
def test_who_may_open_what(who, objects, today):
    user, client = somebody(who, today)

    found, wanted = {}, {}
    for (name, about), allowed in GET.items():
        thing = user if about == "self" else objects.get(about)
        if about == "self" and user is None:
            continue
        address = reverse(name, args=[thing.pk] if about else [])
        found[name, about] = outcome(client.get(address))
        wanted[name, about] = expected(who, allowed)
    for (name, about), allowed in POST_ONLY.items():
        assert client.get(reverse(name)).status_code == 405
        found[name, about] = outcome(client.post(reverse(name)))
        wanted[name, about] = expected(who, allowed)

    assert found == wanted


def test_the_table_names_every_view():
    named = {name for name, _ in GET} | {name for name, _ in POST_ONLY} | FOR_ANYONE

    assert named == {pattern.name for pattern in urls.urlpatterns}
    assert named <= {name for name in get_resolver().reverse_dict if isinstance(name, str)}


@pytest.mark.parametrize("name", sorted(FOR_ANYONE))
def test_the_way_in_stands_open(client, name):
    assert client.get(reverse(name), follow=True).status_code == 200


PREDICATES = {
    "is_coordinator": {"coordinator"},
    "is_officer": {"coordinator", "officer"},
    "is_advisor": {"advisor"},
    "is_network_staff": {"network"},
    "is_partner": {"partner"},
    "is_auditor": {"auditor"},
    "is_helper": HELPERS,
    "may_manage_roles": COORDINATOR,
    "may_hand_over": COORDINATOR,
    "may_see_staff": STAFF,
    "may_see_all_accounts": ACCOUNTS,
    "may_open_account": HELPERS,
    "may_assist": HELPERS,
}


@pytest.mark.parametrize("who", [who for who in WHO if not who.startswith("assisted")])
def test_who_may_what_by_role(who, today):
    from django.contrib.auth.models import AnonymousUser

    user = somebody(who, today)[0] or AnonymousUser()

    assert {name for name, allowed in PREDICATES.items() if getattr(permissions, name)(user, today)} == {
        name for name, allowed in PREDICATES.items() if who in allowed
    }


def test_who_is_helped_holds_no_role(coordinator, helper, today):
    person = User.objects.get(pk=coordinator.pk)
    person.assisted_by = object()

    assert permissions.roles(person, today) == frozenset()
    assert not permissions.may_change_security(person)
    assert permissions.may_see_own(person)


def test_a_closed_account_holds_no_role(coordinator, today):
    coordinator.is_active = False

    assert permissions.roles(coordinator, today) == frozenset()
