"""Who may read and who may keep somebody's books."""

from datetime import date
from typing import Any

from socialgoods.ledger.models import Entity, Keeper, KeeperRole
from socialgoods.ledger.models.books import OF_THE_COUNTY
from socialgoods.people import permissions as people


def may_read(user: Any, entity: Entity, on: date) -> bool:
    """Its keepers; the county's own books its officers and auditors too. Those of others are closed to the county."""
    return bool(role_in(user, entity, on)) or (entity.kind in OF_THE_COUNTY and may_read_county(user, on))


def may_read_county(user: Any, on: date) -> bool:
    return people.is_officer(user, on) or people.is_auditor(user, on)


def may_keep(user: Any, entity: Entity, on: date) -> bool:
    return role_in(user, entity, on) == KeeperRole.BOOKKEEPER


def may_close(user: Any, entity: Entity, on: date) -> bool:
    """What cannot be taken back is done by the person alone, not by a helper at a counter."""
    return may_keep(user, entity, on) and not people.is_assisted(user)


def may_appoint(user: Any, entity: Entity, on: date) -> bool:
    """Rights are given away by the person alone. The county's own books get their first keeper from the co-ordinating officer."""
    if people.is_assisted(user):
        return False
    return may_keep(user, entity, on) or (entity.kind in OF_THE_COUNTY and people.is_coordinator(user, on))


def role_in(user: Any, entity: Entity, on: date) -> str:
    return books_of(user, on).get(entity.pk, "")


def books_of(user: Any, on: date) -> dict[int, str]:
    """Books → role. Asked once per user object and day: a page asks many times."""
    if not user.is_authenticated or not user.is_active:
        return {}
    known: dict[date, dict[int, str]] = user.__dict__.setdefault("_books_on", {})
    if on not in known:
        known[on] = dict(Keeper.objects.running_on(on).filter(user=user).values_list("entity_id", "role"))
    return known[on]


def may_open_county(user: Any, on: date) -> bool:
    """Books of a programme of the county. Those of others are opened by the rooms above, in their own right."""
    return people.is_coordinator(user, on)
