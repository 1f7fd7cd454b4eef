"""Role × state × object for every page of a founding, of the articles and of the co-operative itself."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from cooperative.sharing import JOINED, NOON, founded, member, passed
from factories import OrganizationFactory, RepresentationFactory, UserFactory, user_as
from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions.ending import begin
from socialgoods.cooperative.models import Articles, Consent, Cooperative, Officer, Promoter, Steward
from socialgoods.cooperative.urls.founding import urlpatterns
from socialgoods.kernel import clock
from socialgoods.people.models import Role

pytestmark = pytest.mark.django_db

RUN = {"steward", "chair"}
COUNTY = {"coordinator", "officer", "county_auditor"}
SEE = RUN | COUNTY | {"auditor"}
CONSENTED = {"consenter", "representative"}
EVERYONE = SEE | CONSENTED | {"member", "other_steward", "network", "advisor", "partner", "helper", "resident"}
PUBLIC = EVERYONE | {"anonymous"}

READ = {
    "cooperatives": ("nothing", PUBLIC),
    "cooperative": ("founding", PUBLIC),
    "duties": ("founding", PUBLIC),
    "articles": ("founding", PUBLIC),
    "articles_pdf": ("founding", PUBLIC),
    "founding_begin": ("nothing", EVERYONE),
    "founding": ("founding", SEE | CONSENTED),
    "consent_own": ("founding", EVERYONE),
    "founding_describe": ("founding", RUN),
    "promoter_new": ("founding", RUN),
    "consent_new": ("founding", RUN),
    "founding_file": ("founding", RUN),
    "founding_accept": ("founding", RUN),
    "founding_register": ("founding", RUN),
    "founding_abandon": ("founding", RUN),
    "articles_edit": ("founding", RUN),
    "stewards": ("founding", SEE),
    "steward_new": ("founding", RUN),
    "changes": ("registered", SEE | {"member"}),
    "change_note": ("change", RUN),
    "dissolve": ("registered", RUN),
    "liquidation": ("registered", SEE | {"member"}),
    "liquidation_step": ("ending", RUN),
}
WRITE = {
    "promoter_remove": ("promoter", RUN),
    "consent_withdraw": ("consent", RUN | {"consenter"}),
    "founding_finish": ("founding", RUN),
    "steward_dismiss": ("appointment", RUN),
}
PAPERS = {"consent": PUBLIC, "notice": PUBLIC, "subscriptions": SEE | CONSENTED}


@pytest.fixture
def house():
    """A founding and a registered co-operative that the same people run, and one person in every role."""
    row = Cooperative.objects.create(
        code="begun", name="새 사회적협동조합", kind="social", main_business="local", purpose="함께", begun_on=JOINED
    )
    Articles.objects.create(cooperative=row, starts_on=JOINED)
    old, _members = founded(members=5)
    steward, chair, auditor, own, consenter = (UserFactory() for _n in range(5))
    for each in (row, old):
        Steward.objects.create(cooperative=each, user=steward, starts_on=JOINED)
        for user, office in ((chair, "chair"), (auditor, "auditor")):
            Officer.objects.create(
                cooperative=each,
                office=office,
                name=user.name,
                user=user,
                starts_on=JOINED,
                term_ends_on=date(2100, 1, 1),
            )
    member(old, "", user=own)
    ending, _rows = founded(members=5)
    Steward.objects.create(cooperative=ending, user=steward, starts_on=JOINED)
    Officer.objects.create(
        cooperative=ending, office="chair", name=chair.name, user=chair, starts_on=JOINED, term_ends_on=date(2100, 1, 1)
    )
    begin(cooperative=ending, item=passed(ending, "dissolution"), by=None, at=NOON)
    changed_on = clock.today() - timedelta(days=9)
    Officer.objects.create(
        cooperative=old, office="director", name="새 이사", starts_on=changed_on, term_ends_on=date(2100, 1, 1)
    )
    organization, other = OrganizationFactory(), UserFactory()
    Steward.objects.create(cooperative=founded(members=1)[0], user=other, starts_on=JOINED)
    common = {"cooperative": row, "stakeholder": "worker"}
    consent = Consent.objects.create(**common, user=consenter, name="가", shares=1, filed_on=JOINED)
    Consent.objects.create(**common, organization=organization, name="나", shares=1, filed_on=JOINED)
    promoter = Promoter.objects.create(**common, name="다", joined_on=JOINED)
    people = {
        "anonymous": None, "steward": steward, "chair": chair, "auditor": auditor, "member": own, "consenter": consenter,
        "representative": RepresentationFactory(organization=organization).user, "other_steward": other,
        "coordinator": user_as(Role.COORDINATOR), "officer": user_as(Role.OFFICER), "county_auditor": user_as(Role.AUDITOR),
        "network": user_as(Role.NETWORK), "advisor": user_as(Role.ADVISOR), "partner": user_as(Role.PARTNER),
        "helper": user_as(Role.HELPER), "resident": UserFactory(),
    }  # fmt: skip
    kwargs = {
        "nothing": {}, "founding": {"code": row.code}, "registered": {"code": old.code},
        "ending": {"code": ending.code, "step": "liquidator"},
        "change": {"code": old.code, "key": f"officers:{changed_on}"}, "promoter": {"pk": promoter.pk}, "consent": {"pk": consent.pk},
        "appointment": {"pk": row.stewards.get().pk},
    }  # fmt: skip
    return people, kwargs


def answers(client, people, url, method):
    found = {}
    for role, user in people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        with transaction.atomic():
            found[role] = getattr(client, method)(url)
            transaction.set_rollback(True)
    return found


def opened(found):
    return {role for role, response in found.items() if response.status_code == 200}


def refused(found):
    """By a 403, or by being asked to log in."""
    return {role for role, response in found.items() if response.status_code == 403} | {
        role
        for role, response in found.items()
        if response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
def test_a_page_opens_for_those_who_may_and_for_nobody_else(client, house, name):
    people, kwargs = house
    about, allowed = READ[name]

    found = answers(client, people, reverse(name, kwargs=kwargs[about]), "get")

    assert (opened(found), refused(found)) == (allowed, PUBLIC - allowed)


@pytest.mark.slow
@pytest.mark.parametrize("name", PAPERS)
def test_the_notice_is_for_everybody_the_list_of_who_subscribed_is_not(client, house, name):
    people, kwargs = house
    url = reverse("founding_paper", kwargs=kwargs["founding"] | {"name": name})
    few = {role: people[role] for role in ("anonymous", "resident", "member", "steward", "consenter", "officer")}

    found = answers(client, few, url, "get")

    assert opened(found) == PAPERS[name] & set(few)


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITE)
def test_a_change_is_taken_from_those_who_may_and_from_nobody_else(client, house, name):
    people, kwargs = house
    about, allowed = WRITE[name]

    found = answers(client, people, reverse(name, kwargs=kwargs[about]), "post")

    assert refused(found) == PUBLIC - allowed
    assert {role for role, response in found.items() if response.status_code == 302} - refused(found) == allowed


@pytest.mark.parametrize("name", WRITE)
def test_a_change_cannot_be_made_by_a_link(client, house, name):
    people, kwargs = house
    client.force_login(people["steward"])

    assert client.get(reverse(name, kwargs=kwargs[WRITE[name][0]])).status_code == 405


def test_every_page_stands_in_one_of_the_tables():
    assert {pattern.name for pattern in urlpatterns} == {*READ, *WRITE, "founding_paper"}


@pytest.mark.parametrize(
    ("state", "is_allowed"),
    [
        ("founding", True),
        ("assembled", False),
        ("filed", False),
        ("accepted", False),
        ("registered", False),
        ("winding_up", False),
        ("dissolved", False),
    ],
)
def test_a_consent_is_taken_while_the_founding_is_prepared(state, is_allowed):
    row = Cooperative(code="x", name="새 협동조합", kind="general", begun_on=JOINED, state=state)

    assert permissions.may_consent(UserFactory(), row, clock.today()) == is_allowed


def test_a_helper_at_the_counter_begins_no_founding_in_the_name_of_somebody(house):
    people, _kwargs = house
    person = people["resident"]
    person.assisted_by = object()

    assert not permissions.may_begin_founding(person)


def test_a_former_steward_runs_nothing(house):
    people, _kwargs = house
    Steward.objects.filter(user=people["steward"]).update(ends_on=clock.today())

    assert not permissions.runs(people["steward"], Cooperative.objects.get(code="begun"), clock.today())
