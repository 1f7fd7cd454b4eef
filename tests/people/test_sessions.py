import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from socialgoods.people.sessions import SealedSerializer

pytestmark = pytest.mark.django_db


def test_a_session_is_sealed_at_rest_and_comes_back_whole():
    held = {"phone": "010-1234-5678", "codes": [1, 2], "next": None}
    store = SessionStore()
    store.update(held)
    store.save()

    assert dict(SessionStore(store.session_key).items()) == held
    stored = Session.objects.get().session_data
    assert "1234" not in stored
    assert "phone" not in stored


def test_two_sealings_of_one_session_differ():
    assert SealedSerializer().dumps({"a": 1}) != SealedSerializer().dumps({"a": 1})


def test_a_session_sealed_with_a_lost_key_is_a_new_one(settings):
    store = SessionStore()
    store["helper"] = 7
    store.save()

    settings.CONTACT_KEYS = ["3cwVFqHD_uMsA3ZnM1cJWLsa2ZL2LiTgu3gKKXSKTIg="]

    assert dict(SessionStore(store.session_key).items()) == {}
