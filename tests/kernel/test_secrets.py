import base64
import os

import pytest
from django.db import connection

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
