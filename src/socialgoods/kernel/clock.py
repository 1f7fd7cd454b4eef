"""What time it is for this county. Views and commands read it here; everything below is told.

A real county lives today. The example county lives in the years of its plan: `Clock` says how far from today.
"""

import time
from datetime import UTC, date, datetime, timedelta

from django.db.utils import OperationalError, ProgrammingError

from socialgoods.kernel.models import Clock
from socialgoods.kernel.periods import seoul_day

READ_AGAIN_AFTER_SECONDS = 5.0
_read: tuple[float, timedelta] | None = None


def now() -> datetime:
    return datetime.now(UTC) + _offset()


def today() -> date:
    return seoul_day(now())


def days_ahead() -> int:
    """How far the county's calendar lies from ours: 0 in a real county. For a device that has to tell the day by itself."""
    return _offset().days


def set_today(day: date) -> None:
    """Only for an example county."""
    Clock.objects.update_or_create(pk=1, defaults={"days_ahead": (day - seoul_day(datetime.now(UTC))).days})
    forget()


def forget() -> None:
    global _read
    _read = None


def _offset() -> timedelta:
    global _read
    if _read is None or time.monotonic() - _read[0] > READ_AGAIN_AFTER_SECONDS:
        try:
            days = Clock.objects.filter(pk=1).values_list("days_ahead", flat=True).first()
        except (OperationalError, ProgrammingError):
            # Asked before the first migration, by the checks of a field whose default is now.
            return timedelta(0)
        _read = (time.monotonic(), timedelta(days=days or 0))
    return _read[1]
