"""All figures of the house, computed here and now, as `socialgoods follow` does."""

from collections.abc import Iterable
from datetime import datetime

from socialgoods.diagnosis.actions import follow as diagnosis
from socialgoods.diagnosis.actions.compute import compute as compute_year
from socialgoods.diagnosis.models import Diagnosis
from socialgoods.plan.actions import follow as plan
from socialgoods.prescription.actions import follow as prescription


def diagnose(*, at: datetime) -> None:
    diagnosis.follow(at=at)


def diagnose_years(years: Iterable[int], *, at: datetime) -> None:
    """Only these; what has moved is still marked for `socialgoods follow`."""
    for year in years:
        compute_year(year, at=at)


def diagnose_missing(*, at: datetime) -> None:
    """Years that nobody has diagnosed yet: a division looks at them."""
    there = set(Diagnosis.objects.order_by().values_list("year", flat=True).distinct())
    diagnose_years((year for year in diagnosis.years() if year not in there), at=at)


def compute(*, at: datetime) -> None:
    """Lower rooms first: what a room computes, the next may read. Levers take longest; the site's own process makes them."""
    diagnosis.follow(at=at)
    prescription.follow(at=at)
    plan.follow(at=at, with_levers=False)
