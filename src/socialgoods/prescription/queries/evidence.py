"""What was learnt, as pages and other rooms read it."""

from socialgoods.kernel import freshness
from socialgoods.kernel.models import Freshness
from socialgoods.prescription.models import Evidence


def latest() -> Evidence | None:
    return Evidence.objects.order_by("-year").first()


def of_year(year: int) -> Evidence | None:
    return Evidence.objects.filter(year=year).first()


def years() -> list[int]:
    """Newest first."""
    return list(Evidence.objects.order_by("-year").values_list("year", flat=True))


def fresh(year: int) -> Freshness:
    return freshness.of(f"evidence:{year}")
