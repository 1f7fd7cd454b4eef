"""What moved the plan's figures: follows the events of the house, and measures and forecasts anew what they touch.

Three steps, each marked and done by itself, so that one killed in between is taken up again: measurements (a second), the forecast (some
seconds, none where its inputs are the same), and the levers (some ten seconds, after changes have rested a while).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from socialgoods.diagnosis.models import Diagnosis
from socialgoods.kernel import events, freshness
from socialgoods.kernel.models import Event, Freshness
from socialgoods.plan.actions import forecast as forecasts
from socialgoods.plan.actions import levers
from socialgoods.plan.actions.measure import measure
from socialgoods.plan.models import Plan
from socialgoods.plan.parameters import LEVERS_REST_SECONDS
from socialgoods.plan.queries.plan import current
from socialgoods.registry.models import AnnualReport, ReportState

CURSOR = "plan"
MEASURED, FORESEEN, LEVERS = "plan:measured", "plan:forecast", "plan:levers"
STEPS = (MEASURED, FORESEEN, LEVERS)
MOVES = (
    "diagnosis.figures.", "registry.membership.", "registry.support.", "registry.import.", "registry.organization.", "registry.report.",
    "prescription.", "support.commitment.", "places.", "example.", "plan.plan.", "plan.target.", "plan.reading.", "plan.observation.",
)  # fmt: skip
STILL = (".seen", ".edited", "prescription.evidence.")


def follow(*, at: datetime, with_levers: bool = True) -> int:
    """How many figures were computed. Without a plan there is nothing to do. Levers that are left out stay due for the next run."""
    plan = current()
    if plan is None:
        return 0
    if not Freshness.objects.filter(name__in=STEPS).exists():
        _mark_all(at)
    while events.follow(CURSOR, Marker(at).take, at=at):
        pass
    count = _measured(plan, at)
    count += _foreseen(plan, at, with_levers)
    return count


@dataclass
class Marker:
    """Marks once for all the events of one look, in the transaction that moves the cursor."""

    at: datetime
    has_marked: bool = False

    def take(self, event: Event) -> None:
        moves = event.name.startswith(MOVES) and not any(word in event.name for word in STILL)
        if moves and not self.has_marked:
            _mark_all(self.at)
            self.has_marked = True


def _mark_all(at: datetime) -> None:
    for name in STEPS:
        freshness.mark(name, at=at)


def years() -> list[int]:
    """Those with a confirmed report that is diagnosed."""
    reported = AnnualReport.objects.filter(state=ReportState.CONFIRMED).order_by().values("fiscal_year").distinct()
    return sorted(Diagnosis.objects.filter(year__in=reported).order_by().values_list("year", flat=True).distinct())


def _measured(plan: Plan, at: datetime) -> int:
    if not _is_stale(MEASURED):
        return 0
    seen = freshness.begin(MEASURED)
    count = measure(plan=plan, years=years(), at=at)
    freshness.done(MEASURED, seen, at=at)
    if count:
        events.record("plan.figures.measured", None, by=None, at=at, figures=count)
    return count


def _foreseen(plan: Plan, at: datetime, with_levers: bool) -> int:
    """The forecast, and the levers while the computation is at hand or when their rest is over."""
    if not _is_stale(FORESEEN) and not (with_levers and _levers_due(at)):
        return 0
    seen, seen_levers = freshness.begin(FORESEEN), freshness.begin(LEVERS)
    found = forecasts.run(plan=plan, at=at)
    freshness.done(FORESEEN, seen, at=at)
    if found is None:
        freshness.done(LEVERS, seen_levers, at=at)
        return 0
    row, done = found
    if done is not None:
        events.record("plan.forecast.computed", row, by=None, at=at, start=row.start, until=row.until)
    if not row.levers and with_levers and _levers_due(at):
        levers.run(plan=plan, row=row, done=done, at=at)
    if row.levers:
        freshness.done(LEVERS, seen_levers, at=at)
    return 1 if done is not None else 0


def _is_stale(name: str) -> bool:
    return freshness.of(name).is_stale


def _levers_due(at: datetime) -> bool:
    row = freshness.of(LEVERS)
    rested = row.stale_since is not None and row.stale_since <= at - timedelta(seconds=LEVERS_REST_SECONDS)
    return row.is_stale and (row.computed_at is None or rested)
