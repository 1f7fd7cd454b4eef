"""One co-operative's books, open from 2018 on."""

from datetime import UTC, date, datetime

import pytest

from factories import UserFactory
from ledger.made import draft, posted
from socialgoods.ledger.actions.entity import open_entity
from socialgoods.ledger.models import Keeper

NOON = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)


@pytest.fixture
def at():
    return NOON


@pytest.fixture
def books(db):
    return open_books()


@pytest.fixture
def keeper(client, books):
    """Logged in."""
    user = UserFactory()
    Keeper.objects.create(entity=books, user=user, role="bookkeeper", starts_on=date(2018, 1, 1))
    client.force_login(user)
    return user


@pytest.fixture
def year(books):
    """2018: shares, sales, wages, rent. Surplus 4,500,000."""
    posted(
        books,
        draft(50_000_000, key="shares", day=date(2018, 1, 10)),
        draft(8_000_000, key="sales", credit="@sales", day=date(2018, 5, 3), text="매출"),
        draft(3_000_000, key="wages", debit="@labour", credit="@bank", day=date(2018, 7, 31), text="인건비"),
        draft(500_000, key="rent", debit="@rent", credit="@cash", day=date(2018, 12, 31), text="임차료"),
    )
    return books


def open_books(code="network"):
    return open_entity(
        code=code, name="완주 네트워크", kind="cooperative", party=f"cooperative:{code}", opened_on=date(2018, 1, 1), by=None, at=NOON
    )  # fmt: skip
