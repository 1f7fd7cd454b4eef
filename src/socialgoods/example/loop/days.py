"""Moments of the example's calendar."""

from datetime import date, datetime

from socialgoods.kernel.periods import SEOUL


def moment(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SEOUL)
