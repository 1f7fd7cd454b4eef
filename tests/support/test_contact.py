"""A visit with its tasks and photos: written once, however often it is sent; withdrawn with a reason."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factories import CaseloadFactory, OrganizationFactory, RepresentationFactory
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.support.actions import entries as actions
from socialgoods.support.actions.refusals import NotPossible
from socialgoods.support.device import device_word
from socialgoods.support.models import Contact, Document, Task
from support.made import key, picture

pytestmark = pytest.mark.django_db
WANTS_A_WORD = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def case():
    return CaseloadFactory()


@pytest.fixture
def send(client, case):
    client.force_login(case.advisor)
    url = reverse("case_contact_new", args=[case.organization.code])

    def sent(number=1, **more):
        fields = {
            "kind": "visit", "held_on": clock.today().isoformat(), "said": "장부를 보았습니다.", "key": key(number),
            "device": device_word(case.advisor), "task_0": "통장 사본", "whose_0": "organization",
        }  # fmt: skip
        photo = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
        return client.post(url, {**fields, "photos": photo, **more}, **WANTS_A_WORD)

    return sent


@pytest.mark.slow
def test_what_is_sent_twice_is_written_once_with_its_tasks_and_photos(send):
    first, again = send(), send()

    assert first.json() == again.json()
    assert (Contact.objects.count(), Task.objects.count(), Document.objects.count()) == (1, 1, 1)
    assert Event.objects.filter(name="support.contact.recorded").count() == 1


@pytest.mark.slow
def test_another_visit_has_another_key(send):
    send(1)
    send(2)

    assert Contact.objects.count() == 2


@pytest.mark.slow
def test_the_browser_without_a_script_is_led_to_the_case_file(client, case):
    client.force_login(case.advisor)
    url = reverse("case_contact_new", args=[case.organization.code])
    fields = {
        "kind": "call", "held_on": clock.today().isoformat(), "said": "통화", "key": key(3), "device": device_word(case.advisor),
    }  # fmt: skip

    response = client.post(url, fields)

    assert response["Location"] == reverse("case", args=[case.organization.code])
    assert "통화" in client.get(response["Location"]).content.decode()


def test_what_cannot_be_read_is_answered_with_the_reasons(send):
    response = send(held_on="2999-01-01", said="", photos=SimpleUploadedFile("a.jpg", b"<script>"))

    assert response.status_code == 422
    assert len(response.json()["errors"]) == 3
    assert not Contact.objects.exists()


def test_a_note_of_somebody_else_on_the_same_device_waits_for_its_writer(send):
    response = send(device="somebody-else")

    assert response.status_code == 409
    assert not Contact.objects.exists()


def test_who_is_no_longer_logged_in_is_told_in_a_word(client, case):
    response = client.post(reverse("case_contact_new", args=[case.organization.code]), **WANTS_A_WORD)

    assert response.status_code == 401


def test_a_key_that_belongs_to_another_organisation_or_person_opens_nothing(case):
    contact = {"kind": "visit", "held_on": clock.today(), "said": "가", "key": key(1), "at": clock.now()}
    actions.record_contact(organization=case.organization, **contact, by=case.advisor)

    with pytest.raises(NotPossible):
        actions.record_contact(organization=OrganizationFactory(), **contact, by=case.advisor)
    with pytest.raises(NotPossible):
        actions.record_contact(organization=case.organization, **contact, by=CaseloadFactory().advisor)


@pytest.mark.slow
def test_a_failure_in_the_middle_leaves_neither_a_row_nor_a_file(case, monkeypatch):
    from socialgoods.kernel.files import photo

    fit = photo(picture(), "a.jpg", most_pixels=10**6)
    broken = actions.NewDocument(
        "나쁜 사진", fit, moment="before"
    )  # a moment without its subject is refused by the table
    good = actions.NewDocument("좋은 사진", fit)

    with pytest.raises(Exception, match="document_pair_whole"):
        actions.record_contact(
            organization=case.organization, kind="visit", held_on=clock.today(), said="가", documents=[good, broken], key=key(1),
            by=case.advisor, at=clock.now(),
        )  # fmt: skip

    assert not Contact.objects.exists()
    assert not default_storage.exists("case") or default_storage.listdir("case")[1] == []


@pytest.mark.slow
def test_of_a_private_visit_the_organisation_sees_only_what_it_has_to_do(client, send, case):
    send(is_private="on", task_1="살펴보기", whose_1="advisor")
    client.force_login(RepresentationFactory(organization=case.organization).user)

    page = client.get(reverse("case", args=[case.organization.code])).content.decode()

    assert "통장 사본" in page
    assert not any(word in page for word in ("장부를 보았습니다", "살펴보기", "a.jpg"))
    assert Document.objects.get().is_private


@pytest.mark.slow
def test_what_is_withdrawn_is_out_of_the_file_and_stays_with_its_reason(client, send, case):
    send()
    row = Contact.objects.get()

    client.post(reverse("contact_withdraw", args=[row.pk]), {"reason": "다른 조직의 이야기"})

    assert "장부를 보았습니다" not in client.get(reverse("case", args=[case.organization.code])).content.decode()
    assert "다른 조직의 이야기" in client.get(reverse("contact", args=[row.pk])).content.decode()
    assert Event.objects.filter(name="support.contact.withdrawn").exists()


def test_withdrawing_without_a_reason_changes_nothing(client, send):
    send(photos="")
    row = Contact.objects.get()

    client.post(reverse("contact_withdraw", args=[row.pk]), {"reason": ""})

    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_the_database_never_holds_what_was_said_in_the_open(send):
    from django.db import connection

    send(photos="")
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM support_contact")
        (said,) = cursor.fetchone()

    assert "장부" not in said


def test_tasks_are_ticked_and_taken_back(client, send, case):
    send(photos="")
    task = Task.objects.get()
    client.force_login(RepresentationFactory(organization=case.organization).user)

    client.post(reverse("task_done", args=[task.pk]))
    client.post(reverse("task_done", args=[task.pk]))
    task.refresh_from_db()
    assert task.done_on == clock.today()
    client.post(reverse("task_undone", args=[task.pk]))

    task.refresh_from_db()
    assert task.done_on is None
    assert Event.objects.filter(name="support.task.done").count() == 1


def test_a_task_is_added_by_the_form_and_told_apart_by_its_key(client, case):
    client.force_login(case.advisor)
    fields = {"what": "견적 받기", "whose": "advisor", "key": key(7)}

    for _ in range(2):
        client.post(reverse("case_task_new", args=[case.organization.code]), fields)

    assert Task.objects.get().what == "견적 받기"


def test_a_task_of_a_person_names_the_person(client, case):
    client.force_login(case.advisor)
    url = reverse("case_task_new", args=[case.organization.code])

    wrong = client.post(url, {"what": "견적", "whose": "person", "key": key(7)})
    client.post(url, {"what": "견적", "whose": "person", "person": case.advisor.pk, "key": key(8)})

    assert "누구인지 고르고" in wrong.content.decode()
    assert Task.objects.get().person == case.advisor


def test_the_device_learns_who_is_logged_in_and_gets_a_token(client, case):
    nobody = client.get(reverse("case_device"))
    client.force_login(case.advisor)
    somebody = client.get(reverse("case_device"))

    assert (nobody.json()["device"], somebody.json()["device"]) == ("", device_word(case.advisor))
    assert "csrftoken" in somebody.cookies
