"""A small example county, loaded once for a file of tests; what a test changes goes with it."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import override_settings

from socialgoods.example.load import load
from socialgoods.kernel import clock
from socialgoods.places.actions import load_county

SMALL = 0.2


@contextmanager
def loaded(blocker, folder, *, is_begun):
    """Outside of any test, hence with settings of its own; rolled back when the file is through."""
    stored = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with blocker.unblock(), transaction.atomic():
        with override_settings(STORAGES=stored, PASSWORD_HASHERS=hashers, VAR=folder):
            load_county()
            load(factor=SMALL, is_begun=is_begun)
        yield
        transaction.set_rollback(True)
    clock.forget()


@pytest.fixture(scope="module")
def untouched(django_db_setup, django_db_blocker, tmp_path_factory):
    with loaded(django_db_blocker, tmp_path_factory.mktemp("untouched"), is_begun=False):
        yield


@pytest.fixture(scope="module")
def begun(django_db_setup, django_db_blocker, tmp_path_factory):
    with loaded(django_db_blocker, tmp_path_factory.mktemp("begun"), is_begun=True):
        yield
