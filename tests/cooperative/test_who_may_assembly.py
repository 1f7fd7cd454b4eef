"""Role × state × object for every page of an assembly: who gets in, who is refused, who is asked to log in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cooperative import founding
from cooperative import meeting as made
from factories import RepresentationFactory, UserFactory, user_as
from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import demand as demands
from socialgoods.cooperative.models import Consent, Delegate, Member, Officer, Paper, Steward
from socialgoods.cooperative.urls import assembly as urls
from socialgoods.kernel import clock, kept
from socialgoods.people.models import Role
from who_may import answers, roles

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

RUN = {"steward", "chair"}
SUPERVISE = {"coordinator", "officer", "county_auditor"}
OWN = {"member", "representative"}
SEE = RUN | SUPERVISE | OWN | {"auditor"}
EVERYONE = SEE | {"resident", "network", "helper", "past_steward", "other_steward", "other_member"}

READ = {
    ("assemblies", "house"): SEE,
    ("assembly_new", "house"): RUN,
    ("assembly", "draft"): RUN,
    ("assembly", "called"): SEE,
    ("assembly", "open"): SEE,
    ("assembly", "closed"): SEE,
    ("assembly", "signed"): SEE,
    ("assembly", "cancelled"): SEE,
    ("assembly_change", "draft"): RUN,
    ("item_new", "draft"): RUN,
    ("item_change", "item"): RUN,
    ("paper_new", "called"): RUN,
    ("paper_file", "paper"): SEE,
    ("assembly_postpone", "called"): RUN,
    ("assembly_open", "called"): RUN,
    ("assembly_cancel", "called"): RUN,
    ("told", "called"): RUN,
    ("told_file", "told"): RUN,
    ("convocation", "called"): RUN,
    ("sign_in_sheet", "called"): RUN,
    ("assembly_roll", "called"): RUN,
    ("assembly_roll", "open"): RUN,
    ("assembly_screen", "open"): SEE,
    ("assembly_screen", "closed"): SEE,
    ("assembly_here", "open"): OWN,
    ("attendance_ticket", "row"): RUN | {"member"},
    ("attendance_ticket", "row_of_organization"): RUN | {"representative"},
    ("attendance_proxy", "row"): RUN | {"member"},
    ("attendance_proxy", "row_of_organization"): RUN | {"representative"},
    ("proxy_paper", "row"): RUN | {"member"},
    ("minutes", "closed"): SEE,
    ("minutes", "signed"): SEE,
    ("minutes_pdf", "signed"): SEE,
    ("minutes_edit", "closed"): RUN,
    ("minutes_signers", "closed"): RUN,
    ("minutes_sign", "closed"): RUN,
    ("demand_new", "house"): RUN | OWN,
    ("demand", "demand"): SEE,
    ("demand_paper", "demand"): RUN,
    ("demand_answer", "demand"): RUN,
    ("delegates", "house"): SEE,
    ("delegates_new", "house"): RUN,
    ("delegate_end", "delegate"): RUN,
}
WRITE = {
    ("item_remove", "item"): RUN,
    ("paper_remove", "paper"): RUN,
    ("assembly_call", "draft"): RUN,
    ("assembly_close", "open"): RUN,
    ("told_note", "called"): RUN,
    ("attendance_arrive", "row"): RUN,
    ("attendance_leave", "row"): RUN,
    ("attendance_admit", "row"): RUN,
    ("attendance_plan", "row"): RUN | {"member"},
    ("attendance_plan", "row_of_organization"): RUN | {"representative"},
    ("attendance_read", "row"): RUN | {"member"},
    ("attendance_take_back", "row"): RUN | {"member"},
    ("attendance_leave_own", "row"): {"member"},
    ("minutes_again", "closed"): RUN,
    ("minutes_finish", "closed"): RUN,
    ("minutes_unsign", "closed"): RUN,
    ("minutes_sign_own", "row_to_sign"): {"member"},
    ("demand_sign", "member"): {"member"},
    ("demand_unsign", "member"): {"member"},
}


def _people(owner, on):
    people = {
        "anonymous": None,
        **{role: user_as(role) for role in (Role.COORDINATOR, Role.OFFICER, Role.NETWORK, Role.HELPER)},
        "county_auditor": user_as(Role.AUDITOR),
        **{
            name: UserFactory()
            for name in (
                "resident", "steward", "past_steward", "other_steward", "other_member", "auditor", "chair", "member",
            )
        },
    }  # fmt: skip
    firm = RepresentationFactory()
    people["representative"] = firm.user
    Member.objects.filter(cooperative=owner, number=2).update(user=people["member"])
    Member.objects.filter(cooperative=owner, number=3).update(organization=firm.organization)
    other = made.cooperative(1, code="other")
    Member.objects.filter(cooperative=other).update(user=people["other_member"])
    for name, whose, ends_on in (("steward", owner, None), ("past_steward", owner, on), ("other_steward", other, None)):
        Steward.objects.create(cooperative=whose, user=people[name], starts_on=on - timedelta(days=9), ends_on=ends_on)
    for name in ("chair", "auditor"):
        Officer.objects.create(cooperative=owner, office=name, name=name, user=people[name],
                               starts_on=on - timedelta(days=9), term_ends_on=on + timedelta(days=900))  # fmt: skip
    return people


@pytest.fixture
def house():
    """(people by role, address by what it is asked about)."""
    now, on = clock.now(), clock.today()
    owner = made.cooperative(10, code="network")
    people = _people(owner, on)
    coming = {"at": now, "held_at": now + timedelta(days=9)}
    draft, called = made.drafted(owner, **coming), made.called(owner, **coming)
    running = made.opened(owner, here=7, at=now - timedelta(days=8), held_at=now)
    past = {"at": now - timedelta(days=40), "held_at": now - timedelta(days=30)}
    closed, signed = made.closed(owner, **past), made.signed(owner, **past)
    cancelled = made.assemblies.cancel(assembly=made.called(owner, **coming), reason="눈", by=None, at=now)
    paper = Paper(assembly=called, name="예산안", sha256="0" * 64)
    kept.keep(paper.file, b"%PDF-1.4")
    paper.save()
    demand = demands.begin(
        cooperative=owner, member=owner.members.get(number=1), purpose="창고", reason="함께", by=None, at=now
    )
    demands.sign(demand=demand, member=owner.members.get(number=5), by=None, at=now)
    delegate = Delegate.objects.create(
        cooperative=owner, member=owner.members.get(number=5), starts_on=on - timedelta(days=9), ends_on=on + timedelta(days=9)
    )  # fmt: skip
    of = {"code": "network"}
    states = {
        "draft": draft, "called": called, "open": running, "closed": closed, "signed": signed, "cancelled": cancelled
    }  # fmt: skip
    kwargs = {name: {**of, "pk": row.pk} for name, row in states.items()}
    kwargs |= {
        "house": of, "item": {**of, "pk": draft.pk, "number": 1}, "told": {**of, "pk": called.pk, "form": "csv"},
        "paper": {**of, "pk": called.pk, "paper_pk": paper.pk}, "row": {"pk": called.roll.get(number=2).pk},
        "row_of_organization": {"pk": called.roll.get(number=3).pk},
        "row_to_sign": {**of, "pk": closed.pk, "attendance": closed.roll.get(number=2).pk}, "demand": {**of, "pk": demand.pk},
        "member": {**of, "pk": demand.pk, "member": owner.members.get(number=2).pk}, "delegate": {**of, "pk": delegate.pk},
    }  # fmt: skip
    return people, kwargs


@pytest.mark.parametrize(("name", "about"), READ, ids=lambda part: part or "")
def test_a_page_opens_for_those_who_may_and_for_nobody_else(client, house, name, about):
    found = answers(client, house, name, about, "get")

    assert roles(found, 200) == READ[name, about]
    assert roles(found, 403) == EVERYONE - READ[name, about]
    assert found["anonymous"]["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("name", "about"), WRITE, ids=lambda part: part or "")
def test_a_change_is_taken_from_those_who_may_and_from_nobody_else(client, house, name, about):
    found = answers(client, house, name, about, "post")

    assert roles(found, 302) == WRITE[name, about] | {"anonymous"}
    assert roles(found, 403) == EVERYONE - WRITE[name, about]


def test_a_change_cannot_be_made_by_a_link(client, house):
    people, kwargs = house
    client.force_login(people["steward"])

    assert {client.get(reverse(name, kwargs=kwargs[about])).status_code for name, about in WRITE} == {405}


def test_the_number_on_the_wall_is_shown_where_staff_opened_the_screen_and_to_no_member(client, house):
    found = answers(client, house, "assembly_screen", "open", "get")

    shown = {role for role, answer in found.items() if 'class="hall__code"' in answer.content.decode()}
    assert shown == RUN


@pytest.fixture
def consented():
    owner = founding.begun()
    founding.consented(owner)
    user = UserFactory()
    Consent.objects.filter(cooperative=owner, name="조합원 3").update(user=user)
    return user, founding.called(owner)


def test_a_founding_assembly_is_of_those_who_consented(client, consented):
    user, row = consented
    at = reverse("assembly", args=[row.cooperative.code, row.pk])

    seen = []
    for who in (user, UserFactory()):
        client.force_login(who)
        seen.append(client.get(at).status_code)
    assert seen == [200, 403]
    assert [each.name for each in permissions.own_rows(user, row, clock.today())] == ["조합원 3"]


def test_every_page_of_an_assembly_stands_in_a_table():
    assert {pattern.name for pattern in urls.urlpatterns} == {name for name, _ in (*READ, *WRITE)}
