"""When the day's work is due: once a Seoul day, not before nine, for it sends letters and text messages to people."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

NOT_BEFORE_HOUR = 9


def is_due(moment: datetime, last: date | None) -> bool:
    seoul = moment.astimezone(ZoneInfo("Asia/Seoul"))
    return seoul.hour >= NOT_BEFORE_HOUR and last != seoul.date()


def take(moment: datetime | None = None) -> bool:
    """Whether the work is to be done now; if so, it is written down as done today."""
    moment = moment or datetime.now(UTC)
    stamp = Path(settings.VAR) / "last-day"
    try:
        last = date.fromisoformat(stamp.read_text().strip())
    except (FileNotFoundError, ValueError):
        last = None
    if not is_due(moment, last):
        return False
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(moment.astimezone(ZoneInfo("Asia/Seoul")).date().isoformat())
    return True
