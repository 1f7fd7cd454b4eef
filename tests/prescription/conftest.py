"""A county whose round is prepared, computed and laid. What was computed once from the same inputs is not computed again."""

from functools import cache

import pytest

from factories import NOON, user_as
from prescription import county as small
from socialgoods.people.models import Role
from socialgoods.prescription import archive, computing
from socialgoods.prescription.actions import round as actions


@pytest.fixture
def organizations(db):
    return small.make()


@pytest.fixture
def officer(db):
    return user_as(Role.OFFICER)


@pytest.fixture
def round(organizations, officer):
    return actions.open_round(year=small.YEAR, until=small.UNTIL, by=officer, at=NOON)


really = computing.run


@cache
def outcome_of(content):
    return really(*archive.unpack(content))


@pytest.fixture
def computed(round, officer, monkeypatch):
    """A recommended variant, computed: really, the first time."""
    with monkeypatch.context() as once:
        once.setattr(
            computing, "run", lambda tables, settings, progress=None: outcome_of(archive.pack(tables, settings))
        )
        variant = actions.add_variant(round=round, by=officer, at=NOON)
        actions.compute_variant(variant=variant, by=officer, at=NOON)
    return variant


@pytest.fixture
def laid(round, computed, officer):
    actions.lay(round=round, variant=computed, by=officer, at=NOON)
    return round
