import base64
import os

import pytest
from django.core.management import call_command
from django.db import connection

from factories import OrganizationFactory, UserFactory
from socialgoods.kernel.models import Event
from socialgoods.kernel.secrets import is_newest
from socialgoods.people.models import User
from socialgoods.registry.models import Organization

pytestmark = pytest.mark.django_db


def key():
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def stored(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''")
        return [row[0] for row in cursor.fetchall()]


def test_contact_data_is_sealed_anew_with_the_newest_key_and_once(settings, capsys):
    old, new = key(), key()
    settings.CONTACT_KEYS = [old]
    OrganizationFactory(code="T1", phone="063-000-1111", address="완주군", email="")
    UserFactory(phone="010-1234-5678")
    settings.CONTACT_KEYS = [new, old]

    call_command("rotate_keys")
    call_command("rotate_keys")
    settings.CONTACT_KEYS = [new]

    said = [line for line in capsys.readouterr().out.splitlines() if "values" in line]
    assert said == ["3 values sealed with the newest key.", "0 values sealed with the newest key."]
    assert [(row.phone, row.address, row.email) for row in Organization.objects.all()] == [
        ("063-000-1111", "완주군", "")
    ]
    assert [row.phone for row in User.objects.exclude(phone="")] == ["010-1234-5678"]
    assert all(map(is_newest, stored("registry_organization", "phone")))
    assert [event.data for event in Event.objects.filter(name="kernel.keys.rotated")] == [{"values": 3}, {"values": 0}]


def test_more_rows_than_a_batch_are_all_sealed_anew(settings, monkeypatch):
    from socialgoods.config.management.commands import rotate_keys

    monkeypatch.setattr(rotate_keys, "BATCH", 2)
    old, new = key(), key()
    settings.CONTACT_KEYS = [old]
    OrganizationFactory.create_batch(5, phone="063-000-1111", address="", email="")
    settings.CONTACT_KEYS = [new, old]

    call_command("rotate_keys", verbosity=0)

    assert [is_newest(value) for value in stored("registry_organization", "phone")] == [True] * 5
