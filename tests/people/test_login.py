"""Logging in, by every way but code sheets, which have their own file."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from socialgoods.kernel.models import Event
from socialgoods.people import sms, text
from socialgoods.people.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "example-2018-pass"
PHONE = "010-1234-5678"


@pytest.fixture
def person(resident):
    resident.put_phone(PHONE, verified=True)
    resident.email = "narae@example.kr"
    resident.save()
    EmailAddress.objects.create(user=resident, email=resident.email, primary=True, verified=True)
    return resident


def log_in(client, login, password=PASSWORD, **meta):
    return client.post(reverse("account_login"), {"login": login, "password": password}, **meta)


def who(client):
    return client.session.get("_auth_user_id")


def sent_code():
    return re.search(r"\d{6}", sms.outbox[-1].text).group()


@pytest.mark.parametrize("login", ["narae", "NARAE", "narae@example.kr", PHONE, "01012345678"])
def test_user_name_e_mail_or_telephone_with_the_password(client, person, login):
    assert log_in(client, login)["Location"] == reverse("desk")
    assert who(client) == str(person.pk)


def test_an_unconfirmed_number_logs_nobody_in(client, resident):
    resident.put_phone(PHONE, verified=False)
    resident.save()

    assert log_in(client, PHONE).status_code == 200
    assert who(client) is None


def test_an_unconfirmed_number_does_not_stand_between_a_person_and_a_right_password(client, resident):
    resident.put_phone(PHONE, verified=False)
    resident.save()

    log_in(client, "narae")

    assert who(client) == str(resident.pk)
    assert sms.outbox == []


def test_wrong_passwords_are_slowed_and_then_even_the_right_one_waits(client, person):
    for _ in range(5):
        log_in(client, "narae", "wrong")

    response = log_in(client, "narae")

    assert str(text.TOO_MANY_TRIES) in response.content.decode()
    assert who(client) is None


def test_another_address_does_not_help_against_one_name(person):
    for number in range(5):
        log_in(Client(), "narae", "wrong", REMOTE_ADDR=f"10.0.0.{number}")
    other = Client()

    log_in(other, "narae", REMOTE_ADDR="10.0.1.1")

    assert who(other) is None


@pytest.mark.slow
def test_what_one_process_counts_another_knows(person, settings):
    """The site counts in the database. Forgetting the cache object leaves what a second process would start with."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    for _ in range(5):
        log_in(Client(), "narae", "wrong")
    del caches["default"]
    second = Client()

    response = log_in(second, "narae")

    assert str(text.TOO_MANY_TRIES) in response.content.decode()
    assert who(second) is None


def test_a_code_by_text_message_logs_in(client, person):
    client.post(reverse("account_request_login_code"), {"phone": "010 1234 5678", "next": "/people/me/"})

    response = client.post(reverse("account_confirm_login_code"), {"code": sent_code(), "next": "/people/me/"})

    assert [message.to for message in sms.outbox] == [PHONE]
    assert response["Location"] == "/people/me/"
    assert who(client) == str(person.pk)


def test_a_number_nobody_has_confirmed_gets_no_message_and_the_page_tells_nothing(client, person):
    known = client.post(reverse("account_request_login_code"), {"phone": PHONE})
    unknown = Client().post(reverse("account_request_login_code"), {"phone": "010-0000-0000"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in sms.outbox] == [PHONE]


def test_three_wrong_codes_end_the_attempt(client, person):
    client.post(reverse("account_request_login_code"), {"phone": PHONE})
    code = sent_code()
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "x"})

    client.post(reverse("account_confirm_login_code"), {"code": code})

    assert who(client) is None


def test_codes_guessed_at_the_same_moment_are_counted_where_nothing_is_lost(client, person):
    """Each guess comes with the session as it was before: only the count in the cache sees them all."""
    client.post(reverse("account_request_login_code"), {"phone": PHONE})
    code, before = sent_code(), dict(client.session.items())
    for _ in range(5):
        client.post(reverse("account_confirm_login_code"), {"code": "x"})
        session = client.session
        session.clear()
        session.update(before)
        session.save()

    client.post(reverse("account_confirm_login_code"), {"code": code})

    assert who(client) is None


def test_a_fourth_message_within_a_minute_is_refused(client, person):
    for _ in range(4):
        response = Client().post(reverse("account_request_login_code"), {"phone": PHONE})

    assert str(text.TOO_MANY_TRIES) in response.content.decode()
    assert len(sms.outbox) == 3


def test_a_gateway_that_fails_is_said_politely(client, person, settings):
    settings.SMS_WAY = "none"

    response = client.post(reverse("account_request_login_code"), {"phone": PHONE}, follow=True)

    assert str(text.SMS_OFF) in response.content.decode()


