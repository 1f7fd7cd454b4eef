"""Stored diagnoses as pages and other rooms read them."""

from collections.abc import Iterable

from socialgoods.diagnosis.models import Diagnosis, GroupFigure
from socialgoods.kernel import freshness
from socialgoods.kernel.models import Freshness
from socialgoods.registry.models import Organization


def of(organization: Organization) -> list[Diagnosis]:
    """Newest first."""
    return list(Diagnosis.objects.filter(organization=organization).order_by("-year"))


def years() -> list[int]:
    return list(GroupFigure.objects.filter(by="total").order_by("-year").values_list("year", flat=True))


def latest_year() -> int | None:
    return next(iter(years()), None)


def county(year: int) -> GroupFigure | None:
    return GroupFigure.objects.filter(year=year, by="total").first()


def groups(year: int, by: str) -> list[GroupFigure]:
    return list(GroupFigure.objects.filter(year=year, by=by).order_by("value"))


def fresh(year: int) -> Freshness:
    return freshness.of(f"diagnosis:{year}")


def by_organization(organizations: Iterable[int], years: Iterable[int]) -> dict[tuple[int, int], Diagnosis]:
    rows = Diagnosis.objects.filter(organization__in=organizations, year__in=years)
    return {(row.organization_id, row.year): row for row in rows}
