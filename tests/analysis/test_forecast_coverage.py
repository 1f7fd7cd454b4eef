"""Does the forecast's 90 % interval hold the truth in nine counties of ten? Told by 200 simulated small counties."""

import pyarrow.compute as pc
import pytest

from analysis.world.nature import SMALL_COUNTY, Nature
from analysis.world.play import opened
from analysis.world.subject import needs
from analysis.world.tables import tables

COUNTIES = 200
YEARS = (2018, 2020, 2025)
INDICATORS = ("self_reliance_rate", "self_reliant")


def small_county(seed):
    return opened(Nature(SMALL_COUNTY, seed))


def true_course(county):
    """Nothing is given after 2017. Everyone reports from 2017 on, nobody opens or closes: the truth is what is published."""
    for year in range(2018, 2026):
        county.live(year, [])
    counts = {year: int(county.self_reliant(year).sum()) for year in YEARS}
    return {
        **{("self_reliance_rate", year): count / county.nature.count for year, count in counts.items()},
        **{("self_reliant", year): count for year, count in counts.items()},
    }


def intervals(table):
    chosen = table.filter(pc.equal(table["scenario"], "none"))
    return {(row["indicator"], row["year"]): (row["p05"], row["p95"]) for row in chosen.to_pylist()}


@pytest.mark.slow
def test_small_county_reports_in_full_from_2017_and_keeps_its_organisations():
    seen = tables(small_county(1), reports_until=2017)
    years = seen["annual_reports"]["fiscal_year"].to_pylist()

    assert years.count(2017) == 60
    assert 0.85 < len(years) / 360 < 0.99
    assert seen["organisations"]["status"].unique().to_pylist() == ["active"]
    assert max(day.year for day in seen["organisations"]["founded_on"].to_pylist()) <= 2011


@pytest.mark.slow
def test_truth_of_a_small_county_moves_from_year_to_year():
    courses = [true_course(small_county(seed)) for seed in range(20)]

    for year in YEARS:
        counts = [course["self_reliant", year] for course in courses]
        assert len(set(counts)) > 5
        assert 6 < sum(counts) / len(counts) < 25


@pytest.mark.slow
@needs("forecast")
def test_ninety_per_cent_interval_holds_the_truth_in_85_to_95_of_100_counties():
    from socialgoods.analysis import forecast

    held = dict.fromkeys([(indicator, year) for indicator in INDICATORS for year in YEARS], 0)
    for seed in range(COUNTIES):
        county = small_county(seed)
        seen = tables(county, reports_until=2017)
        found = intervals(forecast(seen, start=2018, until=2025, scenarios=("none",)).table)
        truth = true_course(county)
        for key in held:
            low, high = found[key]
            held[key] += low - 1e-9 <= truth[key] <= high + 1e-9
    parts = {key: count / COUNTIES for key, count in held.items()}

    assert {key: part for key, part in parts.items() if not 0.85 <= part <= 0.95} == {}
