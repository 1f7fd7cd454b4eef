"""The plan's indicators as pages and other rooms read them: what holds, what was measured, where it will stand. Constant queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from socialgoods.plan.models import ForecastRun, Indicator, Measurement, Plan, Reading, ReadingChoice, TargetPoint
from socialgoods.plan.queries import forecast
from socialgoods.plan.queries.plan import current
from socialgoods.plan.rules.path import path
from socialgoods.plan.rules.series import is_entered

Known = Mapping[tuple[str, int], Measurement]


@dataclass(frozen=True)
class Row:
    """An indicator under the reading that holds. Null is not known."""

    indicator: Indicator
    reading: Reading
    plan: Plan
    measurement: Measurement | None
    """Of the latest year measured, or the year asked for."""
    base: Measurement | None
    points: dict[int, float]
    """Targets that were set."""
    foreseen: Sequence[forecast.Foreseen]
    probability: float | None

    @property
    def key(self) -> str:
        return self.indicator.key

    @property
    def name(self) -> str:
        return str(self.indicator)

    @property
    def series_name(self) -> str:
        """What the figures are called, whatever the target: several readings may share a series."""
        return self.name if self.reading.series == self.key else str(self.reading)

    @property
    def unit(self) -> str:
        return self.reading.unit

    @property
    def year(self) -> int | None:
        return self.measurement.year if self.measurement else None

    @property
    def value(self) -> float | None:
        return self.measurement.value if self.measurement else None

    @property
    def is_entered(self) -> bool:
        return is_entered(self.reading.series)

    @property
    def until(self) -> int:
        return self.plan.until_year

    @property
    def target(self) -> float | None:
        return self.points.get(self.until)

    @property
    def baseline(self) -> float | None:
        return self.base.value if self.base else None

    @property
    def coverage(self) -> tuple[int, int] | None:
        """How many organisations the figure rests on, of how many active."""
        row = self.measurement
        return (row.organizations, row.of) if row and row.of else None

    @property
    def path(self) -> dict[int, float]:
        return path(self.points, base_year=self.plan.base_year, base=self.baseline, until=self.until)

    @property
    def on_the_way(self) -> float | None:
        """What the path wants of the year measured."""
        return self.path.get(self.year) if self.year is not None else None

    @property
    def is_on_the_way(self) -> bool | None:
        wanted = self.on_the_way
        return None if wanted is None or self.value is None else self.value >= wanted

    @property
    def last(self) -> dict[str, Any] | None:
        """The forecast of the plan's last year as it is planned."""
        return next((row.planned for row in self.foreseen if row.year == self.until), None)

    @property
    def last_without(self) -> dict[str, Any] | None:
        """The same without any support in the years ahead."""
        return next((row.none for row in self.foreseen if row.year == self.until), None)

    @property
    def reached(self) -> bool | None:
        """Once the last year is measured, nothing is left to foresee."""
        if self.target is None or self.value is None or self.year != self.until:
            return None
        return self.value >= self.target

    @property
    def url(self) -> str:
        return self.indicator.get_absolute_url()


def all_of(year: int | None = None) -> list[Row]:
    """Every indicator of the county's plan, in its order: the five targets first. Without a plan there is none."""
    plan = current()
    if plan is None:
        return []
    indicators = _indicators(plan)
    series = {reading.series for row in indicators for reading in row.readings.all()}
    known = measurements(series)
    run = forecast.latest_of(plan)
    return [row_of(plan, row, held(row), known, run, year) for row in indicators]


def _indicators(plan: Plan) -> list[Indicator]:
    running = ReadingChoice.objects.filter(ended_at=None).select_related("reading")
    rows = plan.indicators.select_related("department", "owner")
    return list(
        rows.prefetch_related(
            Prefetch("readings", Reading.objects.prefetch_related(holding_points())),
            Prefetch("choices", running, to_attr="holding"),
        )
    )


def holding_points() -> Prefetch:
    return Prefetch("points", TargetPoint.objects.filter(ended_at=None), to_attr="holding")


def held(indicator: Any) -> Reading:
    """The reading that holds, among those at hand; the first that may, where nobody chose."""
    chosen = {choice.reading_id for choice in indicator.holding}
    readings = [reading for reading in indicator.readings.all() if not reading.is_beside]
    return next((reading for reading in readings if reading.pk in chosen), readings[0])


def measurements(series: Any) -> dict[tuple[str, int], Measurement]:
    return {(row.series, row.year): row for row in Measurement.objects.filter(series__in=series)}


def row_of(
    plan: Plan, indicator: Indicator, reading: Any, known: Known, run: ForecastRun | None, year: int | None = None
) -> Row:
    """`reading` has its points at hand as `holding`."""
    own = {when: row for (series, when), row in known.items() if series == reading.series}
    valued = [when for when, row in own.items() if row.value is not None]
    latest = (year if year in own else None) if year is not None else max(valued or own, default=None)
    return Row(
        indicator=indicator,
        reading=reading,
        plan=plan,
        measurement=own.get(latest) if latest is not None else None,
        base=own.get(plan.base_year),
        points={point.year: float(point.value) for point in reading.holding},
        foreseen=forecast.of_series(run, reading.series),
        probability=forecast.chance(run, reading.key, plan.until_year),
    )


def years_of(series: str) -> list[int]:
    """Years with a figure, newest first."""
    rows = Measurement.objects.filter(series=series).exclude(value=None).order_by("-year")
    return list(rows.values_list("year", flat=True))


def held_of(indicator: Indicator) -> Reading:
    """As `held`, asked of one indicator by itself."""
    choice = indicator.choices.filter(ended_at=None).select_related("reading").first()
    if choice is not None:
        return choice.reading
    first: Reading = indicator.readings.filter(is_beside=False).order_by("position")[0]
    return first
