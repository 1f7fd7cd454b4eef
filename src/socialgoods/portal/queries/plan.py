"""Where the county's plan stands, for pages that are not the plan's own: its targets, their chances, and the forecast."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socialgoods.kernel.formats import number, percent, won_about
from socialgoods.plan.queries import forecast, indicators
from socialgoods.plan.queries.indicators import Row
from socialgoods.portal.queries.kept import until_change
from socialgoods.portal.rules.words import chance

RATE = "self_reliance_rate"
TRACK = 200
"""How many units long the picture of a target is."""


def _rounded(won: float) -> int:
    """A figure of the whole county: above KRW 1bn to the 100 million, as one says it."""
    return round(round(won), -8) if abs(won) >= 10**9 else round(won)


@dataclass(frozen=True)
class Target:
    """A target of the plan under the reading that holds, without its models. Null is not known."""

    key: str
    name: str
    unit: str
    definition: str
    source: str
    year: int | None
    value: float | None
    until: int
    target: float | None
    wanted: float | None
    """What the path to the target wants of the year measured."""
    probability: float | None
    low: float | None
    middle: float | None
    high: float | None
    """The forecast of the last year, as planned."""
    coverage: tuple[int, int] | None
    measured_at: datetime | None
    url: str

    def said(self, value: float | None) -> str:
        if value is None or self.unit == "share":
            return percent(value)
        if self.unit == "won":
            return won_about(_rounded(value))
        return {
            "self_reliant": _("%(n)s곳"),
            "jobs": _("%(n)s명"),
        }.get(self.key, "%(n)s") % {"n": number(round(value))}

    @property
    def value_said(self) -> str:
        return self.said(self.value)

    @property
    def target_said(self) -> str:
        return self.said(self.target)

    @property
    def range_said(self) -> str:
        return "" if self.low is None else f"{self.said(self.low)} ~ {self.said(self.high)}"

    @property
    def coverage_said(self) -> str:
        if self.coverage is None:
            return ""
        n, of = map(number, self.coverage)
        return _("활동하는 %(of)s곳 가운데 보고한 %(n)s곳") % {"n": n, "of": of}

    @property
    def chance_said(self) -> str:
        return chance(self.probability)

    @property
    def is_on_the_way(self) -> bool | None:
        return None if self.wanted is None or self.value is None else self.value >= self.wanted

    @property
    def is_reached(self) -> bool:
        return self.value is not None and self.target is not None and self.value >= self.target

    @property
    def missing(self) -> float | None:
        return None if self.value is None or self.target is None else max(self.target - self.value, 0)

    @property
    def missing_said(self) -> str:
        return (
            f"{percent(self.missing)}p"
            if self.unit == "share" and self.missing is not None
            else self.said(self.missing)
        )

    def _at(self, value: float | None) -> float | None:
        return None if value is None or not self.target else round(TRACK * min(max(value / self.target, 0), 1), 1)

    @property
    def track(self) -> dict[str, Any]:
        """Along the way from nothing to the target: how far one is, and where the forecast ends."""
        low, middle, high = self._at(self.low), self._at(self.middle), self._at(self.high)
        width = None if low is None or high is None else max(round(high - low, 1), 2)
        return {"now": self._at(self.value), "low": low, "width": width, "middle": middle, "length": TRACK}


@dataclass(frozen=True)
class Year:
    """A row beside the fan chart."""

    year: int
    observed: float | None
    low: float | None = None
    middle: float | None = None
    high: float | None = None
    none: float | None = None


@dataclass(frozen=True)
class CountyPlan:
    title: str
    source: str
    until: int
    targets: list[Target]
    """The five, and the rate."""
    years: list[Year]
    """Of the self-reliance rate: what was, and what is foreseen."""
    path: list[tuple[int, float]]
    foreseen_at: datetime | None

    def of(self, key: str) -> Target | None:
        return next((each for each in self.targets if each.key == key), None)

    @property
    def known(self) -> list[Target]:
        """Without the rate, which the words beside them say."""
        return [each for each in self.targets if each.value is not None and each.key != RATE]

    @property
    def rate(self) -> Target | None:
        return self.of(RATE)

    @property
    def is_foreseen(self) -> bool:
        return any(row.middle is not None for row in self.years)

    @cached_property
    def fan(self) -> dict[str, Any]:
        there = [row for row in self.years if row.middle is not None]
        return {
            "unit": "share",
            "observed": [[row.year, row.observed] for row in self.years if row.observed is not None],
            "planned": [[row.year, row.low, row.middle, row.high] for row in there],
            "none": [[row.year, row.none] for row in there if row.none is not None],
            "target": [list(point) for point in self.path],
        }


def county_plan(*, on: date) -> CountyPlan | None:
    """Kept until something changes, in each language; none before the county has a plan."""
    return until_change(f"plan.{get_language()}", _made, on=on)


def _made() -> CountyPlan | None:
    rows = indicators.all_of()
    if not rows:
        return None
    plan, run = rows[0].plan, forecast.latest()
    rate = next((row for row in rows if row.key == RATE), None)
    return CountyPlan(
        title=str(plan),
        source=plan.said_in("source"),
        until=plan.until_year,
        targets=[_target(row) for row in rows if row.indicator.is_target or row.key == RATE],
        years=_years(rate) if rate else [],
        path=sorted(rate.path.items()) if rate else [],
        foreseen_at=run.computed_at if run else None,
    )


def _target(row: Row) -> Target:
    last = row.last or {}
    return Target(
        key=row.key,
        name=row.name,
        unit=row.unit,
        definition=row.indicator.said_in("definition"),
        source=row.indicator.said_in("data_source"),
        year=row.year if row.value is not None else None,
        value=row.value,
        until=row.until,
        target=row.target,
        wanted=row.on_the_way,
        probability=row.probability,
        low=last.get("p05"),
        middle=last.get("mean"),
        high=last.get("p95"),
        coverage=row.coverage,
        measured_at=row.measurement.computed_at if row.measurement else None,
        url=row.url,
    )


def _years(rate: Row) -> list[Year]:
    series = rate.reading.series
    observed = {year: row.value for (_series, year), row in indicators.measurements({series}).items()}
    first = min((row.year for row in rate.foreseen), default=None)
    known = sorted((year, value) for year, value in observed.items() if value is not None)
    past = [Year(year, value) for year, value in known if first is None or year < first]
    return past + [_foreseen(row, observed.get(row.year)) for row in _in_order(rate.foreseen)]


def _in_order(rows: Sequence[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: row.year)


def _foreseen(row: Any, observed: float | None) -> Year:
    planned, none = row.planned, row.none or {}
    return Year(row.year, observed, planned.get("p05"), planned.get("mean"), planned.get("p95"), none.get("mean"))
