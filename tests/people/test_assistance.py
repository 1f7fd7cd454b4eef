import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from factories import UserFactory, user_as
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.people import permissions, queries, sms, text
from socialgoods.people.actions import assistance, code_sheets
from socialgoods.people.models import Assistance, Role, User

pytestmark = pytest.mark.django_db


def find(client, words):
    return client.post(reverse("assist_start"), {"words": words})


def start(client, person, **fields):
    asked = {"way": "counter", "checked_by": "id_card", "reason": "연간 보고를 함께 적음"} | fields
    return client.post(reverse("assist_person", args=[person.pk]), asked)


@pytest.fixture
def helping(log_in, helper, resident):
    client = log_in(helper)
    find(client, resident.name)
    start(client, resident)
    return client


def test_every_person_shown_at_a_counter_is_told_that_they_were_looked_up(log_in, helper, resident):
    namesake = UserFactory(name=resident.name)
    UserFactory(name="강나래미")

    page = find(log_in(helper), resident.name).content.decode()

    assert resident.username in page
    assert namesake.username in page
    found = Event.objects.filter(name="people.person.found")
    assert {(event.subject_id, event.by_id) for event in found} == {
        (str(resident.pk), helper.pk),
        (str(namesake.pk), helper.pk),
    }
    assert all(event.data == {} for event in found)


@pytest.mark.parametrize("words", ["강나", "나래", "010-9999-0000", " "])
def test_a_counter_does_not_browse(log_in, helper, resident, words):
    page = find(log_in(helper), words).content.decode()

    assert resident.username not in page
    assert not Event.objects.filter(name="people.person.found").exists()


def test_a_person_is_found_by_telephone_and_shown_without_it(log_in, helper, resident):
    resident.put_phone("010-1234-5678", verified=False)
    resident.save()

    page = find(log_in(helper), "01012345678").content.decode()

    assert resident.username in page
    assert "010-1234" not in page


def test_nobody_is_helped_without_having_been_looked_up(log_in, helper, resident):
    response = start(log_in(helper), resident)

    assert response["Location"] == reverse("assist_start")
    assert not Assistance.objects.exists()


def test_looking_people_up_is_limited(log_in, helper, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"find_person": "2/h/user"}
    client = log_in(helper)
    find(client, "가나다")
    find(client, "라마바")

    assert str(text.TOO_MANY_LOOKS) in find(client, "사아자").content.decode()


def test_while_helping_the_request_is_the_persons_and_both_are_recorded(helping, helper, resident):
    row = Assistance.objects.get()
    assert (row.helper, row.person, row.way, row.checked_by, row.reason, row.ended_at) == (
        helper,
        resident,
        "counter",
        "id_card",
        "연간 보고를 함께 적음",
        None,
    )

    page = helping.get(reverse("me"))
    helping.post(reverse("me"), {"name": "강나래", "language": "en"})

    assert page.context["user"] == resident
    assert page.context["assistance"] == row
    changed = Event.objects.get(name="people.profile.changed")
    assert (changed.by, changed.helper, changed.data) == (resident, helper, {"fields": ["language"]})


def test_the_person_sees_who_helped_when_and_why(helping, helper, resident):
    helping.post(reverse("assist_end"))
    own = Client()
    own.force_login(resident)

    page = own.get(reverse("me")).content.decode()

    assert "조은솔" in page
    assert "연간 보고를 함께 적음" in page


def test_helping_ends_by_hand_and_the_helper_is_back(helping, helper, resident):
    response = helping.post(reverse("assist_end"), follow=True)

    assert response.context["user"] == helper
    assert Assistance.objects.get().ended_at is not None
    ended = Event.objects.get(name="people.assistance.ended")
    assert (ended.by, ended.helper, ended.subject_id) == (helper, helper, str(resident.pk))


def test_helping_ends_after_thirty_minutes_and_nothing_is_done_as_the_helper(helping, helper, resident, monkeypatch):
    later = clock.now() + timedelta(minutes=31)
    monkeypatch.setattr(clock, "now", lambda: later)

    response = helping.post(reverse("me"), {"name": "바뀐 이름", "language": "ko"})

    assert response["Location"] == reverse("assist_start")
    assert set(User.objects.filter(pk__in=[helper.pk, resident.pk]).values_list("name", flat=True)) == {
        "조은솔",
        "강나래",
    }
    row = Assistance.objects.get()
    assert row.ended_at == row.last_used_at + timedelta(minutes=30)
    assert Event.objects.get(name="people.assistance.ended").data["unused"] is True


def test_use_keeps_helping_open(helping, monkeypatch):
    began = clock.now()
    for minutes in (20, 40, 60):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: began + timedelta(minutes=minutes))
        assert helping.get(reverse("me")).status_code == 200

    assert Assistance.objects.get().ended_at is None


def test_an_htmx_request_that_comes_too_late_reloads_the_page(helping, monkeypatch):
    later = clock.now() + timedelta(minutes=31)
    monkeypatch.setattr(clock, "now", lambda: later)

    response = helping.get(reverse("me"), headers={"HX-Request": "true"})

    assert (response.status_code, response["HX-Redirect"]) == (204, reverse("assist_start"))


def test_helping_ends_when_the_helper_no_longer_holds_a_role(helping, helper, today):
    helper.roles.update(ends_on=today)

    response = helping.get(reverse("me"))

    assert response.status_code == 302
    assert Assistance.objects.get().ended_at is not None


