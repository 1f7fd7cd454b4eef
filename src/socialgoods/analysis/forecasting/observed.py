"""Indicators that no report holds: participation and social finance, from observations, and participation from memberships."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from socialgoods.analysis.forecasting.mixture import Mixture
from socialgoods.analysis.forecasting.trends import trend
from socialgoods.analysis.participation import by_year

OBSERVED = ("participation", "social_finance")
BEYOND = ("participation_of_150000", "participation_of_2018", "social_finance_outstanding")
"""Other readings of the two, for who asks for them."""


def observed_laws(
    tables: Mapping[str, pa.Table], years: list[int], names: Sequence[str] = OBSERVED
) -> dict[str, list[Mixture]]:
    """A law a year for each indicator with enough observations; the others are left out, never shown as zero."""
    found = {}
    for name, values in observations(tables, years[0] - 1, names).items():
        laws = trend(values, years)
        if laws:
            found[name] = [laws[year] for year in years]
    return found


def observations(
    tables: Mapping[str, pa.Table], until: int, names: Sequence[str] = OBSERVED
) -> dict[str, dict[int, float]]:
    """Indicator to value by year. Participation comes from `observations`, else from memberships over the residents named there."""
    rows = tables["observations"].to_pylist() if "observations" in tables else []
    series: dict[str, dict[int, float]] = {}
    for row in rows:
        series.setdefault(row["indicator"], {})[row["year"]] = float(row["value"])
    residents = series.get("residents", {})
    found = {name: series[name] for name in names if name in series}
    if "participation" not in found and residents and "memberships" in tables:
        people = by_year(tables["memberships"], [year for year in sorted(residents) if year <= until])
        found["participation"] = {year: count / residents[year] for year, count in people.items()}
    return found
