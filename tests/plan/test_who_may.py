"""Role × object for every page of the plan: who gets in, who is refused, who is asked to log in."""

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from factories import (
    CaseloadFactory,
    DepartmentFactory,
    RepresentationFactory,
    RoleAssignmentFactory,
    UserFactory,
    user_as,
)
from plan import small
from socialgoods.people.models import Assistance, Role
from socialgoods.plan import permissions
from socialgoods.plan.actions.setup import write_plan
from socialgoods.plan.models import Indicator, Plan, ReadingChoice

pytestmark = pytest.mark.django_db

OFFICERS = {"coordinator", "officer", "department", "owner"}
ENTERING = {"coordinator", "department", "owner"}
DOWN = OFFICERS | {"auditor"}
EVERYONE = OFFICERS | {
    "auditor", "advisor", "representative", "network", "partner", "helper", "resident", "assisted_coordinator",
}  # fmt: skip
JOBS, FINANCE = {"key": "jobs"}, {"key": "social_finance"}

# name: (arguments, who may; None is everybody, without logging in)
READ = {
    "plan": ({}, None),
    "forecast": ({}, None),
    "participation": ({}, None),
    "indicator": (JOBS, None),
    "targets_file": ({}, None),
    "observations_file": ({}, None),
    "forecast_file": ({}, None),
    "measurements_file": ({}, None),
    "participation_file": ({"form": "csv"}, None),
    "indicator_organizations": (JOBS, DOWN),
    "indicator_organizations_file": (JOBS | {"form": "csv"}, DOWN),
    "forecast_inputs": ({}, DOWN),
    "indicator_reading": (JOBS, {"coordinator"}),
    "indicator_targets": (JOBS, {"coordinator"}),
    "indicator_owner": (JOBS, {"coordinator"}),
    "indicator_observe": (FINANCE, ENTERING),
}
WRITE = "plan_write"
"""Only by POST."""
ASK_LOGIN = {"indicator_reading", "indicator_targets", "indicator_owner", "indicator_observe"}


@pytest.fixture
def people():
    plan = write_plan(at=small.AT)
    small.stored(plan)
    department, owner = DepartmentFactory(), user_as(Role.OFFICER)
    Indicator.objects.filter(key="social_finance").update(department=department, owner=owner)
    found = {
        "anonymous": None,
        "coordinator": user_as(Role.COORDINATOR),
        "officer": user_as(Role.OFFICER),
        "department": RoleAssignmentFactory(role=Role.OFFICER, department=department).user,
        "owner": owner,
        "auditor": user_as(Role.AUDITOR),
        "advisor": CaseloadFactory().advisor,
        "representative": RepresentationFactory().user,
        "network": user_as(Role.NETWORK),
        "partner": user_as(Role.PARTNER),
        "helper": user_as(Role.HELPER),
        "resident": UserFactory(),
        "assisted_coordinator": user_as(Role.COORDINATOR),
    }
    found["assisted_coordinator"].assisted_by = Assistance(helper=found["helper"])
    return found


def asked(client, people, name, method, data=None):
    arguments, _ = READ[name]
    found = {}
    for role, user in people.items():
        if role == "assisted_coordinator":
            continue
        client.logout()
        if user is not None:
            client.force_login(user)
        with transaction.atomic():
            found[role] = getattr(client, method)(reverse(name, kwargs=arguments), data or {})
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("name", READ)
def test_a_page_opens_for_those_who_may_and_for_nobody_else(client, people, name):
    allowed = READ[name][1]

    found = asked(client, people, name, "get")

    open_to = {role for role, response in found.items() if response.status_code in {200, 404}}
    if allowed is None:
        assert open_to == set(people) - {"assisted_coordinator"}
        return
    assert open_to == allowed
    refused = EVERYONE - allowed - {"assisted_coordinator"}
    assert {role for role, response in found.items() if response.status_code == 403} - {"anonymous"} == refused
    if name in ASK_LOGIN:
        assert found["anonymous"]["Location"].startswith(reverse("account_login") + "?next=")
    else:
        assert found["anonymous"].status_code == 403


@pytest.mark.parametrize("name", sorted(ASK_LOGIN))
def test_a_change_is_taken_from_those_who_may_and_from_nobody_else(client, people, name):
    found = asked(client, people, name, "post", {"reason": "까닭"})

    refused = EVERYONE - READ[name][1] - {"assisted_coordinator"}
    assert {role for role, response in found.items() if response.status_code == 403} == refused
    assert ReadingChoice.objects.filter(by__isnull=False).count() == 0


def test_the_plan_is_written_by_the_coordinator_and_never_by_a_link(client):
    people = {role: user_as(role) for role in (Role.OFFICER, Role.AUDITOR, Role.COORDINATOR)}
    people = {"anonymous": None, "resident": UserFactory(), **people}
    codes = {}
    for role, user in people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        assert client.get(reverse(WRITE)).status_code == 405
        codes[role] = (client.post(reverse(WRITE)).status_code, Plan.objects.exists())

    refused = {"officer": (403, False), "auditor": (403, False), "resident": (403, False)}
    assert codes == {"anonymous": (302, False), "coordinator": (302, True), **refused}


def test_who_is_being_helped_decides_nothing_of_the_plan(people):
    on, assisted = small.AT.date(), people["assisted_coordinator"]
    finance = Indicator.objects.get(key="social_finance")

    assert not any(
        (
            permissions.may_choose_reading(assisted, on),
            permissions.may_set_targets(assisted, on),
            permissions.may_write_plan(assisted, on),
            permissions.may_set_owner(assisted, on),
            permissions.may_enter(assisted, finance, on),
            permissions.may_see_organizations(assisted, on),
            permissions.may_see_names(assisted, on),
        )
    )


def test_an_owner_who_is_no_longer_an_officer_enters_nothing(people):
    finance = Indicator.objects.get(key="social_finance")
    finance.owner = people["resident"]

    assert not permissions.may_enter(people["resident"], finance, small.AT.date())


def names_of(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, pattern.lookup_str


def test_every_page_of_the_plan_stands_in_the_table():
    ours = {name for name, view in names_of(get_resolver().url_patterns) if view.startswith("socialgoods.plan.")}

    assert ours == {*READ, WRITE}
