import base64
import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.kernel import secrets
from socialgoods.people.models import User


def key():
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def test_what_an_old_key_sealed_is_read_and_sealed_anew_with_the_new_one(settings):
    old, new = key(), key()
    settings.CONTACT_KEYS = [old]
    sealed = secrets.encrypt("063-000-1234")

    settings.CONTACT_KEYS = [new, old]
    rotated = secrets.rotate(sealed)
    settings.CONTACT_KEYS = [new]

    assert secrets.decrypt(rotated) == "063-000-1234"
    with pytest.raises(ValueError, match="CONTACT_KEYS"):
        secrets.decrypt(sealed)


def test_a_sealed_value_that_was_tampered_with_is_refused():
    sealed = secrets.encrypt("주소")

    with pytest.raises(ValueError, match="opens"):
        secrets.decrypt(sealed[:-4] + ("AAAA" if sealed[-4:] != "AAAA" else "BBBB"))


def test_a_sealed_value_says_whether_the_newest_key_sealed_it(settings):
    old, new = key(), key()
    settings.CONTACT_KEYS = [old]
    sealed = secrets.encrypt("063-000-1234")
    settings.CONTACT_KEYS = [new, old]

    assert [secrets.is_newest(sealed), secrets.is_newest(secrets.rotate(sealed))] == [False, True]


def test_the_same_text_is_never_sealed_twice_alike():
    assert secrets.encrypt("주소") != secrets.encrypt("주소")


@pytest.mark.parametrize("sealed", ["", "x", "주소", "AQ", "gAAAAABlcGxhY2U="])
def test_what_was_never_sealed_is_refused_not_read(sealed):
    with pytest.raises(ValueError, match="opens"):
        secrets.decrypt(sealed)


def test_a_key_that_is_none_says_how_to_make_one(settings):
    settings.CONTACT_KEYS = ["too short"]

    with pytest.raises(ImproperlyConfigured, match="make_key"):
        secrets.encrypt("주소")


@given(st.text())
def test_what_is_sealed_opens_to_the_same_text(plain):
    assert secrets.decrypt(secrets.encrypt(plain)) == plain


@pytest.mark.django_db
def test_the_database_never_sees_a_telephone_number():
    user = User.objects.create_user("someone", name="누군가", phone="010-1234-5678")

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_user WHERE id = %s", [user.pk])
        stored = cursor.fetchone()[0]

    assert "1234" not in stored
    assert User.objects.get(pk=user.pk).phone == "010-1234-5678"


def test_hashes_for_different_purposes_differ():
    assert secrets.keyed_hash("phone", "x") != secrets.keyed_hash("person", "x")


def test_a_hash_stays_what_it_is_while_the_county_key_stays(settings):
    settings.COUNTY_KEY = "county"

    assert secrets.keyed_hash("person", "a") == "f9c653e43b713af34d0c7dd342f72f0e7014d5fa0d8f81ba5bfb83f371a5960a"
