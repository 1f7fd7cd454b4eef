"""What is on offer in a year, and what was learnt of it so far."""

from socialgoods.analysis.definitions import DEFAULT
from socialgoods.prescription.models import Evidence, Offer, YearBudget
from socialgoods.prescription.models.offer import OfferQuerySet


def offers(year: int) -> OfferQuerySet:
    return Offer.objects.in_year(year).select_related("measure").order_by("measure__code")


def budgets(year: int) -> dict[str, int]:
    """Won by source."""
    return dict(YearBudget.objects.filter(year=year).order_by("source").values_list("source", "amount"))


def sources(year: int) -> list[str]:
    """All that an offer of the year may draw on, or that has a budget."""
    from socialgoods.prescription.rules.catalogue import sources_of

    named = {source for text in offers(year).values_list("sources", flat=True) for source in sources_of(text)}
    return sorted(named | set(YearBudget.objects.filter(year=year).values_list("source", flat=True)))


def learnt() -> tuple[int | None, dict[str, dict]]:
    """The year of the latest evidence, and the estimates by measure; public, so none that rests on fewer cases than a group may have."""
    row = Evidence.objects.order_by("-year").first()
    if row is None:
        return None, {}
    least, found = DEFAULT.smallest_group, row.estimates.get("measures", {})
    return row.year, {code: each for code, each in found.items() if each.get("cases", 0) >= least}
