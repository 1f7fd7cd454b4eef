"""Stored diagnoses as pages and other rooms read them."""

from collections import defaultdict
from collections.abc import Iterable

from socialgoods.diagnosis.models import Diagnosis, GroupFigure
from socialgoods.kernel import freshness
from socialgoods.kernel.models import Freshness
from socialgoods.registry.models import AnnualReport, Organization, ReportState

PREFIX = "diagnosis:"


def of(organization: Organization) -> list[Diagnosis]:
    """Newest first."""
    return list(Diagnosis.objects.filter(organization=organization).order_by("-year"))


def totals() -> list[GroupFigure]:
    """The county's figures of every year with a report, newest first."""
    rows = list(GroupFigure.objects.filter(by="total").order_by("-year"))
    reported: set[int] = set()
    if any(row.is_suppressed for row in rows):
        confirmed = AnnualReport.objects.filter(state=ReportState.CONFIRMED).order_by()
        reported = set(confirmed.values_list("fiscal_year", flat=True).distinct())
    return [row for row in rows if row.figures.get("reported") or (row.is_suppressed and row.year in reported)]


def years() -> list[int]:
    """Those with a confirmed report, newest first."""
    return [row.year for row in totals()]


def latest_year() -> int | None:
    return next(iter(years()), None)


def county(year: int) -> GroupFigure | None:
    return GroupFigure.objects.filter(year=year, by="total").first()


def groups(year: int, by: str) -> list[GroupFigure]:
    return list(GroupFigure.objects.filter(year=year, by=by).order_by("value"))


def groups_of(year: int) -> dict[str, list[GroupFigure]]:
    """All groups of a year, by what they are groups of."""
    found: dict[str, list[GroupFigure]] = defaultdict(list)
    for row in GroupFigure.objects.filter(year=year).order_by("by", "value"):
        found[row.by].append(row)
    return found


def fresh(year: int) -> Freshness:
    return freshness.of(f"{PREFIX}{year}")


def stale_years() -> set[int]:
    return {int(row.name.removeprefix(PREFIX)) for row in freshness.stale(PREFIX)}


def by_organization(organizations: Iterable[int], years: Iterable[int]) -> dict[tuple[int, int], Diagnosis]:
    """By organisation and year, without what opens below the figures."""
    rows = Diagnosis.objects.filter(organization__in=organizations, year__in=years).defer("detail")
    return {(row.organization_id, row.year): row for row in rows}