SIGN_UP = {
    "username": "두레",
    "password1": "벼이삭-2018-가을",
    "password2": "벼이삭-2018-가을",
    "name": "임두레",
    "consent": "on",
}


def test_signing_up_asks_consent_and_says_what_is_stored(client):
    page = client.get(reverse("account_signup")).content.decode()
    response = client.post(reverse("account_signup"), SIGN_UP | {"consent": ""})

    assert 'name="consent"' in page
    assert response.status_code == 200
    assert not User.objects.filter(username="두레").exists()


def test_a_resident_signs_up_without_e_mail(client):
    client.post(reverse("account_signup"), SIGN_UP)

    user = User.objects.get(username="두레")
    assert (user.name, user.email, user.phone, user.language) == ("임두레", "", "", "ko")
    assert who(client) == str(user.pk)
    names = Event.objects.filter(by=user).order_by("pk").values_list("name", flat=True)
    assert list(names) == ["people.account.opened", "people.consent.given"]


def test_a_number_given_at_sign_up_is_confirmed_first(client):
    response = client.post(reverse("account_signup"), SIGN_UP | {"phone": PHONE})
    assert response["Location"] == reverse("account_verify_phone")
    assert who(client) is None

    client.post(reverse("account_verify_phone"), {"code": sent_code()})

    user = User.objects.get(username="두레")
    assert (user.phone, user.phone_verified, who(client)) == (PHONE, True, str(user.pk))


def test_somebody_elses_number_makes_no_second_account(client, person):
    response = client.post(reverse("account_signup"), SIGN_UP | {"phone": PHONE})

    assert response["Location"] == reverse("account_verify_phone")
    assert not User.objects.filter(username="두레").exists()
    assert sms.outbox == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "NARAE"}, "이미 쓰고 있는 아이디입니다"),
        ({"email": "narae@example.kr"}, "이 이메일로 만든 계정이 이미 있습니다"),
        ({"phone": "063-290-2114"}, str(text.PHONE_WRONG)),
        ({"password1": "임두레임두레임두레임두레", "password2": "임두레임두레임두레임두레"}, ""),
    ],
)
def test_a_sign_up_that_cannot_be_says_why(client, person, changes, sentence):
    response = client.post(reverse("account_signup"), SIGN_UP | changes)

    assert response.status_code in ({200, 302} if not sentence else {200})
    assert sentence in response.content.decode()


def totp_code(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_second_step_is_asked_and_its_secret_is_sealed(client, person):
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    assert secret not in str(Authenticator.objects.get().data)

    response = log_in(client, "narae")
    assert response["Location"] == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})

    assert who(client) == str(person.pk)


def test_a_recovery_code_stands_in_for_a_lost_telephone(client, person):
    TOTP.activate(person, generate_totp_secret())
    [code, *_] = RecoveryCodes.activate(person).get_unused_codes()
    log_in(client, "narae")

    client.post(reverse("mfa_authenticate"), {"code": code})

    assert who(client) == str(person.pk)


def test_a_second_step_also_follows_a_code_by_text_message(client, person):
    TOTP.activate(person, generate_totp_secret())
    client.post(reverse("account_request_login_code"), {"phone": PHONE})

    response = client.post(reverse("account_confirm_login_code"), {"code": sent_code()})

    assert response["Location"] == reverse("mfa_authenticate")
    assert who(client) is None


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn"])
def test_the_pages_of_the_second_step_open_after_the_password(client, person, name):
    log_in(client, "narae")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    page = client.get(reverse(name))

    assert page.status_code == 200
    assert not re.search(r"<script(?![^>]*\b(src|application/json)\b)", page.content.decode())


def test_a_new_number_is_confirmed_before_it_counts(client, person):
    log_in(client, "narae")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_change_phone"), {"phone": "010-8765-4321"})
    assert User.objects.get(pk=person.pk).phone == PHONE

    client.post(reverse("account_verify_phone"), {"code": sent_code()})

    changed = User.objects.get(pk=person.pk)
    assert (changed.phone, changed.phone_verified, sms.outbox[-1].to) == ("010-8765-4321", True, "010-8765-4321")


def test_a_closed_account_is_not_opened(client, person):
    User.objects.filter(pk=person.pk).update(is_active=False)

    log_in(client, "narae")

    assert who(client) is None


@pytest.mark.parametrize("typed", [{}, {"email": "", "phone": ""}, {"email": " ", "phone": ""}])
def test_a_code_asked_for_without_an_address_or_a_number_is_asked_for_one(client, typed):
    page = client.post(reverse("account_request_login_code"), typed)

    assert page.status_code == 200
    assert "이메일이나 휴대전화 번호를 적어 주세요" in page.content.decode()
