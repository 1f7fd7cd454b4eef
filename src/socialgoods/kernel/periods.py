"""Seoul days and fiscal years. Ends are exclusive."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


def seoul_day(at: datetime) -> date:
    if at.tzinfo is None:
        raise ValueError("a moment must be aware")
    return at.astimezone(SEOUL).date()


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or that month's last day where it has none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


@dataclass(frozen=True)
class FiscalYear:
    """An organisation's fiscal year belongs to the calendar year in which it ends."""

    year: int
    end_month: int = 12

    @property
    def starts_on(self) -> date:
        return add_months(self.ends_on, -12)

    @property
    def ends_on(self) -> date:
        """Exclusive: the first day of the next fiscal year."""
        return add_months(date(self.year, self.end_month, 1), 1)

    @classmethod
    def of(cls, day: date, end_month: int = 12) -> "FiscalYear":
        return cls(day.year if day.month <= end_month else day.year + 1, end_month)
