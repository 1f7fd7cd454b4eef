"""One co-operative's books, open from 2018 on."""

from datetime import UTC, date, datetime

import pytest

from socialgoods.ledger.actions.entity import open_entity

NOON = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)


@pytest.fixture
def at():
    return NOON


@pytest.fixture
def books(db):
    return open_books()


def open_books(code="network"):
    return open_entity(
        code=code, name="완주 네트워크", kind="cooperative", party=f"cooperative:{code}", opened_on=date(2018, 1, 1), by=None, at=NOON
    )  # fmt: skip
