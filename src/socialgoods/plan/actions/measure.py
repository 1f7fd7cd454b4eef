"""Measures the plan's series at every year's end, from the rooms below, and keeps the figures for pages to read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from socialgoods.analysis.definitions import DEFAULT
from socialgoods.places import queries as places
from socialgoods.places.models import District
from socialgoods.plan.models import Measurement, Observation, Plan
from socialgoods.plan.parameters import CITY, RESIDENTS_2018, SMALLEST_GROUP
from socialgoods.plan.queries import rows as queries
from socialgoods.plan.rules import measured
from socialgoods.plan.rules.measured import Figure
from socialgoods.plan.rules.series import SERIES
from socialgoods.plan.rules.spread import County, spread_table
from socialgoods.registry.models import SupportGiven
from socialgoods.registry.queries import participation as takers
from socialgoods.registry.queries.tables import OF_COUNTY

Key = tuple[str, int]
OF_TWO_YEARS: Mapping[str, Callable[..., Any]] = {
    "self_reliant": measured.counted("self_reliant"),
    "self_sustaining": measured.counted("self_sustaining"),
    "self_reliance_rate": measured.rate,
}
OF_A_YEAR: Mapping[str, Callable[..., Any]] = {
    "organisations": measured.present,
    "pooled_ratio": measured.pooled_ratio,
    "median_ratio": measured.median_ratio,
    "labour_cover": measured.labour_cover,
    "jobs": measured.summed("jobs"),
    "jobs_fte": measured.summed("jobs_fte"),
    "jobs_subsidised": measured.summed("jobs_subsidised"),
    "jobs_vulnerable": measured.summed("jobs_vulnerable"),
    "income": measured.summed("earned"),
}
SUMMED = {"income_sum": "income", "new_income_sum": "new_income"}


def measure(*, plan: Plan, years: Iterable[int], at: datetime) -> int:
    """Writes every series of the years named, in one transaction; what is no longer to be said goes. How many figures."""
    wanted = sorted(set(years))
    found: dict[Key, Measurement] = {}
    for made in (_of_reports(plan, wanted), _of_memberships(wanted), _of_support(plan, wanted), _entered()):
        found |= made
    for (series, year), row in found.items():
        row.series, row.year, row.definitions, row.computed_at = series, year, DEFAULT.version, at
    _write(found)
    return len(found)


@transaction.atomic
def _write(found: Mapping[Key, Measurement]) -> None:
    """Rows that stay keep their number: a page that is being read still finds them."""
    there = {(row.series, row.year): row.pk for row in Measurement.objects.only("series", "year")}
    Measurement.objects.filter(pk__in=[pk for key, pk in there.items() if key not in found]).delete()
    changed = ["value", "low", "high", "organizations", "of", "why", "is_entered", "groups", "detail", "definitions",
               "computed_at"]  # fmt: skip
    Measurement.objects.bulk_create(
        found.values(), 500, update_conflicts=True, unique_fields=["series", "year"], update_fields=changed
    )


def _of_reports(plan: Plan, years: list[int]) -> dict[Key, Measurement]:
    rows = {year: queries.of_year(year) for year in years}
    figures: dict[Key, Figure] = {}
    for year in years:
        for series, how in OF_A_YEAR.items():
            figures[series, year] = measured.figure(rows[year], how, SMALLEST_GROUP)
        is_first = not any(row.has_report for row in rows.get(year - 1, ()))
        for series, how in OF_TWO_YEARS.items():
            figure = measured.figure(rows[year], how, SMALLEST_GROUP)
            figures[series, year] = (
                replace(figure, value=None, why=measured.FIRST_YEAR, groups={}) if is_first else figure
            )
    for year in years:
        if year >= plan.base_year:
            base = plan.base_year
            figures["new_income", year] = measured.increase(figures["income", year], figures.get(("income", base)))
            figures["jobs_increase", year] = measured.increase(figures["jobs", year], figures.get(("jobs", base)))
    for series, of in SUMMED.items():
        figures |= _running_total(series, of, plan, years, figures)
    return {key: _row(figure, opens=SERIES[key[0]].groups) for key, figure in figures.items()}


def _running_total(
    series: str, of: str, plan: Plan, years: list[int], figures: Mapping[Key, Figure]
) -> dict[Key, Figure]:
    """From the plan's first year on; a year that is not known ends it."""
    found, total = {}, 0.0
    for year in range(plan.from_year, max([*years, plan.from_year - 1]) + 1):
        one = figures.get((of, year))
        if one is None or one.value is None:
            break
        total += one.value
        found[series, year] = replace(one, value=total, groups={})
    return found


def _row(figure: Figure, *, opens: bool) -> Measurement:
    groups = figure.groups if opens else {}
    return Measurement(
        value=figure.value, organizations=figure.organizations, of=figure.of, why=figure.why, groups=groups
    )


def _of_memberships(years: list[int]) -> dict[Key, Measurement]:
    names = {row.pk: row.name for row in District.objects.all()}
    found: dict[Key, Measurement] = {}
    for year in years:
        on = date(year, 12, 31)
        spread, county = takers.spread(on=on), places.county_population(on=on)
        living = {pk: row.observation for pk, row in places.populations(on=on).items()}
        table = spread_table(spread, {pk: row.people for pk, row in living.items()}, names, SMALLEST_GROUP)
        detail = table.detail | {
            "population": _population(county) if county else None,
            "residents_of": {names[pk]: _population(row) for pk, row in living.items()},
        }
        denominators = {
            "participation": county.people if county else None,
            "participation_of_150000": CITY.values[0].value,
            "participation_of_2018": RESIDENTS_2018.values[0].value,
        }
        for series, residents in denominators.items():
            is_headline = series == "participation"
            more = detail if is_headline else {"people": table.detail.get("people")}
            groups = {"area": table.groups} if is_headline else {}
            found[series, year] = _share(table, residents, {**more, "residents": residents}, groups)
        found["buyers", year] = Measurement(
            value=table.buyers, organizations=table.reporting, of=table.organizations, why=table.why
        )
    return found


def _share(table: County, residents: int | None, detail: dict[str, Any], groups: dict[str, Any]) -> Measurement:
    row = Measurement(organizations=table.reporting, of=table.organizations)
    if table.least is None or table.most is None or not residents:
        row.why = table.why or "no_residents"
        return row
    row.value = row.low = table.least / residents
    row.high = table.most / residents
    row.groups, row.detail = groups, detail
    return row


def _population(row: Any) -> dict[str, Any]:
    return {"people": row.people, "on": row.observed_on.isoformat(), "status": row.status, "source": row.source}


def _of_support(plan: Plan, years: list[int]) -> dict[Key, Measurement]:
    """Money given to organisations; a year without any record is not known rather than nothing."""
    rows = SupportGiven.objects.filter(OF_COUNTY).order_by().values_list("year")
    given = dict(rows.annotate(won=Sum("amount")))
    found: dict[Key, Measurement] = {}
    total = 0
    for year in range(min([*years, plan.from_year]), plan.until_year + 1):
        if year not in given:
            continue
        found["money", year] = Measurement(value=given[year])
        if year >= plan.from_year:
            total += given[year]
            found["money_sum", year] = Measurement(value=total)
    return found


def _entered() -> dict[Key, Measurement]:
    rows = Observation.objects.filter(ended_at=None).select_related("reading")
    return {
        (row.reading.series, row.year): Measurement(
            value=float(row.value), is_entered=True, detail={"on": row.observed_on.isoformat(), "source": row.source}
        )
        for row in rows
    }
