"""iCalendar (RFC 5545) text of duties: CRLF, folded lines, stable identifiers, an alarm a fortnight before."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from socialgoods.registry.rules.due import Duty

LINE_OCTETS = 75


def calendar(*, name: str, code: str, host: str, duties: Iterable[Duty], stamp: datetime) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Social Goods//Registry//KO",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
        "X-WR-TIMEZONE:Asia/Seoul",
    ]
    for duty in duties:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{duty.rule}-{duty.due_on:%Y%m%d}-{code}@{host}",
            f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{duty.due_on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{duty.due_on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escape(duty.title)} — {escape(name)}",
            f"DESCRIPTION:{escape(duty.source)}",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-P14D",
            f"DESCRIPTION:{escape(duty.title)}",
            "END:VALARM",
            "END:VEVENT",
        ]
    return "".join(f"{fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def escape(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\\n").replace("\n", "\\n")
    return "".join(char for char in text if char >= " " and char != "\x7f")


def fold(line: str) -> str:
    """No line over 75 octets, no letter cut in two."""
    parts, part, octets = [], "", 0
    for char in line:
        size = len(char.encode())
        if octets + size > LINE_OCTETS:
            parts.append(part)
            part, octets = " ", 1
        part += char
        octets += size
    return "\r\n".join([*parts, part])
