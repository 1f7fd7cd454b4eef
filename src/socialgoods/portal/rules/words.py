"""Chances and shares as one says them to a neighbour."""

from django.utils.translation import gettext as _

from socialgoods.kernel.formats import percent

ALMOST_NONE, ALMOST_SURE = 0.01, 0.99


def chance(probability: float | None) -> str:
    """A whole per cent; at either end no more exact than a forecast can be."""
    if probability is None:
        return percent(None)
    if probability < ALMOST_NONE:
        return _("1% 미만")
    if probability > ALMOST_SURE:
        return _("99% 넘음")
    return percent(probability, 0)


def of_a_hundred(share: float) -> int:
    """`0.0436` → 4 of a hundred people."""
    return int(share * 100 + 0.5)
