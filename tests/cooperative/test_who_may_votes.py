"""Role × state × object for every page of a vote: who gets in, who is refused, who is asked to log in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cooperative.voting import assembly, attend, cooperative, item
from factories import RepresentationFactory, UserFactory, user_as
from socialgoods.cooperative import vote_permissions as permissions
from socialgoods.cooperative.actions import item as items
from socialgoods.cooperative.models import Attendance, Member, Officer, Steward
from socialgoods.cooperative.urls import votes as urls
from socialgoods.kernel import clock
from socialgoods.people.models import Assistance, Role
from who_may import answers, roles

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

RUN = {"steward", "chair"}
SUPERVISE = {"coordinator", "officer", "county_auditor"}
VOTERS = {"member", "representative", "proxy_holder", "chair"}
SEE = RUN | SUPERVISE | VOTERS | {"auditor", "teller", "principal"}
EVERYONE = SEE | {"other_steward", "other_member", "resident", "network", "helper", "past_steward"}

READ = {
    ("item", "waiting"): SEE,
    ("item", "voting"): SEE,
    ("item", "counting"): SEE,
    ("item", "done"): SEE,
    ("item", "open_voting"): SEE - {"teller"},
    ("item_nominee_new", "waiting"): RUN,
    ("item_tellers", "waiting"): RUN,
    ("item_witness", "counting_by_code"): RUN,
    ("item_desk", "voting"): RUN,
    ("item_desk", "open_voting"): RUN,
    ("item_ballots", "waiting"): RUN,
    ("vote_for", "own"): {"member"},
    ("vote_for", "of_organization"): {"representative"},
    ("vote_for", "of_principal"): {"proxy_holder"},
    ("vote_for", "open_own"): {"member"},
    ("item_count", "counting"): {"teller"},
    ("recount", "counting"): {"teller"},
    ("recount", "done"): SEE,
    ("recount_file", "counting"): {"teller"},
    ("recount_file", "done"): SEE,
}
NOT_BEFORE_THE_CLOSE = [(name, state) for name in ("recount", "recount_file") for state in ("waiting", "voting")]
LEADS_ON = {("vote", "voting"): SEE}
WRITE = {
    ("item_nominee_drop", "nominee"): RUN,
    ("item_open", "waiting"): RUN,
    ("item_close", "voting"): RUN,
    ("item_annul", "voting"): RUN,
    ("item_again", "done"): RUN,
    ("item_lot", "nominee"): RUN,
    ("item_paper", "voting"): RUN,
    ("item_hands", "open_voting"): RUN,
    ("item_confirm", "counting"): {"teller"},
}


@pytest.fixture
def voting():
    """(people by role, address by what it is asked about)."""
    now = clock.now()
    owner = cooperative()
    secret = assembly(3, at=now, owner=owner)
    on = clock.today()
    people = {
        "anonymous": None,
        **{role: user_as(role) for role in (Role.COORDINATOR, Role.OFFICER, Role.NETWORK, Role.HELPER)},
        "county_auditor": user_as(Role.AUDITOR),
        "resident": UserFactory(),
        "teller": UserFactory(),
        "steward": UserFactory(),
        "past_steward": UserFactory(),
        "other_steward": UserFactory(),
        "other_member": UserFactory(),
        "auditor": UserFactory(),
    }
    names = ("member", "chair", "proxy_holder")
    people |= {
        name: row.member.user for name, row in zip(names, secret.roll.select_related("member__user"), strict=True)
    }
    firm = RepresentationFactory()
    people["representative"] = firm.user
    stewards = [("steward", owner, None), ("past_steward", owner, on), ("other_steward", cooperative("other"), None)]
    for name, whose, ends_on in stewards:
        Steward.objects.create(cooperative=whose, user=people[name], starts_on=on - timedelta(days=9), ends_on=ends_on)
    for name, office in (("chair", "chair"), ("auditor", "auditor")):
        Officer.objects.create(cooperative=owner, office=office, name=name, user=people[name],
                               starts_on=on - timedelta(days=9), term_ends_on=on + timedelta(days=900))  # fmt: skip
    of_firm = attend(secret, 11, at=now)
    Member.objects.filter(pk=of_firm.member_id).update(organization=firm.organization)
    people["principal"] = UserFactory()
    holder = secret.roll.get(member__user=people["proxy_holder"])
    of_principal = attend(secret, 12, people["principal"], at=now, channel="proxy", proxy=holder, proxy_paper=True)
    Member.objects.create(cooperative=cooperative("third"), number=1, user=people["other_member"], name="다른 조합원",
                          stakeholder="consumer", starts_on=on - timedelta(days=9))  # fmt: skip
    tellers = [people["teller"], UserFactory()]
    done = item(secret, at=now, is_secret=True, tellers=tellers)
    items.open_vote(item=done, by=None, at=now)
    items.close_vote(item=done, by=None, at=now)
    counting = item(secret, at=now, is_secret=True, tellers=tellers)
    items.open_vote(item=counting, by=None, at=now)
    items.close_vote(item=counting, by=None, at=now)
    by_code = item(secret, at=now, is_secret=True, tellers=False)
    items.appoint_tellers(item=by_code, users=[people["teller"]], on_roll=of_firm, code="감나무 아래", by=None, at=now)
    items.open_vote(item=by_code, by=None, at=now)
    items.close_vote(item=by_code, by=None, at=now)
    type(done).objects.filter(pk=done.pk).update(state="done", is_passed=False, counts={"yes": 0})
    running = item(secret, at=now, is_secret=True, tellers=tellers)
    items.open_vote(item=running, by=None, at=now)
    waiting = item(secret, at=now, nominees=2, is_secret=True, tellers=tellers)
    named = assembly(0, at=now, owner=owner)
    roll = [Attendance.objects.create(assembly=named, member=row.member, name=row.name, channel="in_person",
            arrived_at=now - timedelta(hours=1)) for row in secret.roll.all()]  # fmt: skip
    by_name = items.open_vote(item=item(named, at=now), by=None, at=now)

    def at(row, **more):
        return {"code": owner.code, "pk": row.assembly_id, "number": row.number, **more}

    member = secret.roll.get(member__user=people["member"])
    own = next(row for row in roll if row.member_id == member.member_id)
    kwargs = {
        "waiting": at(waiting), "voting": at(running), "counting": at(counting), "counting_by_code": at(by_code),
        "done": at(done), "open_voting": at(by_name),
        "own": at(running, voter=member.pk), "of_organization": at(running, voter=of_firm.pk),
        "of_principal": at(running, voter=of_principal.pk), "open_own": at(by_name, voter=own.pk),
        "nominee": at(waiting, nominee=waiting.nominees.first().number),
    }  # fmt: skip
    return people, kwargs


@pytest.mark.parametrize(("name", "about"), READ, ids=lambda part: part or "")
def test_a_page_opens_for_those_who_may_and_for_nobody_else(client, voting, name, about):
    found = answers(client, voting, name, about, "get")

    assert roles(found, 200) == READ[name, about]
    assert roles(found, 403) == EVERYONE - READ[name, about]
    assert found["anonymous"]["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("name", "about"), WRITE, ids=lambda part: part or "")
def test_a_change_is_taken_from_those_who_may_and_from_nobody_else(client, voting, name, about):
    found = answers(client, voting, name, about, "post")

    assert roles(found, 403) == EVERYONE - WRITE[name, about]
    assert found["anonymous"]["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("name", "about"), NOT_BEFORE_THE_CLOSE)
def test_nobody_at_all_sees_a_ballot_before_the_close(client, voting, name, about):
    found = answers(client, voting, name, about, "get")

    assert roles(found, 403) == EVERYONE


def test_the_way_to_the_next_ballot_is_open_to_all_who_see_the_item(client, voting):
    found = answers(client, voting, "vote", "voting", "get")

    assert roles(found, 403) == EVERYONE - SEE
    assert {role for role in VOTERS if "/vote/" in found[role]["Location"]} == VOTERS


def test_a_helper_at_a_counter_votes_by_name_for_somebody_and_never_secretly(client, voting):
    people, kwargs = voting
    helper, member = people["helper"], people["member"]
    client.force_login(helper)
    helped = Assistance.objects.create(
        helper=helper,
        person=member,
        way="counter",
        checked_by="id_card",
        reason="투표",
        started_at=clock.now(),
        last_used_at=clock.now(),
    )
    session = client.session
    session["assistance"] = helped.pk
    session.save()

    secret = client.get(reverse("vote_for", kwargs=kwargs["own"]))
    named = client.get(reverse("vote_for", kwargs=kwargs["open_own"]))
    page = client.get(reverse("item", kwargs=kwargs["voting"]))

    assert (secret.status_code, named.status_code) == (403, 200)
    assert "종이 투표지" in secret.content.decode()
    assert "종이로 투표해 주세요" in page.content.decode()


def test_a_change_cannot_be_made_by_a_link(client, voting):
    people, kwargs = voting
    client.force_login(people["chair"])

    assert {client.get(reverse(name, kwargs=kwargs[about])).status_code for name, about in WRITE} == {405}


def test_who_was_sent_by_another_votes_for_both_and_the_other_for_nobody(voting):
    people, kwargs = voting
    meeting = Attendance.objects.get(pk=kwargs["own"]["voter"]).assembly
    on = clock.today()

    names = {
        role: len(permissions.votes_of(people[role], meeting, on)) for role in ("proxy_holder", "principal", "member")
    }

    assert names == {"proxy_holder": 2, "principal": 0, "member": 1}


def test_every_page_of_a_vote_stands_in_a_table():
    assert {pattern.name for pattern in urls.urlpatterns} == {name for name, _ in (*READ, *WRITE, *LEADS_ON)}
