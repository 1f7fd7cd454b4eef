"""Rounds as pages and other rooms ask for them."""

from socialgoods.prescription.models import Round, RoundState


def current() -> Round | None:
    """The one that is being prepared or lies before the committee: of the latest year."""
    return Round.objects.filter(state__in=[RoundState.DRAFT, RoundState.LAID]).select_related("laid").first()


def decided(year: int) -> list[Round]:
    """In the order in which they were decided."""
    return list(Round.objects.filter(year=year, state=RoundState.DECIDED).select_related("laid").order_by("number"))


def latest_decided() -> Round | None:
    return Round.objects.filter(state=RoundState.DECIDED).select_related("laid").first()
