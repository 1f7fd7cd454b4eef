"""What moved a diagnosis: follows the events of the house, marks the years they touch, and computes those anew."""

from datetime import datetime

from socialgoods.diagnosis.actions.compute import compute
from socialgoods.diagnosis.models import Assessment
from socialgoods.kernel import events, freshness
from socialgoods.kernel.models import Cursor, Event, Freshness
from socialgoods.registry.models import AnnualReport, ReportState

CURSOR = "diagnosis"
NAME = "diagnosis:{year}"
OF_A_REPORT = {f"registry.report.{verb}" for verb in ("confirmed", "reopened", "returned", "changed")}
OF_ALL_YEARS = {
    "registry.organization.registered", "registry.organization.changed", "registry.organization.status_changed",
    "registry.organization.merged", "registry.organization.unmerged", "registry.import.committed", "registry.import.undone",
    "registry.support.recorded", "registry.support.changed", "registry.support.removed", "example.county.loaded", "example.year.advanced",
    "diagnosis.instrument.chosen", "diagnosis.assessments.loaded",
}  # fmt: skip


def name_of(year: int) -> str:
    return NAME.format(year=year)


def years() -> list[int]:
    """Those with a confirmed report."""
    rows = AnnualReport.objects.filter(state=ReportState.CONFIRMED).order_by()
    return sorted(rows.values_list("fiscal_year", flat=True).distinct())


def follow(*, at: datetime) -> int:
    """How many years were computed. What is marked and not computed, because something broke, is computed next time."""
    if not Cursor.objects.filter(name=CURSOR).exists() and not Freshness.objects.filter(name__startswith="diagnosis:"):
        for year in years():
            freshness.mark(name_of(year), at=at)
    while events.follow(CURSOR, lambda event: _mark(event, at), at=at):
        pass
    count = 0
    there = set(years())
    for row in list(freshness.stale("diagnosis:")):
        year = int(row.name.partition(":")[2])
        seen = freshness.begin(row.name)
        if year in there:
            compute(year, at=at)
            count += 1
        freshness.done(row.name, seen, at=at)
    if count:
        events.record("diagnosis.figures.computed", None, by=None, at=at, years=count)
    return count


def _mark(event: Event, at: datetime) -> None:
    if event.name in OF_A_REPORT:
        touched = AnnualReport.objects.filter(pk=event.subject_id).values_list("fiscal_year", flat=True).first()
        marked = years() if touched is None else [touched, touched + 1]
    elif event.name == "diagnosis.assessment.finalised":
        touched = Assessment.objects.filter(pk=event.subject_id).values_list("year", flat=True).first()
        marked = [] if touched is None else [touched]
    elif event.name in OF_ALL_YEARS:
        marked = years()
    else:
        return
    for year in marked:
        freshness.mark(name_of(year), at=at)
