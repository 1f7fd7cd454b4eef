"""Constraints on won, the same on both databases."""

from django.db.models import F, Q

from socialgoods.ledger.rules.entry import MOST


def whole(*names: str) -> Q:
    """SQLite keeps 1.5, and words, in a column of whole numbers; only a whole number stays itself when bits are joined to it."""
    return Q(*((name, F(name).bitor(0)) for name in names))


def within(least: int) -> Q:
    return whole("amount") & Q(amount__gte=least, amount__lte=MOST)
