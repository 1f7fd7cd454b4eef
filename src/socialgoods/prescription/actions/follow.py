"""What moved the evidence: follows the events of the house, marks the years they touch, learns them anew and matches outcomes."""

from dataclasses import dataclass
from datetime import datetime
from math import inf

from django.db.models import Min

from socialgoods.diagnosis.models import Diagnosis
from socialgoods.kernel import events, freshness
from socialgoods.kernel.models import Cursor, Event, Freshness
from socialgoods.prescription.actions.evidence import compute
from socialgoods.prescription.actions.outcome import match
from socialgoods.prescription.actions.settle import settle
from socialgoods.registry.models import AnnualReport, ReportState, SupportGiven

CURSOR = "prescription"
NAME = "evidence:{year}"
OF_A_REPORT = {f"registry.report.{verb}" for verb in ("confirmed", "reopened", "returned", "changed")}
OF_A_SUPPORT = {f"registry.support.{verb}" for verb in ("recorded", "changed", "removed")}
OF_ALL_YEARS = {
    "registry.organization.registered", "registry.organization.changed", "registry.organization.status_changed",
    "registry.organization.merged", "registry.organization.unmerged", "registry.import.committed", "registry.import.undone",
    "example.county.loaded", "example.year.advanced", "prescription.catalogue.loaded", "prescription.offer.added",
    "prescription.offer.changed", "prescription.offer.retired",
}  # fmt: skip
SETTLED_BY = ("support.call.", "support.commitment.", "support.application.")


def name_of(year: int) -> str:
    return NAME.format(year=year)


def years() -> list[int]:
    """Those with a confirmed report."""
    rows = AnnualReport.objects.filter(state=ReportState.CONFIRMED).order_by()
    return sorted(rows.values_list("fiscal_year", flat=True).distinct())


def follow(*, at: datetime) -> int:
    """How many years were learnt anew. What is marked and not computed, because something broke, is computed next time."""
    if not Cursor.objects.filter(name=CURSOR).exists() and not Freshness.objects.filter(name__startswith="evidence:"):
        _mark_from(0, at)
    seen = Seen(at)
    while events.follow(CURSOR, seen.take, at=at):
        pass
    if seen.is_unsettled:
        settle(at=at)
    return _compute_stale(at)


@dataclass
class Seen:
    """What one look at the events found. A year that it has marked is marked once, however many events touch it."""

    at: datetime
    is_unsettled: bool = False
    marked_from: float = inf

    def take(self, event: Event) -> None:
        self.is_unsettled |= event.name.startswith(SETTLED_BY)
        first = first_year(event)
        if first is not None and first < self.marked_from:
            _mark_from(first, self.at)
            self.marked_from = first


def _compute_stale(at: datetime) -> int:
    count, there = 0, set(years())
    for row in list(freshness.stale("evidence:")):
        year = int(row.name.partition(":")[2])
        seen = freshness.begin(row.name)
        if year in there:
            compute(year, at=at)
            match(year, at=at)
            count += 1
        freshness.done(row.name, seen, at=at)
    if count:
        events.record("prescription.evidence.computed", None, by=None, at=at, years=count)
    return count


def _mark_from(first: int, at: datetime) -> None:
    """Whatever changes in a year changes what is learnt in it and in every later one."""
    for year in years():
        if year >= first:
            freshness.mark(name_of(year), at=at)


def first_year(event: Event) -> int | None:
    """The first year whose evidence the event touches; 0 all, None none."""
    if event.name in OF_A_REPORT:
        return AnnualReport.objects.filter(pk=event.subject_id).values_list("fiscal_year", flat=True).first() or 0
    if event.name in OF_A_SUPPORT:
        return _year_of_support(event)
    if event.name == "diagnosis.figures.computed":
        found: int | None = Diagnosis.objects.filter(computed_at__gte=event.at).aggregate(first=Min("year"))["first"]
        return found
    return 0 if event.name in OF_ALL_YEARS else None


def _year_of_support(event: Event) -> int:
    if "year" in event.data:
        return int(event.data["year"])
    return SupportGiven.objects.filter(pk=event.data.get("support")).values_list("year", flat=True).first() or 0
