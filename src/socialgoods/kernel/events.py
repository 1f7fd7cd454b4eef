"""The append-only history of the house: one row for every change of state, written in the same transaction.

Events never decide anything. History pages read them; an upper room may follow them by a cursor and then read the rows.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import connection, transaction
from django.db.models import Model, QuerySet

from socialgoods.kernel.models import Cursor, Event

# Rows get their number before they are committed. Writers share this lock and a follower takes it alone,
# so that a follower never passes a number that is still on its way.
EVENT_LOCK = 7_302_017

_helper: ContextVar[Any] = ContextVar("helper", default=None)


@contextmanager
def helped_by(helper: AbstractBaseUser | None) -> Iterator[None]:
    """While a helper at a counter acts for a person, every event names both."""
    token = _helper.set(helper)
    try:
        yield
    finally:
        _helper.reset(token)


def helper() -> Any:
    """Who acts for somebody else at a counter now, if anybody."""
    return _helper.get()


def record(
    name: str, subject: Model | None, *, by: AbstractBaseUser | AnonymousUser | None, at: datetime, **data: Any
) -> Event:
    _lock(shared=True)
    return Event.objects.create(
        name=name,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        by_id=by.pk if by is not None else None,
        helper=helper(),
        at=at,
        data=data,
    )


def _lock(*, shared: bool) -> None:
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock{'_shared' if shared else ''}(%s)", [EVENT_LOCK])


def of(subject: Model) -> QuerySet[Event]:
    """The subject's history, oldest first."""
    return Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk)).order_by("pk")


@transaction.atomic
def follow(cursor_name: str, handle: Callable[[Event], None], *, at: datetime, limit: int = 1000) -> int:
    """Hand every event after the cursor to `handle`, once, in order; the cursor moves in the same transaction."""
    Cursor.objects.get_or_create(name=cursor_name, defaults={"moved_at": at})
    cursor = Cursor.objects.select_for_update().get(name=cursor_name)
    _lock(shared=False)
    seen = list(Event.objects.filter(pk__gt=cursor.position).order_by("pk")[:limit])
    for event in seen:
        handle(event)
    if seen:
        cursor.position = seen[-1].pk
    cursor.moved_at = at
    cursor.save(update_fields=["position", "moved_at"])
    return len(seen)
