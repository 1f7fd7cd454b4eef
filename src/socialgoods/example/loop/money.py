"""What is on offer and the money of each year, written as the county's own catalogue."""

from datetime import datetime

from socialgoods.example.measures import BUDGET_FROM, PAST, budgets
from socialgoods.people.models import User
from socialgoods.prescription.actions import catalogue
from socialgoods.prescription.models import Offer

BEGINS = 2018
"""The plan's first year: what the county had not given before is on offer from here on."""


def write_offers(factor: float, *, by: User, at: datetime) -> None:
    catalogue.load(at=at, by=by, from_year=BUDGET_FROM, places=factor)
    Offer.objects.exclude(measure__code__in=PAST).update(from_year=BEGINS)


def write_budgets(factor: float, *, by: User, at: datetime) -> None:
    rows = budgets(factor)
    for year in sorted({year for year, _, _ in rows}):
        amounts = {source: won for when, source, won in rows if when == year}
        catalogue.set_budgets(year=year, amounts=amounts, by=by, at=at)
