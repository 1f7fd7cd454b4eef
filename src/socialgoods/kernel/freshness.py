"""Figures are computed on change, not on view: a follower of the events marks them, a background task computes them.

`mark` in the transaction that moves the cursor; then `begin`, compute, write, `done`. Killed in between, they stay stale.
"""

from datetime import datetime

from django.db.models import F, QuerySet

from socialgoods.kernel.models import Freshness


def mark(name: str, *, at: datetime) -> None:
    Freshness.objects.get_or_create(name=name)
    Freshness.objects.filter(name=name).update(marks=F("marks") + 1)
    Freshness.objects.filter(name=name, stale_since=None).update(stale_since=at)


def stale(prefix: str) -> QuerySet[Freshness]:
    return Freshness.objects.filter(name__startswith=prefix, computed_marks__lt=F("marks")).order_by("name")


def of(name: str) -> Freshness:
    """As it stands; what nobody has computed yet has no moment."""
    return Freshness.objects.filter(name=name).first() or Freshness(name=name)


def begin(name: str) -> int:
    """What to hand to `done`: how many changes the computation sees."""
    return Freshness.objects.get_or_create(name=name)[0].marks


def done(name: str, seen: int, *, at: datetime) -> None:
    """Fresh again, unless something changed meanwhile."""
    rows = Freshness.objects.filter(name=name)
    rows.update(computed_marks=seen, computed_at=at)
    rows.filter(marks=seen).update(stale_since=None)
