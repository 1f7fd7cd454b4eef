"""What moved a diagnosis: follows the events of the house, marks the years they touch, and computes those anew."""

from collections.abc import Iterable
from datetime import datetime

from socialgoods.diagnosis.actions.compute import compute_years, forget
from socialgoods.diagnosis.models import Assessment, AssessmentState, Purpose, View
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
    "diagnosis.instrument.chosen",
}  # fmt: skip


def name_of(year: int) -> str:
    return NAME.format(year=year)


def years() -> list[int]:
    """Those with a confirmed report or a final assessment."""
    reports = AnnualReport.objects.filter(state=ReportState.CONFIRMED).order_by()
    asked = Assessment.objects.filter(state=AssessmentState.FINAL, purpose=Purpose.COUNTY, view=View.OWN).order_by()
    found = {
        *reports.values_list("fiscal_year", flat=True).distinct(),
        *asked.values_list("year", flat=True).distinct(),
    }
    return sorted(found)


def follow(*, at: datetime) -> int:
    """How many years were computed. What is marked and not computed, because something broke, is computed next time."""
    there = set(years())
    if not Cursor.objects.filter(name=CURSOR).exists() and not Freshness.objects.filter(name__startswith="diagnosis:"):
        for year in there:
            freshness.mark(name_of(year), at=at)
    while events.follow(CURSOR, lambda event: _mark(event, there, at), at=at):
        pass
    there = set(years())  # again: a report may have been confirmed meanwhile
    stale = {int(row.name.partition(":")[2]): freshness.begin(row.name) for row in freshness.stale("diagnosis:")}
    anew = sorted(there & set(stale))
    if anew:
        compute_years(anew, at=at)
    for year in set(stale) - there:
        forget(year)
    for year, seen in stale.items():
        freshness.done(name_of(year), seen, at=at)
    if anew:
        events.record("diagnosis.figures.computed", None, by=None, at=at, years=len(anew))
    return len(anew)


def _mark(event: Event, there: set[int], at: datetime) -> None:
    for year in _touched(event, there):
        freshness.mark(name_of(year), at=at)


def _touched(event: Event, there: set[int]) -> Iterable[int]:
    """A report speaks in its own year and, as the year before, in the next."""
    if event.name in OF_A_REPORT:
        year = AnnualReport.objects.filter(pk=event.subject_id).values_list("fiscal_year", flat=True).first()
        return there if year is None else [year, *there & {year + 1}]
    if event.name == "diagnosis.assessment.finalised":
        rows = Assessment.objects.filter(pk=event.subject_id, purpose=Purpose.COUNTY, view=View.OWN)
        return rows.values_list("year", flat=True)
    if event.name == "diagnosis.assessments.loaded":
        return event.data["years"]
    return there if event.name in OF_ALL_YEARS else ()
