"""Which organisations slip: the ratio fell by so much in a year, or went below the line. Not known is not slipping."""

from enum import StrEnum

LINE = 1.0


class Slip(StrEnum):
    BELOW_THE_LINE = "below"
    """It stood at the line or above a year ago, and stands below it now."""
    FELL = "fell"


def slip(before: float | None, now: float | None, *, by: float) -> Slip | None:
    """
    >>> slip(1.02, 0.99, by=0.05), slip(0.9, 0.84, by=0.05), slip(0.9, 0.86, by=0.05), slip(None, 0.2, by=0.05)
    (<Slip.BELOW_THE_LINE: 'below'>, <Slip.FELL: 'fell'>, None, None)
    """
    if before is None or now is None:
        return None
    if before >= LINE > now:
        return Slip.BELOW_THE_LINE
    return Slip.FELL if round(before - now, 9) >= by else None
