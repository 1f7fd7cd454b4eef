"""Participation as its page shows it: from the stored measurement of a year's end."""

from dataclasses import dataclass
from typing import Any

from socialgoods.places.models import District
from socialgoods.plan.models import Measurement
from socialgoods.plan.queries import indicators
from socialgoods.plan.queries.indicators import Row
from socialgoods.registry.models import Membership

SERIES = ("participation", "participation_of_150000", "participation_of_2018")


@dataclass(frozen=True)
class Page:
    row: Row | None
    """The plan's indicator, under the reading that holds."""
    measured: Measurement | None
    """Over the year's residents."""
    others: list[tuple[Any, Measurement | None]]
    """Every reading with the year's measurement."""
    buyers: Measurement | None
    years: list[Measurement]
    districts: list[dict[str, Any]]
    map: dict[str, Any]
    parts: list[tuple[str, int | None]]
    chart: dict[str, Any]

    @property
    def is_known(self) -> bool:
        return self.measured is not None and self.measured.value is not None


def page_of(year: int | None) -> Page:
    """The last year measured unless another one is asked for."""
    row = next((each for each in indicators.all_of() if each.key == "participation"), None)
    known = indicators.measurements([*SERIES, "buyers"])
    years = sorted((each for (series, _), each in known.items() if series == SERIES[0]), key=lambda each: each.year)
    shown = {each.year for each in years}
    latest = max((each.year for each in years if each.value is not None), default=max(shown, default=None))
    year = year if year in shown else latest
    measured = known.get((SERIES[0], year)) if year is not None else None
    readings = list(row.indicator.readings.all()) if row else []
    districts = list(District.objects.all())
    rows = _districts(measured, districts)
    shares = {each["code"]: each.get("share") for each in rows if each["code"]}
    return Page(
        row=row,
        measured=measured,
        others=[
            (reading, known.get((reading.series, year)))
            for reading in readings
            if not reading.is_beside and year is not None
        ],
        buyers=known.get(("buyers", year)) if year is not None else None,
        years=years,
        districts=rows,
        map={"unit": "share", "values": shares},
        parts=_parts(measured),
        chart={
            "unit": "share",
            "series": [{"name": "", "points": [[each.year, each.value] for each in years]}],
            "band": [[each.year, each.low, each.high] for each in years if each.low is not None],
        },
    )


def _districts(measured: Measurement | None, districts: list[District]) -> list[dict[str, Any]]:
    if measured is None:
        return []
    places = {district.name: district for district in districts}
    populations = measured.detail.get("residents_of", {})
    return [
        {
            **row,
            "label": str(places[row["value"]]) if row["value"] in places else "",
            "code": places[row["value"]].code if row["value"] in places else "",
            "population": populations.get(row["value"]),
        }
        for row in measured.groups.get("area", [])
    ]


def _parts(measured: Measurement | None) -> list[tuple[str, int | None]]:
    found = measured.detail.get("parts", {}) if measured else {}
    return [(str(label), found[part]) for part, label in Membership.Part.choices if part in found]
