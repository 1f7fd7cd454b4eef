from datetime import date, datetime, timedelta

import pytest

from factories import UserFactory, user_as
from socialgoods.kernel import clock
from socialgoods.people import sms
from socialgoods.people.models import Role

PASSWORD = "example-2018-pass"


@pytest.fixture(autouse=True)
def messages_stay_here(settings, monkeypatch):
    monkeypatch.setattr(clock, "READ_AGAIN_AFTER_SECONDS", 1e9)
    settings.SMS_WAY = "memory"
    sms.outbox.clear()
    yield
    sms.outbox.clear()


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def tomorrow(today) -> date:
    return today + timedelta(days=1)


@pytest.fixture
def coordinator(db):
    return user_as(Role.COORDINATOR, name="한결")


@pytest.fixture
def helper(db):
    return user_as(Role.HELPER, name="조은솔")


@pytest.fixture
def resident(db):
    return UserFactory(username="narae", name="강나래")


@pytest.fixture
def log_in(client):
    def as_user(user):
        client.force_login(user)
        return client

    return as_user
