"""The case file on one page and in the timeline; before and after; who looked; what others may ask of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from factories import (
    CaseloadFactory,
    CommitmentFactory,
    ContactFactory,
    OrganizationFactory,
    RepresentationFactory,
    SupportGivenFactory,
    TaskFactory,
    UserFactory,
    user_as,
)
from socialgoods.kernel import clock
from socialgoods.kernel.files import photo
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.support.actions import bulk, entries
from socialgoods.support.actions import commitment as commitments
from socialgoods.support.models import Commitment, CommitmentState, Contact, Task
from socialgoods.support.queries import case as cases
from socialgoods.support.queries import tasks
from socialgoods.support.queries.contact import last_contacts
from support.made import key, picture

pytestmark = pytest.mark.django_db
NOON = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)


@pytest.fixture
def case():
    return CaseloadFactory()


def shown(client, case, user):
    client.force_login(user)
    return client.get(reverse("case", args=[case.organization.code])).content.decode()


def snap(case, moment, color, number):
    new = entries.NewDocument(
        f"포장 {moment}", photo(picture(color=color), "a.jpg", most_pixels=10**6), "들기름 포장", moment
    )
    return entries.add_document(
        organization=case.organization, document=new, key=key(number), by=case.advisor, at=NOON + timedelta(days=number)
    )


@pytest.mark.slow
def test_the_product_stands_side_by_side_before_and_after(client, case):
    first, _middle, last = (
        snap(case, "before", "red", 1),
        snap(case, "after", "blue", 2),
        snap(case, "after", "green", 3),
    )

    page = shown(client, case, case.advisor)

    assert page.count("들기름 포장") == 1
    assert all(reverse("document_file", args=[row.pk]) in page for row in (first, last))


@pytest.mark.slow
def test_a_look_by_staff_leaves_an_event_and_one_of_the_organisation_none(client, case):
    shown(client, case, RepresentationFactory(organization=case.organization).user)
    assert not Event.objects.filter(name="support.case.seen").exists()

    shown(client, case, case.advisor)

    event = Event.objects.get(name="support.case.seen")
    assert (event.by, event.subject_id) == (case.advisor, str(case.organization.pk))


@pytest.mark.slow
def test_an_empty_case_file_says_what_belongs_into_it(client, case):
    page = shown(client, case, case.advisor)

    assert "아직 약속한 지원이 없습니다" in page
    assert "연결이 끊긴 곳에서도" in page


def test_the_timeline_goes_from_the_promise_to_what_was_given_newest_first(case):
    row = CommitmentFactory(organization=case.organization, promised_at=NOON - timedelta(days=20))
    told = {"commitment": row, "what": "상담", "key": key(1), "by": case.advisor}
    commitments.deliver(**told, delivered_on=date(2018, 3, 1), cost=5_000_000, is_last=True, at=NOON)
    ContactFactory(organization=case.organization, held_on=date(2018, 2, 20), agreed="장부부터")
    ContactFactory(organization=case.organization, held_on=date(2018, 2, 21), is_private=True)

    own = cases.timeline(case.organization, is_staff=False)
    staff = cases.timeline(case.organization, is_staff=True)

    assert [entry["title"] for entry in own] == [
        f"{row.measure.name} 지원을 모두 전달했습니다", "전달: 상담", "방문", f"{row.measure.name} 지원을 약속했습니다",
    ]  # fmt: skip
    assert len(staff) == 5
    assert {"at", "title", "who", "helper", "text", "url", "tone"} <= set(own[0])


def test_a_record_merged_into_another_brings_its_case_file_along(case):
    gone = OrganizationFactory(merged_into=case.organization)
    ContactFactory(organization=gone)
    CommitmentFactory(organization=gone)

    assert len(cases.timeline(case.organization, is_staff=True)) == 2
    assert cases.commitments(case.organization).count() == 1


def test_what_became_of_a_promise_is_told_by_its_origin(case):
    row = CommitmentFactory(organization=case.organization, promised_at=NOON)
    commitments.deliver(
        commitment=row, delivered_on=date(2018, 3, 5), what="상담", cost=1_000, key=key(1), by=case.advisor, at=NOON
    )

    found = cases.of_origins([row.origin, "prescription:404"])

    assert set(found) == {row.origin}
    state = found[row.origin]
    assert (state.state, state.amount, state.delivered, state.commitment) == ("in_delivery", 5_000_000, 1_000, row.pk)


def test_tasks_wait_for_whom_they_are(case):
    representative = RepresentationFactory(organization=case.organization).user
    person = UserFactory()
    mine = TaskFactory(organization=case.organization, whose="organization", due_on=date(2018, 4, 1))
    advisors = TaskFactory(organization=case.organization, whose="advisor", due_on=None)
    named = TaskFactory(organization=case.organization, whose="person", person=person)
    TaskFactory(organization=case.organization, done_on=date(2018, 3, 1))
    TaskFactory(organization=case.organization, withdrawn_at=NOON, withdrawn_why="잘못")
    on = clock.today()

    assert list(tasks.open_for(representative, on)) == [mine]
    assert list(tasks.open_for(case.advisor, on)) == [advisors]
    assert list(tasks.open_for(person, on)) == [named]
    assert list(tasks.open_for(user_as(Role.ADVISOR), on)) == []
    assert tasks.of_organization(case.organization).count() == 4


def test_the_last_contact_of_each_organisation(case):
    ContactFactory(organization=case.organization, held_on=date(2018, 1, 1))
    ContactFactory(organization=case.organization, held_on=date(2018, 2, 1))
    ContactFactory(organization=case.organization, held_on=date(2018, 3, 1), withdrawn_at=NOON, withdrawn_why="잘못")

    assert last_contacts([case.organization.pk, 10**9]) == {case.organization.pk: date(2018, 2, 1)}


def test_many_case_files_are_written_at_once_and_only_once(case):
    support = SupportGivenFactory(organization=case.organization, amount=900)
    parts = (bulk.Part(date(2017, 4, 1), "첫 회", 400), bulk.Part(date(2017, 6, 1), "둘째 회", 500))
    past = bulk.Past(
        support, "example:1", NOON - timedelta(days=300), NOON - timedelta(days=200), parts, advisor=case.advisor
    )

    def load():
        contact = Contact(
            organization=case.organization,
            kind="visit",
            held_on=date(2017, 5, 1),
            said="가",
            key=key(1),
            recorded_at=NOON,
        )
        task = Task(
            organization=case.organization, what="나", whose="advisor", key=key(2), recorded_at=NOON, contact=contact
        )
        return bulk.load(past=[past], contacts=[contact], tasks=[task], by=None, at=NOON)

    assert load() == {"commitments": 1, "contacts": 1, "tasks": 1}
    assert load() == {"commitments": 0, "contacts": 0, "tasks": 0}
    row = Commitment.objects.get()
    assert (row.state, row.given, row.written.support) == (CommitmentState.DELIVERED, 900, support)
    assert Task.objects.get().contact == Contact.objects.get()


def test_parts_that_do_not_add_up_are_refused(case):
    support = SupportGivenFactory(organization=case.organization, amount=900)
    past = bulk.Past(support, "example:1", NOON, NOON, (bulk.Part(date(2017, 4, 1), "첫 회", 400),))

    with pytest.raises(ValueError, match="add up"):
        bulk.load(past=[past], by=None, at=NOON)


@pytest.mark.slow
def test_files_are_sealed_anew_with_the_newest_key(case, settings):
    import base64
    import os

    from socialgoods.kernel.kept import reseal
    from socialgoods.support.actions.keeping import content

    old, new = (base64.urlsafe_b64encode(os.urandom(32)).decode() for _ in range(2))
    settings.CONTACT_KEYS = [old]
    row = snap(case, "before", "red", 1)
    before = content(row)
    settings.CONTACT_KEYS = [new, old]

    assert [reseal(), reseal()] == [2, 0]

    settings.CONTACT_KEYS = [new]
    row.refresh_from_db()
    assert content(row) == before


def test_every_event_of_the_room_has_words():
    import re
    from pathlib import Path

    from socialgoods import support
    from socialgoods.support.event_words import EVENT_WORDS

    source = "\n".join(path.read_text(encoding="utf-8") for path in Path(support.__file__).parent.rglob("*.py"))
    named = set(re.findall(r'"(support\.[a-z]+\.[a-z_]+)"', source))
    named |= {f"support.{noun}.withdrawn" for noun in ("contact", "task", "document")}

    assert named == set(EVENT_WORDS)


@pytest.mark.slow
def test_what_was_promised_and_forgotten_stands_on_top(client, case):
    late = CommitmentFactory(organization=case.organization, due_on=date(2018, 1, 31))
    later = CommitmentFactory(organization=case.organization, due_on=date(2999, 1, 31))
    elsewhere = CommitmentFactory(due_on=date(2017, 1, 31))
    client.force_login(case.advisor)

    own = client.get(reverse("commitments")).context["page"]
    overdue = client.get(reverse("commitments") + "?show=late")
    client.force_login(user_as(Role.OFFICER))
    everybody = client.get(reverse("commitments")).context["page"]

    assert list(own) == [late, later]
    assert list(overdue.context["page"]) == [late]
    assert "1건</b>은 전달할 날이 지났습니다" in overdue.content.decode()
    assert list(everybody) == [elsewhere, late, later]


def test_the_case_file_of_a_merged_record_is_found_at_the_one_that_was_kept(client, case):
    gone = OrganizationFactory(merged_into=case.organization)
    client.force_login(user_as(Role.OFFICER))

    answer = client.get(reverse("case", args=[gone.code]))

    assert answer["Location"] == reverse("case", args=[case.organization.code])
