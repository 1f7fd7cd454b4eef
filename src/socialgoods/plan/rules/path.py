"""The way from where the plan began to where it wants to be: straight between the years that were set."""

from collections.abc import Mapping


def path(points: Mapping[int, float], *, base_year: int, base: float | None, until: int) -> dict[int, float]:
    """Every year's value from the base year (where it is known) to `until`; the points themselves stay as they were set.

    >>> path({2020: 40.0}, base_year=2018, base=20.0, until=2021)
    {2018: 20.0, 2019: 30.0, 2020: 40.0, 2021: 40.0}
    >>> path({2020: 40.0}, base_year=2018, base=None, until=2021)
    {2020: 40.0, 2021: 40.0}
    >>> path({}, base_year=2018, base=20.0, until=2021)
    {}
    """
    if not points:
        return {}
    known = ({} if base is None else {base_year: base}) | dict(points)
    years = sorted(known)
    found = {}
    for year in range(years[0], until + 1):
        before = max(each for each in years if each <= year)
        after = min((each for each in years if each >= year), default=before)
        share = (year - before) / (after - before) if after > before else 0.0
        found[year] = known[before] + share * (known[after] - known[before])
    return found