def test_nobody_gains_county_rights_by_helping(log_in, helper, today):
    coordinator = user_as(Role.COORDINATOR, name="총괄")
    client = log_in(helper)
    find(client, "총괄")
    start(client, coordinator)

    assert client.get(reverse("me")).context["user"] == coordinator
    for name in ("people", "role_assign", "assist_start", "person_new"):
        assert client.get(reverse(name)).status_code == 403
    assert permissions.roles(User.objects.get(pk=coordinator.pk), today) == {Role.COORDINATOR}


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_set_password",
        "account_email",
        "account_change_phone",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "me_close",
    ],
)
def test_what_keeps_an_account_safe_is_refused_while_helping(helping, name):
    response = helping.get(reverse(name))

    assert response.status_code == 403
    assert str(text.ASSISTED_SECURITY) in response.content.decode()


def test_a_code_sheet_is_not_issued_while_helping(helping, resident):
    assert helping.get(reverse("code_sheet", args=[resident.pk])).status_code == 403


def test_logging_out_ends_helping_too(helping, helper):
    helping.post(reverse("account_logout"))

    assert Assistance.objects.get().ended_at is not None
    assert "_auth_user_id" not in helping.session


def test_a_form_opened_as_the_helper_is_not_sent_as_the_person(helper, resident):
    client = Client(enforce_csrf_checks=True)
    client.force_login(helper)
    token = form_token(client.get(reverse("me")))
    other = form_token(client.get(reverse("assist_start")))
    client.post(reverse("assist_start"), {"words": resident.name, "csrfmiddlewaretoken": other})
    client.post(
        reverse("assist_person", args=[resident.pk]),
        {"way": "counter", "checked_by": "id_card", "reason": "보고", "csrfmiddlewaretoken": other},
    )

    response = client.post(reverse("me"), {"name": "조은솔", "language": "ko", "csrfmiddlewaretoken": token})

    assert Assistance.objects.count() == 1
    assert response.status_code == 403
    assert User.objects.get(pk=resident.pk).name == "강나래"


def form_token(response):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', response.content.decode()).group(1)


def test_identity_is_shown_by_the_asked_code_of_a_sheet(log_in, helper, resident, now):
    _, codes = code_sheets.issue_sheet(user=resident, checked_by="id_card", by=helper, at=now)
    client = log_in(helper)
    find(client, resident.name)

    wrong = start(client, resident, way="phone", checked_by="code_sheet", code=codes[3])
    assert str(text.CODE_WRONG) in wrong.content.decode()
    start(client, resident, way="phone", checked_by="code_sheet", code=codes[0])

    assert Assistance.objects.get().checked_by == "code_sheet"
    assert queries.asked_code(resident).position == 2


def test_identity_is_shown_by_a_code_sent_to_the_telephone_which_it_confirms(log_in, helper, resident):
    resident.put_phone("010-1234-5678", verified=False)
    resident.save()
    client = log_in(helper)
    find(client, resident.name)
    client.post(reverse("assist_person", args=[resident.pk]), {"send": "1", "way": "phone", "reason": "보고"})
    [message] = sms.outbox
    code = re.search(r"\d{6}", message.text).group()

    wrong = start(client, resident, way="phone", checked_by="sms", code="000000" if code != "000000" else "111111")
    assert str(text.ASSIST_CODE_WRONG) in wrong.content.decode()
    start(client, resident, way="phone", checked_by="sms", code=code)

    assert message.to == "010-1234-5678"
    assert Assistance.objects.get().checked_by == "sms"
    assert User.objects.get(pk=resident.pk).phone_verified


def test_guessing_the_code_on_the_telephone_is_slowed(log_in, helper, resident):
    resident.put_phone("010-1234-5678", verified=True)
    resident.save()
    client = log_in(helper)
    find(client, resident.name)
    client.post(reverse("assist_person", args=[resident.pk]), {"send": "1"})
    code = re.search(r"\d{6}", sms.outbox[0].text).group()
    for _ in range(5):
        start(client, resident, checked_by="sms", code="x1")

    response = start(client, resident, checked_by="sms", code=code)

    assert str(text.TOO_MANY_TRIES) in response.content.decode()
    assert not Assistance.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"way": "phone", "checked_by": "id_card"}, text.ASSIST_CARD_BY_PHONE),
        ({"checked_by": "sms", "code": "123456"}, text.ASSIST_NO_SMS_SENT),
        ({"checked_by": "code_sheet", "code": "12345678"}, text.ASSIST_NO_SHEET),
    ],
)
def test_a_check_that_was_not_made_does_not_count(log_in, helper, resident, fields, sentence):
    client = log_in(helper)
    find(client, resident.name)

    assert str(sentence) in start(client, resident, **fields).content.decode()
    assert not Assistance.objects.exists()


def test_a_helper_who_begins_anew_leaves_the_one_before(helper, resident, now):
    other = UserFactory()

    def begin(person):
        return assistance.start_assistance(
            person=person, way="visit", checked_by="id_card", reason="보고", by=helper, at=now
        )

    first, second = begin(resident), begin(other)

    first.refresh_from_db()
    assert (first.ended_at, second.ended_at) == (now, None)


def test_the_daily_round_ends_what_was_left_open(helper, resident, now):
    row = assistance.start_assistance(
        person=resident, way="visit", checked_by="id_card", reason="보고", by=helper, at=now - timedelta(hours=3)
    )

    assert [assistance.end_unused(at=now), assistance.end_unused(at=now)] == [1, 0]
    row.refresh_from_db()
    assert row.ended_at == now - timedelta(hours=3) + timedelta(minutes=30)
